//! What everybody may know of a unit, changed by an officer: its name and place, and when it is open.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::hours::OpeningHours;
use domain::kernel::ids::WasteUnitId;
use domain::wastebank::unit::{Unit, UnitProfile, UnitProfileError};
use thiserror::Error;

use super::store::units;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::page_change::{self, PageTag};

#[derive(Debug, Error)]
pub enum ChangeUnitError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("no such unit")]
    NotFound,
    #[error(transparent)]
    Profile(#[from] UnitProfileError),
    #[error("another unit has this name")]
    NameTaken,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A week without hours is a unit that is closed until further notice: a unit with slips is never deleted.
pub async fn change_unit(
    deps: &Deps,
    actor: &Actor,
    id: WasteUnitId,
    input: UnitProfile,
    hours: OpeningHours,
) -> Result<(), ChangeUnitError> {
    actor.require_officer()?;
    let after = input.unit(id)?;
    let mut tx = deps.db.begin().await?;
    let (before, old_hours) = units::lock(&mut tx, id).await?.ok_or(ChangeUnitError::NotFound)?;
    let changed = changes(&before, &after, old_hours != hours);
    if changed.is_empty() {
        return Ok(());
    }
    if !units::update(&mut tx, &after, &hours).await? {
        return Err(ChangeUnitError::NameTaken);
    }
    page_change::announce(&mut tx, deps.now(), &[PageTag::Site]).await?;
    audit::record(&mut tx, deps, actor, "waste.unit_changed", &format!("unit:{id}"), &changed.join(", ")).await?;
    tx.commit().await?;
    Ok(())
}

/// What is different, with what it is now.
fn changes(before: &Unit, after: &Unit, hours: bool) -> Vec<String> {
    let named = before.name != after.name || before.slug != after.slug;
    [
        named.then(|| format!("name {}", after.name)),
        (before.kind != after.kind).then(|| format!("kind {}", after.kind.code())),
        (before.kelurahan != after.kelurahan).then(|| format!("kelurahan {}", after.kelurahan.name())),
        (before.street != after.street).then(|| format!("street {}", after.street)),
        (before.point != after.point).then(|| format!("point {:.5} {:.5}", after.point.lat, after.point.lon)),
        hours.then(|| "hours".to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}
