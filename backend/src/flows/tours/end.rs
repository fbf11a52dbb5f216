//! A booking ends: its seats go to who waits, its money back, and the party is told. Under the lock of its departure.

use domain::heritage::booking::{Booking, BookingEvent};
use domain::heritage::news::{TourEnd, TourEvent};
use domain::kernel::ids::PersonId;
use domain::kernel::money::Rupiah;

use super::money::{MoneyError, give_all_back};
use super::tell::tell_party;
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::heritage::end_booking::{Ending, end};
use crate::heritage::store::bookings;

pub(super) struct Farewell<'a> {
    pub event: BookingEvent,
    pub cause: TourEnd,
    pub reason: &'a str,
    pub fee: Rupiah,
    pub by: Option<PersonId>,
}

/// What went back; `None`: it is not in its state any more, and nothing was written.
pub(super) async fn say_farewell(tx: &mut Tx, deps: &Deps, b: &Booking, f: &Farewell<'_>) -> Result<Option<Rupiah>, MoneyError> {
    let Some(back) = part(tx, deps, b, f).await? else { return Ok(None) };
    let news = TourEvent::Ended { cause: f.cause, reason: f.reason.to_owned(), back };
    tell_party(tx, deps, b, news, what(f.cause)).await?;
    Ok(Some(back))
}

/// Without a word to the party.
async fn part(tx: &mut Tx, deps: &Deps, b: &Booking, f: &Farewell<'_>) -> Result<Option<Rupiah>, MoneyError> {
    let what = what(f.cause);
    if !end(tx, deps, b, &Ending { event: f.event, what, by: f.by, note: f.reason }).await? {
        return Ok(None);
    }
    Ok(Some(give_all_back(tx, deps, b, f.fee, what, f.by).await?))
}

/// What was paid for a seat that stayed empty is kept.
fn not_come(b: &Booking, by: Option<PersonId>) -> Farewell<'static> {
    Farewell { event: BookingEvent::Miss, cause: TourEnd::NoShow, reason: "", fee: b.held(), by }
}

/// Nobody came by the moment that was promised. False: not waited for.
pub(super) async fn miss(tx: &mut Tx, deps: &Deps, b: &Booking) -> Result<bool, MoneyError> {
    Ok(say_farewell(tx, deps, b, &not_come(b, None)).await?.is_some())
}

/// Who stands there says it before that moment. Until then the party may come after all, and nobody writes to it what may not be so:
/// the clock does, by the deadline that is set here (`tell_missed`). False: not waited for.
pub(super) async fn give_up(tx: &mut Tx, deps: &Deps, b: &Booking, by: PersonId) -> Result<bool, MoneyError> {
    if part(tx, deps, b, &not_come(b, Some(by))).await?.is_none() {
        return Ok(false);
    }
    bookings::set_deadline(tx, b.id, Some(b.terms.missed_at(b.starts_at))).await?;
    Ok(true)
}

/// It was given up, and has not come after all.
pub(super) async fn tell_missed(tx: &mut Tx, deps: &Deps, b: &Booking) -> Result<(), DbError> {
    bookings::set_deadline(tx, b.id, None).await?;
    let news = TourEvent::Ended { cause: TourEnd::NoShow, reason: String::new(), back: Rupiah::ZERO };
    tell_party(tx, deps, b, news, what(TourEnd::NoShow)).await
}

/// In the history of a booking, and in the reference of what goes back.
const fn what(cause: TourEnd) -> &'static str {
    match cause {
        TourEnd::TimeOut => "expired",
        TourEnd::NoSeats => "no_seats",
        TourEnd::Withdrawn => "withdrawn",
        TourEnd::ByParty => "cancelled",
        TourEnd::Refused => "refused",
        TourEnd::Closed => "closed",
        TourEnd::NoShow => "no_show",
    }
}
