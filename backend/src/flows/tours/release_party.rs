//! A party was not scanned, and the departure has begun: whoever stands there says that it has not come, so that its seats are there for
//! those who have. It ends as the clock would end it hours later, once, and may come after all (`recall_party.rs`); if it does not, it is
//! told when the clock would have ended it (`timers.rs`).

use domain::heritage::booking::BookingState;
use domain::identity::actor::Actor;
use domain::kernel::ids::DepartureId;
use thiserror::Error;

use super::board::require;
use super::end::give_up;
use super::money::MoneyError;
use crate::db::DbError;
use crate::deps::Deps;
use crate::heritage::staff::StaffError;
use crate::heritage::store::booking_reads::{self, Which};
use crate::heritage::store::departures;

#[derive(Debug, Error)]
pub enum ReleasePartyError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    /// Until then everybody is waited for.
    #[error("the departure has not begun")]
    TooEarly,
    /// It was let in: somebody was faster.
    #[error("the party has come")]
    HasCome,
    /// It has ended otherwise, was never sure to come, or its day was closed.
    #[error("the party is not waited for")]
    NotPossible,
    #[error(transparent)]
    Money(#[from] MoneyError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// `number`: of its booking. How many seats are free by that; said twice it happens once.
pub async fn release_party(deps: &Deps, actor: &Actor, departure: DepartureId, number: &str) -> Result<u32, ReleasePartyError> {
    let (departure, by) = require(&mut deps.db.reader(), actor, departure).await?;
    if deps.now() < departure.starts_at {
        return Err(ReleasePartyError::TooEarly);
    }
    let mut tx = deps.db.begin().await?;
    departures::lock(&mut tx, departure.id).await?;
    let found = booking_reads::find(&mut tx, Which::Of(&number.trim().to_uppercase(), departure.id)).await?;
    let b = found.filter(|b| b.departure == departure.id).ok_or(StaffError::NotFound)?;
    match b.state {
        // The same again, or the clock was faster.
        BookingState::NoShow => return Ok(b.seats()),
        BookingState::CheckedIn => return Err(ReleasePartyError::HasCome),
        // Its money goes back: it never left.
        _ if b.offered => return Err(ReleasePartyError::NotPossible),
        _ => {}
    }
    if !give_up(&mut tx, deps, &b, by).await? {
        return Err(ReleasePartyError::NotPossible);
    }
    tx.commit().await?;
    Ok(b.seats())
}
