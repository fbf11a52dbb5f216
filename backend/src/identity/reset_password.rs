//! A forgotten password: a link by mail, good once and for an hour.

use domain::identity::actor::Actor;
use domain::identity::email::Email;
use domain::identity::login::Login;
use domain::kernel::clock::{HOUR, MINUTE, Timestamp};
use domain::kernel::ids::PersonId;
use domain::kernel::locale::Locale;
use thiserror::Error;

use super::log_in::Origin;
use super::password::{self, HashError, PasswordError};
use super::store::{people, sessions};
use super::throttle;
use super::use_session::hash_token;
use crate::adapters::mail::Mail;
use crate::audit;
use crate::db::{DbError, Run, sql};
use crate::deps::Deps;
use crate::jobs::{self, Job};
use crate::words;

const LIFETIME: i64 = HOUR;

#[derive(Debug, Error)]
pub enum RequestResetError {
    #[error("too many requests")]
    Throttled { until: Timestamp },
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Mails a link if there is such an account; the answer is the same if there is none.
pub async fn request_reset(deps: &Deps, origin: &Origin, email: &Email, locale: Locale) -> Result<(), RequestResetError> {
    let by_account = throttle::attempt(deps, &format!("reset:{email}"), throttle::RESET_PER_ACCOUNT).await?;
    let by_address = throttle::attempt(deps, &format!("reset-from:{}", origin.address), throttle::RESET_PER_ADDRESS).await?;
    if let Some(until) = by_account.max(by_address) {
        return Err(RequestResetError::Throttled { until });
    }
    let Some(person) = people::find_by_login(&mut deps.db.reader(), &Login::Email(email.clone())).await? else { return Ok(()) };
    let token = deps.random.token();
    let link = format!("{}{}", deps.base_url, locale.path(&format!("/reset/{token}")));
    let mail = Mail {
        to: email.to_string(),
        subject: words::identity::reset_subject(locale).to_owned(),
        body: words::identity::reset_body(locale, link, LIFETIME / MINUTE, &person.name),
    };
    let mut tx = deps.db.begin().await?;
    let q = "INSERT INTO password_reset (token_hash, person_id, expires_at) VALUES ($1, $2, $3)";
    tx.execute(sql(q).bind(hash_token(&token)).bind(person.id).bind(deps.now().plus(LIFETIME))).await?;
    jobs::enqueue(&mut tx, deps, &Job::SendMail { mail }).await?;
    tx.commit().await?;
    Ok(())
}

#[derive(Debug, Error)]
pub enum ResetPasswordError {
    /// Unknown, used or expired.
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
    let q = "SELECT person_id FROM password_reset WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2";
    Ok(deps.db.reader().fetch_optional(sql(q).bind(hash_token(token)).bind(deps.now())).await?.is_some())
}

/// Sets the new password and ends all sessions: whoever had the old one is out.
pub async fn reset_password(deps: &Deps, token: &str, password: String) -> Result<(), ResetPasswordError> {
    if !check_reset_link(deps, token).await? {
        return Err(ResetPasswordError::BadLink);
    }
    password::check(&password, &[])?;
    let hash = password::hash(&deps.random, password).await?;
    let mut tx = deps.db.begin().await?;
    let q = "UPDATE password_reset SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING person_id";
    let Some(row) = tx.fetch_optional(sql(q).bind(hash_token(token)).bind(deps.now())).await? else {
        return Err(ResetPasswordError::BadLink);
    };
    let person: PersonId = row.get("person_id")?;
    people::set_password(&mut tx, person, &hash).await?;
    sessions::delete_of_person(&mut tx, person).await?;
    audit::record(&mut tx, deps, &Actor::System, "person.password_reset", &format!("person:{person}"), "").await?;
    tx.commit().await?;
    Ok(())
}
