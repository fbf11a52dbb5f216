//! The fare at the meeting point: what was promised is weighed and pays it, too much goes to the balance, too little is made
//! up in cash. Told twice by a device it happens once.

use domain::heritage::boarding::Settlement;
use domain::heritage::booking::{Booking, BookingState};
use domain::heritage::tender::TenderKind;
use domain::identity::actor::Actor;
use domain::kernel::ids::{DepartureId, PersonId, WasteMemberId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::wastebank::fare::Till;
use thiserror::Error;

use super::board::{BoardError, named, require};
use super::money::fare_reference;
use crate::db::DbError;
use crate::deps::Deps;
use crate::heritage::staff::StaffError;
use crate::heritage::store::boarding::{self, NewSettlement};
use crate::heritage::store::booking_reads::{self, Which};
use crate::heritage::store::{bookings, departures};
use crate::wastebank::pay_fare::{FareError, PayFare, member_of, pay_fare};
use crate::wastebank::receive_fare::{ReceiveFare, receive_fare};
use crate::wastebank::take_deposit::{TakeDeposit, TakeDepositError, TypedLine, take_deposit};

#[derive(Clone, Debug)]
pub struct SettleFare {
    /// Made by the device.
    pub nonce: String,
    pub departure: DepartureId,
    /// The number of the booking.
    pub number: String,
    /// What was brought; none: all of it is paid in cash.
    pub waste: Option<Brought>,
    /// What was taken in cash.
    pub cash: Rupiah,
}

#[derive(Clone, Debug)]
pub struct Brought {
    /// The counter at the meeting point, of which the actor is an operator.
    pub unit: WasteUnitId,
    /// Whose balance the rest goes to; none: of the person who booked.
    pub member: Option<WasteMemberId>,
    pub lines: Vec<TypedLine>,
    /// The sum that both have seen.
    pub worth: Rupiah,
    /// Another operator who has seen it, where it is worth much.
    pub witness: Option<PersonId>,
}

#[derive(Debug, Error)]
pub enum SettleFareError {
    #[error(transparent)]
    Board(#[from] BoardError),
    #[error("no such booking")]
    NotFound,
    /// Not confirmed, settled already by another device, or nothing is due.
    #[error("nothing is to be settled")]
    NothingDue,
    /// The party has no account at the waste bank: it gets a card first.
    #[error("whose waste is it?")]
    NoMember,
    #[error("in cash it is {due}")]
    Cash { due: Rupiah },
    #[error(transparent)]
    Deposit(#[from] TakeDepositError),
    #[error(transparent)]
    Fare(#[from] FareError),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<StaffError> for SettleFareError {
    fn from(e: StaffError) -> Self {
        Self::Board(e.into())
    }
}

fn settlement(b: &Booking, worth: Rupiah) -> Settlement {
    Settlement::of(b.due(TenderKind::Pledge), b.due(TenderKind::Cash), worth)
}

pub async fn settle_fare(deps: &Deps, actor: &Actor, input: &SettleFare) -> Result<Settlement, SettleFareError> {
    let mut run = deps.db.reader();
    let (departure, by) = require(&mut run, actor, input.departure).await?;
    let nonce = named(by, &input.nonce)?;
    let number = input.number.trim().to_uppercase();
    let b = booking_reads::find(&mut run, Which::Of(&number, departure.id)).await?.ok_or(SettleFareError::NotFound)?;
    if let Some(known) = known(deps, &b, &nonce).await? {
        return known;
    }
    if boarding::has_settled(&mut run, &nonce).await? {
        // Another party's fare: a key names one action.
        return Err(BoardError::Used.into());
    }
    if b.state != BookingState::Confirmed || domain::heritage::boarding::due(&b).is_zero() {
        return Err(SettleFareError::NothingDue);
    }
    let worth = input.waste.as_ref().map_or(Rupiah::ZERO, |w| w.worth);
    let planned = settlement(&b, worth);
    if planned.in_cash != input.cash {
        return Err(SettleFareError::Cash { due: planned.in_cash });
    }
    // The deposit is the party's whatever comes after it, and is taken once for this action: tried again, it goes on here.
    let deposited = match &input.waste {
        Some(brought) => Some(deposit(deps, actor, &b, brought, &input.nonce).await?),
        None => None,
    };
    write(deps, &b, &nonce, by, worth, planned, deposited).await
}

/// The same action gets the same answer; for another one the fare is settled already.
async fn known(deps: &Deps, b: &Booking, nonce: &str) -> Result<Option<Result<Settlement, SettleFareError>>, DbError> {
    let known = boarding::find_settlement(&mut deps.db.reader(), b.id).await?;
    Ok(known.map(|(by, settlement)| if by == nonce { Ok(settlement) } else { Err(SettleFareError::NothingDue) }))
}

/// Whose balance, and the slip.
async fn deposit(deps: &Deps, actor: &Actor, b: &Booking, w: &Brought, nonce: &str) -> Result<(WasteMemberId, String), SettleFareError> {
    let member = match w.member {
        Some(member) => Some(member),
        None => match booking_reads::person_of(&mut deps.db.reader(), b.id).await? {
            Some(person) => member_of(&mut deps.db.reader(), person).await?.map(|m| m.id),
            None => None,
        },
    };
    let member = member.ok_or(SettleFareError::NoMember)?;
    let form = TakeDeposit {
        // With its party in front: another party's waste is another slip, whatever the device calls it.
        nonce: format!("tour:{}:{nonce}", b.id),
        unit: w.unit,
        member,
        lines: w.lines.clone(),
        witness: w.witness,
        expected_total: w.worth,
    };
    Ok((member, take_deposit(deps, actor, &form).await?))
}

async fn write(
    deps: &Deps,
    shown: &Booking,
    nonce: &str,
    by: PersonId,
    worth: Rupiah,
    planned: Settlement,
    deposited: Option<(WasteMemberId, String)>,
) -> Result<Settlement, SettleFareError> {
    let mut tx = deps.db.begin().await?;
    departures::lock(&mut tx, shown.departure).await?;
    let b = booking_reads::find(&mut tx, Which::Id(shown.id)).await?.ok_or(SettleFareError::NotFound)?;
    if let Some((other, settled)) = boarding::find_settlement(&mut tx, b.id).await? {
        return if other == nonce { Ok(settled) } else { Err(SettleFareError::NothingDue) };
    }
    if b.departure != shown.departure || b.state != BookingState::Confirmed {
        return Err(SettleFareError::NothingDue);
    }
    let now = settlement(&b, worth);
    if now != planned {
        // The fare has become another meanwhile. The waste is on its slip: told again with the new sum, it goes on from there.
        return Err(SettleFareError::Cash { due: now.in_cash });
    }
    for (kind, amount) in [(TenderKind::Pledge, planned.from_waste), (TenderKind::Cash, planned.in_cash)] {
        if !amount.is_zero() || !b.due(kind).is_zero() {
            boarding::settle_part(&mut tx, deps.id(), b.id, kind, amount).await?;
        }
    }
    let slip = deposited.as_ref().map(|(_, slip)| slip.as_str());
    let new = NewSettlement { nonce, booking: b.id, slip, worth, settlement: planned, by, at: deps.now() };
    boarding::insert_settlement(&mut tx, &new).await?;
    bookings::record(&mut tx, deps, b.id, "settled", Some(by), slip.unwrap_or_default()).await?;
    if let Some((member, _)) = deposited
        && !planned.from_waste.is_zero()
    {
        let reference = fare_reference(b.id, TenderKind::Pledge);
        pay_fare(&mut tx, deps, &PayFare { member, amount: planned.from_waste, reference: &reference, by: Some(by) }).await?;
    }
    if !planned.in_cash.is_zero() {
        let reference = fare_reference(b.id, TenderKind::Cash);
        let cash = ReceiveFare { till: Till::Hand(by), amount: planned.in_cash, reference: &reference, by: Some(by) };
        receive_fare(&mut tx, deps, &cash).await?;
    }
    tx.commit().await?;
    Ok(planned)
}
