//! Ending sessions: this one, or all of a person's.

use domain::identity::actor::{Actor, Forbidden};
use thiserror::Error;

use super::store::sessions;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum LogOutError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Logging out twice is logging out once.
pub async fn log_out(deps: &Deps, actor: &Actor) -> Result<(), LogOutError> {
    let Some(session) = actor.session() else { return Ok(()) };
    let mut tx = deps.db.begin().await?;
    sessions::delete(&mut tx, session).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends every session of the person, this one too. Returns how many there were.
pub async fn log_out_everywhere(deps: &Deps, actor: &Actor) -> Result<u64, LogOutError> {
    let person = actor.require_person()?;
    let mut tx = deps.db.begin().await?;
    let ended = sessions::delete_of_person(&mut tx, person).await?;
    audit::record(&mut tx, deps, actor, "person.log_out_everywhere", &format!("person:{person}"), "").await?;
    tx.commit().await?;
    Ok(ended)
}
