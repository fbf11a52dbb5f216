//! The front page.

use std::collections::BTreeMap;

use domain::kernel::slug::Slug;
use domain::kernel::wilayah::Kelurahan;
use domain::market::card::ProductCard;
use domain::market::category::Category;

use super::store::{cards, categories, shops};
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Clone, Debug, PartialEq)]
pub struct Home {
    pub newest: Vec<ProductCard>,
    /// In their order.
    pub categories: Vec<Category>,
    pub shops: BTreeMap<Kelurahan, u64>,
    /// Are there shops here that only show how the market works?
    pub demo: bool,
}

pub async fn read_home(deps: &Deps) -> Result<Home, DbError> {
    let mut run = deps.db.reader();
    Ok(Home {
        newest: cards::newest(&mut run, 12).await?,
        categories: categories::all(&mut run).await?,
        shops: shops::count_by_kelurahan(&mut run).await?,
        demo: shops::any_demo(&mut run).await?,
    })
}

/// The whole tree in its order; the counts are of each category itself.
pub async fn list_categories(deps: &Deps) -> Result<Vec<(Category, u64)>, DbError> {
    let mut run = deps.db.reader();
    let counts: BTreeMap<Slug, u64> = categories::counts(&mut run).await?;
    let all = categories::all(&mut run).await?;
    Ok(all.into_iter().map(|c| (counts.get(&c.slug).copied().unwrap_or(0), c)).map(|(n, c)| (c, n)).collect())
}
