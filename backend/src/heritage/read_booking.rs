//! Reading a booking back: by its secret link, or one of one's own by its number.

use domain::heritage::booking::Booking;
use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::DepartureId;
use thiserror::Error;

use super::staff::{StaffError, require_officer};
use super::store::booking_reads::{self, Which};
use super::store::departures;
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookingKey<'a> {
    /// Whoever has the link may see it and act on it: so guests follow their bookings.
    Secret(&'a str),
    /// For the person who made it.
    Number(&'a str),
}

#[derive(Debug, Error)]
pub enum ReadBookingError {
    /// Not there, or another's: which of them is not told.
    #[error("no such booking")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbError),
}

fn which<'a>(actor: &Actor, key: BookingKey<'a>) -> Option<Which<'a>> {
    match key {
        BookingKey::Secret(secret) => Some(Which::Secret(secret)),
        BookingKey::Number(number) => actor.person().map(|p| Which::Number(number, p)),
    }
}

pub async fn read_booking(deps: &Deps, actor: &Actor, key: BookingKey<'_>) -> Result<Booking, ReadBookingError> {
    let which = which(actor, key).ok_or(ReadBookingError::NotFound)?;
    booking_reads::find(&mut deps.db.reader(), which).await?.ok_or(ReadBookingError::NotFound)
}

#[derive(Debug, Error)]
pub enum ListBookingsError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// How many one's own page shows.
const NEWEST: i64 = 100;

pub async fn list_my_bookings(deps: &Deps, actor: &Actor) -> Result<Vec<Booking>, ListBookingsError> {
    let person = actor.require_person()?;
    Ok(booking_reads::of_person(&mut deps.db.reader(), person, NEWEST).await?)
}

/// All bookings of a departure, for its officer.
pub async fn list_bookings(deps: &Deps, actor: &Actor, departure: DepartureId) -> Result<Vec<Booking>, StaffError> {
    let mut run = deps.db.reader();
    let found = departures::find(&mut run, departure).await?.ok_or(StaffError::NotFound)?;
    require_officer(&mut run, actor, found.tour).await?;
    Ok(booking_reads::all_of(&mut run, departure).await?)
}
