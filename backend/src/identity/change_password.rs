//! A new password, by somebody who knows the old one. Whoever else was logged in is not any more.

use domain::identity::actor::{Actor, Forbidden};
use thiserror::Error;

use super::confirm_password::{self, ConfirmError, confirm};
use super::log_in::Origin;
use super::password::{self, HashError, PasswordError};
use super::store::{people, resets, sessions};
use super::throttle;
use super::use_session::{NewToken, begin_session};
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum ChangePasswordError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Confirm(#[from] ConfirmError),
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Ends every session of the person and begins a new one for this visitor.
pub async fn change_password(
    deps: &Deps,
    actor: &Actor,
    origin: &Origin,
    current: String,
    new: String,
) -> Result<NewToken, ChangePasswordError> {
    let id = actor.require_person()?;
    let person = people::find(&mut deps.db.reader(), id).await?.ok_or(Forbidden)?;
    confirm(deps, &person, current).await?;
    let own = password::own_words(&person.name, person.email.as_ref(), person.phone.as_ref());
    let hash = password::hash_new(&deps.random, new, own).await??;
    let mut tx = deps.db.begin().await?;
    if !people::replace_password(&mut tx, id, &person.password_hash, &hash).await? {
        // Changed meanwhile: what was confirmed is not the password any more.
        return Err(ConfirmError::Wrong.into());
    }
    sessions::delete_of_person(&mut tx, id).await?;
    resets::forget_of_person(&mut tx, id).await?;
    throttle::clear(&mut tx, &confirm_password::key(id)).await?;
    let token = begin_session(&mut tx, deps, Some(id), &origin.agent).await?;
    audit::record(&mut tx, deps, actor, "person.password_changed", &format!("person:{id}"), "").await?;
    tx.commit().await?;
    Ok(token)
}
