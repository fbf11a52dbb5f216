//! The meeting point: tickets are redeemed and heads counted. A device may tell it late or twice: each action has a name of its own.

use domain::heritage::boarding::{BoardingPage, Outcome, PartyLine, Redemption, Way, admit};
use domain::heritage::booking::{Booking, BookingEvent, BookingState};
use domain::heritage::departure::{Departure, DepartureState};
use domain::heritage::ticket::{self, TicketError};
use domain::heritage::walk_in::may_walk_in;
use domain::identity::actor::Actor;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{BookingId, DepartureId, PersonId};
use domain::kernel::text::{self, TextError};
use thiserror::Error;

use crate::db::{DbError, Run, Tx};
use crate::deps::Deps;
use crate::heritage::staff::{StaffError, require_duty_of};
use crate::heritage::store::boarding::{self, NewCount, NewRedemption};
use crate::heritage::store::booking_reads::{self, Which};
use crate::heritage::store::{bookings, conflicts, departures, incidents, seats, tours};
use crate::heritage::ticket_keys::public_keys;
use crate::nonce;

pub const MAX_NOTE: usize = 500;

#[derive(Debug, Error)]
pub enum BoardError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    #[error("the action has no name")]
    Nonce,
    /// It stands for something else that was told before.
    #[error("the action's name is used already")]
    Used,
    #[error("note: {0}")]
    Note(TextError),
    /// Heads are counted on the day.
    #[error("the day of the departure has not come")]
    TooEarly,
    /// Decided already, or nothing to decide.
    #[error("nothing to decide")]
    Nothing,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What somebody at the meeting point holds out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The text of a QR code.
    Ticket(String),
    /// The number of a booking, read out.
    Number(String),
}

