-- A price without a rate: the material is not taken any more from that day on, until a later price begins. What is there must still be
-- above zero.
ALTER TABLE waste_price ALTER COLUMN rate DROP NOT NULL;
