//! The part of a fare that a card pays, through the port of the market. What a gateway says becomes true here; told twice, late
//! or in the wrong order, the outcome is the same, and no money is forgotten.

use domain::heritage::booking::{Booking, BookingEvent, BookingState};
use domain::heritage::news::TourEvent;
use domain::heritage::tender::TenderKind;
use domain::kernel::ids::{BookingId, DepartureId};
use domain::kernel::money::Rupiah;
use domain::market::payment::{AttemptState, PaymentOutcome};
use domain::wastebank::fare::Till;
use thiserror::Error;

use super::money::fare_reference;
use super::tell::{tell_party, to_bring};
use crate::adapters::payment::{GatewayError, PaymentRequest};
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::heritage::store::booking_reads::{self, Which};
use crate::heritage::store::parts::{self, Attempt};
use crate::heritage::store::{bookings, departures, refunds};
use crate::links;
use crate::wastebank::pay_fare::FareError;
use crate::wastebank::receive_fare::{Back, OweBack, ReceiveFare, owe_back, receive_fare};

/// Where a party goes after it has chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    Done,
    /// The gateway's page.
    Pay {
        url: String,
    },
    /// The gateway does not answer; the booking's page offers to try again.
    PayLater,
}

#[derive(Debug, Error)]
pub enum CardError {
    #[error("no such booking or payment")]
    NotFound,
    /// Paid already, or ended.
    #[error("nothing is to be paid")]
    NothingToPay,
    #[error("cards are not taken")]
    NoCard,
    #[error(transparent)]
    Gateway(#[from] GatewayError),
    #[error(transparent)]
    Fare(#[from] FareError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Goes on with the attempt that waits, or makes a new one after a failure.
pub(super) async fn start_card(deps: &Deps, booking: BookingId) -> Result<Next, CardError> {
    let gateway = deps.gateways.card.clone().ok_or(CardError::NoCard)?;
    let mut run = deps.db.reader();
    let b = booking_reads::find(&mut run, Which::Id(booking)).await?.ok_or(CardError::NotFound)?;
    let amount = b.due(TenderKind::Card);
    if b.state != BookingState::AwaitingPayment || amount.is_zero() {
        return Err(CardError::NothingToPay);
    }
    let known = parts::attempts(&mut run, booking).await?;
    let pending = known.into_iter().find(|a| a.state == AttemptState::Pending && a.provider == gateway.name() && a.amount == amount);
    let attempt = match pending {
        Some(attempt) => attempt,
        None => {
            let (id, reference) = (deps.id(), deps.random.link_secret());
            let provider = gateway.name().to_owned();
            let new = Attempt { id, booking, provider, reference, amount, state: AttemptState::Pending };
            let mut tx = deps.db.begin().await?;
            parts::insert_attempt(&mut tx, &new, deps.now()).await?;
            tx.commit().await?;
            new
        }
    };
    let page = gateway
        .start(&PaymentRequest {
            reference: attempt.reference.clone(),
            amount,
            return_url: format!("{}{}", deps.base_url, b.locale.path(&links::booking(&b.secret))),
            description: b.number,
        })
        .await?;
    let mut tx = deps.db.begin().await?;
    parts::name_attempt(&mut tx, attempt.id, &page.provider_reference).await?;
    tx.commit().await?;
    Ok(Next::Pay { url: page.url })
}

/// An attempt and what it is for.
pub(in crate::flows) async fn read_attempt(deps: &Deps, provider: &str, reference: &str) -> Result<(Booking, Attempt), CardError> {
    let mut run = deps.db.reader();
    let attempt = parts::find_attempt(&mut run, provider, reference).await?.ok_or(CardError::NotFound)?;
    let booking = booking_reads::find(&mut run, Which::Id(attempt.booking)).await?.ok_or(CardError::NotFound)?;
    Ok((booking, attempt))
}

/// Returns the state of the attempt after the news. No actor: whoever calls has verified that the gateway speaks.
pub async fn settle_card(deps: &Deps, provider: &str, reference: &str, outcome: PaymentOutcome) -> Result<AttemptState, CardError> {
    let (booking, found) = read_attempt(deps, provider, reference).await?;
    let mut tx = deps.db.begin().await?;
    lock(&mut tx, booking.id, booking.departure).await?;
    let attempts = parts::attempts(&mut tx, found.booking).await?;
    let attempt = attempts.iter().find(|a| a.id == found.id).ok_or(CardError::NotFound)?;
    let paid_otherwise = attempts.iter().any(|a| a.id != attempt.id && a.state == AttemptState::Paid);
    let after = attempt.state.settle(outcome, paid_otherwise);
    if after == attempt.state {
        return Ok(after);
    }
    parts::settle_attempt(&mut tx, attempt.id, after, deps.now()).await?;
    match after {
        AttemptState::Paid => pay(&mut tx, deps, attempt).await?,
        AttemptState::Surplus => owe(&mut tx, deps, attempt).await?,
        AttemptState::Pending | AttemptState::Failed => {}
    }
    tx.commit().await?;
    Ok(after)
}

/// The departure of a booking may change while its lock is waited for.
async fn lock(tx: &mut Tx, booking: BookingId, mut departure: DepartureId) -> Result<(), CardError> {
    loop {
        departures::lock(tx, departure).await?;
        let now = booking_reads::find(tx, Which::Id(booking)).await?.ok_or(CardError::NotFound)?.departure;
        if now == departure {
            return Ok(());
        }
        departure = now;
    }
}

async fn pay(tx: &mut Tx, deps: &Deps, attempt: &Attempt) -> Result<(), CardError> {
    let b = booking_reads::find(tx, Which::Id(attempt.booking)).await?.ok_or(CardError::NotFound)?;
    let Ok(to) = b.state.after(BookingEvent::Paid) else { return owe(tx, deps, attempt).await };
    parts::pay(tx, b.id, TenderKind::Card).await?;
    // A person was refused while the gateway was asked: the fare is smaller, and the difference goes back.
    let due = b.due(TenderKind::Card);
    if !due.is_zero() {
        let reference = fare_reference(b.id, TenderKind::Card);
        receive_fare(tx, deps, &ReceiveFare { till: Till::Gateway, amount: due, reference: &reference, by: None }).await?;
    }
    let more = attempt.amount - due;
    if more > Rupiah::ZERO {
        owe_card(tx, deps, b.id, &format!("more:{}", attempt.id), more).await?;
    }
    bookings::set_state(tx, b.id, b.state, to, None).await?;
    bookings::record(tx, deps, b.id, "confirmed", None, "").await?;
    let (cash, waste) = to_bring(&b);
    tell_party(tx, deps, &b, TourEvent::Confirmed { cash, waste }, "confirmed").await?;
    Ok(())
}

/// It came too late, or a second time: all of it goes back, and the party need not wonder where it is.
async fn owe(tx: &mut Tx, deps: &Deps, attempt: &Attempt) -> Result<(), CardError> {
    let reference = format!("late:{}", attempt.id);
    owe_card(tx, deps, attempt.booking, &reference, attempt.amount).await?;
    bookings::record(tx, deps, attempt.booking, "paid_too_late", None, "").await?;
    let b = booking_reads::find(tx, Which::Id(attempt.booking)).await?.ok_or(CardError::NotFound)?;
    tell_party(tx, deps, &b, TourEvent::PaidTooLate { amount: attempt.amount }, &reference).await?;
    Ok(())
}

/// Paid beyond any fare.
async fn owe_card(tx: &mut Tx, deps: &Deps, booking: BookingId, reference: &str, amount: Rupiah) -> Result<(), CardError> {
    owe_back(tx, deps, &OweBack { what: Back::Surplus, amount, reference, by: None }).await?;
    refunds::owe(tx, reference, booking, TenderKind::Card, amount, deps.now()).await?;
    Ok(())
}
