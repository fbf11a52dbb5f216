-- A price without a rate: the material is not taken any more from that day on, until a later price begins. SQLite alters no checks,
-- so the table is made anew; nothing refers to it.
CREATE TABLE waste_price_new (
  id BLOB PRIMARY KEY,
  material TEXT NOT NULL REFERENCES material(code),
  tier TEXT NOT NULL,
  rate BIGINT CHECK (rate > 0),     -- none: not taken
  valid_from BIGINT NOT NULL,
  state TEXT NOT NULL,              -- proposed | valid | refused
  proposed_by BLOB REFERENCES person(id),
  proposed_at BIGINT NOT NULL,
  decided_by BLOB REFERENCES person(id),
  decided_at BIGINT,
  CHECK (decided_by IS NULL OR proposed_by IS NULL OR decided_by <> proposed_by)
);
INSERT INTO waste_price_new (id, material, tier, rate, valid_from, state, proposed_by, proposed_at, decided_by, decided_at)
  SELECT id, material, tier, rate, valid_from, state, proposed_by, proposed_at, decided_by, decided_at FROM waste_price;
DROP TABLE waste_price;
ALTER TABLE waste_price_new RENAME TO waste_price;
CREATE UNIQUE INDEX waste_price_valid ON waste_price (material, tier, valid_from) WHERE state = 'valid';
CREATE INDEX waste_price_state ON waste_price (state, proposed_at);

-- The business number that an officer has seen; the shop may type another one. Of a shop that has changed something since it was approved
-- nobody knows which one that was: an officer looks again.
ALTER TABLE shop ADD COLUMN nib_seen TEXT;
UPDATE shop SET nib_seen = nib WHERE state = 'approved' AND updated_at = approved_at;

-- At or below so many pieces the shop is told to make more.
ALTER TABLE shop ADD COLUMN low_stock BIGINT NOT NULL DEFAULT 5 CHECK (low_stock BETWEEN 0 AND 1000);
