//! A text that people wrote in both languages.

use serde::{Deserialize, Serialize};

use super::locale::Locale;

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Bilingual {
    pub id: String,
    pub en: String,
}

impl Bilingual {
    pub fn new(id: impl Into<String>, en: impl Into<String>) -> Self {
        Self { id: id.into(), en: en.into() }
    }

    /// In this language, or in the other one when it was left empty.
    pub fn pick(&self, l: Locale) -> &str {
        l.pick(&self.id, &self.en)
    }

    pub fn is_empty(&self) -> bool {
        self.id.trim().is_empty() && self.en.trim().is_empty()
    }
}
