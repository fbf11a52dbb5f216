//! A slip for whoever holds it: its printed code leads to a link that nobody guesses. A neighbour without an account reads the own
//! slip so, and shows it to whom they like. Pages of the link say no more than the paper does.
//!
//! The link is the slip's number with the house's mark on it, so that every slip has one and none is kept.

use super::read_counter::CounterError;
use super::read_slip::{AnySlip, find};
use crate::deps::Deps;

const KIND: &str = "slip";

/// Anybody with the link's last part may.
pub async fn read_held_slip(deps: &Deps, secret: &str) -> Result<AnySlip, CounterError> {
    let (number, mark) = secret.rsplit_once('.').ok_or(CounterError::NotFound)?;
    if !deps.vault.is_mark(KIND, number, mark) {
        return Err(CounterError::NotFound);
    }
    find(&mut deps.db.reader(), number).await?.ok_or(CounterError::NotFound)
}

/// The last part of its link, for who has read the slip.
pub fn link_secret(deps: &Deps, slip: &AnySlip) -> String {
    let number = slip.number();
    format!("{number}.{}", deps.vault.mark(KIND, number))
}
