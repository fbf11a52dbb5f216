//! What a person changes of their own account.

use domain::identity::actor::{Actor, Forbidden};
use domain::identity::email::Email;
use domain::kernel::locale::Locale;
use domain::kernel::phone::Phone;
use thiserror::Error;

use super::confirm_password::{self, ConfirmError, confirm};
use super::store::people::{self, Person};
use super::store::{resets, sessions};
use super::throttle;
use crate::adapters::mail::Mail;
use crate::audit;
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::jobs::{self, Job};
use crate::words;

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
    Confirm(#[from] ConfirmError),
    #[error(transparent)]
    Db(#[from] DbError),
}

#[derive(Clone, Debug)]
pub struct ChangeProfile {
    pub name: String,
    pub email: Option<Email>,
    pub phone: Option<Phone>,
    pub locale: Locale,
    /// The current one: needed when address or number change.
    pub password: String,
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
    let before = people::find(&mut deps.db.reader(), id).await?.ok_or(Forbidden)?;
    let moves = (&before.email, &before.phone) != (&input.email, &input.phone);
    if moves {
        confirm(deps, &before, input.password.clone()).await?;
    }
    let mut tx = deps.db.begin().await?;
    people::set_name(&mut tx, id, &input.name, input.locale).await?;
    if moves {
        move_account(&mut tx, deps, actor, &before, &input).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// By these a person logs in and gets a new password: whoever was reached so far is told.
async fn move_account(tx: &mut Tx, deps: &Deps, actor: &Actor, before: &Person, to: &ChangeProfile) -> Result<(), ChangeProfileError> {
    let id = before.id;
    match people::set_contact(tx, id, &before.password_hash, to.email.as_ref(), to.phone.as_ref()).await {
        Err(e) if e.is_unique_violation() && e.mentions("phone") => return Err(ChangeProfileError::PhoneTaken),
        Err(e) if e.is_unique_violation() => return Err(ChangeProfileError::EmailTaken),
        // The password was changed meanwhile.
        Ok(false) => return Err(ConfirmError::Wrong.into()),
        other => other?,
    };
    if before.email != to.email {
        resets::forget_of_person(tx, id).await?;
    }
    throttle::clear(tx, &confirm_password::key(id)).await?;
    audit::record(tx, deps, actor, "person.contact_changed", &format!("person:{id}"), &detail(before, to)).await?;
    if let Some(old) = &before.email {
        let l = before.locale;
        let link = format!("{}{}", deps.base_url, l.path("/lupa-sandi"));
        let body = words::identity::contact_changed_body { name: &before.name, link }.say(l);
        let mail = Mail { to: old.to_string(), subject: words::identity::contact_changed_subject(l).to_owned(), body };
        jobs::enqueue(tx, deps, &Job::SendMail { mail }).await?;
    }
    Ok(())
}

/// What an admin needs to see who was locked out of their account.
fn detail(before: &Person, to: &ChangeProfile) -> String {
    let shown = |contact: Option<String>| contact.unwrap_or_else(|| "-".to_owned());
    let email = (before.email.clone().map(String::from), to.email.clone().map(String::from));
    let phone = (before.phone.clone().map(String::from), to.phone.clone().map(String::from));
    let pairs = [("email", email), ("phone", phone)];
    let changed = pairs.into_iter().filter(|(_, (was, is))| was != is);
    changed.map(|(what, (was, is))| format!("{what}: {} → {}", shown(was), shown(is))).collect::<Vec<_>>().join("; ")
}
