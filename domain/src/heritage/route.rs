//! The legs of a tour as an officer arranges them. Every step names legs by what they are and not by where they stand, so that
//! a step that comes twice does nothing the second time. Departures that are planned already keep their legs.

use thiserror::Error;

use super::arrangement::put;
use super::site::SiteKind;
use super::tour::LegKind;
use crate::kernel::bilingual::Bilingual;
use crate::kernel::ids::{LegId, SiteId};
use crate::kernel::text::{self, TextError};

pub const MAX_NAME: usize = 80;
pub const MAX_NOTE: usize = 300;
pub const MAX_MINUTES: u32 = 12 * 60;
pub const MAX_CAPACITY: u32 = 500;
pub const MAX_LEGS: usize = 20;
/// A tour is over within a day.
pub const MAX_TOTAL: u32 = 24 * 60;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegPlan {
    pub kind: LegKind,
    pub site: Option<SiteId>,
    pub name: Bilingual,
    pub note: Bilingual,
    pub minutes: u32,
    /// Persons, where a departure does not say otherwise.
    pub capacity: u32,
    /// A path that is walked barefoot.
    pub barefoot: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LegError {
    /// `field`: its name in the form.
    #[error("{field}: {why}")]
    Text { field: &'static str, why: TextError },
    #[error("a leg takes 1 to {MAX_MINUTES} minutes")]
    Minutes,
    #[error("a leg has room for 1 to {MAX_CAPACITY} persons")]
    Capacity,
    /// A base, a village or another place, as the kind says.
    #[error("this kind of leg calls at another kind of place")]
    Site,
    #[error("who is under way calls nowhere")]
    Way,
}

impl LegKind {
    /// May a leg of this kind call at such a place (`None`: at none)?
    fn calls_at(self, site: Option<SiteKind>) -> Result<(), LegError> {
        let fits = match (self, site) {
            (Self::Bus | Self::Walk, Some(_)) => return Err(LegError::Way),
            (Self::Bus | Self::Walk, None) => true,
            (_, None) => false,
            (Self::Base, Some(kind)) => kind == SiteKind::Base,
            (Self::Village, Some(kind)) => kind == SiteKind::Village,
            // Bases and villages have a say in who comes: nobody walks in as to a square.
            (Self::Sight, Some(kind)) => !matches!(kind, SiteKind::Base | SiteKind::Village),
        };
        if fits { Ok(()) } else { Err(LegError::Site) }
    }
}

impl LegPlan {
    /// `at`: what kind of place it calls at, if there is such a place. All that is wrong, not only the first.
    pub fn read(&self, at: Option<SiteKind>) -> Result<Self, Vec<LegError>> {
        let mut wrong = Vec::new();
        let mut text = |field, read: Result<String, TextError>| {
            read.unwrap_or_else(|why| {
                wrong.push(LegError::Text { field, why });
                String::new()
            })
        };
        let name = Bilingual {
            id: text("name_id", text::line(&self.name.id, MAX_NAME)),
            en: text("name_en", text::optional_line(&self.name.en, MAX_NAME)),
        };
        let note = Bilingual {
            id: text("note_id", text::optional_line(&self.note.id, MAX_NOTE)),
            en: text("note_en", text::optional_line(&self.note.en, MAX_NOTE)),
        };
        // A place that is not known is none that fits.
        wrong.extend(self.kind.calls_at(at).err().or_else(|| (self.site.is_some() && at.is_none()).then_some(LegError::Way)));
        if !(1..=MAX_MINUTES).contains(&self.minutes) {
            wrong.push(LegError::Minutes);
        }
        if !(1..=MAX_CAPACITY).contains(&self.capacity) {
            wrong.push(LegError::Capacity);
        }
        if wrong.is_empty() { Ok(Self { name, note, ..self.clone() }) } else { Err(wrong) }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteLeg {
    pub id: LegId,
    pub plan: LegPlan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RouteError {
    #[error("at most {MAX_LEGS} legs")]
    TooMany,
    #[error("longer than a day")]
    TooLong,
    /// One village says yes or no to a departure, and one has its share.
    #[error("at most one village")]
    TwoVillages,
    #[error("this form has added another leg already")]
    Added,
    #[error("no such leg any more")]
    Gone,
}

/// In their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route(Vec<RouteLeg>);

impl Route {
    pub fn new(legs: Vec<RouteLeg>) -> Self {
        Self(legs)
    }

    pub fn legs(&self) -> &[RouteLeg] {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn find(&self, id: LegId) -> Option<&RouteLeg> {
        self.0.iter().find(|l| l.id == id)
    }

    pub fn sites(&self) -> impl Iterator<Item = SiteId> {
        self.0.iter().filter_map(|l| l.plan.site)
    }

    /// At the end.
    pub fn add(&mut self, leg: RouteLeg) -> Result<(), RouteError> {
        match self.find(leg.id) {
            Some(known) if *known == leg => return Ok(()),
            Some(_) => return Err(RouteError::Added),
            None => self.0.push(leg),
        }
        self.check()
    }

    pub fn change(&mut self, leg: RouteLeg) -> Result<(), RouteError> {
        let known = self.0.iter_mut().find(|l| l.id == leg.id).ok_or(RouteError::Gone)?;
        *known = leg;
        self.check()
    }

    /// `before`: the leg that it comes before; none: it is the last.
    pub fn put(&mut self, id: LegId, before: Option<LegId>) -> Result<(), RouteError> {
        let ids: Vec<LegId> = self.0.iter().map(|l| l.id).collect();
        let order = put(&ids, id, before).ok_or(RouteError::Gone)?;
        self.0.sort_by_key(|leg| order.iter().position(|id| *id == leg.id));
        Ok(())
    }

    pub fn remove(&mut self, id: LegId) {
        self.0.retain(|l| l.id != id);
    }

    fn check(&self) -> Result<(), RouteError> {
        let mut villages: Vec<SiteId> = self.0.iter().filter(|l| l.plan.kind == LegKind::Village).filter_map(|l| l.plan.site).collect();
        villages.sort_unstable();
        villages.dedup();
        if self.0.len() > MAX_LEGS {
            Err(RouteError::TooMany)
        } else if self.0.iter().map(|l| l.plan.minutes).sum::<u32>() > MAX_TOTAL {
            Err(RouteError::TooLong)
        } else if villages.len() > 1 {
            Err(RouteError::TwoVillages)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn leg(n: u128) -> RouteLeg {
        let (name, note) = (Bilingual::new(format!("Etape {n}"), ""), Bilingual::default());
        let plan = LegPlan { kind: LegKind::Bus, site: None, name, note, minutes: 30, capacity: 20, barefoot: false };
        RouteLeg { id: LegId(Uuid::from_u128(n)), plan }
    }

    fn order(route: &Route) -> Vec<u128> {
        route.legs().iter().map(|l| l.id.0.as_u128()).collect()
    }

    #[test]
    fn a_step_that_comes_twice_is_one() {
        let mut route = Route::new(vec![leg(1), leg(2)]);
        let (one, three) = (LegId(Uuid::from_u128(1)), LegId(Uuid::from_u128(3)));
        for _ in 0..2 {
            route.add(leg(3)).unwrap();
        }
        assert_eq!(order(&route), [1, 2, 3]);
        let other = RouteLeg { plan: LegPlan { minutes: 45, ..leg(3).plan }, ..leg(3) };
        assert_eq!(route.add(other.clone()), Err(RouteError::Added));
        route.change(other).unwrap();
        for _ in 0..2 {
            route.put(three, Some(one)).unwrap();
            assert_eq!(order(&route), [3, 1, 2]);
        }
        for _ in 0..2 {
            route.put(three, None).unwrap();
            assert_eq!(order(&route), [1, 2, 3]);
        }
        for _ in 0..2 {
            route.remove(one);
            assert_eq!(order(&route), [2, 3]);
        }
        assert_eq!(route.put(three, Some(one)), Err(RouteError::Gone));
        assert_eq!(route.put(one, None), Err(RouteError::Gone));
        assert_eq!(route.change(leg(1)), Err(RouteError::Gone));
        assert_eq!(order(&route), [2, 3], "what is refused changes nothing");
    }

    #[test]
    fn a_tour_is_a_day_long_and_has_one_host() {
        let long = |n| RouteLeg { plan: LegPlan { minutes: MAX_MINUTES, ..leg(n).plan }, ..leg(n) };
        let mut route = Route::new(vec![long(1), long(2)]);
        assert_eq!(route.add(leg(3)), Err(RouteError::TooLong));
        let village = |n, site| {
            let plan = LegPlan { kind: LegKind::Village, site: Some(SiteId(Uuid::from_u128(site))), ..leg(n).plan };
            RouteLeg { plan, ..leg(n) }
        };
        let mut route = Route::new(vec![village(1, 7)]);
        route.add(village(2, 7)).unwrap();
        assert_eq!(route.add(village(3, 8)), Err(RouteError::TwoVillages));
        let mut route = Route::default();
        for n in 1..=u128::try_from(MAX_LEGS).unwrap() {
            route.add(leg(n)).unwrap();
        }
        assert_eq!(route.add(leg(99)), Err(RouteError::TooMany));
    }

    #[test]
    fn a_leg_calls_where_its_kind_says() {
        let wrong = |kind, at: Option<SiteKind>| {
            let site = at.map(|_| SiteId(Uuid::from_u128(5)));
            LegPlan { kind, site, ..leg(1).plan }.read(at).err().unwrap_or_default()
        };
        assert!(wrong(LegKind::Bus, None).is_empty());
        assert_eq!(wrong(LegKind::Walk, Some(SiteKind::Square)), [LegError::Way]);
        assert!(wrong(LegKind::Base, Some(SiteKind::Base)).is_empty());
        assert!(wrong(LegKind::Sight, Some(SiteKind::Square)).is_empty());
        for (kind, at) in [
            (LegKind::Base, None),
            (LegKind::Base, Some(SiteKind::Village)),
            (LegKind::Village, Some(SiteKind::Base)),
            (LegKind::Sight, Some(SiteKind::Base)),
            (LegKind::Sight, Some(SiteKind::Village)),
        ] {
            assert_eq!(wrong(kind, at), [LegError::Site], "{kind:?} {at:?}");
        }
        let nowhere = LegPlan { kind: LegKind::Bus, site: Some(SiteId(Uuid::from_u128(5))), ..leg(1).plan };
        assert_eq!(nowhere.read(None).unwrap_err(), [LegError::Way]);
        let bad = LegPlan { name: Bilingual::default(), minutes: 0, capacity: MAX_CAPACITY + 1, ..leg(1).plan };
        let empty = LegError::Text { field: "name_id", why: TextError::Empty };
        assert_eq!(bad.read(None).unwrap_err(), [empty, LegError::Minutes, LegError::Capacity]);
    }
}
