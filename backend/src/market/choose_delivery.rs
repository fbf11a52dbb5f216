//! How the goods of each shop shall come and where to, and what the shopper wants to tell the shop. Kept with the cart:
//! cart and checkout both begin with it.

use domain::identity::actor::Actor;
use domain::kernel::ids::ShopId;
use domain::kernel::text::{TextError, optional_paragraphs};
use domain::kernel::wilayah::Kelurahan;
use domain::market::delivery::DeliveryKind;
use domain::market::order_contact::MAX_NOTE;
use thiserror::Error;

use super::place_order::ShopChoice;
use super::store::carts::{self, Owner};
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum ChooseDeliveryError {
    #[error("nothing of this shop is in the cart")]
    NotFound,
    #[error("the shop does not offer this")]
    NotOffered,
    #[error("note: {0}")]
    Note(#[from] TextError),
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn choose_delivery(deps: &Deps, actor: &Actor, shop: ShopId, kind: DeliveryKind, note: &str) -> Result<(), ChooseDeliveryError> {
    let owner = Owner::of(actor).ok_or(ChooseDeliveryError::NotFound)?;
    let note = optional_paragraphs(note, MAX_NOTE)?;
    let mut tx = deps.db.begin().await?;
    let cart = carts::find_id(&mut tx, owner).await?.ok_or(ChooseDeliveryError::NotFound)?;
    if !carts::has_shop(&mut tx, cart, shop).await? {
        return Err(ChooseDeliveryError::NotFound);
    }
    if !carts::offers(&mut tx, shop, kind).await? {
        return Err(ChooseDeliveryError::NotOffered);
    }
    carts::choose(&mut tx, cart, shop, kind, &note).await?;
    tx.commit().await?;
    Ok(())
}

/// Where the cart shall go: the couriers' fees hang on it.
pub async fn choose_place(deps: &Deps, actor: &Actor, to: Option<Kelurahan>) -> Result<(), ChooseDeliveryError> {
    let owner = Owner::of(actor).ok_or(ChooseDeliveryError::NotFound)?;
    let mut tx = deps.db.begin().await?;
    let cart = carts::find_id(&mut tx, owner).await?.ok_or(ChooseDeliveryError::NotFound)?;
    carts::send_to(&mut tx, cart, to).await?;
    tx.commit().await?;
    Ok(())
}

/// What a checkout form says, as far as it can be kept: what a shop does not offer, a note that is too long and shops
/// that left the cart are passed over, because the form itself is told of them.
pub async fn keep_choices(deps: &Deps, actor: &Actor, to: Option<Kelurahan>, shops: &[ShopChoice]) -> Result<(), DbError> {
    let Some(owner) = Owner::of(actor) else { return Ok(()) };
    // One order of locks.
    let mut shops: Vec<&ShopChoice> = shops.iter().collect();
    shops.sort_unstable_by_key(|c| c.shop);
    let mut tx = deps.db.begin().await?;
    let Some(cart) = carts::find_id(&mut tx, owner).await? else { return Ok(()) };
    carts::send_to(&mut tx, cart, to).await?;
    for c in shops {
        let Ok(note) = optional_paragraphs(&c.note, MAX_NOTE) else { continue };
        if carts::has_shop(&mut tx, cart, c.shop).await? && carts::offers(&mut tx, c.shop, c.delivery).await? {
            carts::choose(&mut tx, cart, c.shop, c.delivery, &note).await?;
        }
    }
    tx.commit().await
}
