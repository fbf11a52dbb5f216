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

CREATE TABLE vehicle (
  id UUID PRIMARY KEY,
  name TEXT NOT NULL,
  plate TEXT NOT NULL UNIQUE,
  seats BIGINT NOT NULL CHECK (seats > 0)
);

-- A rule by which departures recur, as it was given.
CREATE TABLE departure_series (
  id UUID PRIMARY KEY,
  tour_id UUID NOT NULL REFERENCES tour(id),
  first_at BIGINT NOT NULL,
  rule TEXT NOT NULL,               -- RRULE, in the time of Jakarta
  by_id UUID NOT NULL REFERENCES person(id),
  at BIGINT NOT NULL
);

CREATE TABLE departure (
  id UUID PRIMARY KEY,
  tour_id UUID NOT NULL REFERENCES tour(id),
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  book_until BIGINT NOT NULL,       -- by the rules that held when it was planned
  state TEXT NOT NULL,              -- planned | cancelled | out | back
  consent TEXT NOT NULL,            -- of the village: not_needed | waiting | given | refused
  consent_by UUID REFERENCES person(id),
  consent_at BIGINT,
  consent_note TEXT NOT NULL DEFAULT '',
  guide_id UUID REFERENCES person(id),
  vehicle_id UUID REFERENCES vehicle(id),
  series_id UUID REFERENCES departure_series(id),
  created_at BIGINT NOT NULL,
  UNIQUE (tour_id, starts_at)
);
CREATE INDEX departure_guide ON departure (guide_id, starts_at);
CREATE INDEX departure_vehicle ON departure (vehicle_id, starts_at);
CREATE INDEX departure_starts ON departure (starts_at);

