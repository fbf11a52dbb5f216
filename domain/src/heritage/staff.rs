//! Duties are given for one tour: whoever leads it need not see the books of another.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Plans departures, sets fares and terms, looks after bookings.
    Officer,
    /// Leads departures: meeting point, head count, notes.
    Guide,
}

impl Duty {
    pub const ALL: [Self; 2] = [Self::Officer, Self::Guide];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::Guide => "guide",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.code() == code)
    }
}
