//! A slip for whoever holds it: its printed code leads to a link that nobody guesses. A neighbour without an account reads the own
//! slip so, and shows it to whom they like. Pages of the link say no more than the paper does.

use super::read_counter::CounterError;
use super::read_slip::{AnySlip, find};
use super::store::slip_links;
use crate::db::DbError;
use crate::deps::Deps;

/// Anybody with the secret may.
pub async fn read_held_slip(deps: &Deps, secret: &str) -> Result<AnySlip, CounterError> {
    let mut run = deps.db.reader();
    let number = slip_links::slip_of(&mut run, secret).await?.ok_or(CounterError::NotFound)?;
    find(&mut run, &number).await?.ok_or(CounterError::NotFound)
}

/// What its link is made of, for who has read the slip. None of a slip that is older than these links.
pub async fn link_secret(deps: &Deps, slip: &AnySlip) -> Result<Option<String>, DbError> {
    slip_links::secret_of(&mut deps.db.reader(), slip.number()).await
}
