//! A link to set a new password, made by an admin for somebody who has no address to mail one to, and handed over at the desk.
//!
//! Only for them: whoever has an address proves by it who they are, and an admin's account is mended on the server (`sentra user
//! password`), so that no admin steps into another one's name.

use domain::identity::actor::{Actor, Forbidden};
use domain::identity::role::Role;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::PersonId;
use domain::kernel::phone::Phone;
use thiserror::Error;

use super::reset_password::LIFETIME;
use super::store::{people, resets};
use super::use_session::hash_token;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;

/// Kept nowhere but in the answer.
pub struct ResetLink {
    pub name: String,
    /// At which the person can be asked whether it is really them.
    pub phone: Option<Phone>,
    pub link: String,
    pub until: Timestamp,
}

#[derive(Debug, Error)]
pub enum MakeResetLinkError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("no such person")]
    NotFound,
    #[error("they have an address to mail it to")]
    HasEmail,
    #[error("they are an admin")]
    Admin,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Links that were made before are good no more.
pub async fn make_reset_link(deps: &Deps, actor: &Actor, person: PersonId) -> Result<ResetLink, MakeResetLinkError> {
    actor.require(Role::Admin)?;
    let (token, until) = (deps.random.token(), deps.now().plus(LIFETIME));
    let mut tx = deps.db.begin().await?;
    let found = people::find(&mut tx, person).await?.ok_or(MakeResetLinkError::NotFound)?;
    if found.email.is_some() {
        return Err(MakeResetLinkError::HasEmail);
    }
    if people::roles(&mut tx, person).await?.contains(&Role::Admin) {
        return Err(MakeResetLinkError::Admin);
    }
    resets::forget_of_person(&mut tx, person).await?;
    resets::insert(&mut tx, &hash_token(&token), person, until).await?;
    audit::record(&mut tx, deps, actor, "person.reset_link_made", &format!("person:{person}"), "").await?;
    tx.commit().await?;
    let link = format!("{}{}", deps.base_url, found.locale.path(&format!("/reset/{token}")));
    Ok(ResetLink { name: found.name, phone: found.phone, link, until })
}
