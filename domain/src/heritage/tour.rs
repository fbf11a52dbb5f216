//! A tour: legs in their order, from the meeting point back to it.

use serde::{Deserialize, Serialize};

use super::fare::Tariff;
use super::rules::{IdentityField, Minors, VisitRules};
use super::site::{Certainty, SiteKind};
use super::terms::Terms;
use crate::kernel::bilingual::Bilingual;
use crate::kernel::geo::Point;
use crate::kernel::ids::{SiteId, TourId};
use crate::kernel::locale::Locale;
use crate::kernel::money::Rupiah;
use crate::kernel::slug::Slug;
use crate::kernel::wilayah::Kelurahan;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegKind {
    Bus,
    Walk,
    /// Inside a base.
    Base,
    /// Inside a village.
    Village,
    /// A place that is open to everybody.
    Sight,
}

impl LegKind {
    pub const ALL: [Self; 5] = [Self::Bus, Self::Walk, Self::Base, Self::Village, Self::Sight];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Bus => "bus",
            Self::Walk => "walk",
            Self::Base => "base",
            Self::Village => "village",
            Self::Sight => "sight",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// What a leg says of the site it calls at.
#[derive(Clone, Debug, PartialEq)]
pub struct LegSite {
    pub id: SiteId,
    pub slug: Slug,
    pub kind: SiteKind,
    pub name: Bilingual,
    pub kelurahan: Kelurahan,
    pub point: Point,
    pub certainty: Certainty,
    /// The rules in force; none where nothing is asked.
    pub rules: Option<VisitRules>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TourLeg {
    /// From 1.
    pub position: u32,
    pub kind: LegKind,
    pub site: Option<LegSite>,
    pub name: Bilingual,
    pub note: Bilingual,
    pub minutes: u32,
    /// Persons, where a departure does not say otherwise.
    pub capacity: u32,
    /// A path that is walked barefoot.
    pub barefoot: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeetingPoint {
    pub name: Bilingual,
    pub address: String,
    pub hint: Bilingual,
    pub point: Point,
}

impl MeetingPoint {
    /// Somewhere else, or found otherwise. A form knows a point to five decimals only, and ten metres on the map lead nobody astray.
    pub fn has_moved(&self, to: &Self) -> bool {
        let far = |a: f64, b: f64| (a - b).abs() > 0.000_1;
        let said_otherwise = self.name != to.name || self.address != to.address || self.hint != to.hint;
        said_otherwise || far(self.point.lat, to.point.lat) || far(self.point.lon, to.point.lon)
    }
}

/// What the page of a tour shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Tour {
    pub id: TourId,
    pub slug: Slug,
    pub name: Bilingual,
    pub story: Bilingual,
    pub meeting: MeetingPoint,
    pub languages: Vec<Locale>,
    pub access: Bilingual,
    pub bring: Vec<Bilingual>,
    pub conduct: Vec<Bilingual>,
    pub legs: Vec<TourLeg>,
    /// In force now.
    pub terms: Terms,
    /// In force now.
    pub tariff: Tariff,
    /// Everybody may see it; a draft is for those who work for it.
    pub published: bool,
    pub demo: bool,
}

impl Tour {
    pub fn minutes(&self) -> u32 {
        self.legs.iter().map(|l| l.minutes).sum()
    }

    /// Whose guests everybody is.
    pub fn village(&self) -> Option<&LegSite> {
        self.legs.iter().find(|l| l.kind == LegKind::Village)?.site.as_ref()
    }

    /// The most persons at once: the least of its legs.
    pub fn capacity(&self) -> u32 {
        self.legs.iter().map(|l| l.capacity).min().unwrap_or(0)
    }

    pub fn enters_village(&self) -> bool {
        self.legs.iter().any(|l| l.kind == LegKind::Village)
    }

    fn rules(&self) -> impl Iterator<Item = &VisitRules> {
        self.legs.iter().filter_map(|l| l.site.as_ref()?.rules.as_ref())
    }

    /// Days before a departure on which the last booking is taken: the longest that a site asks for.
    pub fn lead_days(&self) -> u32 {
        self.rules().map(|r| r.lead_days).max().unwrap_or(0)
    }

    /// What some leg demands of each visitor, each once.
    pub fn identity(&self) -> Vec<IdentityField> {
        IdentityField::ALL.into_iter().filter(|f| self.rules().any(|r| r.identity.contains(f))).collect()
    }

    /// The strictest of its sites.
    pub fn minors(&self) -> Minors {
        let asks = |m: Minors| self.rules().any(|r| r.minors == m);
        if asks(Minors::NotAdmitted) {
            Minors::NotAdmitted
        } else if asks(Minors::WithAdult) {
            Minors::WithAdult
        } else {
            Minors::Welcome
        }
    }
}

/// What a list of tours shows of each.
#[derive(Clone, Debug, PartialEq)]
pub struct TourCard {
    pub id: TourId,
    pub slug: Slug,
    pub name: Bilingual,
    pub story: Bilingual,
    pub meeting: Bilingual,
    pub minutes: u32,
    pub sites: u32,
    /// The lowest fare in force; none while none is.
    pub fare_from: Option<Rupiah>,
    pub published: bool,
    pub demo: bool,
}

impl From<&Tour> for TourCard {
    fn from(t: &Tour) -> Self {
        Self {
            id: t.id,
            slug: t.slug.clone(),
            name: t.name.clone(),
            story: t.story.clone(),
            meeting: t.meeting.name.clone(),
            minutes: t.minutes(),
            sites: u32::try_from(t.legs.iter().filter(|l| l.site.is_some()).count()).unwrap_or(u32::MAX),
            fare_from: t.tariff.fares().iter().map(|f| f.amount).min(),
            published: t.published,
            demo: t.demo,
        }
    }
}
