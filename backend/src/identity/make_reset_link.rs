//! A link to set a new password, made by an admin for somebody who has no address to mail one to, and handed over at the desk.
//!
//! Only for them: whoever has an address proves by it who they are; and the account of an admin, an officer, or somebody with a post is
//! mended on the server (`sentra user password`), so that no admin steps into another one's name, or is both of the two persons that a
//! price, a stock count or a witness needs. Asked again when the link is opened (`reset_password.rs`).

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
use crate::flows::posts::has_post;

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
    /// An officer, an operator, of the staff of a tour, or who speaks for a site.
    #[error("they act for the house")]
    Trusted,
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
    let roles = people::roles(&mut tx, person).await?;
    if roles.contains(&Role::Admin) {
        return Err(MakeResetLinkError::Admin);
    }
    if roles.contains(&Role::Officer) || has_post(&mut tx, person).await? {
        return Err(MakeResetLinkError::Trusted);
    }
    resets::forget_of_person(&mut tx, person).await?;
    resets::insert(&mut tx, &hash_token(&token), person, until).await?;
    audit::record(&mut tx, deps, actor, "person.reset_link_made", &format!("person:{person}"), "").await?;
    tx.commit().await?;
    let link = format!("{}{}", deps.base_url, found.locale.path(&format!("/reset/{token}")));
    Ok(ResetLink { name: found.name, phone: found.phone, link, until })
}
