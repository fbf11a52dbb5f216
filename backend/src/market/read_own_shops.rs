//! A merchant's own shops.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::ShopId;
use domain::market::shop::Shop;
use thiserror::Error;

use super::store::shops;
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum OwnShopError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Also another's shop.
    #[error("no such shop")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The oldest first, in every state; without the courier's zones.
pub async fn read_own_shops(deps: &Deps, actor: &Actor) -> Result<Vec<Shop>, OwnShopError> {
    let owner = actor.require_person()?;
    Ok(shops::of_owner(&mut deps.db.reader(), owner).await?)
}

pub async fn read_own_shop(deps: &Deps, actor: &Actor, id: ShopId) -> Result<Shop, OwnShopError> {
    let owner = actor.require_person()?;
    let found = shops::find(&mut deps.db.reader(), id).await?;
    found.filter(|s| s.owner == owner).ok_or(OwnShopError::NotFound)
}
