//! What the waste bank kept out of the landfill, and an estimate of the emissions that this avoided.

use super::material::Material;
use super::measure::{Amount, Measure};
use crate::kernel::clock::Timestamp;
use crate::kernel::wilayah::Kelurahan;

/// How much CO2e a tonne of a material avoids when it is recycled instead of made anew, in grams.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factor {
    /// The material's row in the factors.
    pub warm: String,
    /// Of the factors, such as `WARM v16`.
    pub version: String,
    pub grams_per_tonne: i64,
}

/// A factor, the day on which it begins, and where it can be looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedFactor {
    pub factor: Factor,
    pub from: Timestamp,
    pub source: String,
    /// Who set it; none: it came with the house.
    pub by: Option<String>,
}

/// Grams of CO2e avoided by so much of a material; none where it is not weighed.
pub fn avoided(amount: Amount, measure: Measure, factor: &Factor) -> Option<i64> {
    let grams = i128::from(amount.0) * i128::from(factor.grams_per_tonne) / 1_000_000;
    (measure == Measure::Kilogram).then(|| i64::try_from(grams).unwrap_or(i64::MAX))
}

/// One material of the public figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub material: Material,
    pub amount: Amount,
    /// Grams of CO2e; none where there is no factor, or it is not weighed.
    pub avoided: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impact {
    /// Whole days only: up to this moment.
    pub until: Timestamp,
    pub deposits: i64,
    /// The most by weight first.
    pub materials: Vec<Kept>,
    /// Where it was weighed, in grams.
    pub kelurahan: Vec<(Kelurahan, Amount)>,
    /// The first moment of each month and its grams, oldest first.
    pub months: Vec<(Timestamp, Amount)>,
    /// Of the factors that it is calculated with; none where it is calculated with none.
    pub version: Option<String>,
}

impl Impact {
    /// Grams of all that is weighed.
    pub fn grams(&self) -> Amount {
        Amount(self.materials.iter().filter(|k| k.material.measure == Measure::Kilogram).map(|k| k.amount.0).sum())
    }

    /// Grams of CO2e.
    pub fn avoided(&self) -> i64 {
        self.materials.iter().filter_map(|k| k.avoided).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tonne_of_cans_avoids_ten_tonnes() {
        let cans = Factor { warm: "Aluminum Cans".to_owned(), version: "WARM v16".to_owned(), grams_per_tonne: 10_061_200 };
        assert_eq!(avoided(Amount(1_000_000), Measure::Kilogram, &cans), Some(10_061_200));
        assert_eq!(avoided(Amount(100), Measure::Kilogram, &cans), Some(1_006));
        assert_eq!(avoided(Amount(100), Measure::Piece, &cans), None);
    }
}
