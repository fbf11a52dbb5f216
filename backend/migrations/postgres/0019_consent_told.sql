-- The village has answered, and the planners were told.
ALTER TABLE departure ADD COLUMN consent_told_at BIGINT;
CREATE INDEX departure_answered ON departure (consent_at) WHERE consent_at IS NOT NULL AND consent_told_at IS NULL;
-- What was answered before is old news.
UPDATE departure SET consent_told_at = consent_at WHERE consent_at IS NOT NULL;
