//! Licence numbers of a product. Shown to shoppers only once an officer verified them, and not after expiry.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{LicenceId, ProductId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LicenceKind {
    /// Home food industry licence.
    Pirt,
    /// Halal certificate (BPJPH).
    Halal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LicenceState {
    Submitted,
    Verified,
    Rejected,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    pub id: LicenceId,
    pub product: ProductId,
    pub kind: LicenceKind,
    pub number: String,
    pub expires_at: Option<Timestamp>,
    pub state: LicenceState,
    pub reason: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LicenceError {
    /// 15 digits or more, with an optional `-year` (e.g. 3063306010072-19 counts 15).
    #[error("a P-IRT number has 15 digits or more")]
    Pirt,
    #[error("a halal certificate number starts with ID")]
    Halal,
}

impl LicenceKind {
    pub const ALL: [Self; 2] = [Self::Pirt, Self::Halal];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Pirt => "pirt",
            Self::Halal => "halal",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// Checks only the outer form; the inner layout is for the officer's eye.
    pub fn parse_number(self, text: &str) -> Result<String, LicenceError> {
        let t: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
        match self {
            Self::Pirt => {
                let digits = t.bytes().filter(u8::is_ascii_digit).count();
                let clean = t.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'.');
                if clean && (15..=20).contains(&digits) { Ok(t) } else { Err(LicenceError::Pirt) }
            }
            Self::Halal => {
                let rest = t.strip_prefix("ID").unwrap_or_default();
                let ok = (5..=30).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
                if ok { Ok(t) } else { Err(LicenceError::Halal) }
            }
        }
    }
}

impl LicenceState {
    pub const ALL: [Self; 3] = [Self::Submitted, Self::Verified, Self::Rejected];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Verified => "verified",
            Self::Rejected => "rejected",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

impl Licence {
    /// May shoppers see it at this moment?
    pub fn is_public(&self, now: Timestamp) -> bool {
        self.state == LicenceState::Verified && self.expires_at.is_none_or(|t| now < t)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outer_forms() {
        assert!(LicenceKind::Pirt.parse_number("3063306010072-19").is_ok());
        assert_eq!(LicenceKind::Pirt.parse_number("12345"), Err(LicenceError::Pirt));
        assert!(LicenceKind::Halal.parse_number("id32110000123456789").is_ok());
        assert_eq!(LicenceKind::Halal.parse_number("32110000123456789"), Err(LicenceError::Halal));
    }
}
