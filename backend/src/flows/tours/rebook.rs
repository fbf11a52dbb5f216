//! To another departure of the same tour: seats there are taken before those here go back, in one transaction. What was paid
//! stays with the booking, and so does the fare. Where the terms ask for a fee, it is one more thing to pay in cash at the meeting
//! point: nothing moves in the books before somebody has taken it.

use std::collections::HashMap;
use std::slice;

use domain::heritage::another_day::{NoMove, NotThatDay, may_move};
use domain::heritage::booking::{Booking, BookingState};
use domain::heritage::calendar::CalendarEntry;
use domain::heritage::departure::NotBookable;
use domain::heritage::news::TourEvent;
use domain::heritage::party::{Demands, Visitor};
use domain::heritage::tender::TenderKind;
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::ids::{DepartureId, TourId};
use domain::kernel::money::Rupiah;
use thiserror::Error;

use super::read_not_taken::not_taken;
use super::tell::tell_party;
use crate::db::{DbError, Run};
use crate::deps::Deps;
use crate::heritage::move_up::move_up;
use crate::heritage::read_booking::{BookingKey, ReadBookingError, read_booking};
use crate::heritage::seal_visitors::{UnsealError, unseal};
use crate::heritage::store::booking_reads::{self, Which};
use crate::heritage::store::{boarding, bookings, calls, departures, parts, rules, seats, tours};
use crate::page_change::{PageTag, announce};

/// What the form holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoveBooking {
    /// Where the party was when it was shown the form: an old one moves nobody who is elsewhere by now.
    pub from: DepartureId,
    pub to: DepartureId,
    /// What the party was shown.
    pub expected_fee: Rupiah,
}

