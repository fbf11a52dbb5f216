-- A leg of a tour has an id of its own: its place among the others changes while officers arrange them. Departures keep copies
-- (departure_leg), so nothing refers to this table.
CREATE TABLE tour_leg_arranged (
  id BLOB PRIMARY KEY,
  tour_id BLOB NOT NULL REFERENCES tour(id),
  position BIGINT NOT NULL,
  kind TEXT NOT NULL,               -- bus | walk | base | village | sight
  site_id BLOB REFERENCES site(id),
  name TEXT NOT NULL,               -- JSON, both languages
  note TEXT NOT NULL,               -- JSON, both languages
  minutes BIGINT NOT NULL CHECK (minutes > 0),
  capacity BIGINT NOT NULL CHECK (capacity > 0),
  barefoot BOOLEAN NOT NULL,
  UNIQUE (tour_id, position)
);
INSERT INTO tour_leg_arranged (id, tour_id, position, kind, site_id, name, note, minutes, capacity, barefoot)
SELECT randomblob(16), tour_id, position, kind, site_id, name, note, minutes, capacity, barefoot FROM tour_leg;
DROP TABLE tour_leg;
ALTER TABLE tour_leg_arranged RENAME TO tour_leg;
