-- The list of a base has closed, and who speaks for the base was told.
ALTER TABLE departure_leg ADD COLUMN list_told_at BIGINT;
CREATE INDEX departure_leg_to_tell ON departure_leg (starts_at) WHERE cutoff_at IS NOT NULL AND list_told_at IS NULL;
-- What is still undecided a day before, and the guide and the planners were told.
ALTER TABLE departure ADD COLUMN undecided_told_at BIGINT;