#[derive(Debug, Error)]
pub enum MoveBookingError {
    #[error("no such booking or departure")]
    NotFound,
    /// Not confirmed, or not any more.
    #[error("it cannot be moved")]
    NotPossible,
    /// It has moved since the form was shown, and not to where the form says.
    #[error("it is on another departure by now")]
    Elsewhere,
    /// By the terms under which it was booked.
    #[error("too late to move")]
    TooLate,
    /// The meeting point has taken the fare: a fee could not be taken there any more.
    #[error("the fare is settled")]
    Settled,
    /// A deadline passed while the page was open, or somebody of the party was refused.
    #[error("the fee is {now} now")]
    FeeChanged { now: Rupiah },
    #[error(transparent)]
    NotBookable(#[from] NotBookable),
    #[error("{left} seats are left there")]
    TooFew { left: u32 },
    #[error(transparent)]
    Party(#[from] NotThatDay),
    #[error(transparent)]
    Unseal(#[from] UnsealError),
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

impl From<NoMove> for MoveBookingError {
    fn from(e: NoMove) -> Self {
        match e {
            NoMove::NotBookable(why) => Self::NotBookable(why),
            NoMove::TooFew { left } => Self::TooFew { left },
            NoMove::Party(why) => Self::Party(why),
        }
    }
}

/// What moving costs now, where it is possible.
async fn fee(run: &mut impl Run, b: &Booking, now: Timestamp) -> Result<Rupiah, MoveBookingError> {
    if b.state != BookingState::Confirmed {
        return Err(MoveBookingError::NotPossible);
    }
    let fee = b.moving(now).ok_or(MoveBookingError::TooLate)?;
    // A fare is settled once: what became due after that nobody could take.
    if !fee.is_zero() && boarding::find_settlement(run, b.id).await?.is_some() {
        return Err(MoveBookingError::Settled);
    }
    Ok(fee)
}

/// A hidden tour takes nobody any more, neither by booking nor by moving. Except a party whose own day was closed or cancelled:
/// it was promised another one, and did not choose to leave its own.
async fn require_on_offer(run: &mut impl Run, b: &Booking, tour: TourId) -> Result<(), MoveBookingError> {
    // To its party the tour is there still; what is over is booking.
    if b.offered || tours::is_published(run, tour).await? { Ok(()) } else { Err(NotBookable::TooLate.into()) }
}

/// The days with seats for all of the party.
#[derive(Debug, Default)]
pub struct Moves {
    /// Where it could go instead.
    pub open: Vec<CalendarEntry>,
    /// When a departure begins that would not take it, and why not.
    pub shut: Vec<(Timestamp, NotThatDay)>,
}

pub async fn list_moves(deps: &Deps, actor: &Actor, key: BookingKey<'_>) -> Result<Moves, MoveBookingError> {
    let b = read_booking(deps, actor, key).await?;
    let (mut run, now) = (deps.db.reader(), deps.now());
    fee(&mut run, &b, now).await?;
    let here = departures::find(&mut run, b.departure).await?.ok_or(MoveBookingError::NotFound)?;
    require_on_offer(&mut run, &b, here.tour).await?;
    let others = departures::between(&mut run, here.tour, now, now.plus(120 * DAY)).await?;
    let asked = rules::demands(&mut run, &others).await?;
    let party = going(&mut run, deps, &b, &asked).await?;
    let mut moves = Moves::default();
    for (d, demands) in others.iter().zip(&asked).filter(|(d, _)| d.id != here.id) {
        match may_move(d, demands, &party, now) {
            Ok(()) => moves.open.push(CalendarEntry::of(d, now)),
            Err(NoMove::Party(why)) => moves.shut.push((d.starts_at, why)),
            Err(NoMove::NotBookable(_) | NoMove::TooFew { .. }) => {}
        }
    }
    Ok(moves)
}

/// The same form sent again moves nobody twice, and costs nothing more.
pub async fn move_booking(deps: &Deps, actor: &Actor, key: BookingKey<'_>, form: MoveBooking) -> Result<(), MoveBookingError> {
    let shown = read_booking(deps, actor, key).await?;
    if is_there(&shown, form)? {
        return Ok(());
    }
    let now = deps.now();
    let mut tx = deps.db.begin().await?;
    for id in [form.from.min(form.to), form.from.max(form.to)] {
        departures::lock(&mut tx, id).await?;
    }
    let b = booking_reads::find(&mut tx, Which::Id(shown.id)).await?.ok_or(MoveBookingError::NotFound)?;
    if is_there(&b, form)? {
        return Ok(());
    }
    let fee = fee(&mut tx, &b, now).await?;
    if fee != form.expected_fee {
        return Err(MoveBookingError::FeeChanged { now: fee });
    }
    let here = departures::find(&mut tx, form.from).await?.ok_or(MoveBookingError::NotFound)?;
    let there = departures::find(&mut tx, form.to).await?.filter(|d| d.tour == here.tour).ok_or(MoveBookingError::NotFound)?;
    require_on_offer(&mut tx, &b, here.tour).await?;
    // The sites may ask something else on that day, and somebody may have a birthday until then.
    let demands = rules::demands(&mut tx, slice::from_ref(&there)).await?.pop().unwrap_or_default();
    let party = going(&mut tx, deps, &b, slice::from_ref(&demands)).await?;
    may_move(&there, &demands, &party, now)?;
    if !seats::take(&mut tx, &there, b.seats()).await? {
        return Err(MoveBookingError::TooFew { left: there.left() });
    }
    seats::give_back(&mut tx, here.id, b.seats()).await?;
    if !bookings::set_departure(&mut tx, &b, &there, fee, b.moves_late(now)).await? {
        return Err(MoveBookingError::NotPossible);
    }
    calls::forget_departure(&mut tx, b.id).await?;
    bookings::record(&mut tx, deps, b.id, "moved", actor.person(), &here.starts_at.wib().date_input()).await?;
    if !fee.is_zero() {
        if !parts::raise_due(&mut tx, deps, b.id, TenderKind::Cash, fee).await? {
            return Err(MoveBookingError::Settled);
        }
        bookings::record(&mut tx, deps, b.id, "move_fee", actor.person(), &fee.to_string()).await?;
    }
    move_up(&mut tx, deps, here.id).await?;
    announce(&mut tx, now, &[PageTag::Seats(there.tour)]).await?;
    // Each move is news, also one to where the party has been before.
    let occasion = format!("moved:{}:{}", there.id, b.records.len());
    let moved = Booking { departure: there.id, starts_at: there.starts_at, ..b };
    let not_taken = not_taken(&mut tx, &moved).await?;
    tell_party(&mut tx, deps, &moved, TourEvent::Moved { fee, not_taken }, &occasion).await?;
    tx.commit().await?;
    Ok(())
}

/// True: it stands where the form wants it, because the form was sent before.
fn is_there(b: &Booking, form: MoveBooking) -> Result<bool, MoveBookingError> {
    if b.departure == form.to {
        return Ok(true);
    }
    if b.departure == form.from { Ok(false) } else { Err(MoveBookingError::Elsewhere) }
}

/// Those of the party who go, as the sites look at them. What identifies them is opened only where a day asks something, and nobody is
/// shown it.
async fn going(run: &mut impl Run, deps: &Deps, b: &Booking, asked: &[Demands]) -> Result<Vec<Visitor>, MoveBookingError> {
    let nothing = asked.iter().all(|demands| *demands == Demands::default());
    let sealed = if nothing { HashMap::new() } else { booking_reads::sealed(run, b.id).await? };
    let mut party = Vec::with_capacity(b.visitors.len());
    for v in b.visitors.iter().filter(|v| v.going) {
        let identity = sealed.get(&v.id).map(|sealed| unseal(deps, v.id, sealed)).transpose()?.unwrap_or_default();
        party.push(Visitor { name: v.name.clone(), category: v.category, identity });
    }
    Ok(party)
}
