//! What terms say of the hours and days after a departure: who has not come, when it is back, how long a review and papers are kept open.

use super::booking::{Booking, BookingState};
use super::terms::Terms;
use crate::kernel::clock::{DAY, HOUR, Timestamp};

impl Terms {
    /// From when on a party that has not come is not waited for.
    pub fn missed_at(&self, departure: Timestamp) -> Timestamp {
        departure.plus(i64::from(self.no_show_hours) * HOUR)
    }

    /// From when on a departure that nobody has counted back is taken for one that has come back.
    pub fn back_at(&self, departure_ends: Timestamp) -> Timestamp {
        departure_ends.plus(i64::from(self.back_hours) * HOUR)
    }

    /// Until when a party that was thanked at this moment writes and changes its review.
    pub fn review_until(&self, thanked_at: Timestamp) -> Timestamp {
        thanked_at.plus(i64::from(self.review_days) * DAY)
    }

    /// When what identifies the visitors of a departure is forgotten.
    pub fn purge_at(&self, departure_ends: Timestamp) -> Timestamp {
        departure_ends.plus(i64::from(self.purge_days) * DAY)
    }
}

impl Booking {
    /// Until when who stood at the meeting point came in time; whoever was written down there, as a walk-in is, was not late.
    pub fn in_time_until(&self) -> Timestamp {
        self.terms.missed_at(self.starts_at).max(self.created_at)
    }

    /// Given up, and nobody can wait for it again; but it stood there in time (`at`), and a device tells of it only now. What it owed
    /// is owed as of then.
    pub fn was_in_time(&self, at: Timestamp, now: Timestamp) -> bool {
        self.state == BookingState::NoShow && at <= self.in_time_until() && now >= self.terms.missed_at(self.starts_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_say_what_follows_a_departure() {
        let ends = Timestamp(1_795_402_800_000);
        let of = |t: Terms| [t.missed_at(ends), t.back_at(ends), t.review_until(ends), t.purge_at(ends)].map(|at| at.since(ends));
        assert_eq!(of(Terms::default()), [12 * HOUR, 3 * HOUR, 30 * DAY, 14 * DAY]);
        let others = Terms { no_show_hours: 1, back_hours: 0, review_days: 7, purge_days: 0, ..Terms::default() };
        assert_eq!(of(others), [HOUR, 0, 7 * DAY, 0]);
    }
}
