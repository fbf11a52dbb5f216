//! Another guide, another vehicle, other capacities. Seats that are taken stay taken.

use domain::heritage::departure::DepartureState;
use domain::heritage::staff::Duty;
use domain::heritage::tour::LegKind;
use domain::identity::actor::Actor;
use domain::kernel::ids::{DepartureId, PersonId, VehicleId};
use thiserror::Error;

use super::move_up::move_up;
use super::staff::{StaffError, require_officer};
use super::store::departures::{self, Assigned};
use super::store::staff;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Clone, Debug, Default)]
pub struct ChangeDeparture {
    pub guide: Option<PersonId>,
    pub vehicle: Option<VehicleId>,
    /// New capacities by the position of the leg; legs that are not named keep theirs.
    pub capacities: Vec<(u32, u32)>,
}

#[derive(Debug, Error)]
pub enum ChangeDepartureError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    #[error("it has left, or is cancelled")]
    Over,
    #[error("not a guide of this tour")]
    NoGuide,
    #[error("no such vehicle")]
    NoVehicle,
    #[error("the guide leads another departure at that time")]
    GuideBusy,
    #[error("the vehicle is needed elsewhere at that time")]
    VehicleBusy,
    #[error("leg {position}: {taken} seats are taken")]
    Taken { position: u32, taken: u32 },
    /// More than its vehicle has, or than a leg of the tour takes.
    #[error("leg {position} takes at most {most}")]
    TooMany { position: u32, most: u32 },
    #[error(transparent)]
    Db(#[from] DbError),
}

/// More persons than this are no party that a guide can lead.
const MOST: u32 = 500;

pub async fn change_departure(deps: &Deps, actor: &Actor, id: DepartureId, change: &ChangeDeparture) -> Result<(), ChangeDepartureError> {
    let mut run = deps.db.reader();
    let tour = departures::find(&mut run, id).await?.ok_or(StaffError::NotFound)?.tour;
    require_officer(&mut run, actor, tour).await?;
    if let Some(guide) = change.guide
        && !staff::has_duty(&mut run, tour, guide, Duty::Guide).await?
    {
        return Err(ChangeDepartureError::NoGuide);
    }
    let mut tx = deps.db.begin().await?;
    let vehicle = departures::lock_assigned(&mut tx, change.guide, change.vehicle).await?;
    if change.vehicle.is_some() && vehicle.is_none() {
        return Err(ChangeDepartureError::NoVehicle);
    }
    departures::lock(&mut tx, id).await?;
    let found = departures::find(&mut tx, id).await?.ok_or(StaffError::NotFound)?;
    if found.state != DepartureState::Planned || found.starts_at <= deps.now() {
        return Err(ChangeDepartureError::Over);
    }
    let (starts, ends) = (found.starts_at, found.ends_at);
    if let Some(guide) = change.guide
        && !departures::busy(&mut tx, Assigned::Guide(guide), starts, ends, Some(id)).await?.is_empty()
    {
        return Err(ChangeDepartureError::GuideBusy);
    }
    if let Some(vehicle) = change.vehicle
        && !departures::busy(&mut tx, Assigned::Vehicle(vehicle), starts, ends, Some(id)).await?.is_empty()
    {
        return Err(ChangeDepartureError::VehicleBusy);
    }
    departures::assign(&mut tx, id, change.guide, change.vehicle).await?;
    for leg in &found.legs {
        let most = vehicle.as_ref().filter(|_| leg.kind == LegKind::Bus).map_or(MOST, |v| v.seats);
        let wanted = change.capacities.iter().find(|(p, _)| *p == leg.position).map(|(_, capacity)| *capacity);
        if wanted.is_some_and(|w| w > most) {
            return Err(ChangeDepartureError::TooMany { position: leg.position, most });
        }
        let capacity = wanted.unwrap_or(leg.capacity).min(most);
        if capacity != leg.capacity && !departures::set_capacity(&mut tx, id, leg.position, capacity).await? {
            return Err(ChangeDepartureError::Taken { position: leg.position, taken: leg.taken });
        }
    }
    audit::record(&mut tx, deps, actor, "heritage.departure_changed", &format!("departure:{id}"), "").await?;
    // New seats are for those who wait, before anybody else sees them.
    move_up(&mut tx, deps, id).await?;
    Ok(tx.commit().await?)
}
