//! What the waste bank kept out of the landfill, and an estimate of the emissions that this avoided.

use std::collections::{BTreeMap, BTreeSet};

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

/// One material of what was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub material: Material,
    pub amount: Amount,
    /// Grams of CO2e; none where there is no factor, or it is not weighed.
    pub avoided: Option<i64>,
}

/// The most by weight first, and the versions of the factors that they are calculated with; none where with none.
pub fn keep(amounts: Vec<(Material, Amount)>, factors: &BTreeMap<String, Factor>) -> (Vec<Kept>, Option<String>) {
    let (mut kept, mut versions) = (Vec::new(), BTreeSet::new());
    for (material, amount) in amounts {
        let factor = material.warm.as_ref().and_then(|warm| factors.get(warm));
        let avoided = factor.and_then(|f| avoided(amount, material.measure, f));
        versions.extend(factor.filter(|_| avoided.is_some()).map(|f| f.version.as_str()));
        kept.push(Kept { material, amount, avoided });
    }
    kept.sort_by_key(|k| (k.material.measure, -k.amount.0));
    let version = (!versions.is_empty()).then(|| versions.into_iter().collect::<Vec<_>>().join(", "));
    (kept, version)
}

/// Grams of all that is weighed.
pub fn grams(kept: &[Kept]) -> Amount {
    Amount(kept.iter().filter(|k| k.material.measure == Measure::Kilogram).map(|k| k.amount.0).sum())
}

/// Grams of CO2e, of all of it.
pub fn all_avoided(kept: &[Kept]) -> i64 {
    kept.iter().filter_map(|k| k.avoided).sum()
}

/// What one slip kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SlipImpact {
    pub kept: Vec<Kept>,
    /// Of the factors that it is calculated with; none where it is calculated with none.
    pub version: Option<String>,
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
        grams(&self.materials)
    }

    /// Grams of CO2e.
    pub fn avoided(&self) -> i64 {
        all_avoided(&self.materials)
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
