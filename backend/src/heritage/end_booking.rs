//! A booking that ends gives its seats back, once, and whoever waits moves up. The caller holds the lock of the departure, and knows
//! what becomes of the money.

use domain::heritage::booking::{Booking, BookingEvent};
use domain::kernel::ids::PersonId;

use super::move_up::move_up;
use super::store::{bookings, calls, seats};
use crate::db::{DbError, Tx};
use crate::deps::Deps;

pub(crate) struct Ending<'a> {
    pub event: BookingEvent,
    /// For the history.
    pub what: &'a str,
    pub by: Option<PersonId>,
    pub note: &'a str,
}

/// False: not in its state; nothing is written then.
pub(crate) async fn end(tx: &mut Tx, deps: &Deps, booking: &Booking, ending: &Ending<'_>) -> Result<bool, DbError> {
    let Ok(to) = booking.state.after(ending.event) else { return Ok(false) };
    if !bookings::set_state(tx, booking.id, booking.state, to, None).await? {
        return Ok(false);
    }
    // Nobody comes, so nobody needs to know who. Of a no-show a device may still tell otherwise.
    if ending.event != BookingEvent::Miss {
        bookings::purge_from(tx, booking.id, deps.now()).await?;
    }
    calls::forget_departure(tx, booking.id).await?;
    calls::forget_meeting_point(tx, booking.id).await?;
    bookings::record(tx, deps, booking.id, ending.what, ending.by, ending.note).await?;
    if booking.state.is_live() {
        seats::give_back(tx, booking.departure, booking.seats()).await?;
        move_up(tx, deps, booking.departure).await?;
    }
    Ok(true)
}
