//! To another departure of the same tour: seats there are taken before those here go back, in one transaction. What was paid
//! stays with the booking, and so does the fare.

use domain::heritage::booking::{Booking, BookingState};
use domain::heritage::calendar::CalendarEntry;
use domain::heritage::departure::NotBookable;
use domain::heritage::news::TourEvent;
use domain::heritage::terms::Cancelling;
use domain::identity::actor::Actor;
use domain::kernel::clock::DAY;
use domain::kernel::ids::DepartureId;
use thiserror::Error;

use super::tell::tell_party;
use crate::db::DbError;
use crate::deps::Deps;
use crate::heritage::move_up::move_up;
use crate::heritage::read_booking::{BookingKey, ReadBookingError, read_booking};
use crate::heritage::store::booking_reads::{self, Which};
use crate::heritage::store::{bookings, departures, seats};
use crate::page_change::{PageTag, announce};

#[derive(Debug, Error)]
pub enum MoveBookingError {
    #[error("no such booking or departure")]
    NotFound,
    /// Not confirmed, or not any more.
    #[error("it cannot be moved")]
    NotPossible,
    /// Moving is free, and so it ends when cancelling costs a fee.
    #[error("too late to move")]
    TooLate,
    #[error(transparent)]
    NotBookable(#[from] NotBookable),
    #[error("{left} seats are left there")]
    TooFew { left: u32 },
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<ReadBookingError> for MoveBookingError {
    fn from(e: ReadBookingError) -> Self {
        match e {
            ReadBookingError::NotFound => Self::NotFound,
            ReadBookingError::Db(e) => Self::Db(e),
        }
    }
}

fn may_move(b: &Booking, deps: &Deps) -> Result<(), MoveBookingError> {
    if b.state != BookingState::Confirmed {
        return Err(MoveBookingError::NotPossible);
    }
    if b.cancelling(deps.now()).0 == Cancelling::Free { Ok(()) } else { Err(MoveBookingError::TooLate) }
}

/// Where the party could go instead, with seats for all of it.
pub async fn list_moves(deps: &Deps, actor: &Actor, key: BookingKey<'_>) -> Result<Vec<CalendarEntry>, MoveBookingError> {
    let b = read_booking(deps, actor, key).await?;
    may_move(&b, deps)?;
    let (mut run, now) = (deps.db.reader(), deps.now());
    let here = departures::find(&mut run, b.departure).await?.ok_or(MoveBookingError::NotFound)?;
    let others = departures::between(&mut run, here.tour, now, now.plus(120 * DAY)).await?;
    let fits = others.iter().filter(|d| d.id != here.id && d.bookable(now).is_ok() && d.left() >= b.seats());
    Ok(fits.map(|d| CalendarEntry::of(d, now)).collect())
}

pub async fn move_booking(deps: &Deps, actor: &Actor, key: BookingKey<'_>, to: DepartureId) -> Result<(), MoveBookingError> {
    let shown = read_booking(deps, actor, key).await?;
    if shown.departure == to {
        return Ok(());
    }
    let mut tx = deps.db.begin().await?;
    for id in [shown.departure.min(to), shown.departure.max(to)] {
        departures::lock(&mut tx, id).await?;
    }
    let b = booking_reads::find(&mut tx, Which::Id(shown.id)).await?.ok_or(MoveBookingError::NotFound)?;
    if b.departure != shown.departure {
        return Err(MoveBookingError::NotPossible);
    }
    may_move(&b, deps)?;
    let here = departures::find(&mut tx, b.departure).await?.ok_or(MoveBookingError::NotFound)?;
    let there = departures::find(&mut tx, to).await?.filter(|d| d.tour == here.tour).ok_or(MoveBookingError::NotFound)?;
    there.bookable(deps.now())?;
    if !seats::take(&mut tx, &there, b.seats()).await? {
        return Err(MoveBookingError::TooFew { left: there.left() });
    }
    seats::give_back(&mut tx, here.id, b.seats()).await?;
    if !bookings::set_departure(&mut tx, &b, &there).await? {
        return Err(MoveBookingError::NotPossible);
    }
    bookings::record(&mut tx, deps, b.id, "moved", actor.person(), &here.starts_at.wib().date_input()).await?;
    move_up(&mut tx, deps, here.id).await?;
    announce(&mut tx, deps.now(), &[PageTag::Seats(there.tour)]).await?;
    let moved = Booking { departure: there.id, starts_at: there.starts_at, ..b };
    tell_party(&mut tx, deps, &moved, TourEvent::Moved, &format!("moved:{}", there.id)).await?;
    tx.commit().await?;
    Ok(())
}
