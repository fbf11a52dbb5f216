//! A new password set by the house, for somebody who can't get a mail. Whoever was logged in by the old one is not any more.

use domain::identity::actor::{Actor, Forbidden};
use domain::identity::login::Login;
use domain::identity::role::Role;
use thiserror::Error;

use super::password::{self, HashError, PasswordError};
use super::reset_password::renew;
use super::store::people;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum SetPasswordError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("nobody has this log-in")]
    NotFound,
    #[error("the password is {0}")]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn set_password(deps: &Deps, actor: &Actor, login: &Login, password: String) -> Result<(), SetPasswordError> {
    actor.require(Role::Admin)?;
    let person = people::find_by_login(&mut deps.db.reader(), login).await?.ok_or(SetPasswordError::NotFound)?;
    let own = password::own_words(&person.name, person.email.as_ref(), person.phone.as_ref());
    let hash = password::hash_new(&deps.random, password, own).await??;
    let mut tx = deps.db.begin().await?;
    renew(&mut tx, person.id, &hash).await?;
    audit::record(&mut tx, deps, actor, "person.password_set", &format!("person:{}", person.id), "").await?;
    tx.commit().await?;
    Ok(())
}
