//! One leg of a departure: when it begins, how many seats it has left, and whether its site gets a list of who comes.

use super::tour::{LegKind, Tour};
use crate::kernel::bilingual::Bilingual;
use crate::kernel::clock::{MINUTE, Timestamp};
use crate::kernel::ids::SiteId;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartureLeg {
    pub position: u32,
    pub kind: LegKind,
    pub site: Option<SiteId>,
    pub name: Bilingual,
    pub starts_at: Timestamp,
    pub minutes: u32,
    pub capacity: u32,
    pub taken: u32,
    /// Its site lets nobody in on this day.
    pub closed: bool,
    /// When the list of visitors is closed, where the site asks who comes.
    pub cutoff_at: Option<Timestamp>,
    /// Each on that list is approved or refused.
    pub approves_each: bool,
}

impl DepartureLeg {
    pub fn left(&self) -> u32 {
        self.capacity.saturating_sub(self.taken)
    }
}

/// The legs of a tour that starts at this moment, in a vehicle with so many seats.
pub fn legs_of(tour: &Tour, starts_at: Timestamp, vehicle_seats: Option<u32>) -> Vec<DepartureLeg> {
    let mut at = starts_at;
    tour.legs
        .iter()
        .map(|l| {
            let starts = at;
            at = at.plus(i64::from(l.minutes) * MINUTE);
            let seats = vehicle_seats.filter(|_| l.kind == LegKind::Bus).unwrap_or(u32::MAX);
            let rules = l.site.as_ref().and_then(|s| s.rules.as_ref());
            DepartureLeg {
                position: l.position,
                kind: l.kind,
                site: l.site.as_ref().map(|s| s.id),
                name: l.name.clone(),
                starts_at: starts,
                minutes: l.minutes,
                capacity: l.capacity.min(seats),
                taken: 0,
                closed: false,
                cutoff_at: rules.filter(|r| r.asks_who_comes()).map(|r| r.cutoff(starts)),
                approves_each: rules.is_some_and(|r| r.approves_each),
            }
        })
        .collect()
}
