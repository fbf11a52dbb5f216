-- Heritage: sites, tours, departures, bookings. Types as in 0001; texts in two languages are JSON {"id": …, "en": …}.

CREATE TABLE site (
  id BLOB PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,               -- JSON, both languages
  story TEXT NOT NULL,              -- JSON, both languages
  era TEXT NOT NULL,                -- JSON, both languages: as the sources tell it
  address TEXT NOT NULL,
  kelurahan TEXT NOT NULL,
  lat REAL NOT NULL,
  lon REAL NOT NULL,
  radius_m BIGINT NOT NULL,         -- how far off the point may be
  certainty TEXT NOT NULL,          -- exact | approximate | recalled
  place_source TEXT NOT NULL,
  demo BOOLEAN NOT NULL DEFAULT FALSE
);

-- What is told of a site, and on what it rests.
CREATE TABLE site_fact (
  site_id BLOB NOT NULL REFERENCES site(id),
  position BIGINT NOT NULL,
  text TEXT NOT NULL,               -- JSON, both languages
  verified BOOLEAN NOT NULL,
  sources TEXT NOT NULL,            -- JSON list
  PRIMARY KEY (site_id, position)
);

-- What a site asks of its visitors, from a day on until the next rules begin.
CREATE TABLE site_rules (
  site_id BLOB NOT NULL REFERENCES site(id),
  valid_from BIGINT NOT NULL,
  rules TEXT NOT NULL,              -- JSON
  by_id BLOB REFERENCES person(id),
  PRIMARY KEY (site_id, valid_from)
);

-- Who speaks for a site: the officer of a base, the elders of the village.
CREATE TABLE site_officer (
  site_id BLOB NOT NULL REFERENCES site(id),
  person_id BLOB NOT NULL REFERENCES person(id),
  since BIGINT NOT NULL,
  PRIMARY KEY (site_id, person_id)
);
CREATE INDEX site_officer_person ON site_officer (person_id);

-- A day on which a site lets nobody in.
CREATE TABLE site_closure (
  site_id BLOB NOT NULL REFERENCES site(id),
  day BIGINT NOT NULL,              -- the first moment of the day in Cimahi
  reason TEXT NOT NULL,
  by_id BLOB REFERENCES person(id),
  at BIGINT NOT NULL,
  PRIMARY KEY (site_id, day)
);

CREATE TABLE tour (
  id BLOB PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,               -- JSON, both languages
  story TEXT NOT NULL,              -- JSON, both languages
  meeting TEXT NOT NULL,            -- JSON: where, how to find it
  languages TEXT NOT NULL,          -- JSON list of tags
  access TEXT NOT NULL,             -- JSON, both languages
  bring TEXT NOT NULL,              -- JSON list, both languages
  conduct TEXT NOT NULL,            -- JSON list, both languages: accepted with a booking
  position BIGINT NOT NULL,
  published BOOLEAN NOT NULL,
  demo BOOLEAN NOT NULL DEFAULT FALSE
);

CREATE TABLE tour_leg (
  tour_id BLOB NOT NULL REFERENCES tour(id),
  position BIGINT NOT NULL,
  kind TEXT NOT NULL,               -- bus | walk | base | village | sight
  site_id BLOB REFERENCES site(id),
  name TEXT NOT NULL,               -- JSON, both languages
  note TEXT NOT NULL,               -- JSON, both languages
  minutes BIGINT NOT NULL CHECK (minutes > 0),
  capacity BIGINT NOT NULL CHECK (capacity > 0),
  barefoot BOOLEAN NOT NULL,
  PRIMARY KEY (tour_id, position)
);

-- Shares, deadlines and fees of a tour, from a day on until the next terms begin.
CREATE TABLE tour_terms (
  tour_id BLOB NOT NULL REFERENCES tour(id),
  valid_from BIGINT NOT NULL,
  terms TEXT NOT NULL,              -- JSON
  by_id BLOB REFERENCES person(id),
  PRIMARY KEY (tour_id, valid_from)
);

-- A fare holds for departures from a day on, until the next one of its category begins.
CREATE TABLE fare (
  tour_id BLOB NOT NULL REFERENCES tour(id),
  category TEXT NOT NULL,           -- adult | student | child | resident
  valid_from BIGINT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount >= 0),
  source TEXT NOT NULL,
  by_id BLOB REFERENCES person(id),
  PRIMARY KEY (tour_id, category, valid_from)
);

-- Who works for a tour, and as what.
CREATE TABLE tour_staff (
  tour_id BLOB NOT NULL REFERENCES tour(id),
  person_id BLOB NOT NULL REFERENCES person(id),
  duty TEXT NOT NULL,               -- officer | guide
  since BIGINT NOT NULL,
  PRIMARY KEY (tour_id, person_id, duty)
);
CREATE INDEX tour_staff_person ON tour_staff (person_id);

CREATE TABLE vehicle (
  id BLOB PRIMARY KEY,
  name TEXT NOT NULL,
  plate TEXT NOT NULL UNIQUE,
  seats BIGINT NOT NULL CHECK (seats > 0)
);

-- A rule by which departures recur, as it was given.
CREATE TABLE departure_series (
  id BLOB PRIMARY KEY,
  tour_id BLOB NOT NULL REFERENCES tour(id),
  first_at BIGINT NOT NULL,
  rule TEXT NOT NULL,               -- RRULE, in the time of Jakarta
  by_id BLOB NOT NULL REFERENCES person(id),
  at BIGINT NOT NULL
);

CREATE TABLE departure (
  id BLOB PRIMARY KEY,
  tour_id BLOB NOT NULL REFERENCES tour(id),
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  book_until BIGINT NOT NULL,       -- by the rules that held when it was planned
  state TEXT NOT NULL,              -- planned | cancelled | out | back
  consent TEXT NOT NULL,            -- of the village: not_needed | waiting | given | refused
  consent_by BLOB REFERENCES person(id),
  consent_at BIGINT,
  consent_note TEXT NOT NULL DEFAULT '',
  guide_id BLOB REFERENCES person(id),
  vehicle_id BLOB REFERENCES vehicle(id),
  series_id BLOB REFERENCES departure_series(id),
  created_at BIGINT NOT NULL,
  UNIQUE (tour_id, starts_at)
);
CREATE INDEX departure_guide ON departure (guide_id, starts_at);
CREATE INDEX departure_vehicle ON departure (vehicle_id, starts_at);
CREATE INDEX departure_starts ON departure (starts_at);

-- Seats are counted per leg; a party takes one of each of them at once (docs/locking.md).
CREATE TABLE departure_leg (
  departure_id BLOB NOT NULL REFERENCES departure(id),
  position BIGINT NOT NULL,
  kind TEXT NOT NULL,
  site_id BLOB REFERENCES site(id),
  name TEXT NOT NULL,               -- JSON, both languages
  starts_at BIGINT NOT NULL,
  minutes BIGINT NOT NULL,
  capacity BIGINT NOT NULL,
  taken BIGINT NOT NULL DEFAULT 0,
  closed BOOLEAN NOT NULL DEFAULT FALSE, -- its site lets nobody in on this day
  cutoff_at BIGINT,                 -- when the list of visitors is closed; none where nobody is approved one by one
  PRIMARY KEY (departure_id, position),
  CHECK (taken >= 0 AND taken <= capacity)
);
CREATE INDEX departure_leg_site ON departure_leg (site_id, starts_at);
