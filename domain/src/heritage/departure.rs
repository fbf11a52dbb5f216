//! A tour on a day: who leads it, and how many seats each leg has left. What can be sold is the least of the legs.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::departure_leg::DepartureLeg;
use super::fare::Tariff;
use super::terms::Terms;
use super::tour::Tour;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{DepartureId, PersonId, SiteId, TourId, VehicleId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DepartureState {
    Planned,
    Cancelled,
    /// On its way.
    Out,
    Back,
}

impl DepartureState {
    pub const ALL: [Self; 4] = [Self::Planned, Self::Cancelled, Self::Out, Self::Back];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Cancelled => "cancelled",
            Self::Out => "out",
            Self::Back => "back",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// The village's word on a departure that enters it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    NotNeeded,
    Waiting,
    Given,
    Refused,
}

impl Consent {
    pub const ALL: [Self; 4] = [Self::NotNeeded, Self::Waiting, Self::Given, Self::Refused];

    pub const fn code(self) -> &'static str {
        match self {
            Self::NotNeeded => "not_needed",
            Self::Waiting => "waiting",
            Self::Given => "given",
            Self::Refused => "refused",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    pub id: DepartureId,
    pub tour: TourId,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// The last moment of a booking: the longest lead time of its sites.
    pub book_until: Timestamp,
    pub state: DepartureState,
    pub consent: Consent,
    /// What the village said with it.
    pub consent_note: String,
    pub guide: Option<(PersonId, String)>,
    pub vehicle: Option<Vehicle>,
    pub legs: Vec<DepartureLeg>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vehicle {
    pub id: VehicleId,
    pub name: String,
    pub plate: String,
    pub seats: u32,
}

/// Why no seat can be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum NotBookable {
    #[error("the departure is cancelled")]
    Cancelled,
    #[error("the sites must know earlier who comes")]
    TooLate,
    #[error("the village has not agreed yet")]
    AwaitsVillage,
    #[error("the village has not agreed")]
    RefusedByVillage,
    #[error("a site is closed on this day")]
    SiteClosed,
    #[error("full")]
    Full,
}

impl NotBookable {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::TooLate => "too_late",
            Self::AwaitsVillage => "awaits_village",
            Self::RefusedByVillage => "refused_by_village",
            Self::SiteClosed => "site_closed",
            Self::Full => "full",
        }
    }
}

impl Departure {
    /// Has it come back, as a party with these terms sees it?
    pub fn is_over(&self, now: Timestamp, terms: &Terms) -> bool {
        match self.state {
            DepartureState::Back => true,
            DepartureState::Cancelled => false,
            DepartureState::Planned | DepartureState::Out => terms.back_at(self.ends_at) <= now,
        }
    }

    /// Is there still something to come to? Not where it is home, was cancelled, or a site has closed the day.
    pub fn takes_place(&self) -> bool {
        matches!(self.state, DepartureState::Planned | DepartureState::Out) && self.legs.iter().all(|l| !l.closed)
    }

    /// Seats that can still be sold: the least of its legs.
    pub fn left(&self) -> u32 {
        self.legs.iter().map(DepartureLeg::left).min().unwrap_or(0)
    }

    pub fn capacity(&self) -> u32 {
        self.legs.iter().map(|l| l.capacity).min().unwrap_or(0)
    }

    /// Does this site approve or refuse each who comes?
    pub fn is_judged_at(&self, site: SiteId) -> bool {
        self.legs.iter().any(|l| l.site == Some(site) && l.approves_each)
    }

    /// The moment that counts of something done at the meeting point and told later: as the device says, but not before the day
    /// of the departure, and nothing of the future.
    pub fn told_at(&self, told: Timestamp, now: Timestamp) -> Timestamp {
        told.max(self.starts_at.start_of_wib_day()).min(now)
    }

    /// Who stands at the meeting point before that day has mistaken the day.
    pub fn has_come(&self, at: Timestamp) -> bool {
        at >= self.starts_at.start_of_wib_day()
    }

    /// Can a seat be booked now?
    pub fn bookable(&self, now: Timestamp) -> Result<(), NotBookable> {
        self.on_offer(now)?;
        if self.left() == 0 { Err(NotBookable::Full) } else { Ok(()) }
    }

