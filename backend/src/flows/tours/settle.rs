//! The fare at the meeting point: what was promised is weighed and pays it, too much goes to the balance, too little is made
//! up in cash. Told twice by a device it happens once. A photo of the goods is not waited for here (`take_deposit.rs` says why).
//! What lay on the scale in time counts also when the clock has given the party up before a device could tell of it: it pays what had
//! fallen away, and the seats are taken by the scan that follows. Where others have them, that scan is for a person to decide.

use domain::heritage::boarding::{Settlement, due};
use domain::heritage::booking::{Booking, BookingState};
use domain::heritage::part::TenderState;
use domain::heritage::tender::TenderKind;
use domain::identity::actor::Actor;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{BookingId, DepartureId, PersonId, WasteMemberId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::wastebank::fare::Till;
use thiserror::Error;

use super::board::{BoardError, require};
use super::money::fare_reference;
use crate::db::{DbError, Run};
use crate::deps::Deps;
use crate::heritage::staff::StaffError;
use crate::heritage::store::boarding::{self, NewSettlement};
use crate::heritage::store::booking_reads::{self, Which};
use crate::heritage::store::{bookings, departures, parts};
use crate::nonce;
use crate::wastebank::pay_fare::{FareError, PayFare, lock_members, member_of, pay_fare};
use crate::wastebank::receive_fare::{ReceiveFare, receive_fare};
use crate::wastebank::take_deposit::{Seen, TakeDeposit, TakeDepositError, TypedLine, check_deposit, put, taken_before};

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
    /// When, by the device: the waste has the price of then.
    pub at: Timestamp,
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
    /// It was taken for one that does not come, and may still come: first it is waited for again. Or it came too late.
    #[error("the party was given up")]
    Released,
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

pub async fn settle_fare(deps: &Deps, actor: &Actor, input: &SettleFare) -> Result<Settlement, SettleFareError> {
    let mut run = deps.db.reader();
    let (departure, by) = require(&mut run, actor, input.departure).await?;
    let nonce = nonce::of(by, &input.nonce).ok_or(BoardError::Nonce)?;
    let number = input.number.trim().to_uppercase();
    let b = booking_reads::find(&mut run, Which::Of(&number, departure.id)).await?.ok_or(SettleFareError::NotFound)?;
    let form = match &input.waste {
        Some(brought) => Some(deposit(&mut run, &b, brought).await?),
        None => None,
    };
    let at = departure.told_at(input.at, deps.now());
    let action = Action { nonce, by, deposit_nonce: format!("{by}:tour:{}", b.id), input, at, form };
    if let Some(settled) = told_before(&mut run, b.id, &action).await? {
        return Ok(settled);
    }
    Plan::of(b.clone(), &action, deps.now())?;
    let seen = match &action.form {
        Some(form) => Some(check_deposit(deps, actor, form, at).await?),
        None => None,
    };
    write(deps, &b, &action, seen).await
}

/// What a device tells.
struct Action<'a> {
    nonce: String,
    by: PersonId,
    /// Of the booking: it is settled once.
    deposit_nonce: String,
    input: &'a SettleFare,
    /// When the party stood there, as far as that can be: the slip is of then, the books of now.
    at: Timestamp,
    form: Option<TakeDeposit>,
}

impl Action<'_> {
    fn worth(&self) -> Rupiah {
        self.form.as_ref().map_or(Rupiah::ZERO, |f| f.expected_total)
    }
}

/// The same action gets the same answer, a changed one is refused; for another one the fare is settled already.
async fn told_before(run: &mut impl Run, booking: BookingId, a: &Action<'_>) -> Result<Option<Settlement>, SettleFareError> {
    let Some(known) = boarding::find_settlement(run, booking).await? else { return Ok(None) };
    if known.nonce != a.nonce {
        return Err(SettleFareError::NothingDue);
    }
    let slip = match &a.form {
        Some(form) => taken_before(run, &a.deposit_nonce, form).await?,
        None => None,
    };
    let same = (known.worth, known.settlement.in_cash, known.slip) == (a.worth(), a.input.cash, slip);
    if same { Ok(Some(known.settlement)) } else { Err(BoardError::Used.into()) }
}

