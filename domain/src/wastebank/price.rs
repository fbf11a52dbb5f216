//! Price lists: what a material is worth, for whom, from when. Two tiers lie between a household and a factory.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::material::MaterialCode;
use super::measure::{Amount, Measure};
use crate::kernel::clock::{DAY, Timestamp};
use crate::kernel::ids::{PersonId, WastePriceId};
use crate::kernel::money::Rupiah;

/// Who is paid this price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// A household that brings its waste to a unit.
    Member,
    /// A unit of a neighbourhood that sells to the central bank.
    Unit,
    /// The central bank (bank sampah induk) that sells on.
    Induk,
    /// A collector (pengepul), who sells to a factory.
    Collector,
}

impl Tier {
    pub const ALL: [Self; 4] = [Self::Member, Self::Unit, Self::Induk, Self::Collector];
    /// Who buys sacks from a unit, the usual one first.
    pub const BUYERS: [Self; 3] = [Self::Collector, Self::Induk, Self::Unit];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Unit => "unit",
            Self::Induk => "induk",
            Self::Collector => "collector",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.code() == code)
    }
}

/// Rupiah for one kilogram, litre or piece, from a moment on until the next price of the same material and tier begins. Without a rate
/// the material is not taken from then on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    pub material: MaterialCode,
    pub tier: Tier,
    pub rate: Option<Rupiah>,
    pub from: Timestamp,
}

/// A price that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub id: WastePriceId,
    pub price: Price,
    pub by: Option<PersonId>,
    pub by_name: String,
    pub at: Timestamp,
}

/// What became of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub price: Price,
    pub accepted: bool,
    pub proposed_by: String,
    pub decided_by: String,
    pub at: Timestamp,
}

/// More than this for a kilogram of anything is a slip of the finger.
pub const MAX_RATE: Rupiah = Rupiah(1_000_000);

/// The worth of an amount in whole rupiah; half a rupiah is rounded up, in the member's favour.
pub fn value(amount: Amount, measure: Measure, rate: Rupiah) -> Option<Rupiah> {
    let scale = measure.scale();
    let whole = amount.0.checked_mul(rate.0)?;
    Some(Rupiah(whole.checked_add(scale / 2)?.div_euclid(scale)))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProposalError {
    #[error("the price must be between Rp1 and {MAX_RATE}")]
    Rate,
    /// Slips that are written already keep their price: a list never changes the past.
    #[error("the day must not be over")]
    Past,
    /// What lay on a scale today is told until tonight, and needs a price to be paid by.
    #[error("a material is taken until tonight at least")]
    EndsToday,
    #[error("too far ahead")]
    TooFar,
}

/// How far ahead a price may be set.
const AHEAD: i64 = 366 * DAY;

/// The first day on which a price may begin, or the taking of a material may end (`rate` is none): the first moment of it. A new price of
/// today still holds from now on; with an end of today, waste that was weighed before it and is told of after it would have no price at all.
pub fn earliest(rate: Option<Rupiah>, now: Timestamp) -> Timestamp {
    let today = now.start_of_wib_day();
    if rate.is_some() { today } else { today.plus(DAY) }
}

/// May this be proposed now? `from` is the first moment of a day in Cimahi.
pub fn check_proposal(rate: Option<Rupiah>, from: Timestamp, now: Timestamp) -> Result<(), ProposalError> {
    if rate.is_some_and(|rate| rate < Rupiah(1) || rate > MAX_RATE) {
        return Err(ProposalError::Rate);
    }
    if from < now.start_of_wib_day() {
        return Err(ProposalError::Past);
    }
    if from < earliest(rate, now) {
        return Err(ProposalError::EndsToday);
    }
    if from.since(now) > AHEAD {
        return Err(ProposalError::TooFar);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn value_is_rounded_to_whole_rupiah() {
        let rp = |grams, rate| value(Amount(grams), Measure::Kilogram, Rupiah(rate));
        assert_eq!(rp(2_500, 4_000), Some(Rupiah(10_000)));
        assert_eq!(rp(1, 400), Some(Rupiah(0)));
        assert_eq!(rp(1, 500), Some(Rupiah(1)));
        assert_eq!(value(Amount(2_350), Measure::Litre, Rupiah(4_000)), Some(Rupiah(9_400)));
        assert_eq!(value(Amount(12), Measure::Piece, Rupiah(400)), Some(Rupiah(4_800)));
        assert_eq!(rp(i64::MAX, 2), None);
    }

    #[test]
    fn a_price_never_changes_the_past() {
        let now = Timestamp(1_795_402_800_000);
        let today = now.start_of_wib_day();
        assert_eq!(check_proposal(Some(Rupiah(4_000)), today, now), Ok(()));
        assert_eq!(check_proposal(Some(Rupiah(4_000)), today.plus(-DAY), now), Err(ProposalError::Past));
        assert_eq!(check_proposal(Some(Rupiah(4_000)), today.plus(400 * DAY), now), Err(ProposalError::TooFar));
        for bad in [0, -1, 1_000_001] {
            assert_eq!(check_proposal(Some(Rupiah(bad)), today, now), Err(ProposalError::Rate));
        }
        assert_eq!(check_proposal(None, today.plus(DAY), now), Ok(()));
        assert_eq!(check_proposal(None, today, now), Err(ProposalError::EndsToday));
        assert_eq!(check_proposal(None, today.plus(-DAY), now), Err(ProposalError::Past));
    }

    proptest! {
        /// Splitting a bag neither makes nor loses more than the rounding of its parts.
        #[test]
        fn parts_are_worth_the_whole(a in 0..500_000_i64, b in 0..500_000_i64, rate in 1..100_000_i64) {
            let v = |g| value(Amount(g), Measure::Kilogram, Rupiah(rate)).unwrap_or_default().0;
            prop_assert!((v(a) + v(b) - v(a + b)).abs() <= 1);
        }
    }
}
