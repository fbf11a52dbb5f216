-- The key of a booking form stands alone now, with a word in front. Until now it was whoever had pressed it (32 digits), or 'guest', a
-- colon and the key: a form that was pressed before this version and is sent again after it finds its booking. A key that two have
-- pressed has made two bookings, and stays as it is.
UPDATE booking SET idempotency_key = 'form:' || SUBSTR(idempotency_key, CASE WHEN idempotency_key LIKE 'guest:%' THEN 7 ELSE 34 END)
  WHERE (idempotency_key LIKE 'guest:%' OR (SUBSTR(idempotency_key, 33, 1) = ':' AND idempotency_key NOT LIKE 'form:%'))
  AND SUBSTR(idempotency_key, CASE WHEN idempotency_key LIKE 'guest:%' THEN 7 ELSE 34 END) NOT IN (
    SELECT typed FROM (
      SELECT SUBSTR(idempotency_key, CASE WHEN idempotency_key LIKE 'guest:%' THEN 7 WHEN idempotency_key LIKE 'form:%' THEN 6 ELSE 34 END) AS typed
      FROM booking WHERE idempotency_key NOT LIKE 'walk-in:%'
    ) known GROUP BY typed HAVING COUNT(*) > 1
  );

-- A page of looks is read from an index in its own order, of one site or of all; and by it the old ones are found that are forgotten.
DROP INDEX identity_view_site;
CREATE INDEX identity_view_site ON identity_view (site_id, at DESC, person_id, departure_id, visitor_id);
CREATE INDEX identity_view_at ON identity_view (at DESC, person_id, site_id, departure_id, visitor_id);

-- When the departure of a booking is taken for back by its terms, where nobody counts: it stood in the terms alone, which were read for
-- everybody on the way each time. Old terms do not say it: three hours after its end.
ALTER TABLE booking ADD COLUMN back_at BIGINT NOT NULL DEFAULT 0;
UPDATE booking SET back_at = (SELECT d.ends_at FROM departure d WHERE d.id = booking.departure_id)
  + COALESCE(json_extract(terms, '$.back_hours'), 3) * 3600000;
