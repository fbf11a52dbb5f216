//! What other contexts may know of a person and do to one, within a transaction of theirs.

use domain::identity::email::Email;
use domain::identity::login::Login;
use domain::identity::role::Role;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::PersonId;
use domain::kernel::locale::Locale;
use domain::kernel::phone::Phone;

use super::store::people;
use crate::db::{DbError, Run, Tx};

/// How somebody is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub name: String,
    pub email: Option<Email>,
    pub phone: Option<Phone>,
    pub locale: Locale,
}

pub async fn contact(run: &mut impl Run, person: PersonId) -> Result<Option<Contact>, DbError> {
    let found = people::find(run, person).await?;
    Ok(found.map(|p| Contact { name: p.name, email: p.email, phone: p.phone, locale: p.locale }))
}

/// The account that logs in with this, and its name.
pub async fn by_login(run: &mut impl Run, login: &Login) -> Result<Option<(PersonId, String)>, DbError> {
    Ok(people::find_by_login(run, login).await?.map(|p| (p.id, p.name)))
}

/// Until the transaction ends nobody else counts what this person has so many of.
pub async fn lock(tx: &mut Tx, person: PersonId) -> Result<(), DbError> {
    people::lock(tx, person).await
}

/// Whoever has a shop is a merchant.
pub async fn make_merchant(tx: &mut Tx, person: PersonId, at: Timestamp) -> Result<(), DbError> {
    people::grant(tx, person, Role::Merchant, at).await.map(|_| ())
}
