//! A place with a story. What is told of it says on what it rests, and the map says how exact it is.

use serde::{Deserialize, Serialize};

use super::rules::VisitRules;
use super::site_photo::SitePhoto;
use crate::kernel::bilingual::Bilingual;
use crate::kernel::clock::Timestamp;
use crate::kernel::geo::Point;
use crate::kernel::ids::SiteId;
use crate::kernel::slug::Slug;
use crate::kernel::wilayah::Kelurahan;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SiteKind {
    /// In use by the military: each visitor is approved by its officer.
    Base,
    /// A traditional village (kampung adat): each departure is approved by its elders.
    Village,
    Square,
    Hospital,
    Station,
    Building,
    Prison,
    Worship,
    Cinema,
    School,
    Industry,
    Cemetery,
    House,
    Pool,
}

impl SiteKind {
    pub const ALL: [Self; 14] = [
        Self::Base,
        Self::Village,
        Self::Square,
        Self::Hospital,
        Self::Station,
        Self::Building,
        Self::Prison,
        Self::Worship,
        Self::Cinema,
        Self::School,
        Self::Industry,
        Self::Cemetery,
        Self::House,
        Self::Pool,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Village => "village",
            Self::Square => "square",
            Self::Hospital => "hospital",
            Self::Station => "station",
            Self::Building => "building",
            Self::Prison => "prison",
            Self::Worship => "worship",
            Self::Cinema => "cinema",
            Self::School => "school",
            Self::Industry => "industry",
            Self::Cemetery => "cemetery",
            Self::House => "house",
            Self::Pool => "pool",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// Its own people say who comes in: the officer of a base, the elders of a village.
    pub const fn has_a_say(self) -> bool {
        matches!(self, Self::Base | Self::Village)
    }

    /// `called`: a tour or a departure calls there. The kind of its leg, the village's consent and the lists of a base hang on
    /// what the site is, so that stays.
    pub fn may_become(self, other: Self, called: bool) -> bool {
        self == other || !called || !(self.has_a_say() || other.has_a_say())
    }
}

/// How well a place on the map is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// From a source.
    Exact,
    /// Partly from a source.
    Approximate,
    /// From memory only: never to be navigated by.
    Recalled,
}

impl Certainty {
    pub const ALL: [Self; 3] = [Self::Exact, Self::Approximate, Self::Recalled];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Approximate => "approximate",
            Self::Recalled => "recalled",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }
}

/// Where a site is, and how far off that may be.
#[derive(Clone, Debug, PartialEq)]
pub struct SitePlace {
    pub address: String,
    pub kelurahan: Kelurahan,
    pub point: Point,
    pub radius_m: u32,
    pub certainty: Certainty,
    pub source: String,
}

/// Something that is told of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteFact {
    pub text: Bilingual,
    /// Found in a source; otherwise it is handed down or doubted, and is shown as that.
    pub verified: bool,
    pub sources: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    pub id: SiteId,
    pub slug: Slug,
    pub kind: SiteKind,
    pub name: Bilingual,
    pub story: Bilingual,
    /// As the sources tell it, with their differences: `1886 (façade); local researchers: 9 October 1896`.
    pub era: Bilingual,
    pub place: SitePlace,
    pub demo: bool,
}

/// What the page of a site shows.
#[derive(Clone, Debug, PartialEq)]
pub struct SitePage {
    pub site: Site,
    pub facts: Vec<SiteFact>,
    /// None: a place that one only passes.
    pub rules: Option<VisitRules>,
    pub photos: Vec<SitePhoto>,
    /// Days to come on which it lets nobody in (each the first moment of a day).
    pub closed: Vec<Timestamp>,
    /// The tours that call there.
    pub tours: Vec<TourLink>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TourLink {
    pub slug: Slug,
    pub name: Bilingual,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_say_stays_what_it_is_once_somebody_calls() {
        let (base, village, school, house) = (SiteKind::Base, SiteKind::Village, SiteKind::School, SiteKind::House);
        for (from, to) in [(base, village), (village, base), (base, school), (house, village)] {
            assert!(from.may_become(to, false) && !from.may_become(to, true), "{from:?} {to:?}");
        }
        for (from, to) in [(base, base), (village, village), (school, house)] {
            assert!(from.may_become(to, true), "{from:?} {to:?}");
        }
    }
}
