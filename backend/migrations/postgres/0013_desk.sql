-- The list of a base has closed, and who speaks for the base was told.
ALTER TABLE departure_leg ADD COLUMN list_told_at BIGINT;
CREATE INDEX departure_leg_to_tell ON departure_leg (starts_at) WHERE cutoff_at IS NOT NULL AND list_told_at IS NULL;
-- What is still undecided a day before, and the guide and the planners were told.
ALTER TABLE departure ADD COLUMN undecided_told_at BIGINT;

-- What a party that left a number alone is to be told, and who has told it.
CREATE TABLE party_call (
  id UUID PRIMARY KEY,
  booking_id UUID NOT NULL REFERENCES booking(id),
  occasion TEXT NOT NULL UNIQUE,    -- the same one is told once
  news TEXT NOT NULL,               -- JSON: put into words when it is read
  at BIGINT NOT NULL,
  purge_at BIGINT NOT NULL,         -- it is forgotten then, told or not
  told_by UUID REFERENCES person(id),
  told_at BIGINT
);
CREATE INDEX party_call_open ON party_call (at) WHERE told_at IS NULL;
CREATE INDEX party_call_booking ON party_call (booking_id);
CREATE INDEX party_call_purge ON party_call (purge_at);
