//! What a person types to log in: an e-mail address or a mobile number.

use thiserror::Error;

use super::email::Email;
use crate::kernel::phone::Phone;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Login {
    Email(Email),
    Phone(Phone),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LoginError {
    #[error("nothing was written")]
    Empty,
    #[error("not an e-mail address")]
    Email,
    #[error("not an Indonesian mobile number")]
    Phone,
}

impl Login {
    pub fn parse(text: &str) -> Result<Self, LoginError> {
        let t = text.trim();
        if t.is_empty() {
            Err(LoginError::Empty)
        } else if t.contains('@') || t.chars().any(char::is_alphabetic) {
            Email::parse(t).map(Self::Email).map_err(|_| LoginError::Email)
        } else {
            Phone::parse(t).map(Self::Phone).map_err(|_| LoginError::Phone)
        }
    }

    /// One spelling per account, for throttling.
    pub fn key(&self) -> String {
        match self {
            Self::Email(e) => format!("email:{e}"),
            Self::Phone(p) => format!("phone:{p}"),
        }
    }
}
