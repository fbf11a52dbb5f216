//! A new password set by the house, for somebody who can't get a mail. Whoever was logged in by the old one is not any more.

use domain::identity::actor::{Actor, Forbidden};
use domain::identity::login::Login;
use domain::identity::role::Role;
use thiserror::Error;

use super::password::{self, HashError, PasswordError};
use super::store::{people, sessions};
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
    password::check(&password, &person.name.split(' ').collect::<Vec<_>>())?;
    let hash = password::hash(&deps.random, password).await?;
    let mut tx = deps.db.begin().await?;
    people::set_password(&mut tx, person.id, &hash).await?;
    sessions::delete_of_person(&mut tx, person.id).await?;
    audit::record(&mut tx, deps, actor, "person.password_set", &format!("person:{}", person.id), "").await?;
    tx.commit().await?;
    Ok(())
}
