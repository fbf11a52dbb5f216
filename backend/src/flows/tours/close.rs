//! A site closes a day, or an officer cancels a departure: every party is offered another departure or its money, in the one
//! transaction that closes. Who does not answer until then gets the money; who stands there already, and nothing leaves, gets it at
//! once. Planners are told of a closed day in the same one.

use domain::heritage::booking::{Booking, BookingEvent, BookingState};
use domain::heritage::departure::{Departure, DepartureState};
use domain::heritage::news::{TourEnd, TourEvent};
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::ids::{DepartureId, PersonId, SiteId};
use domain::kernel::money::Rupiah;
use domain::kernel::text::{self, TextError};
use thiserror::Error;

use super::end::{Farewell, say_farewell};
use super::money::{MoneyError, lock_balances};
use super::recall_party::wait_again;
use super::tell::tell_party;
use super::tell_of_visits::{ClosedDay, tell_of_closed_day};
use crate::audit;
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::heritage::staff::{StaffError, require_officer, require_speaker};
use crate::heritage::store::{booking_reads, bookings, departures, sites};
use crate::page_change::{PageTag, announce};

pub const MAX_REASON: usize = 200;

#[derive(Debug, Error)]
pub enum CloseError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    /// The parties are told why.
    #[error("reason: {0}")]
    Reason(TextError),
    #[error("the day is over")]
    Past,
    /// Cancelled already, or on its way.
    #[error("it cannot be cancelled any more")]
    NotPossible,
    #[error(transparent)]
    Money(#[from] MoneyError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What it meant for those who had booked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closed {
    pub departures: usize,
    /// Asked to choose.
    pub offered: usize,
    /// Not confirmed yet, waiting, given up and without seats, or there in vain: ended.
    pub ended: usize,
    /// Has come already, whether it has left or not: their guide has to be called.
    pub aboard: Vec<Aboard>,
}

/// A departure whose parties are at the meeting point or on their way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aboard {
    pub departure: DepartureId,
    pub starts_at: Timestamp,
    pub guide: Option<String>,
    pub parties: usize,
    pub persons: u32,
}

/// `day`: any moment of it.
pub async fn close_day(deps: &Deps, actor: &Actor, site: SiteId, day: Timestamp, reason: &str) -> Result<Closed, CloseError> {
    let by = require_speaker(&mut deps.db.reader(), actor, site).await?;
    let reason = text::line(reason, MAX_REASON).map_err(CloseError::Reason)?;
    let day = day.start_of_wib_day();
    if day < deps.now().start_of_wib_day() {
        return Err(CloseError::Past);
    }
    let mut tx = deps.db.begin().await?;
    // Nobody plans a departure to this site meanwhile.
    sites::lock(&mut tx, &[site]).await?;
    let is_news = sites::close(&mut tx, site, day, &reason, Some(by), deps.now()).await?;
    let mut calling = departures::calling_at(&mut tx, site, day, day.plus(DAY)).await?;
    calling.sort_by_key(|d| d.id);
    for d in &calling {
        departures::lock(&mut tx, d.id).await?;
    }
    // Afresh: heads may have been counted out, and the bus has left, while this waited for the locks.
    let calling = departures::calling_at(&mut tx, site, day, day.plus(DAY)).await?;
    let mut closed = Closed::default();
    let (mut found, mut parties) = (Vec::new(), Vec::new());
    for d in calling.into_iter().filter(|d| matches!(d.state, DepartureState::Planned | DepartureState::Out)) {
        let bookings = booking_reads::all_of(&mut tx, d.id).await?;
        if has_run(deps, &d, &bookings) {
            continue;
        }
        closed.aboard.extend(aboard(&d, &bookings));
        if d.state == DepartureState::Planned {
            parties.extend(with_given_up(&mut tx, deps, d.id, bookings, by).await?);
            departures::close_legs(&mut tx, d.id, site).await?;
            closed.departures += 1;
        }
        found.push(d);
    }
    offer_all(&mut tx, deps, &parties, &reason, Some(by), &mut closed).await?;
    for d in &found {
        announce(&mut tx, deps.now(), &[PageTag::Seats(d.tour)]).await?;
    }
    announce(&mut tx, deps.now(), &[PageTag::Place(site)]).await?;
    if is_news {
        let closing = ClosedDay { site, day, reason: &reason, by };
        tell_of_closed_day(&mut tx, deps, &closing, &found, &closed).await?;
    }
    audit::record(&mut tx, deps, actor, "heritage.day_closed", &format!("site:{site}"), &day.wib().date_input()).await?;
    tx.commit().await?;
    Ok(closed)
}

fn aboard(d: &Departure, bookings: &[Booking]) -> Option<Aboard> {
    let seats: Vec<u32> = bookings.iter().filter(|b| b.state == BookingState::CheckedIn).map(Booking::seats).collect();
    let guide = d.guide.as_ref().map(|(_, name)| name.clone());
    let of = || Aboard { departure: d.id, starts_at: d.starts_at, guide, parties: seats.len(), persons: seats.iter().sum() };
    (!seats.is_empty()).then(of)
}

