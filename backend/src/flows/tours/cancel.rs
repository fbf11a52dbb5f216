//! A party cancels: by the terms under which it booked.

use domain::heritage::booking::{BookingEvent, BookingState};
use domain::heritage::news::TourEnd;
use domain::heritage::terms::Cancelling;
use domain::identity::actor::Actor;
use domain::kernel::money::Rupiah;
use thiserror::Error;

use super::end::{Farewell, say_farewell};
use super::money::MoneyError;
use crate::db::DbError;
use crate::deps::Deps;
use crate::heritage::read_booking::{BookingKey, ReadBookingError, read_booking};
use crate::heritage::store::booking_reads::{self, Which};
use crate::heritage::store::departures;

#[derive(Debug, Error)]
pub enum CancelBookingError {
    #[error("no such booking")]
    NotFound,
    /// It has ended, or the party has come.
    #[error("it cannot be cancelled any more")]
    NotPossible,
    /// Too near to the departure.
    #[error("too late to cancel")]
    TooLate,
    /// A deadline passed while the page was open.
    #[error("the fee is {now} now")]
    FeeChanged { now: Rupiah },
    #[error(transparent)]
    Money(#[from] MoneyError),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<ReadBookingError> for CancelBookingError {
    fn from(e: ReadBookingError) -> Self {
        match e {
            ReadBookingError::NotFound => Self::NotFound,
            ReadBookingError::Db(e) => Self::Db(e),
        }
    }
}

/// `expected_fee`: what the party was shown. What goes back.
pub async fn cancel_booking(deps: &Deps, actor: &Actor, key: BookingKey<'_>, expected_fee: Rupiah) -> Result<Rupiah, CancelBookingError> {
    let shown = read_booking(deps, actor, key).await?;
    let mut tx = deps.db.begin().await?;
    departures::lock(&mut tx, shown.departure).await?;
    let b = booking_reads::find(&mut tx, Which::Id(shown.id)).await?.ok_or(CancelBookingError::NotFound)?;
    if b.departure != shown.departure || b.state.after(BookingEvent::Cancel).is_err() {
        return Err(CancelBookingError::NotPossible);
    }
    let (how, fee) = b.cancelling(deps.now());
    if how == Cancelling::TooLate && b.state == BookingState::Confirmed {
        return Err(CancelBookingError::TooLate);
    }
    if fee != expected_fee {
        return Err(CancelBookingError::FeeChanged { now: fee });
    }
    let cause = if b.offered { TourEnd::Closed } else { TourEnd::ByParty };
    let farewell = Farewell { event: BookingEvent::Cancel, cause, reason: "", fee, by: actor.person() };
    let back = say_farewell(&mut tx, deps, &b, &farewell).await?.ok_or(CancelBookingError::NotPossible)?;
    tx.commit().await?;
    Ok(back)
}
