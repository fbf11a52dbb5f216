//! A booking ends: its seats go to who waits, its money back, and the party is told. Under the lock of its departure.

use domain::heritage::booking::{Booking, BookingEvent};
use domain::heritage::news::{TourEnd, TourEvent};
use domain::kernel::ids::PersonId;
use domain::kernel::money::Rupiah;

use super::money::{MoneyError, give_all_back};
use super::tell::tell_party;
use crate::db::Tx;
use crate::deps::Deps;
use crate::heritage::end_booking::{Ending, end};

pub(super) struct Farewell<'a> {
    pub event: BookingEvent,
    pub cause: TourEnd,
    pub reason: &'a str,
    pub fee: Rupiah,
    pub by: Option<PersonId>,
}

/// What went back; `None`: it is not in its state any more, and nothing was written.
pub(super) async fn say_farewell(tx: &mut Tx, deps: &Deps, b: &Booking, f: &Farewell<'_>) -> Result<Option<Rupiah>, MoneyError> {
    let what = what(f.cause);
    if !end(tx, deps, b, &Ending { event: f.event, what, by: f.by, note: f.reason }).await? {
        return Ok(None);
    }
    let back = give_all_back(tx, deps, b, f.fee, what, f.by).await?;
    let news = TourEvent::Ended { cause: f.cause, reason: f.reason.to_owned(), back };
    tell_party(tx, deps, b, news, what).await?;
    Ok(Some(back))
}

/// Nobody came: what was paid for a seat that stayed empty is kept. `by`: who said so, where it was not the clock. False: not
/// waited for.
pub(super) async fn give_up(tx: &mut Tx, deps: &Deps, b: &Booking, by: Option<PersonId>) -> Result<bool, MoneyError> {
    let farewell = Farewell { event: BookingEvent::Miss, cause: TourEnd::NoShow, reason: "", fee: b.held(), by };
    Ok(say_farewell(tx, deps, b, &farewell).await?.is_some())
}

/// In the history of a booking, and in the reference of what goes back.
const fn what(cause: TourEnd) -> &'static str {
    match cause {
        TourEnd::TimeOut => "expired",
        TourEnd::NoSeats => "no_seats",
        TourEnd::ByParty => "cancelled",
        TourEnd::Refused => "refused",
        TourEnd::Closed => "closed",
        TourEnd::NoShow => "no_show",
    }
}
