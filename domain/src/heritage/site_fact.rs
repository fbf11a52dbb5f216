//! What may be told of a site: in words of some length, and verified only with a source.

use thiserror::Error;

use super::site::SiteFact;
use crate::kernel::bilingual::Bilingual;
use crate::kernel::text::{self, TextError};

/// Of one site.
pub const MAX_FACTS: usize = 40;
/// Characters, in each language.
pub const MAX_TEXT: usize = 1_000;
/// Of one fact.
pub const MAX_SOURCES: usize = 12;
pub const MAX_SOURCE: usize = 300;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SiteFactError {
    #[error("{field}: {why}")]
    Text { field: &'static str, why: TextError },
    #[error("source: {0}")]
    Source(TextError),
    #[error("more than {MAX_SOURCES} sources")]
    TooManySources,
    #[error("a verified fact names its source")]
    NoSource,
}

impl SiteFact {
    /// As it was written: trimmed, bounded, each source once.
    pub fn read(self) -> Result<Self, SiteFactError> {
        let id = text::paragraphs(&self.text.id, MAX_TEXT).map_err(|why| SiteFactError::Text { field: "text_id", why })?;
        let en = text::optional_paragraphs(&self.text.en, MAX_TEXT).map_err(|why| SiteFactError::Text { field: "text_en", why })?;
        let mut sources = Vec::new();
        for typed in &self.sources {
            let source = text::optional_line(typed, MAX_SOURCE).map_err(SiteFactError::Source)?;
            if !source.is_empty() && !sources.contains(&source) {
                sources.push(source);
            }
        }
        if sources.len() > MAX_SOURCES {
            return Err(SiteFactError::TooManySources);
        }
        if self.verified && sources.is_empty() {
            return Err(SiteFactError::NoSource);
        }
        Ok(Self { text: Bilingual { id, en }, verified: self.verified, sources })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(text: &str, verified: bool, sources: &[&str]) -> SiteFact {
        SiteFact { text: Bilingual::new(text, ""), verified, sources: sources.iter().map(|s| (*s).to_owned()).collect() }
    }

    #[test]
    fn a_fact_is_verified_by_a_source_only() {
        let read = fact(" Dibangun 1886 ", true, &["", " Arsip  kota ", "Arsip kota"]).read().unwrap();
        assert_eq!(read, fact("Dibangun 1886", true, &["Arsip kota"]));
        assert_eq!(fact("Dibangun 1886", true, &[" "]).read(), Err(SiteFactError::NoSource));
        assert!(fact("Kata orang ada terowongan", false, &[]).read().is_ok());
    }

    #[test]
    fn a_fact_is_bounded() {
        assert_eq!(fact(" ", false, &[]).read(), Err(SiteFactError::Text { field: "text_id", why: TextError::Empty }));
        let many: Vec<String> = (0..=MAX_SOURCES).map(|n| format!("Buku {n}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(fact("a", true, &many).read(), Err(SiteFactError::TooManySources));
        let long = "x".repeat(MAX_SOURCE + 1);
        assert_eq!(fact("a", true, &[&long]).read(), Err(SiteFactError::Source(TextError::TooLong { max: MAX_SOURCE })));
        let foreign = SiteFact { text: Bilingual::new("a", "\u{202e}"), ..fact("a", false, &[]) };
        assert_eq!(foreign.read(), Err(SiteFactError::Text { field: "text_en", why: TextError::BadCharacters }));
    }
}
