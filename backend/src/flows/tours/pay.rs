//! Choosing how to pay a fare: from a waste balance, with a pledge of waste, in cash, by card, or all of them. The balance is
//! debited in the transaction that confirms the booking.

use std::collections::BTreeMap;

use domain::heritage::booking::{Booking, BookingEvent, BookingState};
use domain::heritage::form_draft::FormOf;
use domain::heritage::news::TourEvent;
use domain::heritage::part::TenderState;
use domain::heritage::tender::{PledgeLine, Tender, TenderChoice, TenderError, TenderKind};
use domain::identity::actor::Actor;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::WasteMemberId;
use domain::kernel::money::Rupiah;
use domain::kernel::weight::Grams;
use domain::wastebank::material::{Material, MaterialCode};
use domain::wastebank::measure::{Amount, Measure};
use domain::wastebank::price;
use thiserror::Error;

use super::card::{CardError, Next, start_card};
use super::money::fare_reference;
use super::tell::{tell_party, to_bring};
use crate::db::DbError;
use crate::deps::Deps;
use crate::heritage::read_booking::{BookingKey, ReadBookingError, read_booking};
use crate::heritage::store::booking_reads::{self, Which};
use crate::heritage::store::{bookings, departures, drafts, parts};
use crate::identity::owner::Owner;
use crate::wastebank::pay_fare::{FareError, PayFare, member_of, pay_fare};
use crate::wastebank::read_counter::taken_until;

/// What the form holds.
#[derive(Clone, Debug, Default)]
pub struct PayTour {
    /// At most this much from one's own balance.
    pub balance: Rupiah,
    /// What will be brought, by weight.
    pub pledge: Vec<(MaterialCode, Grams)>,
    /// At most this much in cash; a card pays what is still missing.
    pub cash: Rupiah,
}

/// What the form chooses from.
#[derive(Clone, Debug, PartialEq)]
pub struct PayDesk {
    pub booking: Booking,
    /// Of whoever is logged in and a member of the waste bank.
    pub balance: Option<Rupiah>,
    /// What is taken by weight, also on the day of the tour, each with its price for a kilogram.
    pub materials: Vec<(Material, Rupiah)>,
    /// Cards are taken.
    pub card: bool,
}

