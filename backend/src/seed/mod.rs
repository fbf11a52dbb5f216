//! The demo of Cimahi: people, shops and products from `data/`, all marked as a demo.

mod catalogue;
mod data;
mod heritage;
mod logins;
mod meeting_point;
mod people;
mod place;
mod scale;
mod shops;
mod waste_days;
mod wastebank;

use thiserror::Error;

use crate::db::{DbError, Run, sql};
use crate::deps::Deps;
use crate::identity::password::HashError;
use crate::market::index_products::{IndexError, reindex};

pub use logins::DEMO_DOORS;
pub use people::{DEMO_LOGINS, DEMO_PASSWORD, DemoLogin};
pub use scale::{Scaled, seed_books, seed_scale};

#[derive(Debug, Error)]
pub enum SeedError {
    #[error("data file {file}: {why}")]
    Data { file: &'static str, why: String },
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error("departures: {0}")]
    Departures(String),
    #[error(transparent)]
    Db(#[from] DbError),
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// What a seed made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seeded {
    pub categories: usize,
    pub shops: usize,
    pub products: usize,
}

/// Only the sites and the tour of the demo, with nobody who can log in: for tests that need no market.
#[cfg(feature = "testing")]
pub async fn seed_heritage(deps: &Deps) -> Result<(), SeedError> {
    let mut tx = deps.db.begin().await?;
    heritage::heritage(&mut tx, deps, "-").await?;
    tx.commit().await?;
    Ok(())
}

/// Fills an empty house. `None`: it has been filled before, and nothing was done.
pub async fn seed_demo(deps: &Deps) -> Result<Option<Seeded>, SeedError> {
    if deps.db.reader().fetch_optional(sql("SELECT slug FROM category LIMIT 1")).await?.is_some() {
        return Ok(None);
    }
    let hash = people::demo_hash(deps).await?;
    let mut tx = deps.db.begin().await?;
    let categories = catalogue::categories(&mut tx).await?;
    catalogue::synonyms(&mut tx, deps).await?;
    people::staff(&mut tx, deps, &hash).await?;
    let shops = shops::shops(&mut tx, deps, &hash).await?;
    let products = catalogue::products(&mut tx, deps, &shops).await?;
    wastebank::wastebank(&mut tx, deps, &hash).await?;
    heritage::heritage(&mut tx, deps, &hash).await?;
    meeting_point::meeting_point(&mut tx, deps).await?;
    tx.commit().await?;
    heritage::departures(deps).await?;
    crate::market::load_synonyms::load_synonyms(deps).await?;
    reindex(deps, |_, _| {}).await?;
    Ok(Some(Seeded { categories, shops: shops.len(), products }))
}
