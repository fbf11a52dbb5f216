-- What was weighed and taken when the house did not accept it: weights, card, cash, and of a party without a booking its fare and how
-- many they were. No names; the card, and the name in `about`, are forgotten like what identifies visitors.
ALTER TABLE unaccepted ADD COLUMN told TEXT NOT NULL DEFAULT ''; -- domain/src/heritage/handed_over.rs, as JSON; '': nothing
ALTER TABLE unaccepted ADD COLUMN purge_at BIGINT;               -- who it was is forgotten then; none: nothing says it, or it is
-- Parties without a booking of before: fourteen days, as tours have it that say nothing else.
UPDATE unaccepted SET purge_at = told_at + 1209600000 WHERE about <> '' AND about NOT LIKE 'TR-%';
CREATE INDEX unaccepted_purge ON unaccepted (purge_at) WHERE purge_at IS NOT NULL;