#[derive(Debug, Error)]
pub enum PayTourError {
    #[error("no such booking")]
    NotFound,
    /// The moment has passed, or it has ended.
    #[error("the seats are not held any more")]
    NotHeld,
    #[error("{material} is not taken by weight")]
    NotTaken { material: MaterialCode },
    #[error(transparent)]
    Tender(#[from] TenderError),
    /// Not logged in, or no member of the waste bank.
    #[error("there is no balance to pay from")]
    NoBalance,
    #[error("the balance is {balance}")]
    Short { balance: Rupiah },
    #[error("cards are not taken")]
    NoCard,
    #[error(transparent)]
    Fare(FareError),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<ReadBookingError> for PayTourError {
    fn from(e: ReadBookingError) -> Self {
        match e {
            ReadBookingError::NotFound => Self::NotFound,
            ReadBookingError::Db(e) => Self::Db(e),
        }
    }
}

impl From<FareError> for PayTourError {
    fn from(e: FareError) -> Self {
        match e {
            FareError::Short { balance } => Self::Short { balance },
            FareError::NoMember => Self::NoBalance,
            FareError::Db(e) => Self::Db(e),
            other => Self::Fare(other),
        }
    }
}

pub async fn read_pay_desk(deps: &Deps, actor: &Actor, key: BookingKey<'_>) -> Result<PayDesk, PayTourError> {
    let booking = read_booking(deps, actor, key).await?;
    let balance = match actor.person() {
        Some(person) => member_of(&mut deps.db.reader(), person).await?.map(|m| m.balance),
        None => None,
    };
    let mut materials = taken_until(deps, booking.starts_at).await?;
    materials.retain(|(m, _)| m.measure == Measure::Kilogram);
    Ok(PayDesk { booking, balance, materials, card: deps.gateways.card.is_some() })
}

/// What a promise is worth at the prices of this moment; the same material twice is one line. `on`: when it will be brought.
pub async fn estimate_pledge(deps: &Deps, on: Timestamp, pledge: &[(MaterialCode, Grams)]) -> Result<Vec<PledgeLine>, PayTourError> {
    let mut wanted: BTreeMap<MaterialCode, Grams> = BTreeMap::new();
    for (material, amount) in pledge {
        let sum = wanted.entry(*material).or_default();
        *sum = *sum + *amount;
    }
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let taken = taken_until(deps, on).await?;
    let mut lines = Vec::with_capacity(wanted.len());
    for (code, amount) in wanted {
        let known = taken.iter().find(|(m, _)| m.code == code && m.measure == Measure::Kilogram);
        let (material, rate) = known.ok_or(PayTourError::NotTaken { material: code })?;
        let worth = price::value(Amount(amount.0), Measure::Kilogram, *rate).ok_or(TenderError::TooLarge)?;
        let name = Bilingual::new(&*material.name_id, &*material.name_en);
        lines.push(PledgeLine { material: code.to_string(), name, amount, worth });
    }
    Ok(lines)
}

/// Sent again, or after it was chosen: goes on from there.
pub async fn pay_tour(deps: &Deps, actor: &Actor, key: BookingKey<'_>, form: &PayTour) -> Result<Next, PayTourError> {
    let booking = read_booking(deps, actor, key).await?;
    if booking.state != BookingState::Held {
        return go_on(deps, &booking).await;
    }
    let pledge = estimate_pledge(deps, booking.starts_at, &form.pledge).await?;
    let choice = TenderChoice { balance: form.balance, pledge, cash: form.cash };
    let tender = Tender::cover(booking.fare, booking.seats(), &choice, &booking.terms)?;
    if !tender.card.is_zero() && deps.gateways.card.is_none() {
        return Err(PayTourError::NoCard);
    }
    let member = match actor.person() {
        Some(person) if !tender.balance.is_zero() => member_of(&mut deps.db.reader(), person).await?.map(|m| m.id),
        _ => None,
    };
    if !tender.balance.is_zero() && member.is_none() {
        return Err(PayTourError::NoBalance);
    }
    let chosen = Chosen { tender, member, pledge: &choice.pledge };
    if !write(deps, actor, &booking, &chosen).await? {
        let now = read_booking(deps, actor, key).await?;
        return go_on(deps, &now).await;
    }
    if tender.card.is_zero() { Ok(Next::Done) } else { Ok(start(deps, &booking).await) }
}

struct Chosen<'a> {
    tender: Tender,
    member: Option<WasteMemberId>,
    pledge: &'a [PledgeLine],
}

/// False: the booking is not what it was when this was decided.
async fn write(deps: &Deps, actor: &Actor, shown: &Booking, chosen: &Chosen<'_>) -> Result<bool, PayTourError> {
    let now = deps.now();
    let mut tx = deps.db.begin().await?;
    departures::lock(&mut tx, shown.departure).await?;
    let Some(b) = booking_reads::find(&mut tx, Which::Id(shown.id)).await? else { return Err(PayTourError::NotFound) };
    // Moved, smaller by a refused person, or its moment has passed.
    if b.departure != shown.departure || b.fare != shown.fare || b.state != BookingState::Held {
        return Ok(false);
    }
    if b.deadline_at.is_some_and(|at| at <= now) {
        return Err(PayTourError::NotHeld);
    }
    let card = !chosen.tender.card.is_zero();
    let event = if card { BookingEvent::TenderCard } else { BookingEvent::Tender };
    let to = b.state.after(event).map_err(|_| PayTourError::NotHeld)?;
    // Whoever goes to a gateway gets the time to come back.
    let deadline = card.then(|| b.terms.held_until(now));
    let rows: Vec<_> = chosen.tender.parts().map(|(kind, amount)| (kind, amount, first_state(kind))).collect();
    parts::insert(&mut tx, deps, b.id, &rows).await?;
    bookings::set_pledge(&mut tx, &b, chosen.pledge).await?;
    bookings::set_state(&mut tx, b.id, b.state, to, deadline).await?;
    let what = if card { "awaiting_payment" } else { "confirmed" };
    bookings::record(&mut tx, deps, b.id, what, actor.person(), "").await?;
    if !card {
        // As it stands now, with its parts.
        if let Some(confirmed) = booking_reads::find(&mut tx, Which::Id(b.id)).await? {
            let (cash, waste) = to_bring(&confirmed);
            tell_party(&mut tx, deps, &confirmed, TourEvent::Confirmed { cash, waste }, "confirmed").await?;
        }
    }
    if let Some(member) = chosen.member {
        let reference = fare_reference(b.id, TenderKind::Balance);
        let fare = PayFare { member, amount: chosen.tender.balance, reference: &reference, by: actor.person() };
        pay_fare(&mut tx, deps, &fare).await?;
    }
    if let Some(owner) = Owner::of(actor) {
        drafts::remove(&mut tx, owner, FormOf::Tender(b.id)).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Waste of a balance is paid with the choice; all else is still to come.
const fn first_state(kind: TenderKind) -> TenderState {
    match kind {
        TenderKind::Balance => TenderState::Paid,
        TenderKind::Pledge | TenderKind::Cash | TenderKind::Card => TenderState::Due,
    }
}

async fn go_on(deps: &Deps, booking: &Booking) -> Result<Next, PayTourError> {
    match booking.state {
        BookingState::Confirmed | BookingState::CheckedIn => Ok(Next::Done),
        BookingState::AwaitingPayment => Ok(start(deps, booking).await),
        _ => Err(PayTourError::NotHeld),
    }
}

/// The booking stands whatever the gateway says; its page offers to try again.
async fn start(deps: &Deps, booking: &Booking) -> Next {
    match start_card(deps, booking.id).await {
        Ok(next) => next,
        Err(error) => {
            if !matches!(error, CardError::NothingToPay) {
                tracing::warn!(%error, booking = %booking.number, "the gateway could not be asked");
            }
            Next::PayLater
        }
    }
}
