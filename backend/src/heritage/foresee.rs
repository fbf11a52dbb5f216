//! What becomes of the moments of a plan: a departure each, or why not, by what the sites will ask then. Asked before planning, and
//! again under the locks.

use std::collections::HashMap;

use domain::heritage::departure::{Consent, Departure, DepartureState, Vehicle};
use domain::heritage::departure_leg::legs_of;
use domain::heritage::rules::VisitRules;
use domain::heritage::tour::Tour;
use domain::kernel::clock::{DAY, MINUTE, Timestamp};
use domain::kernel::ids::{PersonId, SiteId};

use super::plan_departures::{PlanDepartures, Skipped};
use super::store::departures::{self, Assigned, Span};
use super::store::{rules, sites};
use crate::db::{DbError, Run};
use crate::deps::Deps;

/// Departures are planned at most this far ahead.
pub(super) const AHEAD: i64 = 400 * DAY;

/// The sites of a tour.
pub(super) fn called(tour: &Tour) -> Vec<SiteId> {
    tour.legs.iter().filter_map(|l| Some(l.site.as_ref()?.id)).collect()
}

pub(super) async fn foresee(
    run: &mut impl Run,
    deps: &Deps,
    tour: &Tour,
    moments: Vec<Timestamp>,
    input: &PlanDepartures,
    vehicle: Option<&Vehicle>,
) -> Result<Vec<(Departure, Option<Skipped>)>, DbError> {
    let now = deps.now();
    let closed = sites::closures(run, &called(tour), now.start_of_wib_day()).await?;
    let mut taken = taken(run, tour, &moments, input, vehicle).await?;
    let dated = rules::dated(run, &called(tour)).await?;
    let mut tour = tour.clone();
    let mut foreseen = Vec::with_capacity(moments.len());
    for moment in moments {
        ask_as_at(&mut tour, &dated, moment);
        let one = departure(deps, &tour, moment, input.guide, vehicle);
        let skipped = skip(&tour, &one, now, &closed, &taken);
        if skipped.is_none() {
            taken.add(&one);
        }
        foreseen.push((one, skipped));
    }
    Ok(foreseen)
}

/// Whoever comes at this moment is asked what the sites ask by then, as in `tours::of_departure`.
fn ask_as_at(tour: &mut Tour, dated: &HashMap<SiteId, Vec<(Timestamp, VisitRules)>>, at: Timestamp) {
    for site in tour.legs.iter_mut().filter_map(|l| l.site.as_mut()) {
        let begun = dated.get(&site.id).and_then(|all| all.iter().find(|(from, _)| *from <= at));
        site.rules = begun.map(|(_, rules)| rules.clone());
    }
}

fn departure(deps: &Deps, tour: &Tour, starts_at: Timestamp, guide: Option<PersonId>, vehicle: Option<&Vehicle>) -> Departure {
    let legs = legs_of(tour, starts_at, vehicle.map(|v| v.seats));
    let rules = tour.legs.iter().filter_map(|l| l.site.as_ref()?.rules.as_ref());
    Departure {
        id: deps.id(),
        tour: tour.id,
        starts_at,
        ends_at: starts_at.plus(i64::from(tour.minutes()) * MINUTE),
        book_until: rules.map(|r| r.announced_until(starts_at)).min().unwrap_or(starts_at),
        state: DepartureState::Planned,
        consent: if tour.enters_village() { Consent::Waiting } else { Consent::NotNeeded },
        consent_note: String::new(),
        guide: guide.map(|id| (id, String::new())),
        vehicle: vehicle.cloned(),
        legs,
    }
}

/// What is planned already around the moments of the rule.
#[derive(Default)]
struct Taken {
    starts: Vec<Timestamp>,
    guide: Vec<Span>,
    vehicle: Vec<Span>,
}

impl Taken {
    fn add(&mut self, d: &Departure) {
        let span = (d.starts_at, d.ends_at);
        self.starts.push(d.starts_at);
        self.guide.extend(d.guide.as_ref().map(|_| span));
        self.vehicle.extend(d.vehicle.as_ref().map(|_| span));
    }
}

fn overlaps(spans: &[Span], d: &Departure) -> bool {
    spans.iter().any(|(starts, ends)| *starts < d.ends_at && *ends > d.starts_at)
}

async fn taken(
    run: &mut impl Run,
    tour: &Tour,
    moments: &[Timestamp],
    input: &PlanDepartures,
    vehicle: Option<&Vehicle>,
) -> Result<Taken, DbError> {
    let (Some(first), Some(last)) = (moments.iter().min().copied(), moments.iter().max().copied()) else { return Ok(Taken::default()) };
    let end = last.plus(i64::from(tour.minutes()) * MINUTE);
    // Cancelled ones, too: a tour starts once at a moment.
    let starts = departures::between(run, tour.id, first, last.plus(1)).await?.iter().map(|d| d.starts_at).collect();
    let mut taken = Taken { starts, ..Taken::default() };
    if let Some(guide) = input.guide {
        taken.guide = departures::busy(run, Assigned::Guide(guide), first, end, None).await?;
    }
    if let Some(vehicle) = vehicle {
        taken.vehicle = departures::busy(run, Assigned::Vehicle(vehicle.id), first, end, None).await?;
    }
    Ok(taken)
}

fn skip(tour: &Tour, new: &Departure, now: Timestamp, closed: &[(SiteId, Timestamp)], taken: &Taken) -> Option<Skipped> {
    if new.starts_at <= now {
        return Some(Skipped::Past);
    }
    if new.starts_at.since(now) > AHEAD {
        return Some(Skipped::TooFar);
    }
    for (leg, at) in tour.legs.iter().zip(&new.legs) {
        let Some(site) = &leg.site else { continue };
        let day = at.starts_at.start_of_wib_day();
        let never = site.rules.as_ref().is_some_and(|r| r.closed_on(at.starts_at));
        if never || closed.contains(&(site.id, day)) {
            return Some(Skipped::SiteClosed(site.id));
        }
    }
    if taken.starts.contains(&new.starts_at) {
        return Some(Skipped::Planned);
    }
    if overlaps(&taken.guide, new) {
        return Some(Skipped::GuideBusy);
    }
    overlaps(&taken.vehicle, new).then_some(Skipped::VehicleBusy)
}
