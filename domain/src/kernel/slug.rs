//! Slugs: the readable part of a public URL.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Lower-case ASCII letters and digits in groups joined by single hyphens, 1 to 80 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a slug")]
pub struct SlugError;

const MAX: usize = 80;

impl Slug {
    pub fn parse(text: &str) -> Result<Self, SlugError> {
        let ok = !text.is_empty()
            && text.len() <= MAX
            && text.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
        if ok { Ok(Self(text.to_owned())) } else { Err(SlugError) }
    }

    /// The slug of a name: `Rancagé & Co` → `rancage-co`; nothing usable becomes `x`.
    pub fn from_name(name: &str) -> Self {
        let mut out = String::new();
        for c in name.chars().flat_map(char::to_lowercase) {
            let c = match c {
                'á' | 'à' | 'â' | 'ä' | 'ã' => 'a',
                'é' | 'è' | 'ê' | 'ë' => 'e',
                'í' | 'ì' | 'î' | 'ï' => 'i',
                'ó' | 'ò' | 'ô' | 'ö' => 'o',
                'ú' | 'ù' | 'û' | 'ü' => 'u',
                'ñ' => 'n',
                other => other,
            };
            if c.is_ascii_alphanumeric() {
                if out.len() >= MAX - 8 {
                    break; // room for a distinguishing suffix
                }
                out.push(c);
            } else if !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
        }
        let trimmed = out.trim_end_matches('-');
        Self(if trimmed.is_empty() { "x".to_owned() } else { trimmed.to_owned() })
    }

    /// The same slug with a short suffix, for when it is already taken.
    #[must_use]
    pub fn with_suffix(&self, n: u32) -> Self {
        Self(format!("{}-{n}", self.0))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Slug {
    type Error = SlugError;
    fn try_from(s: String) -> Result<Self, SlugError> {
        Self::parse(&s)
    }
}

impl From<Slug> for String {
    fn from(s: Slug) -> Self {
        s.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_become_slugs() {
        assert_eq!(Slug::from_name("Aci Rancagé & Co.").as_str(), "aci-rancage-co");
        assert_eq!(Slug::from_name("!!!").as_str(), "x");
        assert!(Slug::parse("a--b").is_err() && Slug::parse("-a").is_err() && Slug::parse("A").is_err() && Slug::parse("").is_err());
    }

    proptest! {
        #[test]
        fn every_name_gives_a_valid_slug(name in ".{0,200}") {
            let slug = Slug::from_name(&name);
            prop_assert_eq!(Slug::parse(slug.as_str()), Ok(slug.clone()));
            prop_assert!(Slug::parse(slug.with_suffix(999_999).as_str()).is_ok());
        }
    }
}
