//! Indonesian mobile numbers. `+62 812…`, `62812…` and `0812…` are one number.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A mobile number in E.164 without the plus: `62812…`, 10 to 14 digits in all.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not an Indonesian mobile number")]
pub struct PhoneError;

impl Phone {
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let mut digits = String::with_capacity(text.len());
        for (i, c) in text.trim().chars().enumerate() {
            match c {
                '0'..='9' => digits.push(c),
                '+' if i == 0 => {}
                ' ' | '-' | '.' | '(' | ')' => {}
                _ => return Err(PhoneError),
            }
        }
        let national = digits.strip_prefix("62").or_else(|| digits.strip_prefix('0')).unwrap_or(&digits);
        let national = national.strip_prefix('0').unwrap_or(national); // "+62 0812…" is a common slip
        if !national.starts_with('8') || !(8..=12).contains(&national.len()) {
            return Err(PhoneError);
        }
        Ok(Self(format!("62{national}")))
    }

    /// Digits with country code, as wa.me links want it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `0812-3456-7890`: as people read it.
    pub fn local(&self) -> String {
        let n: Vec<char> = format!("0{}", &self.0[2..]).chars().collect();
        n.chunks(4).map(|c| c.iter().collect::<String>()).collect::<Vec<_>>().join("-")
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Phone {
    type Error = PhoneError;
    fn try_from(s: String) -> Result<Self, PhoneError> {
        Self::parse(&s)
    }
}

impl From<Phone> for String {
    fn from(p: Phone) -> Self {
        p.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_number_in_many_clothes() {
        for text in
            ["081234567890", "+6281234567890", "6281234567890", "0812-3456-7890", "+62 812 3456 7890", "81234567890", "+62 0812 3456 7890"]
        {
            assert_eq!(Phone::parse(text).map(|p| p.to_string()), Ok("6281234567890".to_owned()), "{text}");
        }
        for text in ["", "0221234567", "12345", "08123", "08123456789012345", "hello", "0812x4567890"] {
            assert_eq!(Phone::parse(text), Err(PhoneError), "{text}");
        }
        assert_eq!(Phone::parse("081234567890").map(|p| p.local()), Ok("0812-3456-7890".to_owned()));
    }

    proptest! {
        #[test]
        fn parsing_its_own_output_changes_nothing(n in "8[0-9]{7,11}") {
            let p = Phone::parse(&n).unwrap();
            prop_assert_eq!(Phone::parse(p.as_str()).unwrap(), p.clone());
            prop_assert_eq!(Phone::parse(&p.local()).unwrap(), p);
        }
    }
}
