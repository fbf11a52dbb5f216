//! The officer's look at a business number that an open shop has added or changed: until then nothing public says that it has one.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::ShopId;
use domain::market::shop::{Nib, ShopState};
use thiserror::Error;

use super::store::shops::{self, ShopToReview};
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::page_change::{self, PageTag};

#[derive(Debug, Error)]
pub enum SeeNibError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Or not open.
    #[error("no such shop")]
    NotFound,
    #[error("nobody vouches for their own shop")]
    OwnShop,
    /// The shop has typed another one since the page was shown.
    #[error("the shop has another number now")]
    Changed,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Open shops whose number no officer has seen; those that were sent in first come first.
pub async fn list_unseen_nibs(deps: &Deps, actor: &Actor) -> Result<Vec<ShopToReview>, SeeNibError> {
    actor.require_officer()?;
    Ok(shops::with_unseen_nib(&mut deps.db.reader()).await?)
}

/// `nib`: the one that the officer has looked at. Sent twice it is seen once.
pub async fn see_nib(deps: &Deps, actor: &Actor, id: ShopId, nib: &Nib) -> Result<(), SeeNibError> {
    actor.require_officer()?;
    let now = deps.now();
    let mut tx = deps.db.begin().await?;
    let mut shop = shops::lock(&mut tx, id).await?.filter(|s| s.state == ShopState::Approved).ok_or(SeeNibError::NotFound)?;
    if actor.person() == Some(shop.owner) {
        return Err(SeeNibError::OwnShop);
    }
    if shop.nib.as_ref() != Some(nib) {
        return Err(SeeNibError::Changed);
    }
    if shop.nib_is_seen() {
        return Ok(());
    }
    shop.nib_seen = Some(nib.clone());
    shops::update(&mut tx, &shop, now).await?;
    page_change::announce(&mut tx, now, &[PageTag::Shop(id)]).await?;
    audit::record(&mut tx, deps, actor, "shop.nib_seen", &format!("shop:{id}"), nib.as_str()).await?;
    tx.commit().await?;
    Ok(())
}
