use domain::kernel::ids::{ProductId, ShopId};

use crate::db::DbError;
use crate::deps::Deps;

pub async fn products_of(_deps: &Deps, _shop: ShopId) -> Result<Vec<ProductId>, DbError> {
    Ok(Vec::new())
}

pub async fn index_products(_deps: &Deps, _products: &[ProductId]) -> Result<(), DbError> {
    Ok(())
}
