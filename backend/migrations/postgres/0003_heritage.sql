-- Heritage: sites, tours, departures, bookings. Types as in 0001; texts in two languages are JSON {"id": …, "en": …}.

CREATE TABLE site (
  id UUID PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,               -- JSON, both languages
  story TEXT NOT NULL,              -- JSON, both languages
  era TEXT NOT NULL,                -- JSON, both languages: as the sources tell it
  address TEXT NOT NULL,
  kelurahan TEXT NOT NULL,
  lat DOUBLE PRECISION NOT NULL,
  lon DOUBLE PRECISION NOT NULL,
  radius_m BIGINT NOT NULL,         -- how far off the point may be
  certainty TEXT NOT NULL,          -- exact | approximate | recalled
  place_source TEXT NOT NULL,
  demo BOOLEAN NOT NULL DEFAULT FALSE
);

-- What is told of a site, and on what it rests.
CREATE TABLE site_fact (
  site_id UUID NOT NULL REFERENCES site(id),
  position BIGINT NOT NULL,
  text TEXT NOT NULL,               -- JSON, both languages
  verified BOOLEAN NOT NULL,
  sources TEXT NOT NULL,            -- JSON list
  PRIMARY KEY (site_id, position)
);

-- What a site asks of its visitors, from a day on until the next rules begin.
CREATE TABLE site_rules (
  site_id UUID NOT NULL REFERENCES site(id),
  valid_from BIGINT NOT NULL,
  rules TEXT NOT NULL,              -- JSON
  by_id UUID REFERENCES person(id),
  PRIMARY KEY (site_id, valid_from)
);

-- Who speaks for a site: the officer of a base, the elders of the village.
CREATE TABLE site_officer (
  site_id UUID NOT NULL REFERENCES site(id),
  person_id UUID NOT NULL REFERENCES person(id),
  since BIGINT NOT NULL,
  PRIMARY KEY (site_id, person_id)
);
CREATE INDEX site_officer_person ON site_officer (person_id);

-- A day on which a site lets nobody in.
CREATE TABLE site_closure (
  site_id UUID NOT NULL REFERENCES site(id),
  day BIGINT NOT NULL,              -- the first moment of the day in Cimahi
  reason TEXT NOT NULL,
  by_id UUID REFERENCES person(id),
  at BIGINT NOT NULL,
  PRIMARY KEY (site_id, day)
);

CREATE TABLE tour (
  id UUID PRIMARY KEY,
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
  tour_id UUID NOT NULL REFERENCES tour(id),
  position BIGINT NOT NULL,
  kind TEXT NOT NULL,               -- bus | walk | base | village | sight
  site_id UUID REFERENCES site(id),
  name TEXT NOT NULL,               -- JSON, both languages
  note TEXT NOT NULL,               -- JSON, both languages
  minutes BIGINT NOT NULL CHECK (minutes > 0),
  capacity BIGINT NOT NULL CHECK (capacity > 0),
  barefoot BOOLEAN NOT NULL,
  PRIMARY KEY (tour_id, position)
);

-- Shares, deadlines and fees of a tour, from a day on until the next terms begin.
CREATE TABLE tour_terms (
  tour_id UUID NOT NULL REFERENCES tour(id),
  valid_from BIGINT NOT NULL,
  terms TEXT NOT NULL,              -- JSON
  by_id UUID REFERENCES person(id),
  PRIMARY KEY (tour_id, valid_from)
);

-- A fare holds for departures from a day on, until the next one of its category begins.
CREATE TABLE fare (
  tour_id UUID NOT NULL REFERENCES tour(id),
  category TEXT NOT NULL,           -- adult | student | child | resident
  valid_from BIGINT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount >= 0),
  source TEXT NOT NULL,
  by_id UUID REFERENCES person(id),
  PRIMARY KEY (tour_id, category, valid_from)
);

-- Who works for a tour, and as what.
CREATE TABLE tour_staff (
  tour_id UUID NOT NULL REFERENCES tour(id),
  person_id UUID NOT NULL REFERENCES person(id),
  duty TEXT NOT NULL,               -- officer | guide
  since BIGINT NOT NULL,
  PRIMARY KEY (tour_id, person_id, duty)
);
CREATE INDEX tour_staff_person ON tour_staff (person_id);
