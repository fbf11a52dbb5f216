//! How the goods of one shop shall come, and what the shopper wants to tell the shop.

use domain::identity::actor::Actor;
use domain::kernel::ids::ShopId;
use domain::kernel::text::{TextError, optional_paragraphs};
use domain::market::delivery::DeliveryKind;
use domain::market::order_contact::MAX_NOTE;
use thiserror::Error;

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
