//! A shop's public page, and the shops of a kelurahan.

use std::collections::BTreeMap;

use domain::kernel::ids::ShopId;
use domain::kernel::paging::{PageRequest, Paged};
use domain::kernel::slug::Slug;
use domain::kernel::wilayah::Kelurahan;
use domain::market::card::ProductCard;
use domain::market::shop::Shop;

pub use super::store::shops::ShopCard;
use super::store::{cards, shops};
use crate::db::DbError;
use crate::deps::Deps;

const PER_PAGE: u32 = 24;
/// More shops than any kelurahan has; the list would be useless beyond.
const MAX_SHOPS: i64 = 200;

#[derive(Clone, Debug, PartialEq)]
pub struct ShopPage {
    pub shop: Shop,
    pub products: Paged<ProductCard>,
}

/// None unless an officer approved it.
pub async fn read_shop(deps: &Deps, slug: &Slug, page: Option<u32>) -> Result<Option<ShopPage>, DbError> {
    let mut run = deps.db.reader();
    let Some(shop) = shops::find_public(&mut run, slug).await? else { return Ok(None) };
    let request = PageRequest::new(page, PER_PAGE);
    let items = cards::of_shop(&mut run, shop.id, request).await?;
    let total = cards::count_of_shop(&mut run, shop.id).await?;
    Ok(Some(ShopPage { shop, products: Paged { items, total, request } }))
}

/// What these shops are called, for a form that has outlived its cart.
pub async fn shop_names(deps: &Deps, ids: &[ShopId]) -> Result<BTreeMap<ShopId, String>, DbError> {
    shops::names(&mut deps.db.reader(), ids).await
}

#[derive(Clone, Debug, PartialEq)]
pub struct ShopMap {
    pub counts: BTreeMap<Kelurahan, u64>,
    /// Of the chosen kelurahan, by name.
    pub shops: Vec<ShopCard>,
}

pub async fn shops_by_kelurahan(deps: &Deps, chosen: Option<Kelurahan>) -> Result<ShopMap, DbError> {
    let mut run = deps.db.reader();
    let counts = shops::count_by_kelurahan(&mut run).await?;
    let shops = match chosen {
        Some(k) => shops::cards_in(&mut run, k, MAX_SHOPS).await?,
        None => Vec::new(),
    };
    Ok(ShopMap { counts, shops })
}
