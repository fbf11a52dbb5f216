-- A leg of a tour has an id of its own: its place among the others changes while officers arrange them. Departures keep copies
-- (departure_leg), so nothing refers to this table.
ALTER TABLE tour_leg ADD COLUMN id UUID NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE tour_leg ALTER COLUMN id DROP DEFAULT;
ALTER TABLE tour_leg DROP CONSTRAINT tour_leg_pkey;
ALTER TABLE tour_leg ADD PRIMARY KEY (id);
ALTER TABLE tour_leg ADD UNIQUE (tour_id, position);
