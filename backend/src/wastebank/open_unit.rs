//! An officer opens a place where waste is taken. It has no hours and nobody behind its counter yet.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::hours::OpeningHours;
use domain::kernel::ids::WasteUnitId;
use domain::wastebank::unit::{UnitProfile, UnitProfileError};
use thiserror::Error;

use super::store::units;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::page_change::{self, PageTag};

#[derive(Debug, Error)]
pub enum OpenUnitError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Profile(#[from] UnitProfileError),
    /// Also the one that the same form opened a moment ago.
    #[error("another unit has this name")]
    NameTaken,
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn open_unit(deps: &Deps, actor: &Actor, input: UnitProfile) -> Result<WasteUnitId, OpenUnitError> {
    actor.require_officer()?;
    let unit = input.unit(deps.id())?;
    let mut tx = deps.db.begin().await?;
    if !units::insert(&mut tx, &unit, &OpeningHours::default(), false).await? {
        return Err(OpenUnitError::NameTaken);
    }
    page_change::announce(&mut tx, deps.now(), &[PageTag::Site]).await?;
    let detail = format!("{} ({}), {}, {}", unit.name, unit.kind.code(), unit.street, unit.kelurahan.name());
    audit::record(&mut tx, deps, actor, "waste.unit_opened", &format!("unit:{}", unit.id), &detail).await?;
    tx.commit().await?;
    Ok(unit.id)
}
