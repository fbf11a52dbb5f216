//! Changing how many of something are in the cart, or taking it out.

use domain::identity::actor::Actor;
use domain::kernel::ids::CartLineId;
use domain::market::product::MAX_QUANTITY;
use thiserror::Error;

use super::add_to_cart::AddedToCart;
use super::store::carts::{self, Owner};
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum ChangeCartLineError {
    /// Not there, or in another's cart.
    #[error("no such line")]
    NotFound,
    #[error("a quantity is not negative")]
    Quantity,
    /// Sold out, or no longer sold: it can only be taken out.
    #[error("no longer to be had")]
    Gone,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Zero takes the line out. More than is left becomes what is left.
pub async fn change_cart_line(deps: &Deps, actor: &Actor, line: CartLineId, quantity: i64) -> Result<AddedToCart, ChangeCartLineError> {
    let owner = Owner::of(actor).ok_or(ChangeCartLineError::NotFound)?;
    if quantity < 0 {
        return Err(ChangeCartLineError::Quantity);
    }
    let mut tx = deps.db.begin().await?;
    let variant = carts::find_line(&mut tx, owner, line).await?.ok_or(ChangeCartLineError::NotFound)?;
    let held = if quantity == 0 {
        carts::delete_line(&mut tx, line).await?;
        0
    } else {
        let offer = carts::find_offer(&mut tx, variant).await?.filter(|o| o.for_sale && o.stock > 0).ok_or(ChangeCartLineError::Gone)?;
        let held = quantity.min(offer.stock).min(MAX_QUANTITY);
        carts::set_quantity(&mut tx, line, held).await?;
        held
    };
    tx.commit().await?;
    Ok(AddedToCart { quantity: held, capped: held < quantity })
}

pub async fn remove_cart_line(deps: &Deps, actor: &Actor, line: CartLineId) -> Result<(), ChangeCartLineError> {
    change_cart_line(deps, actor, line, 0).await.map(|_| ())
}
