//! The languages of the house.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    #[default]
    Id,
    En,
}

impl Locale {
    pub const ALL: [Self; 2] = [Self::Id, Self::En];

    /// The BCP 47 tag: `lang`, `hreflang`, folder names.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::En => "en",
        }
    }

    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.tag() == tag)
    }

    /// What stands before every path in this language: nothing, or `/en`.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Id => "",
            Self::En => "/en",
        }
    }

    /// `/kategori/x` → `/en/kategori/x` in English.
    pub fn path(self, path: &str) -> String {
        if self == Self::En && path == "/" { "/en".to_owned() } else { format!("{}{path}", self.prefix()) }
    }

    /// The text in this language, or the other one's when it was left empty.
    pub fn pick<'a>(self, id: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::En if !en.trim().is_empty() => en,
            Self::Id if id.trim().is_empty() => en,
            _ => id,
        }
    }
}
