//! What an officer writes of a site: bounded, and its place no surer than its source.

use thiserror::Error;

use super::site::{Certainty, Site, SiteKind, SitePlace};
use crate::kernel::bilingual::Bilingual;
use crate::kernel::ids::SiteId;
use crate::kernel::slug::Slug;
use crate::kernel::text::{self, TextError};

/// Characters; of what is in two languages, in each.
pub const MAX_NAME: usize = 80;
pub const MAX_ERA: usize = 160;
pub const MAX_STORY: usize = 2_000;
pub const MAX_ADDRESS: usize = 200;
pub const MAX_SOURCE: usize = 300;
/// How far off a place may be, in metres. A wider ring would be a quarter of the city.
pub const MAX_RADIUS: u32 = 2_000;

#[derive(Clone, Debug, PartialEq)]
pub struct SiteProfile {
    pub kind: SiteKind,
    pub name: Bilingual,
    pub story: Bilingual,
    pub era: Bilingual,
    pub place: SitePlace,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SiteProfileError {
    #[error("{field}: {why}")]
    Text { field: &'static str, why: TextError },
    #[error("an exact place names its source")]
    NoSource,
    #[error("a place that is not exact may be off by 1 to {MAX_RADIUS} m")]
    Radius,
}

impl SiteProfile {
    pub fn of(site: &Site) -> Self {
        let Site { kind, name, story, era, place, .. } = site.clone();
        Self { kind, name, story, era, place }
    }

    /// As it was written: trimmed and bounded. What was left empty in English is read in Indonesian.
    pub fn read(self) -> Result<Self, SiteProfileError> {
        let wrong = |field| move |why| SiteProfileError::Text { field, why };
        let name = Bilingual {
            id: text::line(&self.name.id, MAX_NAME).map_err(wrong("name_id"))?,
            en: text::optional_line(&self.name.en, MAX_NAME).map_err(wrong("name_en"))?,
        };
        let era = Bilingual {
            id: text::optional_line(&self.era.id, MAX_ERA).map_err(wrong("era_id"))?,
            en: text::optional_line(&self.era.en, MAX_ERA).map_err(wrong("era_en"))?,
        };
        let story = Bilingual {
            id: text::paragraphs(&self.story.id, MAX_STORY).map_err(wrong("story_id"))?,
            en: text::optional_paragraphs(&self.story.en, MAX_STORY).map_err(wrong("story_en"))?,
        };
        let address = text::line(&self.place.address, MAX_ADDRESS).map_err(wrong("address"))?;
        let source = text::optional_line(&self.place.source, MAX_SOURCE).map_err(wrong("source"))?;
        let exact = self.place.certainty == Certainty::Exact;
        if exact && source.is_empty() {
            return Err(SiteProfileError::NoSource);
        }
        if self.place.radius_m > MAX_RADIUS || (self.place.radius_m == 0 && !exact) {
            return Err(SiteProfileError::Radius);
        }
        Ok(Self { kind: self.kind, name, story, era, place: SitePlace { address, source, ..self.place } })
    }

    /// A new site. Its address follows its name, and stays when the name changes: people have it in books and bookmarks.
    pub fn site(self, id: SiteId) -> Site {
        let slug = Slug::from_name(&self.name.id);
        Site { id, slug, kind: self.kind, name: self.name, story: self.story, era: self.era, place: self.place, demo: false }
    }
}

impl Site {
    /// Would people take one for the other?
    pub fn is_named_like(&self, other: &Self) -> bool {
        Slug::from_name(&self.name.id) == Slug::from_name(&other.name.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::geo::Point;
    use crate::kernel::wilayah::Kelurahan;

    fn profile(certainty: Certainty, radius_m: u32, source: &str) -> SiteProfile {
        SiteProfile {
            kind: SiteKind::House,
            name: Bilingual::new(" Gedong  Lima ", ""),
            story: Bilingual::new("Rumah\r\n\r\n\r\nlama", " "),
            era: Bilingual::default(),
            place: SitePlace {
                address: "Jl. Gatot Subroto".to_owned(),
                kelurahan: Kelurahan::parse("32.77.02.1003").unwrap(),
                point: Point { lat: -6.88, lon: 107.54 },
                radius_m,
                certainty,
                source: source.to_owned(),
            },
        }
    }

    #[test]
    fn a_profile_is_read_and_becomes_a_site() {
        let read = profile(Certainty::Recalled, 300, "").read().unwrap();
        assert_eq!((read.name.id.as_str(), read.story.id.as_str(), read.story.en.as_str()), ("Gedong Lima", "Rumah\n\nlama", ""));
        let site = read.clone().site(SiteId(uuid::Uuid::nil()));
        assert_eq!((site.slug.as_str(), site.demo), ("gedong-lima", false));
        assert_eq!(SiteProfile::of(&site), read);
    }

    #[test]
    fn a_place_is_no_surer_than_its_source() {
        assert_eq!(profile(Certainty::Exact, 0, " ").read(), Err(SiteProfileError::NoSource));
        assert!(profile(Certainty::Exact, 0, "Peta 1910").read().is_ok());
        for certainty in [Certainty::Approximate, Certainty::Recalled] {
            assert_eq!(profile(certainty, 0, "").read(), Err(SiteProfileError::Radius));
            assert_eq!(profile(certainty, MAX_RADIUS + 1, "").read(), Err(SiteProfileError::Radius));
            assert!(profile(certainty, MAX_RADIUS, "").read().is_ok());
        }
    }

    #[test]
    fn what_is_missing_or_too_long_is_named() {
        let fine = profile(Certainty::Recalled, 300, "");
        let empty = |field| Err(SiteProfileError::Text { field, why: TextError::Empty });
        assert_eq!(SiteProfile { name: Bilingual::new("", "House"), ..fine.clone() }.read(), empty("name_id"));
        assert_eq!(SiteProfile { story: Bilingual::default(), ..fine.clone() }.read(), empty("story_id"));
        let long = SiteProfile { era: Bilingual::new("", "x".repeat(MAX_ERA + 1)), ..fine };
        assert_eq!(long.read(), Err(SiteProfileError::Text { field: "era_en", why: TextError::TooLong { max: MAX_ERA } }));
    }
}
