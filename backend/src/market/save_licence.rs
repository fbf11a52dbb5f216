//! A licence number that a merchant gives for a product. Shoppers see it once an officer has verified it.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::ProductId;
use domain::market::licence::{Licence, LicenceError, LicenceKind, LicenceState};
use thiserror::Error;

use super::store::{licences, products};
use crate::db::DbError;
use crate::deps::Deps;
use crate::page_change::{self, PageTag};

#[derive(Debug, Error)]
pub enum SaveLicenceError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Also another's product.
    #[error("no such product or licence")]
    NotFound,
    #[error(transparent)]
    Number(#[from] LicenceError),
    #[error("it has expired already")]
    Expired,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// One of each kind per product. The same again changes nothing; anything else waits for the officer anew.
/// `expires_at` is the first moment at which it is no longer valid.
pub async fn save_licence(
    deps: &Deps,
    actor: &Actor,
    product: ProductId,
    kind: LicenceKind,
    number: &str,
    expires_at: Option<Timestamp>,
) -> Result<(), SaveLicenceError> {
    let owner = actor.require_person()?;
    let number = kind.parse_number(number)?;
    let now = deps.now();
    if expires_at.is_some_and(|t| t <= now) {
        return Err(SaveLicenceError::Expired);
    }
    let mut tx = deps.db.begin().await?;
    products::lock_own(&mut tx, owner, product).await?.ok_or(SaveLicenceError::NotFound)?;
    let known = licences::of_product(&mut tx, product).await?;
    if known.iter().any(|l| l.kind == kind && l.number == number && l.expires_at == expires_at && l.state != LicenceState::Rejected) {
        return Ok(());
    }
    let licence = Licence { id: deps.id(), product, kind, number, expires_at, state: LicenceState::Submitted, reason: String::new() };
    licences::put(&mut tx, &licence, now).await?;
    page_change::announce(&mut tx, now, &[PageTag::Product(product)]).await?;
    tx.commit().await?;
    Ok(())
}

pub async fn remove_licence(deps: &Deps, actor: &Actor, product: ProductId, kind: LicenceKind) -> Result<(), SaveLicenceError> {
    let owner = actor.require_person()?;
    let mut tx = deps.db.begin().await?;
    products::lock_own(&mut tx, owner, product).await?.ok_or(SaveLicenceError::NotFound)?;
    if !licences::delete(&mut tx, product, kind).await? {
        return Err(SaveLicenceError::NotFound);
    }
    page_change::announce(&mut tx, deps.now(), &[PageTag::Product(product)]).await?;
    tx.commit().await?;
    Ok(())
}
