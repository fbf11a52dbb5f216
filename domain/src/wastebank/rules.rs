//! Limits of the counter: data that an operator sets.

use serde::{Deserialize, Serialize};

use crate::kernel::money::Rupiah;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WasteRules {
    /// A deposit worth this much needs a second person who has seen it.
    pub witness_from: Rupiah,
    /// The least that is paid out in cash.
    pub cash_least: Rupiah,
    /// The most that a member gets in cash on one day.
    pub cash_most_a_day: Rupiah,
}

impl Default for WasteRules {
    fn default() -> Self {
        Self { witness_from: Rupiah(250_000), cash_least: Rupiah(5_000), cash_most_a_day: Rupiah(500_000) }
    }
}
