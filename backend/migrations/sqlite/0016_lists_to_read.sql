-- Each on the list is approved or refused. Until now that was the only reason for a list.
ALTER TABLE departure_leg ADD COLUMN approves_each BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE departure_leg SET approves_each = TRUE WHERE cutoff_at IS NOT NULL;
-- A site that asks who its visitors are, and decides about nobody, gets the list of what is planned already: as by its rules of the day,
-- and open while that can be booked.
UPDATE departure_leg SET cutoff_at = (
  SELECT MAX(departure_leg.starts_at - COALESCE(json_extract(r.rules, '$.cutoff_hours'), 0) * 3600000, d.book_until)
  FROM departure d JOIN site_rules r ON r.site_id = departure_leg.site_id
  WHERE d.id = departure_leg.departure_id AND d.state = 'planned' AND json_array_length(r.rules, '$.identity') > 0
    AND r.valid_from = (SELECT MAX(n.valid_from) FROM site_rules n WHERE n.site_id = r.site_id AND n.valid_from <= d.starts_at)
) WHERE cutoff_at IS NULL;
