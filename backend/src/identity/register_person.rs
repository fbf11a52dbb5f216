//! A new account.

use domain::identity::actor::Actor;
use domain::identity::email::Email;
use domain::identity::login::Login;
use domain::identity::role::Role;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::PersonId;
use domain::kernel::locale::Locale;
use domain::kernel::phone::Phone;
use thiserror::Error;

use super::log_in::{LoggedIn, Origin, enter};
use super::password::{self, HashError, PasswordError};
use super::store::people::{self, NewPerson};
use super::throttle;
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Clone, Debug)]
pub struct RegisterPerson {
    pub name: String,
    pub login: Login,
    pub password: String,
    pub locale: Locale,
}

#[derive(Debug, Error)]
pub enum RegisterError {
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error("there is an account with this address or number")]
    Taken,
    #[error("too many new accounts from here")]
    Throttled { until: Timestamp },
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Makes the account and logs it in; the guest's cart comes along.
pub async fn register_person(deps: &Deps, actor: &Actor, origin: &Origin, input: RegisterPerson) -> Result<LoggedIn, RegisterError> {
    let (email, phone): (Option<Email>, Option<Phone>) = match input.login.clone() {
        Login::Email(e) => (Some(e), None),
        Login::Phone(p) => (None, Some(p)),
    };
    password::check_length(&input.password)?;
    let from = format!("register:{}", throttle::network(&origin.address));
    if let Some(until) = throttle::attempt(deps, &from, throttle::REGISTER_PER_ADDRESS).await? {
        return Err(RegisterError::Throttled { until });
    }
    if people::find_by_login(&mut deps.db.reader(), &input.login).await?.is_some() {
        return Err(RegisterError::Taken);
    }
    let own = password::own_words(&input.name, email.as_ref(), phone.as_ref());
    let hash = password::hash_new(&deps.random, input.password, own).await??;
    let now = deps.now();
    let id: PersonId = deps.id();
    let mut tx = deps.db.begin().await?;
    let new = NewPerson {
        id,
        name: &input.name,
        email: email.as_ref(),
        phone: phone.as_ref(),
        password_hash: &hash,
        locale: input.locale,
        demo: false,
        created_at: now,
    };
    match people::insert(&mut tx, &new).await {
        Err(e) if e.is_unique_violation() => return Err(RegisterError::Taken),
        other => other?,
    }
    people::grant(&mut tx, id, Role::Shopper, now).await?;
    let entered = enter(&mut tx, deps, actor, id, origin).await?;
    tx.commit().await?;
    Ok(entered)
}
