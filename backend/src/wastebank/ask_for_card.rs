//! Somebody with an account has a card, too, and wants to see its balance: they say its number, and get a code for the counter.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::clock::Timestamp;
use domain::wastebank::card_request::{CardRequest, GOOD_FOR};
use domain::wastebank::member::{CardNumber, CardNumberError};
use thiserror::Error;

use super::store::{card_requests, members};
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum AskForCardError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("card: {0}")]
    Card(#[from] CardNumberError),
    /// One account, one card.
    #[error("this account has a card")]
    Already,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Those who asked before have to ask again.
pub(super) fn good_since(now: Timestamp) -> Timestamp {
    now.plus(-GOOD_FOR)
}

/// Whether there is such a card, and whether it has an account, is not told: numbers are not to be tried out here. Asked again for
/// the same card the code stays; for another one it takes the place of the first.
pub async fn ask_for_card(deps: &Deps, actor: &Actor, typed: &str) -> Result<(), AskForCardError> {
    let person = actor.require_person()?;
    let card = CardNumber::parse(typed)?;
    let now = deps.now();
    let mut tx = deps.db.begin().await?;
    if members::find_by_person(&mut tx, person).await?.is_some() {
        return Err(AskForCardError::Already);
    }
    if card_requests::of_person(&mut tx, person, good_since(now)).await?.is_some_and(|r| r.card == card) {
        return Ok(());
    }
    card_requests::put(&mut tx, &CardRequest::new(person, card, deps.random.u64(), now)).await?;
    tx.commit().await?;
    Ok(())
}

/// What one has asked for, with the code.
pub async fn own_card_request(deps: &Deps, actor: &Actor) -> Result<Option<CardRequest>, AskForCardError> {
    let person = actor.require_person()?;
    Ok(card_requests::of_person(&mut deps.db.reader(), person, good_since(deps.now())).await?)
}

/// Nothing happens where nothing was asked.
pub async fn withdraw_card_request(deps: &Deps, actor: &Actor) -> Result<(), AskForCardError> {
    let person = actor.require_person()?;
    let mut tx = deps.db.begin().await?;
    card_requests::withdraw(&mut tx, person).await?;
    tx.commit().await?;
    Ok(())
}
