-- What moving has cost beside the fare: the parts of a booking are both.
ALTER TABLE booking ADD COLUMN move_fee BIGINT NOT NULL DEFAULT 0 CHECK (move_fee >= 0);
-- The next reminder, by the terms of the booking; none: all have gone out.
ALTER TABLE booking ADD COLUMN remind_at BIGINT;
-- Whoever had booked by now is reminded as it was until now: seven days before, and one.
UPDATE booking SET remind_at = (SELECT d.starts_at FROM departure d WHERE d.id = booking.departure_id)
  - CASE WHEN reminded IS NULL THEN 604800000 ELSE 86400000 END
  WHERE (reminded IS NULL OR reminded > 1) AND state IN ('waiting', 'held', 'awaiting_payment', 'confirmed');
CREATE INDEX booking_to_remind ON booking (remind_at) WHERE state = 'confirmed';
