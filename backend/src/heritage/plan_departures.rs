//! An officer plans a departure, or many by a rule or by their days. Days on which a site is closed are left out, and told. All are made at
//! once; the rule is kept beside them, and makes no more. The village that they enter is told of all of them with one notice.

use domain::heritage::recurrence::RecurrenceError;
use domain::heritage::staff::Duty;
use domain::heritage::tour::Tour;
use domain::identity::actor::Actor;
use domain::kernel::clock::{MINUTE, Timestamp};
use domain::kernel::ids::{DepartureId, PersonId, SeriesId, SiteId, TourId, VehicleId};
use thiserror::Error;

use super::foresee::{called, foresee};
use super::recurrence::{as_text, moments};
use super::staff::{StaffError, require_officer};
use super::store::{departures, sites, staff, tours};
use crate::audit;
use crate::db::{DbError, Run};
use crate::deps::Deps;
use crate::flows::tours::tell_of_visits::ask_village;
use crate::page_change::{PageTag, announce};

#[derive(Clone, Debug)]
pub struct PlanDepartures {
    pub tour: TourId,
    pub first: Timestamp,
    /// An RRULE; none: this one only.
    pub rule: Option<String>,
    /// Besides.
    pub more: Vec<Timestamp>,
    /// On these days there is none: any moment of each.
    pub left_out: Vec<Timestamp>,
    pub guide: Option<PersonId>,
    pub vehicle: Option<VehicleId>,
}

impl PlanDepartures {
    /// To the minute.
    fn first(&self) -> Timestamp {
        Timestamp(self.first.0 - self.first.0.rem_euclid(MINUTE))
    }

    pub(super) fn moments(&self) -> Result<Vec<Timestamp>, RecurrenceError> {
        moments(self.first(), self.rule.as_deref(), &self.more, &self.left_out)
    }
}

/// Why a moment of the plan became no departure.
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

impl Planned {
    /// The form was sent before: what it would have made is there.
    pub fn is_there_already(&self) -> bool {
        self.made.is_empty() && self.skipped.iter().any(|(_, why)| *why == Skipped::Planned)
    }
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
    #[error("the tour has no legs yet")]
    NoLegs,
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn plan_departures(deps: &Deps, actor: &Actor, input: &PlanDepartures) -> Result<Planned, PlanDeparturesError> {
    let (by, _) = check(&mut deps.db.reader(), deps, actor, input).await?;
    let (now, first, moments) = (deps.now(), input.first(), input.moments()?);
    let mut tx = deps.db.begin().await?;
    tours::lock(&mut tx, input.tour).await?;
    // As it is arranged under the lock: whoever arranges its legs waits.
    let tour = arranged(&mut tx, input.tour, now).await?;
    let vehicle = departures::lock_assigned(&mut tx, input.guide, input.vehicle).await?;
    if input.vehicle.is_some() && vehicle.is_none() {
        return Err(PlanDeparturesError::NoVehicle);
    }
    sites::lock(&mut tx, &called(&tour)).await?;
    let series = match as_text(first, input.rule.as_deref(), &input.more, &input.left_out) {
        Some(text) => {
            let id: SeriesId = deps.id();
            departures::insert_series(&mut tx, id, tour.id, first, &text, by, now).await?;
            Some(id)
        }
        None => None,
    };
    let mut planned = Planned::default();
    let mut new = Vec::new();
    for (departure, skipped) in foresee(&mut tx, deps, &tour, moments, input, vehicle.as_ref()).await? {
        match skipped {
            Some(why) => planned.skipped.push((departure.starts_at, why)),
            None => new.push(departure),
        }
    }
    departures::insert(&mut tx, &new, series, now).await?;
    planned.made = new.iter().map(|d| d.id).collect();
    if !planned.made.is_empty() {
        let detail = format!("{} from {}", planned.made.len(), first.wib().date_input());
        audit::record(&mut tx, deps, actor, "heritage.departures_planned", &format!("tour:{}", tour.id), &detail).await?;
        announce(&mut tx, now, &[PageTag::Seats(tour.id)]).await?;
        ask_village(&mut tx, deps, &tour, &new).await?;
        tx.commit().await?;
    }
    Ok(planned)
}

/// By whom, and the tour as it is now.
pub(super) async fn check(
    run: &mut impl Run,
    deps: &Deps,
    actor: &Actor,
    input: &PlanDepartures,
) -> Result<(PersonId, Tour), PlanDeparturesError> {
    let by = require_officer(run, actor, input.tour).await?;
    let tour = arranged(run, input.tour, deps.now()).await?;
    if let Some(guide) = input.guide
        && !staff::has_duty(run, tour.id, guide, Duty::Guide).await?
    {
        return Err(PlanDeparturesError::NoGuide);
    }
    Ok((by, tour))
}

/// With at least one leg.
async fn arranged(run: &mut impl Run, tour: TourId, at: Timestamp) -> Result<Tour, PlanDeparturesError> {
    let tour = tours::by_id(run, tour, at).await?.ok_or(StaffError::NotFound)?;
    if tour.legs.is_empty() { Err(PlanDeparturesError::NoLegs) } else { Ok(tour) }
}