/// Nobody counted, and somebody who was let in is taken for back by now: thanked, and shared with the village.
fn has_run(deps: &Deps, d: &Departure, bookings: &[Booking]) -> bool {
    bookings.iter().any(|b| b.state == BookingState::CheckedIn && d.is_over(deps.now(), &b.terms))
}

pub async fn cancel_departure(deps: &Deps, actor: &Actor, id: DepartureId, reason: &str) -> Result<Closed, CloseError> {
    let mut run = deps.db.reader();
    let tour = departures::find(&mut run, id).await?.ok_or(StaffError::NotFound)?.tour;
    let by = require_officer(&mut run, actor, tour).await?;
    let reason = text::line(reason, MAX_REASON).map_err(CloseError::Reason)?;
    let mut tx = deps.db.begin().await?;
    departures::lock(&mut tx, id).await?;
    let d = departures::find(&mut tx, id).await?.ok_or(StaffError::NotFound)?;
    let parties = booking_reads::all_of(&mut tx, id).await?;
    // Who has been counted out is on the way, and gets what was paid for.
    if has_run(deps, &d, &parties) || !departures::set_state(&mut tx, id, DepartureState::Planned, DepartureState::Cancelled).await? {
        return Err(CloseError::NotPossible);
    }
    let parties = with_given_up(&mut tx, deps, id, parties, by).await?;
    let mut closed = Closed { departures: 1, ..Closed::default() };
    offer_all(&mut tx, deps, &parties, &reason, Some(by), &mut closed).await?;
    announce(&mut tx, deps.now(), &[PageTag::Seats(tour)]).await?;
    audit::record(&mut tx, deps, actor, "heritage.departure_cancelled", &format!("departure:{id}"), &reason).await?;
    tx.commit().await?;
    Ok(closed)
}

/// Who was given up at a start that leads nowhere has missed nothing, and is offered the same as the others: as if nobody had
/// said so, and the clock would come to it. While their seats are free; who cannot have them back is ended with the others
/// (`offer_all`).
async fn with_given_up(
    tx: &mut Tx,
    deps: &Deps,
    departure: DepartureId,
    parties: Vec<Booking>,
    by: PersonId,
) -> Result<Vec<Booking>, DbError> {
    let mut back = false;
    for b in parties.iter().filter(|b| is_given_up(deps, b)) {
        // Afresh: the one before has taken seats.
        if let Some(d) = departures::find(tx, departure).await? {
            back |= wait_again(tx, deps, b, &d, by).await?;
        }
    }
    if back { booking_reads::all_of(tx, departure).await } else { Ok(parties) }
}

/// At the start; and it may still come.
fn is_given_up(deps: &Deps, b: &Booking) -> bool {
    b.state == BookingState::NoShow && deps.now() < b.terms.missed_at(b.starts_at)
}

/// Of departures that have not left; under their locks, so that no booking is made beside them.
async fn offer_all(
    tx: &mut Tx,
    deps: &Deps,
    parties: &[Booking],
    reason: &str,
    by: Option<PersonId>,
    closed: &mut Closed,
) -> Result<(), CloseError> {
    lock_balances(tx, parties).await?;
    for b in parties {
        match b.state {
            // A second closing of the same day tells nobody twice.
            BookingState::Confirmed if bookings::offer(tx, b.id, deps.now()).await? => {
                bookings::record(tx, deps, b.id, "offered", by, reason).await?;
                let news = TourEvent::Offered { reason: reason.to_owned() };
                tell_party(tx, deps, b, news, &format!("offered:{}", b.departure)).await?;
                closed.offered += 1;
            }
            BookingState::Waiting | BookingState::Held | BookingState::AwaitingPayment => {
                call_off(tx, deps, b, BookingEvent::Cancel, reason, by).await?;
                closed.ended += 1;
            }
            // Others have its seats, so it cannot choose: all its money goes back at once.
            BookingState::NoShow if is_given_up(deps, b) => {
                call_off(tx, deps, b, BookingEvent::CallOff, reason, by).await?;
                closed.ended += 1;
            }
            // It was let in, and stays where it stands: there is nothing left to choose on the spot.
            BookingState::CheckedIn => {
                call_off(tx, deps, b, BookingEvent::CallOff, reason, by).await?;
                closed.ended += 1;
            }
            _ => {}
        }
    }
    Ok(())
}

async fn call_off(
    tx: &mut Tx,
    deps: &Deps,
    b: &Booking,
    event: BookingEvent,
    reason: &str,
    by: Option<PersonId>,
) -> Result<(), MoneyError> {
    say_farewell(tx, deps, b, &Farewell { event, cause: TourEnd::Closed, reason, fee: Rupiah::ZERO, by }).await?;
    Ok(())
}
