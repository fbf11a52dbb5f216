-- Whose list was looked at: a booking may have moved to another departure since. Of looks from before this, it is the present one.
ALTER TABLE identity_view ADD COLUMN departure_id UUID REFERENCES departure(id);
UPDATE identity_view SET departure_id =
  (SELECT b.departure_id FROM visitor v JOIN booking b ON b.id = v.booking_id WHERE v.id = identity_view.visitor_id);
CREATE INDEX identity_view_site ON identity_view (site_id, at);
