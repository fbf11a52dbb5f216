//! A large market for load tests: shops with fifty products each, and a tenth as many orders as products; and the long books
//! of a waste bank. Made in steps that are each whole: cut off in the middle and started again, it goes on where it was.

mod books;
mod bulk;
mod names;
mod orders;
mod shops;

use super::data::{self, PRODUCTS};
use super::place::Places;
use super::{SeedError, people, seed_demo};
use crate::db::{DbError, Run, sql};
use crate::deps::Deps;
use crate::market::index_products::reindex;
use crate::page_change::{self, PageTag};

pub use books::seed_books;

const PER_SHOP: usize = 50;
const ORDERS_PER_SHOP: usize = 5;
/// Shops in one transaction.
const STEP: usize = 40;

/// What a large market has in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scaled {
    pub shops: usize,
    pub products: usize,
    /// Those made by this run.
    pub orders: usize,
}

/// The address of the `k`-th shop.
fn slug_of(k: usize) -> String {
    format!("toko-skala-{}", k + 1)
}

/// Adds to the demo (which is made first where it is missing) until there are `products` products in shops of fifty.
/// `progress` hears how many of how many are there.
pub async fn seed_scale(deps: &Deps, products: usize, mut progress: impl FnMut(usize, usize) + Send) -> Result<Scaled, SeedError> {
    seed_demo(deps).await?;
    let wanted = products.div_ceil(PER_SHOP);
    let ground = shops::Ground {
        bases: data::rows("umkm_produk.csv", PRODUCTS)?,
        places: Places::read()?,
        hash: people::demo_hash(deps).await?,
        now: deps.now(),
    };
    let rules = deps.settings().await?.order_rules;
    let mut there = shops_there(deps).await?;
    let mut orders = 0;
    while there < wanted {
        let to = (there + STEP).min(wanted);
        let mut tx = deps.db.begin().await?;
        shops::make_shops(&mut tx, deps, &ground, there, to).await?;
        orders += orders::make_orders(&mut tx, deps, &rules, there, to, ORDERS_PER_SHOP).await?;
        page_change::announce(&mut tx, deps.now(), &[PageTag::Site]).await?;
        tx.commit().await?;
        there = to;
        progress(there * PER_SHOP, wanted * PER_SHOP);
    }
    reindex(deps, |_, _| {}).await?;
    Ok(Scaled { shops: there, products: there * PER_SHOP, orders })
}

async fn shops_there(deps: &Deps) -> Result<usize, DbError> {
    let q = "SELECT COUNT(*) AS n FROM shop WHERE slug LIKE 'toko-skala-%'";
    let n: u64 = deps.db.reader().fetch_one(sql(q)).await?.get("n")?;
    Ok(usize::try_from(n).unwrap_or(usize::MAX))
}
