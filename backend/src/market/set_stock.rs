//! Counting the shelf. A sale at the same moment is never lost: stock only moves by differences, or from a value that
//! is still true.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::VariantId;
use domain::market::product::MAX_STOCK;
use thiserror::Error;

use super::store::products;
use super::store::stock::{self, Left};
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StockChange {
    /// So many came in (or, below zero, went away).
    Add(i64),
    /// Counted: it was thought to be `was` and is `is`.
    Set { was: i64, is: i64 },
}

#[derive(Debug, Error)]
pub enum SetStockError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Also another's.
    #[error("no such variant")]
    NotFound,
    #[error("the stock must be between 0 and {MAX_STOCK}")]
    OutOfRange,
    /// Something was sold or corrected meanwhile.
    #[error("{now} are there now")]
    Moved { now: i64 },
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Returns the stock after it.
pub async fn set_stock(deps: &Deps, actor: &Actor, variant: VariantId, change: StockChange) -> Result<i64, SetStockError> {
    let owner = actor.require_person()?;
    let (delta, expected) = match change {
        StockChange::Add(n) if n.unsigned_abs() <= MAX_STOCK.unsigned_abs() => (n, None),
        StockChange::Set { was, is } if (0..=MAX_STOCK).contains(&is) && (0..=MAX_STOCK).contains(&was) => (is - was, Some(was)),
        _ => return Err(SetStockError::OutOfRange),
    };
    let mut tx = deps.db.begin().await?;
    let (product, _) = products::find_own_variant(&mut tx, owner, variant).await?.ok_or(SetStockError::NotFound)?;
    let Some(after) = products::move_stock(&mut tx, deps, actor, variant, delta, expected, MAX_STOCK).await? else {
        let now = products::stock(&mut tx, variant).await?;
        return Err(if expected.is_some_and(|was| was != now) { SetStockError::Moved { now } } else { SetStockError::OutOfRange });
    };
    stock::announce(&mut tx, deps, deps.now(), &[Left { product, before: after - delta, after }]).await?;
    tx.commit().await?;
    Ok(after)
}
