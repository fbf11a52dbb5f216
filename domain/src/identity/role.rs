//! Roles. Everybody who registered is a shopper; one person may hold several.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Shopper,
    Merchant,
    /// Techno-park officer: reviews shops and licences, keeps categories and synonyms.
    Officer,
    Admin,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Shopper, Self::Merchant, Self::Officer, Self::Admin];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Shopper => "shopper",
            Self::Merchant => "merchant",
            Self::Officer => "officer",
            Self::Admin => "admin",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}
