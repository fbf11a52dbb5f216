-- The party has moved when cancelling was not free any more, whether or not that cost something.
ALTER TABLE booking ADD COLUMN moved_late BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE booking SET moved_late = TRUE WHERE move_fee > 0;
