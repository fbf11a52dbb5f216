//! An officer plans a departure, or many by a rule. Days on which a site is closed are left out, and told.

use domain::heritage::departure::{Consent, Departure, DepartureState, Vehicle, legs_of};
use domain::heritage::recurrence::RecurrenceError;
use domain::heritage::staff::Duty;
use domain::heritage::tour::Tour;
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, MINUTE, Timestamp};
use domain::kernel::ids::{DepartureId, PersonId, SeriesId, SiteId, TourId, VehicleId};
use thiserror::Error;

use super::recurrence::occurrences;
use super::staff::{StaffError, require_officer};
use super::store::departures::{self, Assigned, Span};
use super::store::{sites, staff, tours};
use crate::audit;
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::page_change::{PageTag, announce};

/// Departures are planned at most this far ahead.
const AHEAD: i64 = 400 * DAY;

#[derive(Clone, Debug)]
pub struct PlanDepartures {
    pub tour: TourId,
    pub first: Timestamp,
    /// An RRULE; none: this one only.
    pub rule: Option<String>,
    pub guide: Option<PersonId>,
    pub vehicle: Option<VehicleId>,
}

/// Why a moment of the rule became no departure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skipped {
    Past,
    TooFar,
    SiteClosed(SiteId),
    /// The tour starts at this moment already.
    Planned,
    GuideBusy,
    VehicleBusy,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planned {
    pub made: Vec<DepartureId>,
    pub skipped: Vec<(Timestamp, Skipped)>,
}

#[derive(Debug, Error)]
pub enum PlanDeparturesError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    #[error(transparent)]
    Recurrence(#[from] RecurrenceError),
    #[error("not a guide of this tour")]
    NoGuide,
    #[error("no such vehicle")]
    NoVehicle,
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn plan_departures(deps: &Deps, actor: &Actor, input: &PlanDepartures) -> Result<Planned, PlanDeparturesError> {
    let mut run = deps.db.reader();
    let by = require_officer(&mut run, actor, input.tour).await?;
    let now = deps.now();
    let tour = tours::by_id(&mut run, input.tour, now).await?.ok_or(StaffError::NotFound)?;
    if let Some(guide) = input.guide
        && !staff::has_duty(&mut run, tour.id, guide, Duty::Guide).await?
    {
        return Err(PlanDeparturesError::NoGuide);
    }
    let first = Timestamp(input.first.0 - input.first.0.rem_euclid(MINUTE));
    let moments = match &input.rule {
        Some(rule) => occurrences(first, rule)?,
        None => vec![first],
    };
    let called: Vec<SiteId> = tour.legs.iter().filter_map(|l| Some(l.site.as_ref()?.id)).collect();

    let mut tx = deps.db.begin().await?;
    tours::lock(&mut tx, tour.id).await?;
    let vehicle = departures::lock_assigned(&mut tx, input.guide, input.vehicle).await?;
    if input.vehicle.is_some() && vehicle.is_none() {
        return Err(PlanDeparturesError::NoVehicle);
    }
    sites::lock(&mut tx, &called).await?;
    let closed = sites::closures(&mut tx, &called, now.start_of_wib_day()).await?;
    let series = match &input.rule {
        Some(rule) => {
            let id: SeriesId = deps.id();
            departures::insert_series(&mut tx, id, tour.id, first, rule.trim(), by, now).await?;
            Some(id)
        }
        None => None,
    };
    let mut planned = Planned::default();
    let mut taken = taken(&mut tx, &tour, &moments, input, vehicle.as_ref()).await?;
    let mut new = Vec::new();
    for moment in moments {
        let one = departure(deps, &tour, moment, input.guide, vehicle.as_ref());
        match skip(&tour, &one, now, &closed, &taken) {
            Some(why) => planned.skipped.push((moment, why)),
            None => {
                taken.add(&one);
                new.push(one);
            }
        }
    }
    departures::insert(&mut tx, &new, series, now).await?;
    planned.made = new.iter().map(|d| d.id).collect();
    if !planned.made.is_empty() {
        let detail = format!("{} from {}", planned.made.len(), first.wib().date_input());
        audit::record(&mut tx, deps, actor, "heritage.departures_planned", &format!("tour:{}", tour.id), &detail).await?;
        announce(&mut tx, now, &[PageTag::Seats(tour.id)]).await?;
        tx.commit().await?;
    }
    Ok(planned)
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
    tx: &mut Tx,
    tour: &Tour,
    moments: &[Timestamp],
    input: &PlanDepartures,
    vehicle: Option<&Vehicle>,
) -> Result<Taken, DbError> {
    let (Some(first), Some(last)) = (moments.iter().min().copied(), moments.iter().max().copied()) else { return Ok(Taken::default()) };
    let end = last.plus(i64::from(tour.minutes()) * MINUTE);
    // Cancelled ones, too: a tour starts once at a moment.
    let starts = departures::between(tx, tour.id, first, last.plus(1)).await?.iter().map(|d| d.starts_at).collect();
    let mut taken = Taken { starts, ..Taken::default() };
    if let Some(guide) = input.guide {
        taken.guide = departures::busy(tx, Assigned::Guide(guide), first, end, None).await?;
    }
    if let Some(vehicle) = vehicle {
        taken.vehicle = departures::busy(tx, Assigned::Vehicle(vehicle.id), first, end, None).await?;
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
