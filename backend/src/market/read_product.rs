//! A product's public page.

use domain::kernel::slug::Slug;
use domain::market::card::ProductCard;
use domain::market::category::{Category, path_to};
use domain::market::licence::Licence;
use domain::market::photo::{Photo, PhotoState};
use domain::market::product::Product;
use domain::market::shop::Shop;

use super::store::{cards, categories, licences, photos, products, shops};
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Clone, Debug, PartialEq)]
pub struct ProductPage {
    pub product: Product,
    pub shop: Shop,
    /// From the top down to the product's own.
    pub categories: Vec<Category>,
    /// Those that are ready, in order.
    pub photos: Vec<Photo>,
    /// Verified and not expired.
    pub licences: Vec<Licence>,
    pub more: Vec<ProductCard>,
}

/// None unless the product is published and its shop approved.
pub async fn read_product(deps: &Deps, slug: &Slug) -> Result<Option<ProductPage>, DbError> {
    let mut run = deps.db.reader();
    let Some(product) = products::find_published(&mut run, slug).await? else { return Ok(None) };
    let Some(shop) = shops::find(&mut run, product.shop).await?.filter(|s| s.state.is_public()) else { return Ok(None) };
    let all = categories::all(&mut run).await?;
    let now = deps.now();
    Ok(Some(ProductPage {
        categories: path_to(&all, &product.category).into_iter().cloned().collect(),
        photos: photos::of_product(&mut run, product.id).await?.into_iter().filter(|p| p.state == PhotoState::Ready).collect(),
        licences: licences::of_product(&mut run, product.id).await?.into_iter().filter(|l| l.is_public(now)).collect(),
        more: cards::more_of_shop(&mut run, shop.id, product.id, 8).await?,
        product,
        shop,
    }))
}
