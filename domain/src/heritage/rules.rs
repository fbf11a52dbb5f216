//! What a site asks of its visitors. A base may ask who comes, and may say no.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::kernel::bilingual::Bilingual;
use crate::kernel::clock::{DAY, HOUR, Timestamp};

/// What a site wants to know of each visitor. Asked for only where a leg of the tour demands it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityField {
    /// The number of an identity card (NIK), or of a passport.
    Document,
    BirthDate,
    Nationality,
}

impl IdentityField {
    pub const ALL: [Self; 3] = [Self::Document, Self::BirthDate, Self::Nationality];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::BirthDate => "birth_date",
            Self::Nationality => "nationality",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Foreigners {
    #[default]
    Welcome,
    /// Only Indonesian citizens are let in.
    NotAdmitted,
}

impl Foreigners {
    pub const ALL: [Self; 2] = [Self::Welcome, Self::NotAdmitted];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::NotAdmitted => "not_admitted",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Minors {
    #[default]
    Welcome,
    /// Who is under age on the day comes with a grown-up of the same party (`minors`).
    WithAdult,
    NotAdmitted,
}

impl Minors {
    pub const ALL: [Self; 3] = [Self::Welcome, Self::WithAdult, Self::NotAdmitted];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::WithAdult => "with_adult",
            Self::NotAdmitted => "not_admitted",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.code() == code)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Photography {
    #[default]
    Free,
    /// Only where the guide says so.
    WhereAllowed,
    Forbidden,
}

impl Photography {
    pub const ALL: [Self; 3] = [Self::Free, Self::WhereAllowed, Self::Forbidden];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::WhereAllowed => "where_allowed",
            Self::Forbidden => "forbidden",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VisitRules {
    /// A visit is announced this many days before.
    pub lead_days: u32,
    /// The list of visitors is closed this many hours before the visit.
    pub cutoff_hours: u32,
    /// An officer approves or refuses each visitor on that list.
    pub approves_each: bool,
    pub identity: Vec<IdentityField>,
    pub foreigners: Foreigners,
    pub minors: Minors,
    pub photography: Photography,
    pub dress: Bilingual,
    /// Monday first; true: never open on that day.
    pub closed_weekdays: [bool; 7],
}

/// Rules, and from when on they hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedRules {
    pub from: Timestamp,
    pub rules: VisitRules,
    /// Who set them; none: they came with the site.
    pub by: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RulesError {
    #[error("at most {MAX_LEAD_DAYS} days ahead")]
    Lead,
    /// Whoever is booked until the last moment must still be on the list.
    #[error("the list may not close before the last booking")]
    Cutoff,
    #[error("one day of the week must stay open")]
    AlwaysClosed,
}

pub const MAX_LEAD_DAYS: u32 = 90;

impl VisitRules {
    pub fn check(&self) -> Result<(), RulesError> {
        if self.lead_days > MAX_LEAD_DAYS {
            return Err(RulesError::Lead);
        }
        if self.cutoff_hours > self.lead_days * 24 {
            return Err(RulesError::Cutoff);
        }
        if self.closed_weekdays.iter().all(|c| *c) {
            return Err(RulesError::AlwaysClosed);
        }
        Ok(())
    }

    pub fn closed_on(&self, at: Timestamp) -> bool {
        self.closed_weekdays[usize::from(at.wib().weekday) % 7]
    }

    /// Until when a visit at this moment may be announced.
    pub fn announced_until(&self, visit: Timestamp) -> Timestamp {
        visit.plus(-i64::from(self.lead_days) * DAY)
    }

    /// When the list of visitors is closed.
    pub fn cutoff(&self, visit: Timestamp) -> Timestamp {
        visit.plus(-i64::from(self.cutoff_hours) * HOUR)
    }

    /// It gets a list of who comes: to decide about each, or to compare papers at its gate. Nobody's papers are asked for otherwise.
    pub fn asks_who_comes(&self) -> bool {
        self.approves_each || !self.identity.is_empty()
    }

    /// Until when a name can still be told to a site that asks who comes; `None`: it does not ask.
    pub fn listed_until(&self, visit: Timestamp) -> Option<Timestamp> {
        self.asks_who_comes().then(|| self.announced_until(visit).min(self.cutoff(visit)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_closes_after_the_last_booking() {
        let rules = VisitRules { lead_days: 7, cutoff_hours: 48, ..VisitRules::default() };
        assert_eq!(rules.check(), Ok(()));
        let visit = Timestamp(1_795_402_800_000);
        assert!(rules.announced_until(visit) < rules.cutoff(visit));
        assert_eq!(VisitRules { lead_days: 1, ..rules.clone() }.check(), Err(RulesError::Cutoff));
        assert_eq!(VisitRules { lead_days: 91, ..rules.clone() }.check(), Err(RulesError::Lead));
        assert_eq!(VisitRules { closed_weekdays: [true; 7], ..rules }.check(), Err(RulesError::AlwaysClosed));
    }

    #[test]
    fn only_a_site_that_asks_who_comes_must_be_told_earlier() {
        let visit = Timestamp(1_795_402_800_000);
        let silent = VisitRules { lead_days: 2, cutoff_hours: 24, ..VisitRules::default() };
        assert_eq!(silent.listed_until(visit), None);
        let asking = VisitRules { identity: vec![IdentityField::Document], ..silent.clone() };
        assert_eq!(asking.listed_until(visit), Some(visit.plus(-2 * DAY)));
        let judging = VisitRules { approves_each: true, lead_days: 0, cutoff_hours: 0, ..silent };
        assert_eq!(judging.listed_until(visit), Some(visit));
    }

    #[test]
    fn a_closed_weekday_is_one_of_cimahi() {
        let mut rules = VisitRules::default();
        rules.closed_weekdays[0] = true;
        let monday = Timestamp(1_795_402_800_000);
        assert!(rules.closed_on(monday) && !rules.closed_on(monday.plus(DAY)));
    }
}