-- Seats are counted per leg; a party takes one of each of them at once (docs/locking.md).
CREATE TABLE departure_leg (
  departure_id UUID NOT NULL REFERENCES departure(id),
  position BIGINT NOT NULL,
  kind TEXT NOT NULL,
  site_id UUID REFERENCES site(id),
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

-- A party's seats. Every change is made under the lock of its departure.
CREATE TABLE booking (
  id UUID PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  secret TEXT NOT NULL UNIQUE,      -- of the link by which the party follows it
  idempotency_key TEXT NOT NULL UNIQUE,
  form_digest TEXT NOT NULL,
  departure_id UUID NOT NULL REFERENCES departure(id),
  person_id UUID REFERENCES person(id),
  name TEXT NOT NULL,
  phone TEXT,
  email TEXT,
  locale TEXT NOT NULL,             -- of what we write
  language TEXT NOT NULL,           -- of the guide
  needs TEXT NOT NULL,
  seats BIGINT NOT NULL CHECK (seats >= 0), -- of those who go
  fare BIGINT NOT NULL CHECK (fare >= 0),   -- of those who go
  terms TEXT NOT NULL,              -- JSON: as they were promised
  state TEXT NOT NULL,              -- waiting | held | awaiting_payment | confirmed | checked_in | expired | cancelled | refused | no_show
  deadline_at BIGINT,
  purge_at BIGINT,                  -- what identifies its visitors is forgotten then; none: it is
  miss_at BIGINT NOT NULL,          -- from then on the party is not waited for
  offered_at BIGINT,                -- the day was closed: another departure, or the money back
  reminded BIGINT,                  -- the last reminder: so many days before
  thanked_at BIGINT,                -- the departure had come back, and the party was thanked
  created_at BIGINT NOT NULL
);
CREATE INDEX booking_departure ON booking (departure_id, state);
CREATE INDEX booking_person ON booking (person_id, created_at);
CREATE INDEX booking_deadline ON booking (deadline_at) WHERE deadline_at IS NOT NULL;
CREATE INDEX booking_purge ON booking (purge_at) WHERE purge_at IS NOT NULL;
CREATE INDEX booking_missed ON booking (miss_at) WHERE state = 'confirmed';
-- what a guest holds, by contact
CREATE INDEX booking_guest_phone ON booking (phone) WHERE person_id IS NULL;
CREATE INDEX booking_guest_email ON booking (email) WHERE person_id IS NULL;
CREATE INDEX booking_to_thank ON booking (departure_id) WHERE state = 'checked_in' AND thanked_at IS NULL;

CREATE TABLE visitor (
  id UUID PRIMARY KEY,
  booking_id UUID NOT NULL REFERENCES booking(id),
  position BIGINT NOT NULL,
  name TEXT NOT NULL,
  category TEXT NOT NULL,
  fare BIGINT NOT NULL CHECK (fare >= 0),
  going BOOLEAN NOT NULL,
  sealed BYTEA,                     -- what identifies the person; gone after purge_at
  UNIQUE (booking_id, position)
);

-- Whoever looked at what identifies somebody.
CREATE TABLE identity_view (
  id UUID PRIMARY KEY,
  visitor_id UUID NOT NULL REFERENCES visitor(id),
  person_id UUID NOT NULL REFERENCES person(id),
  site_id UUID NOT NULL REFERENCES site(id),
  at BIGINT NOT NULL
);
CREATE INDEX identity_view_visitor ON identity_view (visitor_id, at);

-- How a fare is covered: the parts of a booking are its fare.
CREATE TABLE fare_part (
  id UUID PRIMARY KEY,
  booking_id UUID NOT NULL REFERENCES booking(id),
  kind TEXT NOT NULL,               -- balance | pledge | cash | card
  amount BIGINT NOT NULL CHECK (amount >= 0),
  state TEXT NOT NULL,              -- due | paid | void
  returned BIGINT NOT NULL DEFAULT 0 CHECK (returned >= 0 AND returned <= amount),
  UNIQUE (booking_id, kind)
);

CREATE TABLE pledge_line (
  booking_id UUID NOT NULL REFERENCES booking(id),
  position BIGINT NOT NULL,
  material TEXT NOT NULL,           -- the code on the waste bank's list
  name TEXT NOT NULL,               -- JSON, both languages
  amount BIGINT NOT NULL CHECK (amount > 0),
  worth BIGINT NOT NULL CHECK (worth >= 0),
  PRIMARY KEY (booking_id, position)
);

CREATE TABLE booking_record (
  id UUID PRIMARY KEY,
  booking_id UUID NOT NULL REFERENCES booking(id),
  at BIGINT NOT NULL,
  what TEXT NOT NULL,
  by_id UUID REFERENCES person(id),
  note TEXT NOT NULL
);
CREATE INDEX booking_record_booking ON booking_record (booking_id, at);

-- Attempts to pay a part by card: the market's port, the tours' own rows.
CREATE TABLE fare_payment (
  id UUID PRIMARY KEY,
  booking_id UUID NOT NULL REFERENCES booking(id),
  provider TEXT NOT NULL,
  reference TEXT NOT NULL UNIQUE,   -- ours, unguessable
  provider_reference TEXT,
  amount BIGINT NOT NULL CHECK (amount > 0),
  state TEXT NOT NULL,              -- pending | failed | paid | surplus
  created_at BIGINT NOT NULL,
  settled_at BIGINT,
  UNIQUE (provider, provider_reference)
);
CREATE INDEX fare_payment_booking ON fare_payment (booking_id);

-- Money that a person gives back: what came by card or in cash. Waste goes back to its balance at once.
CREATE TABLE fare_refund (
  reference TEXT PRIMARY KEY,       -- why: each reason once
  booking_id UUID NOT NULL REFERENCES booking(id),
  kind TEXT NOT NULL,               -- cash | card
  amount BIGINT NOT NULL CHECK (amount > 0),
  at BIGINT NOT NULL,
  done_by UUID REFERENCES person(id),
  done_at BIGINT,
  done_note TEXT NOT NULL DEFAULT '' -- the number of the transfer or the receipt
);
CREATE INDEX fare_refund_open ON fare_refund (at) WHERE done_at IS NULL;
CREATE INDEX fare_refund_booking ON fare_refund (booking_id);

-- What a base says of a visitor for a departure.
CREATE TABLE visitor_verdict (
  visitor_id UUID NOT NULL REFERENCES visitor(id),
  departure_id UUID NOT NULL REFERENCES departure(id),
  site_id UUID NOT NULL REFERENCES site(id),
  approved BOOLEAN NOT NULL,
  reason TEXT,                      -- the code of a refusal
  note TEXT NOT NULL,
  by_id UUID NOT NULL REFERENCES person(id),
  at BIGINT NOT NULL,
  PRIMARY KEY (visitor_id, departure_id, site_id)
);
CREATE INDEX visitor_verdict_departure ON visitor_verdict (departure_id, site_id);

-- Keys that sign tickets. Their secret half is sealed (docs/operations.md); devices check with the public half alone.
CREATE TABLE ticket_key (
  id BIGINT PRIMARY KEY,
  public BYTEA NOT NULL,
  sealed BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  retired_at BIGINT,                -- signs no more; what it signed is good
  revoked_at BIGINT                 -- what it signed is not good either
);

-- What happened at a meeting point. A device names each action (its nonce): told twice, late or by two devices, it counts once.
CREATE TABLE redemption (
  nonce TEXT PRIMARY KEY,           -- with the person in front
  departure_id UUID NOT NULL REFERENCES departure(id),
  booking_id UUID REFERENCES booking(id), -- none: not a ticket of ours
  outcome TEXT NOT NULL,            -- admitted | already_used | wrong_departure | expired | unpaid | refused | unknown | no_seat
  by_id UUID NOT NULL REFERENCES person(id),
  at BIGINT NOT NULL,               -- by the device
  told_at BIGINT NOT NULL,
  settled_by UUID REFERENCES person(id), -- who has decided what to make of a refusal
  settled_at BIGINT,
  note TEXT NOT NULL DEFAULT ''
);
CREATE INDEX redemption_departure ON redemption (departure_id, at);
CREATE UNIQUE INDEX redemption_once ON redemption (booking_id) WHERE outcome = 'admitted';

CREATE TABLE fare_settlement (
  nonce TEXT PRIMARY KEY,           -- with the person in front
  booking_id UUID NOT NULL UNIQUE REFERENCES booking(id),
  slip TEXT,                        -- of the waste bank
  worth BIGINT NOT NULL,
  from_waste BIGINT NOT NULL,
  in_cash BIGINT NOT NULL,
  surplus BIGINT NOT NULL,
  by_id UUID NOT NULL REFERENCES person(id),
  at BIGINT NOT NULL
);

CREATE TABLE head_count (
  nonce TEXT PRIMARY KEY,           -- with the person in front
  departure_id UUID NOT NULL REFERENCES departure(id),
  way TEXT NOT NULL,                -- out | back
  counted BIGINT NOT NULL CHECK (counted >= 0),
  expected BIGINT NOT NULL,         -- who had come by then
  note TEXT NOT NULL,
  by_id UUID NOT NULL REFERENCES person(id),
  at BIGINT NOT NULL
);
CREATE INDEX head_count_departure ON head_count (departure_id, at);

-- What a party says after its tour: one of each booking, changed for some weeks.
CREATE TABLE tour_review (
  booking_id UUID PRIMARY KEY REFERENCES booking(id),
  stars BIGINT NOT NULL CHECK (stars BETWEEN 1 AND 5),
  text TEXT NOT NULL,
  name TEXT NOT NULL,               -- as the party wants to be called
  locale TEXT NOT NULL,             -- in which it was written
  at BIGINT NOT NULL,
  changed_at BIGINT,
  hidden_at BIGINT,                 -- an officer has taken it off the page
  hidden_by UUID REFERENCES person(id),
  hidden_reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX tour_review_at ON tour_review (at);

-- Every form of a review that was taken: sent again it changes nothing.
CREATE TABLE tour_review_form (
  nonce TEXT PRIMARY KEY,           -- with the booking in front
  booking_id UUID NOT NULL REFERENCES booking(id),
  digest TEXT NOT NULL
);
