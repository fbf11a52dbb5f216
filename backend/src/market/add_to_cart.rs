//! Putting something into the cart.

use domain::identity::actor::Actor;
use domain::kernel::ids::VariantId;
use domain::market::cart::merged_quantity;
use domain::market::product::MAX_QUANTITY;
use domain::market::totals::MAX_LINES;
use thiserror::Error;

use super::store::carts::{self, Owner};
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum AddToCartError {
    /// A visitor gets a session first.
    #[error("there is no session to hold a cart")]
    NoSession,
    /// Unknown, not published, or of a shop that is not open: which of them is not told.
    #[error("not for sale")]
    NotForSale,
    #[error("sold out")]
    SoldOut,
    #[error("a quantity is at least one")]
    Quantity,
    #[error("the cart holds {MAX_LINES} lines already")]
    Full,
    #[error(transparent)]
    Db(#[from] DbError),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddedToCart {
    /// What the line holds now.
    pub quantity: i64,
    /// Fewer than wanted: no more are left, or no more are sold at once.
    pub capped: bool,
}

pub async fn add_to_cart(deps: &Deps, actor: &Actor, variant: VariantId, quantity: i64) -> Result<AddedToCart, AddToCartError> {
    let owner = Owner::of(actor).ok_or(AddToCartError::NoSession)?;
    if quantity < 1 {
        return Err(AddToCartError::Quantity);
    }
    let now = deps.now();
    let mut tx = deps.db.begin().await?;
    let offer = carts::find_offer(&mut tx, variant).await?.filter(|o| o.for_sale).ok_or(AddToCartError::NotForSale)?;
    if offer.stock < 1 {
        return Err(AddToCartError::SoldOut);
    }
    let cart = carts::ensure(&mut tx, deps, owner, now).await?;
    let (lines, have) = carts::fullness(&mut tx, cart, variant).await?;
    if have.is_none() && usize::try_from(lines).is_ok_and(|n| n >= MAX_LINES) {
        return Err(AddToCartError::Full);
    }
    let wanted = have.unwrap_or(0).saturating_add(quantity);
    let held = merged_quantity(have.unwrap_or(0), quantity, offer.stock.min(MAX_QUANTITY));
    carts::put_line(&mut tx, deps, cart, variant, held, offer.price, now).await?;
    tx.commit().await?;
    Ok(AddedToCart { quantity: held, capped: held < wanted })
}
