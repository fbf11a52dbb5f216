//! The shopper has seen new prices, and goes on.

use domain::identity::actor::Actor;
use domain::kernel::ids::CartLineId;
use domain::kernel::money::Rupiah;

use super::store::carts::{self, Owner};
use crate::db::DbError;
use crate::deps::Deps;

/// The prices are those that were shown: what has changed once more since is told once more.
pub async fn acknowledge_prices(deps: &Deps, actor: &Actor, shown: &[(CartLineId, Rupiah)]) -> Result<(), DbError> {
    let Some(owner) = Owner::of(actor) else { return Ok(()) };
    let mut shown = shown.to_vec();
    // One order of locks.
    shown.sort_unstable();
    let mut tx = deps.db.begin().await?;
    if let Some(cart) = carts::find_id(&mut tx, owner).await? {
        for (line, price) in shown {
            carts::see_price(&mut tx, cart, line, price).await?;
        }
    }
    tx.commit().await
}
