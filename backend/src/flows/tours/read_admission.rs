//! What came of a ticket that was shown, for the page after it.

use domain::identity::actor::Actor;
use domain::kernel::ids::DepartureId;

use super::board::{Admission, BoardError, answer, require};
use crate::deps::Deps;
use crate::heritage::store::boarding;
use crate::nonce;

/// `None`: this person has told no such action of this departure.
pub async fn read_admission(deps: &Deps, actor: &Actor, departure: DepartureId, nonce: &str) -> Result<Option<Admission>, BoardError> {
    let mut run = deps.db.reader();
    let (departure, by) = require(&mut run, actor, departure).await?;
    let nonce = nonce::of(by, nonce).ok_or(BoardError::Nonce)?;
    match boarding::find(&mut run, &nonce).await?.filter(|told| told.departure == departure.id) {
        Some(told) => Ok(Some(answer(&mut run, told.outcome, told.booking).await?)),
        None => Ok(None),
    }
}
