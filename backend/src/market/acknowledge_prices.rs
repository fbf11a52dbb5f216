//! The shopper has seen the new prices.

use domain::identity::actor::Actor;

use super::store::carts::{self, Owner};
use crate::db::DbError;
use crate::deps::Deps;

pub async fn acknowledge_prices(deps: &Deps, actor: &Actor) -> Result<(), DbError> {
    let Some(owner) = Owner::of(actor) else { return Ok(()) };
    let mut tx = deps.db.begin().await?;
    if let Some(cart) = carts::find_id(&mut tx, owner).await? {
        carts::acknowledge_prices(&mut tx, cart).await?;
    }
    tx.commit().await
}