#[derive(Clone, Debug)]
pub struct Redeem {
    /// Made by the device.
    pub nonce: String,
    pub departure: DepartureId,
    pub shown: Shown,
    /// When, by the device.
    pub at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admission {
    pub outcome: Outcome,
    pub party: Option<PartyLine>,
    /// When and by whom the party was let in, of what was used before.
    pub first: Option<Redemption>,
}

/// What the screen works with, also while it is offline.
pub async fn read_boarding(deps: &Deps, actor: &Actor, departure: DepartureId) -> Result<BoardingPage, BoardError> {
    let mut run = deps.db.reader();
    let (departure, _) = require(&mut run, actor, departure).await?;
    let (tour, _) = tours::of_departure(&mut run, &departure, deps.now()).await?.ok_or(StaffError::NotFound)?;
    let counts = boarding::counts(&mut run, departure.id).await?;
    let left_at = counts.iter().find(|c| c.way == Way::Out).map(|c| c.at);
    let open = boarding::unapproved(&mut run, departure.id).await?;
    let shown = |b: &&Booking| matches!(b.state, BookingState::Confirmed | BookingState::CheckedIn) && !b.offered;
    let may_come = departure.takes_place();
    let missed = |b: &&Booking| may_come && b.state == BookingState::NoShow && deps.now() < b.terms.missed_at(b.starts_at);
    let bookings = booking_reads::all_of(&mut run, departure.id).await?;
    let line = |b: &Booking| PartyLine::of(b, unapproved(&open, b.id));
    Ok(BoardingPage {
        takes_walk_ins: may_walk_in(&tour, &departure, left_at, deps.now()).is_ok(),
        tour: tour.name,
        parties: bookings.iter().filter(shown).map(line).collect(),
        missed: bookings.iter().filter(missed).map(line).collect(),
        counts,
        incidents: incidents::of_departure(&mut run, departure.id).await?,
        conflicts: conflicts::of_departure(&mut run, departure.id).await?,
        keys: public_keys(deps).await?,
        departure,
    })
}

/// The departures that somebody leads, from today on.
pub async fn list_led(deps: &Deps, actor: &Actor) -> Result<Vec<Departure>, StaffError> {
    let person = actor.require_person()?;
    Ok(departures::led_by(&mut deps.db.reader(), person, deps.now().start_of_wib_day()).await?)
}

fn unapproved(open: &[(BookingId, u32)], booking: BookingId) -> u32 {
    open.iter().find(|(id, _)| *id == booking).map_or(0, |(_, n)| *n)
}

pub(super) async fn require(run: &mut impl Run, actor: &Actor, id: DepartureId) -> Result<(Departure, PersonId), StaffError> {
    let found = departures::find(run, id).await?.ok_or(StaffError::NotFound)?;
    let person = require_duty_of(run, actor, found.tour).await?;
    Ok((found, person))
}

pub async fn redeem(deps: &Deps, actor: &Actor, input: &Redeem) -> Result<Admission, BoardError> {
    let mut run = deps.db.reader();
    let (departure, by) = require(&mut run, actor, input.departure).await?;
    let nonce = nonce::of(by, &input.nonce).ok_or(BoardError::Nonce)?;
    let now = deps.now();
    // A clock that is ahead tells of now.
    let at = input.at.min(now);
    let (found, refused) = recognise(deps, &mut run, input, at).await?;
    let mut tx = deps.db.begin().await?;
    departures::lock(&mut tx, departure.id).await?;
    let current = match found {
        Some(id) => booking_reads::find(&mut tx, Which::Id(id)).await?,
        None => None,
    };
    let booking = current.as_ref().map(|b| b.id);
    if let Some(told) = boarding::find(&mut tx, &nonce).await? {
        // Another ticket is not let in by the answer that this one got.
        let same = (told.departure, told.booking) == (departure.id, booking);
        return if same { answer(&mut tx, told.outcome, booking).await } else { Err(BoardError::Used) };
    }
    let outcome = match (&current, refused) {
        (_, Some(outcome)) => outcome,
        (None, None) => Outcome::Unknown,
        (Some(b), None) => match admit(b, departure.id, at) {
            Outcome::Admitted if !let_in(&mut tx, deps, b, &departure, by).await? => Outcome::NoSeat,
            // Nobody can wait for it again, and nobody needs to: it can still be told that it has paid.
            Outcome::Released if b.was_in_time(at, now) => Outcome::Unpaid,
            outcome => outcome,
        },
    };
    boarding::insert(&mut tx, &NewRedemption { nonce: &nonce, departure: departure.id, booking, outcome, by, at, told_at: now }).await?;
    let answer = answer(&mut tx, outcome, booking).await?;
    tx.commit().await?;
    Ok(answer)
}

/// Whose it is, and what can be said against it without looking at the booking.
async fn recognise(
    deps: &Deps,
    run: &mut impl Run,
    input: &Redeem,
    at: Timestamp,
) -> Result<(Option<BookingId>, Option<Outcome>), BoardError> {
    match &input.shown {
        Shown::Number(number) => {
            let number = number.trim().to_uppercase();
            let found = booking_reads::find(run, Which::Of(&number, input.departure)).await?;
            Ok((found.map(|b| b.id), None))
        }
        Shown::Ticket(text) => {
            let keys = public_keys(deps).await?;
            let Ok(ticket) = ticket::authenticate(text, &keys) else { return Ok((None, Some(Outcome::Unknown))) };
            let refused = match ticket::verify(text, &keys, at) {
                _ if ticket.departure != input.departure => Some(Outcome::WrongDeparture),
                Ok(_) => None,
                Err(TicketError::TooEarly | TicketError::Expired) => Some(Outcome::Expired),
                Err(_) => Some(Outcome::Unknown),
            };
            Ok((Some(ticket.booking), refused))
        }
    }
}

/// False: its seats were given back, and are taken by others.
async fn let_in(tx: &mut Tx, deps: &Deps, b: &Booking, departure: &Departure, by: PersonId) -> Result<bool, DbError> {
    let Ok(to) = b.state.after(BookingEvent::CheckIn) else { return Ok(false) };
    if !b.state.is_live() {
        let current = departures::find(tx, departure.id).await?;
        match current {
            Some(d) if d.left() >= b.seats() && seats::take(tx, &d, b.seats()).await? => {}
            _ => return Ok(false),
        }
    }
    if !bookings::set_state(tx, b.id, b.state, to, None).await? {
        return Ok(false);
    }
    bookings::record(tx, deps, b.id, "checked_in", Some(by), "").await?;
    Ok(true)
}

pub(super) async fn answer(run: &mut impl Run, outcome: Outcome, booking: Option<BookingId>) -> Result<Admission, BoardError> {
    let Some(id) = booking else { return Ok(Admission { outcome, party: None, first: None }) };
    // Who scans a ticket of another departure learns that, and not whose it is.
    if outcome == Outcome::WrongDeparture {
        return Ok(Admission { outcome, party: None, first: None });
    }
    let party = booking_reads::find(run, Which::Id(id)).await?;
    let open = match &party {
        Some(b) => boarding::unapproved(run, b.departure).await?,
        None => Vec::new(),
    };
    let first = if outcome == Outcome::AlreadyUsed { boarding::admission(run, id).await? } else { None };
    Ok(Admission { outcome, party: party.map(|b| PartyLine::of(&b, unapproved(&open, id))), first })
}

/// What was not accepted is looked at by a person, who says what was made of it.
pub async fn decide_conflict(deps: &Deps, actor: &Actor, departure: DepartureId, nonce: &str, note: &str) -> Result<(), BoardError> {
    let (_, by) = require(&mut deps.db.reader(), actor, departure).await?;
    let note = text::line(note, MAX_NOTE).map_err(BoardError::Note)?;
    let mut tx = deps.db.begin().await?;
    if !conflicts::decide(&mut tx, departure, nonce, by, &note, deps.now()).await? {
        return Err(BoardError::Nothing);
    }
    tx.commit().await?;
    Ok(())
}

#[derive(Clone, Debug)]
pub struct CountHeads {
    /// Made by the device.
    pub nonce: String,
    pub departure: DepartureId,
    pub way: Way,
    pub counted: u32,
    /// What happened, where something did.
    pub note: String,
    /// When, by the device.
    pub at: Timestamp,
}

/// Counting out sends the departure on its way, counting back ends it. Told twice, it is one count.
pub async fn count_heads(deps: &Deps, actor: &Actor, input: &CountHeads) -> Result<(), BoardError> {
    let (departure, by) = require(&mut deps.db.reader(), actor, input.departure).await?;
    let nonce = nonce::of(by, &input.nonce).ok_or(BoardError::Nonce)?;
    let note = text::optional_paragraphs(&input.note, MAX_NOTE).map_err(BoardError::Note)?;
    if !departure.has_come(deps.now()) {
        return Err(BoardError::TooEarly);
    }
    let mut tx = deps.db.begin().await?;
    departures::lock(&mut tx, departure.id).await?;
    let came = booking_reads::live_of(&mut tx, departure.id).await?;
    let expected = came.iter().filter(|b| b.state == BookingState::CheckedIn).map(Booking::seats).sum();
    let (id, way, counted) = (departure.id, input.way, input.counted);
    let at = way.counted_at(&departure, input.at, deps.now());
    let count = NewCount { nonce: &nonce, departure: id, way, counted, expected, note: &note, by, at };
    if !boarding::insert_count(&mut tx, &count).await? {
        let told = boarding::find_count(&mut tx, &nonce).await?;
        let same = told.is_some_and(|(of, c)| of == id && (c.way, c.counted) == (way, counted) && c.note == note);
        return if same { Ok(()) } else { Err(BoardError::Used) };
    }
    match input.way {
        Way::Out => {
            departures::set_state(&mut tx, departure.id, DepartureState::Planned, DepartureState::Out).await?;
        }
        Way::Back => {
            // A device may tell of the way back first.
            departures::set_state(&mut tx, departure.id, DepartureState::Planned, DepartureState::Back).await?;
            departures::set_state(&mut tx, departure.id, DepartureState::Out, DepartureState::Back).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}
