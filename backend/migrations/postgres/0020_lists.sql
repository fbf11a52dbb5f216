-- A price without a rate: the material is not taken any more from that day on, until a later price begins. What is there must still be
-- above zero.
ALTER TABLE waste_price ALTER COLUMN rate DROP NOT NULL;

-- The business number that an officer has seen; the shop may type another one. Of a shop that has changed something since it was approved
-- nobody knows which one that was: an officer looks again.
ALTER TABLE shop ADD COLUMN nib_seen TEXT;
UPDATE shop SET nib_seen = nib WHERE state = 'approved' AND updated_at = approved_at;

-- At or below so many pieces the shop is told to make more.
ALTER TABLE shop ADD COLUMN low_stock BIGINT NOT NULL DEFAULT 5 CHECK (low_stock BETWEEN 0 AND 1000);
