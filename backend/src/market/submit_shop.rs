//! A complete draft goes to the officer.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::ShopId;
use domain::market::shop::{ShopEvent, ShopGap, ShopTransitionError};
use thiserror::Error;

use super::store::shops;
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum SubmitShopError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("no such shop")]
    NotFound,
    #[error("still missing: {0:?}")]
    Gaps(Vec<ShopGap>),
    #[error(transparent)]
    Transition(#[from] ShopTransitionError),
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn submit_shop(deps: &Deps, actor: &Actor, id: ShopId) -> Result<(), SubmitShopError> {
    let owner = actor.require_person()?;
    let now = deps.now();
    let mut tx = deps.db.begin().await?;
    let mut shop = shops::lock(&mut tx, id).await?.filter(|s| s.owner == owner).ok_or(SubmitShopError::NotFound)?;
    shop.state = shop.state.apply(ShopEvent::Submit)?;
    let gaps = shop.gaps();
    if !gaps.is_empty() {
        return Err(SubmitShopError::Gaps(gaps));
    }
    shop.submitted_at = Some(now);
    shops::update(&mut tx, &shop, now).await?;
    tx.commit().await?;
    Ok(())
}
