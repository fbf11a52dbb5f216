//! The units as officers see them: with those behind their counters.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::hours::OpeningHours;
use domain::kernel::ids::WasteUnitId;
use domain::wastebank::unit::Unit;
use thiserror::Error;

use super::store::units;
pub use super::store::units::Operator;
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum ListUnitsError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("no such unit")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbError),
}

pub struct UnitRow {
    pub unit: Unit,
    pub hours: OpeningHours,
    /// How many stand behind its counter.
    pub operators: i64,
}

/// By name.
pub async fn list_units(deps: &Deps, actor: &Actor) -> Result<Vec<UnitRow>, ListUnitsError> {
    actor.require_officer()?;
    let mut run = deps.db.reader();
    let counts = units::operator_counts(&mut run).await?;
    let row = |(unit, hours): units::Open| UnitRow { operators: counts.get(&unit.id).copied().unwrap_or_default(), unit, hours };
    Ok(units::all(&mut run).await?.into_iter().map(row).collect())
}

pub struct StaffedUnit {
    pub unit: Unit,
    pub hours: OpeningHours,
    pub operators: Vec<Operator>,
}

pub async fn read_unit(deps: &Deps, actor: &Actor, id: WasteUnitId) -> Result<StaffedUnit, ListUnitsError> {
    actor.require_officer()?;
    let mut run = deps.db.reader();
    let (unit, hours) = units::find(&mut run, id).await?.ok_or(ListUnitsError::NotFound)?;
    Ok(StaffedUnit { unit, hours, operators: units::operators(&mut run, id).await? })
}
