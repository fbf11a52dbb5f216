//! The mass balance of sacks: what went into each, what left with it, and what of that a weigh-bridge has seen.

use super::material::Material;
use super::measure::Amount;
use crate::kernel::clock::Timestamp;

/// The sale that took a sack away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenAway {
    pub slip: String,
    pub at: Timestamp,
    /// What was in it by the unit's books.
    pub booked: Amount,
    /// Net on the weigh-bridge.
    pub bridge: Amount,
}

/// One sack, as it was at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchMass {
    pub number: String,
    /// None: not sealed then.
    pub seal: Option<String>,
    pub unit_name: String,
    pub material: Material,
    /// Filled in, less what was taken out again.
    pub filled: Amount,
    pub sold: Option<TakenAway>,
}

impl BatchMass {
    /// What is in it in the unit. Other than zero once it is sold: it does not hold what the sale says.
    pub fn left(&self) -> Amount {
        Amount(self.filled.0 - self.sold.as_ref().map_or(0, |s| s.booked.0))
    }

    /// What never reached the weigh-bridge; below zero: there was more than was filled in.
    pub fn shrinkage(&self) -> Option<Amount> {
        self.sold.as_ref().map(|s| Amount(s.booked.0 - s.bridge.0))
    }
}

/// All sacks of a material together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchSum {
    pub material: Material,
    pub filled: Amount,
    /// Of it, in sacks that are sold.
    pub sold: Amount,
    pub shrinkage: Amount,
}

impl BatchSum {
    pub fn left(&self) -> Amount {
        Amount(self.filled.0 - self.sold.0)
    }
}
