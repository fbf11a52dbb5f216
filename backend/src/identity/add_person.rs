//! An account made by the house: the first admin, a helper at the counter.

use domain::identity::actor::{Actor, Forbidden};
use domain::identity::login::Login;
use domain::identity::role::Role;
use domain::kernel::ids::PersonId;
use domain::kernel::locale::Locale;
use thiserror::Error;

use super::password::{self, HashError, PasswordError};
use super::store::people::{self, NewPerson};
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Clone, Debug)]
pub struct AddPerson {
    pub name: String,
    pub login: Login,
    pub password: String,
    /// Besides shopper, which everybody is.
    pub roles: Vec<Role>,
    pub locale: Locale,
}

#[derive(Debug, Error)]
pub enum AddPersonError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the password is {0}")]
    Password(#[from] PasswordError),
    #[error("there is an account with this address or number")]
    Taken,
    #[error("a person needs a name")]
    NoName,
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn add_person(deps: &Deps, actor: &Actor, input: AddPerson) -> Result<PersonId, AddPersonError> {
    actor.require(Role::Admin)?;
    let name = input.name.trim();
    if name.is_empty() {
        return Err(AddPersonError::NoName);
    }
    let (email, phone) = match &input.login {
        Login::Email(e) => (Some(e), None),
        Login::Phone(p) => (None, Some(p)),
    };
    let hash = password::hash_new(&deps.random, input.password, password::own_words(name, email, phone)).await??;
    let (id, now): (PersonId, _) = (deps.id(), deps.now());
    let mut tx = deps.db.begin().await?;
    let new = NewPerson { id, name, email, phone, password_hash: &hash, locale: input.locale, demo: false, created_at: now };
    match people::insert(&mut tx, &new).await {
        Err(e) if e.is_unique_violation() => return Err(AddPersonError::Taken),
        other => other?,
    }
    for role in std::iter::once(Role::Shopper).chain(input.roles) {
        if people::grant(&mut tx, id, role, now).await? {
            audit::record(&mut tx, deps, actor, "role.grant", &format!("person:{id}"), role.code()).await?;
        }
    }
    tx.commit().await?;
    Ok(id)
}
