-- When the goods lay on the scale, by the device that was there; none: when they were booked. The books, the sums of months and the
-- days of a counter go by `at`, so that nothing that was closed changes.
ALTER TABLE waste_deposit ADD COLUMN weighed_at BIGINT;
