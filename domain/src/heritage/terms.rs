//! On what terms a tour is booked: shares, deadlines, fees. Data with a day from which it holds.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::kept_terms;
use crate::kernel::clock::{HOUR, MINUTE, Timestamp};
use crate::kernel::money::Rupiah;
use crate::kernel::weight::Grams;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")] // how old ones are read: `kept_terms.rs`
pub struct Terms {
    /// Of each fare, and of what moving has cost, for the village that the tour visits.
    pub village_share_percent: u32,
    /// The part of a fare that must be paid in waste: from a balance, or with what is brought.
    pub least_waste_percent: u32,
    /// Whoever brings waste brings at least this much for each person of the party.
    pub least_grams_each: Grams,
    /// How long seats are held for a party that has not chosen yet how to pay.
    pub hold_minutes: u32,
    /// How long they are held for a party that moves up from the waiting list.
    pub moved_up_hours: u32,
    /// Until this many hours before the departure cancelling is free, and so is moving.
    pub free_cancel_hours: u32,
    /// Until this many hours before the departure it is possible, for the fee.
    pub last_cancel_hours: u32,
    pub late_fee_percent: u32,
    pub late_fee: Rupiah,
    /// Until this many hours before the departure a party may move to another one, for the fee.
    #[serde(default = "kept_terms::untold")]
    pub last_move_hours: u32,
    /// Of the fare.
    pub move_fee_percent: u32,
    /// Whoever is not told to have come this long after the departure did not come. Devices may have been offline all day.
    pub no_show_hours: u32,
    /// What was told of a visitor's identity is forgotten this many days after the visit.
    pub purge_days: u32,
    /// A departure that nobody has counted back so long after its end is taken for one that has come back.
    pub back_hours: u32,
    /// A party that was thanked writes and changes its review for so many days; then it stays as it is.
    pub review_days: u32,
    /// The largest party of one booking.
    pub largest_party: u32,
    /// From this many hours before the departure a ticket is good, though not before the day itself.
    pub ticket_hours: u32,
    /// A party is reminded this many days before the departure, and once more; 0: not at all.
    pub first_reminder_days: u32,
    pub last_reminder_days: u32,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            village_share_percent: 0,
            least_waste_percent: 0,
            least_grams_each: Grams(1_000),
            hold_minutes: 20,
            moved_up_hours: 12,
            free_cancel_hours: 72,
            last_cancel_hours: 24,
            late_fee_percent: 25,
            late_fee: Rupiah::ZERO,
            last_move_hours: 24,
            move_fee_percent: 10,
            no_show_hours: 12,
            purge_days: 14,
            back_hours: 3,
            review_days: 30,
            largest_party: 12,
            ticket_hours: 3,
            first_reminder_days: 7,
            last_reminder_days: 1,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TermsError {
    #[error("cancelling for a fee ends after cancelling for free")]
    Deadlines,
    #[error("moving for a fee ends after moving for free")]
    MoveDeadlines,
    #[error("the second reminder comes after the first")]
    Reminders,
    /// By the name of the field.
    #[error("{field} is between {least} and {most}")]
    Range { field: &'static str, least: i64, most: i64 },
}

/// Terms with the day from which they hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedTerms {
    pub from: Timestamp,
    pub terms: Terms,
    /// Who set them; the first ones nobody.
    pub by: Option<String>,
}

/// What cancelling at a moment means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancelling {
    Free,
    ForFee,
    TooLate,
}

