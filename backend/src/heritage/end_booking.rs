//! A booking that ends gives its seats back, once. The caller holds the lock of the departure, and knows what becomes of the money.

use domain::heritage::booking::{Booking, BookingEvent};
use domain::kernel::ids::PersonId;

use super::store::{bookings, departures, seats};
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::page_change::{PageTag, announce};

pub(super) struct Ending<'a> {
    pub event: BookingEvent,
    /// For the history.
    pub what: &'a str,
    pub by: Option<PersonId>,
    pub note: &'a str,
}

/// False: not in its state; nothing is written then.
pub(super) async fn end(tx: &mut Tx, deps: &Deps, booking: &Booking, ending: &Ending<'_>) -> Result<bool, DbError> {
    let Ok(to) = booking.state.after(ending.event) else { return Ok(false) };
    if !bookings::set_state(tx, booking.id, booking.state, to, None).await? {
        return Ok(false);
    }
    seats::give_back(tx, booking.departure, booking.seats()).await?;
    // Nobody comes, so nobody needs to know who.
    bookings::purge_from(tx, booking.id, deps.now()).await?;
    bookings::record(tx, deps, booking.id, ending.what, ending.by, ending.note).await?;
    if let Some(departure) = departures::find(tx, booking.departure).await? {
        announce(tx, deps.now(), &[PageTag::Seats(departure.tour)]).await?;
    }
    Ok(true)
}
