//! The shop that a merchant's pages are about.

use backend::market::read_own_shops::{OwnShopError, read_own_shop, read_own_shops};
use domain::market::shop::{Shop, ShopState};

use crate::web::{Ctx, WebError};

pub fn error(e: OwnShopError) -> WebError {
    match e {
        OwnShopError::Forbidden(e) => e.into(),
        OwnShopError::NotFound => WebError::NotFound,
        OwnShopError::Db(e) => e.into(),
    }
}

/// Of several the open one; else the one that is on its way; a rejected one only when there is no other.
fn rank(state: ShopState) -> u8 {
    match state {
        ShopState::Approved => 0,
        ShopState::Draft | ShopState::Submitted | ShopState::ChangesRequested => 1,
        ShopState::Rejected => 2,
    }
}

/// Whole, with the courier's zones.
pub async fn my_shop(ctx: &Ctx) -> Result<Option<Shop>, WebError> {
    let shops = read_own_shops(ctx.deps(), ctx.actor()).await.map_err(error)?;
    match shops.iter().min_by_key(|s| rank(s.state)) {
        Some(shop) => Ok(Some(read_own_shop(ctx.deps(), ctx.actor(), shop.id).await.map_err(error)?)),
        None => Ok(None),
    }
}

/// For pages that make no sense without a shop.
pub async fn need_shop(ctx: &Ctx) -> Result<Shop, WebError> {
    my_shop(ctx).await?.ok_or(WebError::NotFound)
}
