//! Weights are integer grams.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Grams(pub i64);

/// The heaviest single item that may be listed: one tonne.
pub const MAX_ITEM: Grams = Grams(1_000_000);

impl Grams {
    #[must_use]
    pub const fn times(self, n: i64) -> Self {
        Self(self.0.saturating_mul(n))
    }

    /// Whole kilograms as couriers count them: every started kilogram, at least one.
    pub const fn started_kilograms(self) -> i64 {
        let kg = (self.0 + 999) / 1000;
        if kg < 1 { 1 } else { kg }
    }
}

impl Add for Grams {
    type Output = Self;
    fn add(self, o: Self) -> Self {
        Self(self.0.saturating_add(o.0))
    }
}

impl Sum for Grams {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self(0), Add::add)
    }
}

/// `350 g`, `1,2 kg`.
impl fmt::Display for Grams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 1000 {
            write!(f, "{} g", self.0)
        } else if self.0 % 1000 == 0 {
            write!(f, "{} kg", self.0 / 1000)
        } else {
            write!(f, "{},{} kg", self.0 / 1000, (self.0 % 1000) / 100)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn couriers_count_started_kilograms() {
        assert_eq!([0, 1, 1000, 1001, 2500].map(|g| Grams(g).started_kilograms()), [1, 1, 1, 2, 3]);
    }
}
