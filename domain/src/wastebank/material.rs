//! What a waste bank takes: a material in one grade, counted in one measure.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::measure::Measure;
use crate::kernel::locale::Locale;

/// The code on price lists: `PL-01`. Two letters for the kind, two digits; never used again for something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MaterialCode([u8; 5]);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a material code")]
pub struct MaterialCodeError;

impl MaterialCode {
    pub fn parse(text: &str) -> Result<Self, MaterialCodeError> {
        let text = text.trim().to_ascii_uppercase();
        let bytes: [u8; 5] = text.as_bytes().try_into().map_err(|_| MaterialCodeError)?;
        match bytes {
            [a, b, b'-', c, d] if [a, b].iter().all(u8::is_ascii_uppercase) && [c, d].iter().all(u8::is_ascii_digit) => Ok(Self(bytes)),
            _ => Err(MaterialCodeError),
        }
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for MaterialCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for MaterialCode {
    type Error = MaterialCodeError;
    fn try_from(s: String) -> Result<Self, MaterialCodeError> {
        Self::parse(&s)
    }
}

impl From<MaterialCode> for String {
    fn from(c: MaterialCode) -> Self {
        c.as_str().to_owned()
    }
}

/// The families of a price list, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaterialKind {
    Paper,
    Plastic,
    Metal,
    Glass,
    Other,
}

impl MaterialKind {
    pub const ALL: [Self; 5] = [Self::Paper, Self::Plastic, Self::Metal, Self::Glass, Self::Other];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Plastic => "plastic",
            Self::Metal => "metal",
            Self::Glass => "glass",
            Self::Other => "other",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Material {
    pub code: MaterialCode,
    pub kind: MaterialKind,
    pub name_id: String,
    pub name_en: String,
    pub measure: Measure,
    /// The row of the emission factors that fits it, where one does.
    pub warm: Option<String>,
}

impl Material {
    pub fn name(&self, l: Locale) -> &str {
        match l {
            Locale::En if !self.name_en.is_empty() => &self.name_en,
            _ => &self.name_id,
        }
    }

    /// Is it what somebody looks for? By its code or a part of either name; every word must be there.
    pub fn answers(&self, asked: &str) -> bool {
        let all = format!("{} {} {}", self.code, self.name_id, self.name_en).to_lowercase();
        asked.to_lowercase().split_whitespace().all(|word| all.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_material_is_found_by_what_people_call_it() {
        let material = Material {
            code: MaterialCode::parse("PL-01").unwrap(),
            kind: MaterialKind::Plastic,
            name_id: "Botol PET bening".to_owned(),
            name_en: "Clear PET bottle".to_owned(),
            measure: Measure::Kilogram,
            warm: None,
        };
        assert!(["", "botol", "BENING pet", "bottle", "pl-01"].iter().all(|q| material.answers(q)));
        assert!(!material.answers("botol kaca"));
    }

    #[test]
    fn codes_are_two_letters_and_two_digits() {
        assert_eq!(MaterialCode::parse(" pl-01 ").map(|c| c.to_string()), Ok("PL-01".to_owned()));
        for bad in ["", "PL01", "PL-1", "P1-01", "PL-001", "ÄL-01"] {
            assert_eq!(MaterialCode::parse(bad), Err(MaterialCodeError), "{bad}");
        }
    }
}
