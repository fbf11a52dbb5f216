//! Limits of the counter, and what is asked about: data that an officer sets from a day on.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::kernel::clock::Timestamp;
use crate::kernel::money::Rupiah;
use crate::wastebank::asking::{Asking, Threshold};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WasteRules {
    /// A deposit worth this much needs a second person who has seen it.
    pub witness_from: Rupiah,
    /// A deposit worth this much needs a photo of the goods on the scale.
    pub photo_from: Rupiah,
    /// The least that is paid out in cash.
    pub cash_least: Rupiah,
    /// The most of one payment in cash.
    pub cash_most: Rupiah,
    /// The most that a member gets in cash on one day.
    pub cash_most_a_day: Rupiah,
    /// The days on which cash is paid out, Monday first.
    pub cash_days: [bool; 7],
    /// From when on officers are asked to look at something.
    pub asking: Asking,
}

impl Default for WasteRules {
    fn default() -> Self {
        Self {
            witness_from: Rupiah(250_000),
            photo_from: Rupiah(150_000),
            cash_least: Rupiah(5_000),
            cash_most: Rupiah(250_000),
            cash_most_a_day: Rupiah(500_000),
            cash_days: [true; 7],
            asking: Asking::default(),
        }
    }
}

/// Why cash is not paid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CashRefusal {
    #[error("no cash is paid out today")]
    NotToday,
    #[error("the least is {least}")]
    TooLittle { least: Rupiah },
    #[error("the most of one payment is {most}")]
    TooMuch { most: Rupiah },
    #[error("today {left} is left")]
    TooMuchToday { left: Rupiah },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RulesError {
    #[error("an amount is not above zero")]
    NotPositive,
    /// Least, most, most a day: each at least the one before.
    #[error("the limits are not in order")]
    Order,
    #[error("{0:?} is out of its range")]
    Threshold(Threshold),
    #[error("the day is over")]
    Past,
    #[error("there are rules from that day on")]
    Taken,
}

impl WasteRules {
    /// May this be paid out now to somebody who got so much in cash today?
    pub fn check_cash(&self, amount: Rupiah, today: Rupiah, now: Timestamp) -> Result<(), CashRefusal> {
        if !self.cash_days[usize::from(now.wib().weekday) % 7] {
            return Err(CashRefusal::NotToday);
        }
        if amount < self.cash_least.max(Rupiah(1)) {
            return Err(CashRefusal::TooLittle { least: self.cash_least });
        }
        if amount > self.cash_most {
            return Err(CashRefusal::TooMuch { most: self.cash_most });
        }
        let left = self.left_today(today);
        if amount > left { Err(CashRefusal::TooMuchToday { left }) } else { Ok(()) }
    }

    pub fn left_today(&self, today: Rupiah) -> Rupiah {
        (self.cash_most_a_day - today).max(Rupiah::ZERO)
    }

    /// May they hold from this moment, the first of a day?
    pub fn check(&self, from: Timestamp, now: Timestamp) -> Result<(), RulesError> {
        if [self.witness_from, self.photo_from, self.cash_least, self.cash_most, self.cash_most_a_day].iter().any(|r| r.0 <= 0) {
            return Err(RulesError::NotPositive);
        }
        if self.cash_least > self.cash_most || self.cash_most > self.cash_most_a_day {
            return Err(RulesError::Order);
        }
        self.asking.check()?;
        if from < now.start_of_wib_day() { Err(RulesError::Past) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::clock::DAY;
    use proptest::prelude::*;

    const MONDAY: Timestamp = Timestamp(1_795_402_800_000);

    #[test]
    fn cash_has_days_and_limits() {
        let rules = WasteRules { cash_days: [true, false, true, true, true, true, true], ..WasteRules::default() };
        let pay = |amount, today, at| rules.check_cash(Rupiah(amount), Rupiah(today), at);
        assert_eq!(pay(5_000, 0, MONDAY), Ok(()));
        assert_eq!(pay(5_000, 0, MONDAY.plus(DAY)), Err(CashRefusal::NotToday));
        assert_eq!(pay(4_999, 0, MONDAY), Err(CashRefusal::TooLittle { least: Rupiah(5_000) }));
        assert_eq!(pay(250_001, 0, MONDAY), Err(CashRefusal::TooMuch { most: Rupiah(250_000) }));
        assert_eq!(pay(200_000, 400_000, MONDAY), Err(CashRefusal::TooMuchToday { left: Rupiah(100_000) }));
    }

    #[test]
    fn rules_make_sense_before_they_hold() {
        let rules = WasteRules::default();
        assert_eq!(rules.check(MONDAY.start_of_wib_day(), MONDAY), Ok(()));
        assert_eq!(rules.check(MONDAY.start_of_wib_day().plus(-DAY), MONDAY), Err(RulesError::Past));
        assert_eq!(WasteRules { cash_least: Rupiah(0), ..rules }.check(MONDAY, MONDAY), Err(RulesError::NotPositive));
        assert_eq!(WasteRules { cash_most: Rupiah(600_000), ..rules }.check(MONDAY, MONDAY), Err(RulesError::Order));
    }

    proptest! {
        #[test]
        fn no_day_pays_more_than_its_limit(asked in prop::collection::vec(-5_000..400_000_i64, 1..20)) {
            let rules = WasteRules::default();
            let mut today = Rupiah::ZERO;
            for amount in asked.into_iter().map(Rupiah) {
                if rules.check_cash(amount, today, MONDAY).is_ok() {
                    today += amount;
                }
            }
            prop_assert!(today >= Rupiah::ZERO && today <= rules.cash_most_a_day);
        }
    }
}