/// Whose balance.
async fn deposit(run: &mut impl Run, b: &Booking, w: &Brought) -> Result<TakeDeposit, SettleFareError> {
    let member = match w.member {
        Some(member) => Some(member),
        None => match booking_reads::person_of(run, b.id).await? {
            Some(person) => member_of(run, person).await?.map(|m| m.id),
            None => None,
        },
    };
    let member = member.ok_or(SettleFareError::NoMember)?;
    let (nonce, lines) = (String::new(), w.lines.clone());
    Ok(TakeDeposit { nonce, unit: w.unit, member, lines, witness: w.witness, expected_total: w.worth, pictured: false })
}

struct Plan {
    /// As it is settled.
    b: Booking,
    settlement: Settlement,
    /// What had fallen away is due again.
    revives: bool,
}

impl Plan {
    /// What is due may have become less since a device was told of it: then there is other cash to take.
    fn of(mut b: Booking, a: &Action<'_>, now: Timestamp) -> Result<Self, SettleFareError> {
        let revives = b.was_in_time(a.at, now);
        if revives {
            b.parts.iter_mut().filter(|p| p.state == TenderState::Void).for_each(|p| p.state = TenderState::Due);
        } else if b.state == BookingState::NoShow {
            return Err(SettleFareError::Released);
        } else if b.state != BookingState::Confirmed {
            return Err(SettleFareError::NothingDue);
        }
        if due(&b).is_zero() {
            return Err(SettleFareError::NothingDue);
        }
        let settlement = Settlement::of(b.due(TenderKind::Pledge), b.due(TenderKind::Cash), a.worth());
        if settlement.in_cash != a.input.cash {
            return Err(SettleFareError::Cash { due: settlement.in_cash });
        }
        Ok(Self { b, settlement, revives })
    }
}

/// The deposit and the fare that it pays: both or none of them.
async fn write(deps: &Deps, shown: &Booking, a: &Action<'_>, seen: Option<Seen>) -> Result<Settlement, SettleFareError> {
    let mut tx = deps.db.begin().await?;
    departures::lock(&mut tx, shown.departure).await?;
    let b = booking_reads::find(&mut tx, Which::Id(shown.id)).await?.ok_or(SettleFareError::NotFound)?;
    if let Some(settled) = told_before(&mut tx, b.id, a).await? {
        return Ok(settled);
    }
    if b.departure != shown.departure {
        return Err(SettleFareError::NothingDue);
    }
    let Plan { b, settlement: planned, revives } = Plan::of(b, a, deps.now())?;
    if revives {
        parts::revive(&mut tx, b.id).await?;
        // It has come to the scale: nobody writes that it has not.
        bookings::set_deadline(&mut tx, b.id, None).await?;
    }
    if let Some(form) = &a.form {
        lock_members(&mut tx, &[form.member]).await?;
    }
    if !planned.in_cash.is_zero() {
        let reference = fare_reference(b.id, TenderKind::Cash);
        let cash = ReceiveFare { till: Till::Hand(a.by), amount: planned.in_cash, reference: &reference, by: Some(a.by) };
        receive_fare(&mut tx, deps, &cash).await?;
    }
    let slip = match a.form.as_ref().zip(seen) {
        Some((form, seen)) => Some(put(&mut tx, deps, &a.deposit_nonce, form, &seen).await?),
        None => None,
    };
    for (kind, amount) in [(TenderKind::Pledge, planned.from_waste), (TenderKind::Cash, planned.in_cash)] {
        if !amount.is_zero() || !b.due(kind).is_zero() {
            boarding::settle_part(&mut tx, deps.id(), b.id, kind, amount).await?;
        }
    }
    let (slip, worth) = (slip.as_deref(), a.worth());
    let new = NewSettlement { nonce: &a.nonce, booking: b.id, slip, worth, settlement: planned, by: a.by, at: a.at };
    if !boarding::insert_settlement(&mut tx, &new).await? {
        return Err(BoardError::Used.into());
    }
    bookings::record(&mut tx, deps, b.id, "settled", Some(a.by), slip.unwrap_or_default()).await?;
    if let Some(form) = a.form.as_ref().filter(|_| !planned.from_waste.is_zero()) {
        let reference = fare_reference(b.id, TenderKind::Pledge);
        let fare = PayFare { member: form.member, amount: planned.from_waste, reference: &reference, by: Some(a.by) };
        pay_fare(&mut tx, deps, &fare).await?;
    }
    tx.commit().await?;
    Ok(planned)
}
