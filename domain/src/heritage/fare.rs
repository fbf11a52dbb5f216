//! Fares by category, each from a day on.

use serde::{Deserialize, Serialize};

use crate::kernel::clock::Timestamp;
use crate::kernel::money::Rupiah;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FareCategory {
    Adult,
    Student,
    Child,
    /// Lives in Cimahi.
    Resident,
}

impl FareCategory {
    pub const ALL: [Self; 4] = [Self::Adult, Self::Student, Self::Child, Self::Resident];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Adult => "adult",
            Self::Student => "student",
            Self::Child => "child",
            Self::Resident => "resident",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }

    /// Who may take responsibility for a child.
    pub const fn is_grown_up(self) -> bool {
        matches!(self, Self::Adult | Self::Resident)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fare {
    pub category: FareCategory,
    pub amount: Rupiah,
    /// The first moment of the first day of departures for which it holds.
    pub from: Timestamp,
    /// Where the amount comes from.
    pub source: String,
}

/// The fares of one departure: what is not among them is not sold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tariff(Vec<Fare>);

impl Tariff {
    /// Those in force at a moment, out of all that were ever set.
    pub fn at(all: &[Fare], moment: Timestamp) -> Self {
        let in_force = |c: FareCategory| all.iter().filter(|f| f.category == c && f.from <= moment).max_by_key(|f| f.from);
        Self(FareCategory::ALL.into_iter().filter_map(in_force).cloned().collect())
    }

    pub fn of(&self, category: FareCategory) -> Option<Rupiah> {
        self.0.iter().find(|f| f.category == category).map(|f| f.amount)
    }

    pub fn fares(&self) -> &[Fare] {
        &self.0
    }

    /// What a party pays; `None`: one of its categories is not sold.
    pub fn total(&self, party: impl IntoIterator<Item = FareCategory>) -> Option<Rupiah> {
        party.into_iter().try_fold(Rupiah::ZERO, |sum, c| sum.checked_add(self.of(c)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::clock::DAY;

    #[test]
    fn the_newest_fare_that_has_begun_holds() {
        let fare = |category, amount, from| Fare { category, amount: Rupiah(amount), from: Timestamp(from), source: String::new() };
        let all = [
            fare(FareCategory::Adult, 20_000, 0),
            fare(FareCategory::Adult, 25_000, 10 * DAY),
            fare(FareCategory::Student, 15_000, 5 * DAY),
        ];
        let tariff = Tariff::at(&all, Timestamp(5 * DAY));
        assert_eq!((tariff.of(FareCategory::Adult), tariff.of(FareCategory::Student)), (Some(Rupiah(20_000)), Some(Rupiah(15_000))));
        assert_eq!(Tariff::at(&all, Timestamp(10 * DAY)).of(FareCategory::Adult), Some(Rupiah(25_000)));
        assert_eq!(tariff.total([FareCategory::Adult, FareCategory::Student, FareCategory::Student]), Some(Rupiah(50_000)));
        assert_eq!(tariff.total([FareCategory::Child]), None);
        assert_eq!(Tariff::at(&all, Timestamp(-1)).fares(), []);
    }
}
