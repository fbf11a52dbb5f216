-- What a device told of a fare, of a party that came along or of a count, and the house did not accept: a person decides.
CREATE TABLE unaccepted (
  nonce TEXT PRIMARY KEY,           -- with the person in front
  departure_id UUID NOT NULL REFERENCES departure(id),
  about TEXT NOT NULL,              -- the number of a booking, or the name of a party that has none
  code TEXT NOT NULL,               -- domain/src/heritage/conflict.rs
  amount BIGINT,                    -- in rupiah, as it is now
  by_id UUID NOT NULL REFERENCES person(id),
  at BIGINT NOT NULL,               -- by the device
  told_at BIGINT NOT NULL,
  decided_by UUID REFERENCES person(id),
  decided_at BIGINT,
  note TEXT NOT NULL DEFAULT ''
);
CREATE INDEX unaccepted_departure ON unaccepted (departure_id, at);
