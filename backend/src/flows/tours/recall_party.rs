//! A party that was given up (`release_party.rs`) comes after all: while its seats are still free it gets them back, and owes what it
//! owed. So it is, too, when nothing leaves (`close.rs`).

use domain::heritage::booking::{Booking, BookingEvent, BookingState};
use domain::heritage::departure::Departure;
use domain::identity::actor::Actor;
use domain::kernel::ids::{DepartureId, PersonId};
use thiserror::Error;

use super::board::require;
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::heritage::staff::StaffError;
use crate::heritage::store::booking_reads::{self, Which};
use crate::heritage::store::{bookings, departures, parts, seats};
use crate::page_change::{PageTag, announce};

#[derive(Debug, Error)]
pub enum RecallPartyError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    /// It was not given up, or there is nothing left to come to: the tour is home, or does not take place.
    #[error("the party was not given up")]
    NotPossible,
    /// From then on the clock would give it up again.
    #[error("the party is not waited for any more")]
    TooLate,
    /// Others have its seats.
    #[error("{left} seats are left")]
    NoSeat { left: u32 },
    #[error(transparent)]
    Db(#[from] DbError),
}

/// `number`: of its booking. Said twice it happens once.
pub async fn recall_party(deps: &Deps, actor: &Actor, departure: DepartureId, number: &str) -> Result<(), RecallPartyError> {
    let (departure, by) = require(&mut deps.db.reader(), actor, departure).await?;
    let mut tx = deps.db.begin().await?;
    departures::lock(&mut tx, departure.id).await?;
    let found = booking_reads::find(&mut tx, Which::Of(&number.trim().to_uppercase(), departure.id)).await?;
    let b = found.filter(|b| b.departure == departure.id).ok_or(StaffError::NotFound)?;
    if matches!(b.state, BookingState::Confirmed | BookingState::CheckedIn) {
        return Ok(());
    }
    if b.state.after(BookingEvent::Recall).is_err() {
        return Err(RecallPartyError::NotPossible);
    }
    if deps.now() >= b.terms.missed_at(b.starts_at) {
        return Err(RecallPartyError::TooLate);
    }
    let d = departures::find(&mut tx, departure.id).await?.ok_or(StaffError::NotFound)?;
    if !d.takes_place() {
        return Err(RecallPartyError::NotPossible);
    }
    if !wait_again(&mut tx, deps, &b, &d, by).await? {
        return Err(RecallPartyError::NoSeat { left: d.left() });
    }
    announce(&mut tx, deps.now(), &[PageTag::Seats(d.tour)]).await?;
    tx.commit().await?;
    Ok(())
}

/// Both as they are under the lock of the departure. False: not given up, or others have its seats.
pub(super) async fn wait_again(tx: &mut Tx, deps: &Deps, b: &Booking, d: &Departure, by: PersonId) -> Result<bool, DbError> {
    let Ok(to) = b.state.after(BookingEvent::Recall) else { return Ok(false) };
    if d.left() < b.seats() || !seats::take(tx, d, b.seats()).await? {
        return Ok(false);
    }
    bookings::set_state(tx, b.id, b.state, to, None).await?;
    parts::revive(tx, b.id).await?;
    bookings::record(tx, deps, b.id, "recalled", Some(by), "").await?;
    Ok(true)
}
