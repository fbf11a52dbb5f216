//! What a person changes of their own account.

use domain::identity::actor::{Actor, Forbidden};
use domain::identity::email::Email;
use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use domain::kernel::phone::Phone;
use thiserror::Error;

use super::password::{self, HashError, PasswordError};
use super::store::people::{self, Person};
use super::store::sessions;
use super::throttle;
use crate::audit;
use crate::db::{DbError, Run, sql};
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum ChangeProfileError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("an e-mail address or a mobile number must remain")]
    NoContact,
    #[error("another account has this e-mail address")]
    EmailTaken,
    #[error("another account has this number")]
    PhoneTaken,
    #[error(transparent)]
    Db(#[from] DbError),
}

#[derive(Clone, Debug)]
pub struct ChangeProfile {
    pub name: String,
    pub email: Option<Email>,
    pub phone: Option<Phone>,
    pub locale: Locale,
}

/// The person's own data, and how many devices are logged in.
pub async fn read_profile(deps: &Deps, actor: &Actor) -> Result<(Person, i64), ChangeProfileError> {
    let id = actor.require_person()?;
    let mut run = deps.db.reader();
    let person = people::find(&mut run, id).await?.ok_or(Forbidden)?;
    let sessions = sessions::count_of_person(&mut run, id, deps.now()).await?;
    Ok((person, sessions))
}

pub async fn change_profile(deps: &Deps, actor: &Actor, input: ChangeProfile) -> Result<(), ChangeProfileError> {
    let id = actor.require_person()?;
    if input.email.is_none() && input.phone.is_none() {
        return Err(ChangeProfileError::NoContact);
    }
    let mut tx = deps.db.begin().await?;
    let q = "UPDATE person SET name = $2, email = $3, phone = $4, locale = $5 WHERE id = $1";
    let q = sql(q).bind(id).bind(&input.name).bind(input.email.map(String::from)).bind(input.phone).bind(input.locale);
    match tx.execute(q).await {
        Err(e) if e.is_unique_violation() && e.mentions("phone") => return Err(ChangeProfileError::PhoneTaken),
        Err(e) if e.is_unique_violation() => return Err(ChangeProfileError::EmailTaken),
        other => other?,
    };
    tx.commit().await?;
    Ok(())
}

#[derive(Debug, Error)]
pub enum ChangePasswordError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the current password is not this")]
    Wrong,
    #[error("too many attempts")]
    Throttled { until: Timestamp },
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn change_password(deps: &Deps, actor: &Actor, current: String, new: String) -> Result<(), ChangePasswordError> {
    let id = actor.require_person()?;
    if let Some(until) = throttle::attempt(deps, &format!("password:{id}"), throttle::LOG_IN_PER_ACCOUNT).await? {
        return Err(ChangePasswordError::Throttled { until });
    }
    let person = people::find(&mut deps.db.reader(), id).await?.ok_or(Forbidden)?;
    if !password::verify(Some(person.password_hash), current).await? {
        return Err(ChangePasswordError::Wrong);
    }
    let own: Vec<&str> = person.name.split(' ').collect();
    password::check(&new, &own)?;
    let hash = password::hash(&deps.random, new).await?;
    let mut tx = deps.db.begin().await?;
    people::set_password(&mut tx, id, &hash).await?;
    audit::record(&mut tx, deps, actor, "person.password_changed", &format!("person:{id}"), "").await?;
    tx.commit().await?;
    Ok(())
}
