//! An officer says who stands behind a counter.

use domain::identity::actor::{Actor, Forbidden};
use domain::identity::login::{Login, LoginError};
use domain::kernel::ids::{PersonId, WasteUnitId};
use thiserror::Error;

use super::store::units;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::identity::account;

#[derive(Debug, Error)]
pub enum AppointOperatorError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("no such unit")]
    NotFound,
    #[error("log-in: {0}")]
    Login(#[from] LoginError),
    #[error("nobody has this log-in")]
    Nobody,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// By the e-mail address or mobile number that they log in with; returns their name. Twice is once.
pub async fn appoint_operator(deps: &Deps, actor: &Actor, unit: WasteUnitId, login: &str) -> Result<String, AppointOperatorError> {
    actor.require_officer()?;
    let login = Login::parse(login)?;
    let mut tx = deps.db.begin().await?;
    units::name(&mut tx, unit).await?.ok_or(AppointOperatorError::NotFound)?;
    let (person, name) = account::by_login(&mut tx, &login).await?.ok_or(AppointOperatorError::Nobody)?;
    if units::appoint(&mut tx, unit, person, deps.now()).await? {
        audit::record(&mut tx, deps, actor, "waste.appointed", &format!("unit:{unit}"), &format!("person:{person}")).await?;
    }
    tx.commit().await?;
    Ok(name)
}

/// From now on they find no counter here; their slips keep their name. Nothing happens to whoever does not stand here.
pub async fn dismiss_operator(deps: &Deps, actor: &Actor, unit: WasteUnitId, person: PersonId) -> Result<(), AppointOperatorError> {
    actor.require_officer()?;
    let mut tx = deps.db.begin().await?;
    units::name(&mut tx, unit).await?.ok_or(AppointOperatorError::NotFound)?;
    if units::dismiss(&mut tx, unit, person).await? {
        audit::record(&mut tx, deps, actor, "waste.dismissed", &format!("unit:{unit}"), &format!("person:{person}")).await?;
    }
    tx.commit().await?;
    Ok(())
}