    /// Like [`Self::bookable`], of a departure that may be full: one can wait for a seat.
    pub fn on_offer(&self, now: Timestamp) -> Result<(), NotBookable> {
        match (self.state, self.consent) {
            (DepartureState::Cancelled, _) => Err(NotBookable::Cancelled),
            (DepartureState::Out | DepartureState::Back, _) => Err(NotBookable::TooLate),
            _ if now > self.book_until => Err(NotBookable::TooLate),
            _ if self.legs.iter().any(|l| l.closed) => Err(NotBookable::SiteClosed),
            (_, Consent::Refused) => Err(NotBookable::RefusedByVillage),
            (_, Consent::Waiting) => Err(NotBookable::AwaitsVillage),
            (DepartureState::Planned, Consent::NotNeeded | Consent::Given) => Ok(()),
        }
    }
}

/// What the page of a departure shows: the tour as it will be, and what a seat costs on that day.
#[derive(Clone, Debug, PartialEq)]
pub struct DeparturePage {
    pub tour: Tour,
    pub departure: Departure,
    pub tariff: Tariff,
    pub bookable: Result<(), NotBookable>,
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::heritage::tour::LegKind;
    use crate::kernel::bilingual::Bilingual;
    use crate::kernel::clock::DAY;
    use uuid::Uuid;

    pub fn departure(legs: &[(u32, u32)]) -> Departure {
        let starts_at = Timestamp(1_795_402_800_000);
        let leg = |(position, (capacity, taken)): (u32, &(u32, u32))| DepartureLeg {
            position,
            kind: LegKind::Bus,
            site: None,
            name: Bilingual::default(),
            starts_at,
            minutes: 10,
            capacity: *capacity,
            taken: *taken,
            closed: false,
            cutoff_at: None,
            approves_each: false,
        };
        Departure {
            id: DepartureId(Uuid::nil()),
            tour: TourId(Uuid::nil()),
            starts_at,
            ends_at: starts_at.plus(DAY),
            book_until: starts_at.plus(-DAY),
            state: DepartureState::Planned,
            consent: Consent::NotNeeded,
            consent_note: String::new(),
            guide: None,
            vehicle: None,
            legs: (1..).zip(legs).map(leg).collect(),
        }
    }

    #[test]
    fn what_is_left_is_the_least_of_the_legs() {
        let d = departure(&[(40, 3), (28, 3), (30, 27)]);
        assert_eq!((d.left(), d.capacity()), (3, 28));
        assert_eq!(departure(&[]).left(), 0);
    }

    #[test]
    fn a_tour_takes_place_until_it_is_home_or_forbidden() {
        let mut d = departure(&[(2, 0), (2, 0)]);
        let places = DepartureState::ALL.map(|state| Departure { state, ..d.clone() }.takes_place());
        assert_eq!(places, [true, false, true, false]);
        d.legs[1].closed = true;
        assert!(!d.takes_place());
    }

    #[test]
    fn what_is_told_late_happened_on_the_day() {
        let d = departure(&[]);
        let (day, evening) = (d.starts_at.start_of_wib_day(), d.starts_at.plus(DAY));
        assert_eq!(d.told_at(d.starts_at, evening), d.starts_at);
        assert_eq!(d.told_at(Timestamp(0), evening), day, "no price of another day");
        assert_eq!(d.told_at(evening.plus(1), evening), evening, "a clock that is ahead");
        assert_eq!(d.told_at(d.starts_at, day.plus(-DAY)), day.plus(-DAY), "settled before the day");
    }

    #[test]
    fn seats_are_sold_until_the_sites_must_know_and_only_with_the_village() {
        let mut d = departure(&[(2, 2)]);
        let early = d.book_until;
        assert_eq!(d.bookable(early), Err(NotBookable::Full));
        assert_eq!(d.on_offer(early), Ok(()));
        d.legs[0].taken = 1;
        assert_eq!(d.bookable(early), Ok(()));
        assert_eq!(d.bookable(early.plus(1)), Err(NotBookable::TooLate));
        d.consent = Consent::Waiting;
        assert_eq!(d.bookable(early), Err(NotBookable::AwaitsVillage));
        d.consent = Consent::Given;
        d.legs[0].closed = true;
        assert_eq!(d.bookable(early), Err(NotBookable::SiteClosed));
        d.state = DepartureState::Cancelled;
        assert_eq!(d.bookable(early), Err(NotBookable::Cancelled));
    }
}
