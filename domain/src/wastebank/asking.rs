//! From when on something is asked about: thresholds that an officer sets with the rules of the counter.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::rules::RulesError;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asking {
    /// So many days back slips are looked at.
    pub days: i64,
    /// Fewer slips than this say nothing about an operator's average.
    pub average_slips: i64,
    /// An average is asked about from so many percent of that of the others.
    pub average_percent: i64,
    /// Near the worth that a second person must see: from so many percent of it.
    pub near_percent: i64,
    /// So many slips make a series, or a habit.
    pub series: i64,
    /// Goods may come in again within so many days.
    pub again_days: i64,
    /// Two weights are nearly the same up to so many grams in a kilogram.
    pub again_grams: i64,
    /// So many materials of the same odd weight are asked about …
    pub again_lines: i64,
    /// … and one alone from so many kilograms, or litres.
    pub again_alone: i64,
    /// Multiples of so many grams, or millilitres, are round: many people bring them.
    pub round_grams: i64,
    /// Goods that were sold may come in again within so many days.
    pub sold_days: i64,
}

impl Default for Asking {
    fn default() -> Self {
        Self {
            days: 30,
            average_slips: 10,
            average_percent: 150,
            near_percent: 80,
            series: 3,
            again_days: 3,
            again_grams: 5,
            again_lines: 2,
            again_alone: 20,
            round_grams: 500,
            sold_days: 7,
        }
    }
}

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threshold {
    Days,
    AverageSlips,
    AveragePercent,
    NearPercent,
    Series,
    AgainDays,
    AgainGrams,
    AgainLines,
    AgainAlone,
    RoundGrams,
    SoldDays,
}

impl Threshold {
    pub const ALL: [Self; 11] = [
        Self::Days,
        Self::AverageSlips,
        Self::AveragePercent,
        Self::NearPercent,
        Self::Series,
        Self::AgainDays,
        Self::AgainGrams,
        Self::AgainLines,
        Self::AgainAlone,
        Self::RoundGrams,
        Self::SoldDays,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Days => "ask_days",
            Self::AverageSlips => "ask_average_slips",
            Self::AveragePercent => "ask_average_percent",
            Self::NearPercent => "ask_near_percent",
            Self::Series => "ask_series",
            Self::AgainDays => "ask_again_days",
            Self::AgainGrams => "ask_again_grams",
            Self::AgainLines => "ask_again_lines",
            Self::AgainAlone => "ask_again_alone",
            Self::RoundGrams => "ask_round_grams",
            Self::SoldDays => "ask_sold_days",
        }
    }

    /// Outside of it nothing would ever be asked about, or everything.
    pub const fn range(self) -> RangeInclusive<i64> {
        match self {
            Self::Days => 1..=90,
            Self::AverageSlips | Self::Series => 2..=1_000,
            Self::AveragePercent => 101..=1_000,
            Self::NearPercent => 1..=99,
            Self::AgainDays | Self::SoldDays => 1..=30,
            Self::AgainGrams => 0..=100,
            Self::AgainLines => 1..=20,
            Self::AgainAlone => 1..=1_000,
            Self::RoundGrams => 10..=10_000,
        }
    }

    pub fn place(self, asking: &mut Asking) -> &mut i64 {
        match self {
            Self::Days => &mut asking.days,
            Self::AverageSlips => &mut asking.average_slips,
            Self::AveragePercent => &mut asking.average_percent,
            Self::NearPercent => &mut asking.near_percent,
            Self::Series => &mut asking.series,
            Self::AgainDays => &mut asking.again_days,
            Self::AgainGrams => &mut asking.again_grams,
            Self::AgainLines => &mut asking.again_lines,
            Self::AgainAlone => &mut asking.again_alone,
            Self::RoundGrams => &mut asking.round_grams,
            Self::SoldDays => &mut asking.sold_days,
        }
    }
}

impl Asking {
    pub fn check(mut self) -> Result<(), RulesError> {
        for threshold in Threshold::ALL {
            let value = *threshold.place(&mut self);
            if !threshold.range().contains(&value) {
                return Err(RulesError::Threshold(threshold));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_threshold_has_a_place_and_a_range() {
        assert_eq!(Asking::default().check(), Ok(()));
        for threshold in Threshold::ALL {
            for wrong in [threshold.range().start() - 1, threshold.range().end() + 1] {
                let mut asking = Asking::default();
                *threshold.place(&mut asking) = wrong;
                assert_eq!(asking.check(), Err(RulesError::Threshold(threshold)), "{wrong}");
            }
        }
        let codes: BTreeSet<&str> = Threshold::ALL.into_iter().map(Threshold::code).collect();
        assert_eq!(codes.len(), Threshold::ALL.len());
    }

    #[test]
    fn rules_of_before_are_read_with_the_usual_thresholds() {
        let asking: Asking = serde_json::from_str(r#"{"series":4}"#).unwrap();
        assert_eq!(asking, Asking { series: 4, ..Asking::default() });
    }
}
