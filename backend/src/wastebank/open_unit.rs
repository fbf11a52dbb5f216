//! An officer opens a place where waste is taken. It has no hours and nobody behind its counter yet.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::hours::OpeningHours;
use domain::kernel::ids::WasteUnitId;
use domain::wastebank::unit::{Unit, UnitProfile, UnitProfileError};
use thiserror::Error;

use super::store::units;
use crate::audit;
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::page_change::{self, PageTag};

#[derive(Debug, Error)]
pub enum OpenUnitError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Profile(#[from] UnitProfileError),
    #[error("another unit has this name")]
    NameTaken,
    #[error("this form has opened a unit already, with other words")]
    Opened,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// `id`: of the form, so that a form that is sent twice opens one unit.
pub async fn open_unit(deps: &Deps, actor: &Actor, id: WasteUnitId, input: UnitProfile) -> Result<WasteUnitId, OpenUnitError> {
    actor.require_officer()?;
    let unit = input.unit(id)?;
    let mut tx = deps.db.begin().await?;
    if !units::insert(&mut tx, &unit, &OpeningHours::default(), false).await? {
        return known(&mut tx, &unit).await;
    }
    page_change::announce(&mut tx, deps.now(), &[PageTag::Site]).await?;
    let detail = format!("{} ({}), {}, {}", unit.name, unit.kind.code(), unit.street, unit.kelurahan.name());
    audit::record(&mut tx, deps, actor, "waste.unit_opened", &format!("unit:{}", unit.id), &detail).await?;
    tx.commit().await?;
    Ok(unit.id)
}

/// The form came twice, or another unit has the name.
async fn known(tx: &mut Tx, unit: &Unit) -> Result<WasteUnitId, OpenUnitError> {
    match units::find(tx, unit.id).await? {
        Some((opened, _)) if opened == *unit => Ok(opened.id),
        Some(_) => Err(OpenUnitError::Opened),
        None => Err(OpenUnitError::NameTaken),
    }
}
