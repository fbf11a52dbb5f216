//! What becomes of bookings when nobody acts. Any number of nodes may look: each step is taken once, under the lock of
//! its departure, on the condition that it is still due.

use domain::heritage::booking::BookingEvent;
use domain::kernel::ids::{BookingId, DepartureId};

use super::end_booking::{Ending, end};
use super::store::booking_reads::{self, Which};
use super::store::{bookings, departures};
use crate::db::DbError;
use crate::deps::Deps;

const BATCH: i64 = 50;

/// Gives back the seats of who did not choose or pay in time. How many bookings.
pub async fn release_holds(deps: &Deps) -> Result<usize, DbError> {
    let mut released = 0;
    loop {
        // Looked for without the writer, so that a second in which nothing is due costs nothing.
        let due = bookings::timed_out(&mut deps.db.reader(), deps.now(), BATCH).await?;
        let mut progress = 0;
        for (booking, departure) in due {
            progress += usize::from(release(deps, booking, departure).await?);
        }
        released += progress;
        if progress == 0 {
            return Ok(released);
        }
    }
}

async fn release(deps: &Deps, id: BookingId, departure: DepartureId) -> Result<bool, DbError> {
    let mut tx = deps.db.begin().await?;
    departures::lock(&mut tx, departure).await?;
    let Some(booking) = booking_reads::find(&mut tx, Which::Id(id)).await? else { return Ok(false) };
    if booking.deadline_at.is_none_or(|at| at > deps.now()) {
        return Ok(false);
    }
    let ending = Ending { event: BookingEvent::TimeOut, what: "expired", by: None, note: "" };
    if !end(&mut tx, deps, &booking, &ending).await? {
        return Ok(false);
    }
    tx.commit().await?;
    Ok(true)
}
