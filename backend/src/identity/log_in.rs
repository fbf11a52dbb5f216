//! Logging in: throttled, by a fresh session, with the guest's cart and forms that are not sent yet taken along.

use domain::identity::actor::Actor;
use domain::identity::login::Login;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::PersonId;
use thiserror::Error;

use super::password::{self, HashError};
use super::store::{people, sessions};
use super::throttle;
use super::use_session::{NewToken, begin_session};
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::flows::merge_cart::merge_cart;
use crate::flows::merge_drafts::merge_drafts;

/// Where a request comes from, for throttling and the list of sessions.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The client's network address.
    pub address: String,
    pub agent: String,
}

#[derive(Debug, Error)]
pub enum LogInError {
    /// Unknown account or wrong password: which of them is nobody's business.
    #[error("account and password do not fit")]
    Wrong,
    #[error("too many attempts")]
    Throttled { until: Timestamp },
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Db(#[from] DbError),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedIn {
    pub person: PersonId,
    pub token: NewToken,
}

pub async fn log_in(deps: &Deps, actor: &Actor, origin: &Origin, login: &Login, password: String) -> Result<LoggedIn, LogInError> {
    let from = format!("login-from:{}", throttle::network(&origin.address));
    if let Some(until) = throttle::attempt(deps, &from, throttle::LOG_IN_PER_ADDRESS).await? {
        return Err(LogInError::Throttled { until });
    }
    let person = people::find_by_login(&mut deps.db.reader(), login).await?;
    let account = throttle::log_in_by(login, person.as_ref().map(|p| p.id));
    if let Some(until) = throttle::attempt(deps, &account, throttle::LOG_IN_PER_ACCOUNT).await? {
        return Err(LogInError::Throttled { until });
    }
    let fits = password::verify(person.as_ref().map(|p| p.password_hash.clone()), password).await?;
    let Some(person) = person.filter(|_| fits) else { return Err(LogInError::Wrong) };
    let mut tx = deps.db.begin().await?;
    throttle::clear(&mut tx, &account).await?;
    let entered = enter(&mut tx, deps, actor, person.id, origin).await?;
    tx.commit().await?;
    Ok(entered)
}

/// Begins a new session for the person and ends the one before, so that a token known from before is worth nothing.
pub(super) async fn enter(tx: &mut Tx, deps: &Deps, actor: &Actor, person: PersonId, origin: &Origin) -> Result<LoggedIn, DbError> {
    let token = begin_session(tx, deps, Some(person), &origin.agent).await?;
    if let Some(before) = actor.session() {
        merge_cart(tx, deps, before, person).await?;
        merge_drafts(tx, before, person).await?;
        sessions::delete(tx, before).await?;
    }
    Ok(LoggedIn { person, token })
}
