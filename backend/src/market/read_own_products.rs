//! A merchant's own products.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::{ProductId, ShopId};
use domain::kernel::paging::{PageRequest, Paged};
use domain::market::licence::Licence;
use domain::market::photo::Photo;
use domain::market::product::Product;
use thiserror::Error;

use super::store::products::{OwnProductCounts, OwnProductRow, OwnProductsFilter};
use super::store::{licences, photos, products, shops};
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum OwnProductsError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Also another's.
    #[error("no such shop or product")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbError),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnProducts {
    pub products: Paged<OwnProductRow>,
    pub counts: OwnProductCounts,
}

/// Last changed first.
pub async fn list_own_products(
    deps: &Deps,
    actor: &Actor,
    shop: ShopId,
    filter: &OwnProductsFilter,
    page: PageRequest,
) -> Result<OwnProducts, OwnProductsError> {
    let owner = actor.require_person()?;
    let mut run = deps.db.reader();
    let low = shops::low_stock_mark(&mut run, shop, owner).await?.ok_or(OwnProductsError::NotFound)?.pieces();
    let (items, total) = products::list_own(&mut run, shop, filter, low, page).await?;
    let counts = products::count_own(&mut run, shop, low).await?;
    Ok(OwnProducts { products: Paged { items, total, request: page }, counts })
}

/// Everything that the edit page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnProduct {
    pub product: Product,
    pub photos: Vec<Photo>,
    pub licences: Vec<Licence>,
}

pub async fn read_own_product(deps: &Deps, actor: &Actor, id: ProductId) -> Result<OwnProduct, OwnProductsError> {
    let owner = actor.require_person()?;
    let mut run = deps.db.reader();
    let product = products::find_own(&mut run, owner, id).await?.ok_or(OwnProductsError::NotFound)?;
    Ok(OwnProduct { product, photos: photos::of_product(&mut run, id).await?, licences: licences::of_product(&mut run, id).await? })
}
