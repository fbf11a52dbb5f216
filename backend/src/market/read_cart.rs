//! The cart as its owner sees it. Whoever can have no cart has an empty one.

use domain::identity::actor::Actor;
use domain::market::cart::Cart;

use super::store::carts::{self, Owner};
use crate::db::DbError;
use crate::deps::Deps;

pub async fn read_cart(deps: &Deps, actor: &Actor) -> Result<Cart, DbError> {
    let Some(owner) = Owner::of(actor) else { return Ok(Cart::default()) };
    Ok(carts::find(&mut deps.db.reader(), owner).await?.map(|found| found.cart).unwrap_or_default())
}