impl Terms {
    /// Each number with its name, and the least and the most that it may be.
    fn ranges(&self) -> [(&'static str, i64, i64, i64); 19] {
        [
            ("village_share_percent", self.village_share_percent.into(), 0, 100),
            ("least_waste_percent", self.least_waste_percent.into(), 0, 100),
            ("least_grams_each", self.least_grams_each.0, 0, 100_000),
            ("hold_minutes", self.hold_minutes.into(), 1, 24 * 60),
            ("moved_up_hours", self.moved_up_hours.into(), 1, 14 * 24),
            ("free_cancel_hours", self.free_cancel_hours.into(), 0, 90 * 24),
            ("last_cancel_hours", self.last_cancel_hours.into(), 0, 90 * 24),
            ("late_fee_percent", self.late_fee_percent.into(), 0, 100),
            ("late_fee", self.late_fee.0, 0, 10_000_000),
            ("last_move_hours", self.last_move_hours.into(), 0, 90 * 24),
            ("move_fee_percent", self.move_fee_percent.into(), 0, 100),
            ("no_show_hours", self.no_show_hours.into(), 1, 72),
            ("purge_days", self.purge_days.into(), 0, 366),
            ("back_hours", self.back_hours.into(), 0, 72),
            ("review_days", self.review_days.into(), 1, 366),
            ("largest_party", self.largest_party.into(), 1, 60),
            ("ticket_hours", self.ticket_hours.into(), 1, 24),
            ("first_reminder_days", self.first_reminder_days.into(), 0, 60),
            ("last_reminder_days", self.last_reminder_days.into(), 0, 60),
        ]
    }

    pub fn check(&self) -> Result<(), TermsError> {
        if let Some((field, _, least, most)) = self.ranges().into_iter().find(|(_, value, least, most)| !(least..=most).contains(&value)) {
            return Err(TermsError::Range { field, least, most });
        }
        if self.last_cancel_hours > self.free_cancel_hours {
            return Err(TermsError::Deadlines);
        }
        if self.last_move_hours > self.free_cancel_hours {
            return Err(TermsError::MoveDeadlines);
        }
        let reversed = self.first_reminder_days > 0 && self.last_reminder_days >= self.first_reminder_days;
        if reversed { Err(TermsError::Reminders) } else { Ok(()) }
    }

    pub fn held_until(&self, now: Timestamp) -> Timestamp {
        now.plus(i64::from(self.hold_minutes) * MINUTE)
    }

    pub fn moved_up_until(&self, now: Timestamp) -> Timestamp {
        now.plus(i64::from(self.moved_up_hours) * HOUR)
    }

    pub fn cancelling(&self, now: Timestamp, departure: Timestamp) -> Cancelling {
        let before = departure.since(now);
        if before >= i64::from(self.free_cancel_hours) * HOUR {
            Cancelling::Free
        } else if before >= i64::from(self.last_cancel_hours) * HOUR {
            Cancelling::ForFee
        } else {
            Cancelling::TooLate
        }
    }

    /// What is kept of a fare that was paid, never more than it.
    pub fn fee(&self, cancelling: Cancelling, fare: Rupiah, paid: Rupiah) -> Rupiah {
        match cancelling {
            Cancelling::Free => Rupiah::ZERO,
            Cancelling::ForFee | Cancelling::TooLate => (percent(fare, self.late_fee_percent) + self.late_fee).min(paid).max(Rupiah::ZERO),
        }
    }

    /// What moving to another departure costs at a moment; `None`: it is too late.
    pub fn moving(&self, now: Timestamp, departure: Timestamp, fare: Rupiah) -> Option<Rupiah> {
        let before = departure.since(now);
        if before >= i64::from(self.free_cancel_hours) * HOUR {
            Some(Rupiah::ZERO)
        } else if before >= i64::from(self.last_move_hours) * HOUR {
            Some(percent(fare, self.move_fee_percent))
        } else {
            None
        }
    }

    /// Of all that is held of a party that came: its fare, and what moving has cost. The village has a part of what its visitors bring
    /// in; the seat that a move leaves empty was kept free in the village, too. What is kept of a party that cancelled is not in it:
    /// nobody came.
    pub fn village_share(&self, held: Rupiah) -> Rupiah {
        percent(held, self.village_share_percent)
    }

    /// The least of a fare that must be paid in waste.
    pub fn least_waste(&self, fare: Rupiah) -> Rupiah {
        percent(fare, self.least_waste_percent)
    }

    pub fn least_grams(&self, persons: u32) -> Grams {
        self.least_grams_each.times(i64::from(persons))
    }
}

/// Rounded down to whole rupiah.
fn percent(amount: Rupiah, percent: u32) -> Rupiah {
    Rupiah(i64::try_from(i128::from(amount.0) * i128::from(percent) / 100).unwrap_or(amount.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_late_cancellation_costs_a_part_and_a_very_late_one_is_not_taken() {
        let terms = Terms::default();
        let departure = Timestamp(1_795_402_800_000);
        let at = |hours: i64| terms.cancelling(departure.plus(-hours * HOUR), departure);
        assert_eq!([at(72), at(71), at(24), at(23)], [Cancelling::Free, Cancelling::ForFee, Cancelling::ForFee, Cancelling::TooLate]);
        assert_eq!(terms.fee(Cancelling::ForFee, Rupiah(35_000), Rupiah(35_000)), Rupiah(8_750));
        assert_eq!(terms.fee(Cancelling::ForFee, Rupiah(35_000), Rupiah(5_000)), Rupiah(5_000), "never more than was paid");
        assert_eq!(terms.fee(Cancelling::Free, Rupiah(35_000), Rupiah(35_000)), Rupiah::ZERO);
    }

    #[test]
    fn moving_is_free_then_costs_a_part_and_then_ends() {
        let terms = Terms { last_move_hours: 12, ..Terms::default() };
        let departure = Timestamp(1_795_402_800_000);
        let at = |before: i64| terms.moving(departure.plus(-before), departure, Rupiah(35_009));
        assert_eq!([at(72 * HOUR), at(72 * HOUR - 1)], [Some(Rupiah::ZERO), Some(Rupiah(3_500))]);
        assert_eq!([at(12 * HOUR), at(12 * HOUR - 1), at(-HOUR)], [Some(Rupiah(3_500)), None, None]);
        // Where there is no time between, it is free or not at all.
        let strict = Terms { last_move_hours: 72, ..terms };
        assert_eq!(strict.moving(departure.plus(-71 * HOUR), departure, Rupiah(35_000)), None);
    }

    #[test]
    fn terms_make_sense() {
        assert_eq!(Terms::default().check(), Ok(()));
        assert_eq!(
            Terms { village_share_percent: 101, ..Terms::default() }.check(),
            Err(TermsError::Range { field: "village_share_percent", least: 0, most: 100 })
        );
        assert_eq!(Terms { last_cancel_hours: 73, ..Terms::default() }.check(), Err(TermsError::Deadlines));
        assert_eq!(
            Terms { hold_minutes: 0, ..Terms::default() }.check(),
            Err(TermsError::Range { field: "hold_minutes", least: 1, most: 1_440 })
        );
        assert_eq!(Terms { last_move_hours: 73, ..Terms::default() }.check(), Err(TermsError::MoveDeadlines));
        assert_eq!(Terms { last_reminder_days: 7, ..Terms::default() }.check(), Err(TermsError::Reminders));
        assert_eq!(Terms { first_reminder_days: 0, ..Terms::default() }.check(), Ok(()), "one is enough");
        assert_eq!(Terms::default().least_grams(3), Grams(3_000));
    }

    proptest! {
        #[test]
        fn parts_of_a_fare_stay_within_it(fare in 0..10_000_000_i64, a in 0..=100_u32, b in 0..=100_u32, paid in 0..10_000_000_i64) {
            let terms =
                Terms { village_share_percent: a, least_waste_percent: b, late_fee_percent: b, move_fee_percent: a, ..Terms::default() };
            let fare = Rupiah(fare);
            let day_and_half = terms.moving(Timestamp(0), Timestamp(36 * HOUR), fare);
            prop_assert!((Rupiah::ZERO..=fare).contains(&day_and_half.unwrap()));
            prop_assert!((Rupiah::ZERO..=fare).contains(&terms.village_share(fare)));
            prop_assert!((Rupiah::ZERO..=fare).contains(&terms.least_waste(fare)));
            prop_assert!((Rupiah::ZERO..=Rupiah(paid)).contains(&terms.fee(Cancelling::ForFee, fare, Rupiah(paid))));
        }
    }
}
