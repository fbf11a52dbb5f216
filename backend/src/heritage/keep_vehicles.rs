//! The vehicles of the tours, and who can be sent with them.

use domain::heritage::departure::Vehicle;
use domain::heritage::staff::Duty;
use domain::identity::actor::Actor;
use domain::kernel::ids::{PersonId, TourId, VehicleId};
use domain::kernel::text::{self, TextError};
use thiserror::Error;

use super::staff::{StaffError, require_officer};
use super::store::{departures, staff};
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;

const MAX_NAME: usize = 60;
const MAX_PLATE: usize = 12;
pub const MOST_SEATS: u32 = 120;

#[derive(Debug, Error)]
pub enum AddVehicleError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    #[error("name: {0}")]
    Name(TextError),
    #[error("plate: {0}")]
    Plate(TextError),
    #[error("there is a vehicle with this plate")]
    Known,
    #[error("between 1 and {MOST_SEATS} seats")]
    Seats,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// `tour`: one of which the actor is an officer.
pub async fn add_vehicle(
    deps: &Deps,
    actor: &Actor,
    tour: TourId,
    name: &str,
    plate: &str,
    seats: u32,
) -> Result<VehicleId, AddVehicleError> {
    require_officer(&mut deps.db.reader(), actor, tour).await?;
    let name = text::line(name, MAX_NAME).map_err(AddVehicleError::Name)?;
    let plate = text::line(&plate.to_uppercase(), MAX_PLATE).map_err(AddVehicleError::Plate)?;
    if !(1..=MOST_SEATS).contains(&seats) {
        return Err(AddVehicleError::Seats);
    }
    let vehicle = Vehicle { id: deps.id(), name, plate, seats };
    let mut tx = deps.db.begin().await?;
    match departures::insert_vehicle(&mut tx, &vehicle).await {
        Err(e) if e.is_unique_violation() => return Err(AddVehicleError::Known),
        other => other?,
    }
    audit::record(&mut tx, deps, actor, "heritage.vehicle_added", &format!("vehicle:{}", vehicle.id), &vehicle.plate).await?;
    tx.commit().await?;
    Ok(vehicle.id)
}

/// What a form for planning chooses from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fleet {
    pub vehicles: Vec<Vehicle>,
    pub guides: Vec<(PersonId, String)>,
}

pub async fn read_fleet(deps: &Deps, actor: &Actor, tour: TourId) -> Result<Fleet, StaffError> {
    let mut run = deps.db.reader();
    require_officer(&mut run, actor, tour).await?;
    Ok(Fleet { vehicles: departures::vehicles(&mut run).await?, guides: staff::with_duty(&mut run, tour, Duty::Guide).await? })
}
