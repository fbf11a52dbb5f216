//! What search engines may know of, in parts: however much there is, one request reads so many rows only.

use domain::kernel::paging::PageRequest;

use super::store::cards::{self, SitemapRow};
use crate::db::DbError;
use crate::deps::Deps;

/// Of shops or products in one part. Each stands there once per language, in about a kilobyte.
const PART: u32 = 2_000;

/// In how many parts there are shops and products.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SitemapParts {
    pub shops: u32,
    pub products: u32,
}

pub async fn measure_sitemap(deps: &Deps) -> Result<SitemapParts, DbError> {
    let parts = |rows: u64| u32::try_from(rows.div_ceil(u64::from(PART))).unwrap_or(u32::MAX);
    let (shops, products) = cards::sitemap_size(&mut deps.db.reader()).await?;
    Ok(SitemapParts { shops: parts(shops), products: parts(products) })
}

/// The oldest first, so that a new product changes the last part only.
pub async fn read_sitemap_products(deps: &Deps, part: u32) -> Result<Vec<SitemapRow>, DbError> {
    cards::sitemap_products(&mut deps.db.reader(), PageRequest::new(Some(part), PART)).await
}

pub async fn read_sitemap_shops(deps: &Deps, part: u32) -> Result<Vec<SitemapRow>, DbError> {
    cards::sitemap_shops(&mut deps.db.reader(), PageRequest::new(Some(part), PART)).await
}
