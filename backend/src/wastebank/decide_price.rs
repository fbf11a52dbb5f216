//! The second of the two persons who change a price, or end the taking of a material.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::WastePriceId;
use domain::wastebank::price::earliest;
use thiserror::Error;

use super::propose_price::told;
use super::store::prices;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::page_change::{self, PageTag};

#[derive(Debug, Error)]
pub enum DecidePriceError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Or somebody else has decided meanwhile.
    #[error("no such proposal")]
    NotFound,
    /// Two persons, not one twice.
    #[error("it is one's own proposal")]
    Own,
    /// Its day is over, or has begun for the end of a material: slips were written at the old price.
    #[error("the day of this price has begun")]
    TooLate,
    /// Another price of this material begins on the same day.
    #[error("there is a price for that day")]
    Taken,
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn decide_price(deps: &Deps, actor: &Actor, id: WastePriceId, accept: bool) -> Result<(), DecidePriceError> {
    actor.require_officer()?;
    let mut tx = deps.db.begin().await?;
    let (price, by) = prices::find_proposed(&mut tx, id).await?.ok_or(DecidePriceError::NotFound)?;
    if by.is_some() && by == actor.person() {
        return Err(DecidePriceError::Own);
    }
    if accept && price.from < earliest(price.rate, deps.now()) {
        return Err(DecidePriceError::TooLate);
    }
    match prices::decide(&mut tx, id, accept, actor.person(), deps.now()).await {
        Ok(true) => {}
        Ok(false) => return Err(DecidePriceError::NotFound),
        Err(e) if e.is_unique_violation() => return Err(DecidePriceError::Taken),
        Err(e) => return Err(e.into()),
    }
    let action = if accept { "waste.price_accepted" } else { "waste.price_refused" };
    if accept {
        page_change::announce(&mut tx, deps.now(), &[PageTag::Site]).await?;
    }
    audit::record(&mut tx, deps, actor, action, &format!("price:{id}"), &told(&price)).await?;
    tx.commit().await?;
    Ok(())
}
