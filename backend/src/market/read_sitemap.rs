//! What search engines may know of.

use super::store::cards::{self, SitemapRow};
use crate::db::DbError;
use crate::deps::Deps;

/// A sitemap holds at most 50,000 addresses; each of ours stands in it once per language.
const LIMIT: i64 = 20_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitemap {
    pub products: Vec<SitemapRow>,
    pub shops: Vec<SitemapRow>,
}

pub async fn read_sitemap(deps: &Deps) -> Result<Sitemap, DbError> {
    let mut run = deps.db.reader();
    Ok(Sitemap { products: cards::sitemap_products(&mut run, LIMIT).await?, shops: cards::sitemap_shops(&mut run, 2_000).await? })
}
