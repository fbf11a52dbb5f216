//! A forgotten password: a link by mail, good once and for an hour. Without an address an admin makes it: `make_reset_link.rs`.

use domain::identity::actor::Actor;
use domain::identity::email::Email;
use domain::identity::login::Login;
use domain::identity::role::Role;
use domain::kernel::clock::{HOUR, MINUTE, Timestamp};
use domain::kernel::ids::PersonId;
use domain::kernel::locale::Locale;
use thiserror::Error;

use super::log_in::Origin;
use super::password::{self, HashError, PasswordError};
use super::store::people::{self, Person};
use super::store::{resets, sessions};
use super::throttle;
use super::use_session::hash_token;
use crate::adapters::mail::Mail;
use crate::audit;
use crate::db::{DbError, Run, Tx};
use crate::deps::Deps;
use crate::flows::posts::has_post;
use crate::jobs::{self, Job};
use crate::words;

pub(super) const LIFETIME: i64 = HOUR;

#[derive(Debug, Error)]
pub enum RequestResetError {
    #[error("too many requests")]
    Throttled { until: Timestamp },
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Mails a link if there is such an account; the answer is the same if there is none.
pub async fn request_reset(deps: &Deps, origin: &Origin, email: &Email, locale: Locale) -> Result<(), RequestResetError> {
    let from = format!("reset-from:{}", throttle::network(&origin.address));
    if let Some(until) = throttle::attempt(deps, &from, throttle::RESET_PER_ADDRESS).await? {
        return Err(RequestResetError::Throttled { until });
    }
    if let Some(until) = throttle::attempt(deps, &format!("reset:{email}"), throttle::RESET_PER_ACCOUNT).await? {
        return Err(RequestResetError::Throttled { until });
    }
    let Some(person) = people::find_by_login(&mut deps.db.reader(), &Login::Email(email.clone())).await? else { return Ok(()) };
    let token = deps.random.token();
    let link = format!("{}{}", deps.base_url, locale.path(&format!("/reset/{token}")));
    let mail = Mail {
        to: email.to_string(),
        subject: words::identity::reset_subject(locale).to_owned(),
        body: words::identity::reset_body { name: &person.name, minutes: LIFETIME / MINUTE, link }.say(locale),
    };
    let mut tx = deps.db.begin().await?;
    resets::insert(&mut tx, &hash_token(&token), person.id, deps.now().plus(LIFETIME)).await?;
    jobs::enqueue(&mut tx, deps, &Job::SendMail { mail }).await?;
    tx.commit().await?;
    Ok(())
}

#[derive(Debug, Error)]
pub enum ResetPasswordError {
    /// Unknown, used or expired; or handed over for somebody who acts for the house by now.
    #[error("the link is no longer good")]
    BadLink,
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Is the link still good? (For showing the form or an explanation.)
pub async fn check_reset_link(deps: &Deps, token: &str) -> Result<bool, DbError> {
    Ok(whose(&mut deps.db.reader(), deps, &hash_token(token)).await?.is_some())
}

/// Sets the new password and ends all sessions: whoever had the old one is out.
pub async fn reset_password(deps: &Deps, token: &str, password: String) -> Result<(), ResetPasswordError> {
    let token_hash = hash_token(token);
    let person = whose(&mut deps.db.reader(), deps, &token_hash).await?.ok_or(ResetPasswordError::BadLink)?;
    let own = password::own_words(&person.name, person.email.as_ref(), person.phone.as_ref());
    let hash = password::hash_new(&deps.random, password, own).await??;
    let mut tx = deps.db.begin().await?;
    let id = resets::take(&mut tx, &token_hash, deps.now()).await?.ok_or(ResetPasswordError::BadLink)?;
    if !may_open(&mut tx, &person).await? {
        return Err(ResetPasswordError::BadLink);
    }
    renew(&mut tx, id, &hash).await?;
    audit::record(&mut tx, deps, &Actor::System, "person.password_reset", &format!("person:{id}"), "").await?;
    tx.commit().await?;
    Ok(())
}

/// Whose account a good link opens.
async fn whose(run: &mut impl Run, deps: &Deps, token_hash: &[u8]) -> Result<Option<Person>, DbError> {
    let Some(id) = resets::find(run, token_hash, deps.now()).await? else { return Ok(None) };
    let Some(person) = people::find(run, id).await? else { return Ok(None) };
    Ok(may_open(run, &person).await?.then_some(person))
}

/// Without an address the link was made at a desk (whoever takes the address off the account loses the links that were mailed), perhaps
/// before its owner was trusted with anything.
async fn may_open(run: &mut impl Run, person: &Person) -> Result<bool, DbError> {
    if person.email.is_some() {
        return Ok(true);
    }
    let roles = people::roles(run, person.id).await?;
    let decides = roles.iter().any(|role| matches!(role, Role::Admin | Role::Officer));
    Ok(!decides && !has_post(run, person.id).await?)
}

/// A password without the old one being known: nothing that was begun with the old one goes on, and nobody stays locked
/// out by their own earlier attempts.
pub(super) async fn renew(tx: &mut Tx, person: PersonId, hash: &str) -> Result<(), DbError> {
    people::set_password(tx, person, hash).await?;
    sessions::delete_of_person(tx, person).await?;
    resets::forget_of_person(tx, person).await?;
    throttle::clear(tx, &throttle::log_in_as(person)).await
}
