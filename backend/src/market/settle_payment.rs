//! What a gateway says of a payment becomes true here, whoever brings the news: webhook, the browser's return, the
//! sandbox. Told twice, late or in the wrong order, the outcome is the same, and no money is ever forgotten.

use domain::kernel::ids::PaymentId;
use domain::kernel::money::Rupiah;
use domain::market::order::{By, OrderEvent, OrderState};
use domain::market::order_detail::RecordKind;
use domain::market::payment::{AttemptState, PaymentOutcome, PaymentState};
use thiserror::Error;

use super::step::{self, Acting, StepError};
use super::store::order_steps::{self, Current};
use super::store::payments::{self, Attempt};
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::flows::notify_order;

#[derive(Debug, Error)]
pub enum SettlePaymentError {
    #[error("no such payment")]
    Unknown,
    /// The order changed in the same moment; the gateway will tell again, and so can the caller.
    #[error("the order has moved on")]
    Raced,
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<StepError> for SettlePaymentError {
    fn from(e: StepError) -> Self {
        match e {
            StepError::Step(_) | StepError::Raced => Self::Raced,
            StepError::Db(e) => Self::Db(e),
        }
    }
}

/// Returns the state of the attempt after the news. No actor: whoever calls has verified that the gateway speaks.
pub async fn settle_payment(
    deps: &Deps,
    provider: &str,
    provider_reference: &str,
    outcome: PaymentOutcome,
) -> Result<AttemptState, SettlePaymentError> {
    let found = payments::find_by_reference(&mut deps.db.reader(), provider, provider_reference).await?;
    let found = found.ok_or(SettlePaymentError::Unknown)?;
    let mut tx = deps.db.begin().await?;
    // Parts first, then attempts: the order of docs/locking.md.
    let parts = order_steps::lock_order(&mut tx, found.order).await?;
    let attempts = payments::lock_all(&mut tx, found.order).await?;
    let attempt = attempts.iter().find(|a| a.id == found.id).ok_or(SettlePaymentError::Unknown)?;
    let paid_otherwise = attempts.iter().any(|a| a.id != attempt.id && a.state == AttemptState::Paid);
    let after = attempt.state.settle(outcome, paid_otherwise);
    if after == attempt.state {
        return Ok(after);
    }
    payments::set_state(&mut tx, attempt.id, after, deps.now()).await?;
    match after {
        AttemptState::Paid => pay_parts(&mut tx, deps, attempt, &parts).await?,
        AttemptState::Surplus => tell_surplus(&mut tx, deps, attempt, &parts).await?,
        AttemptState::Pending | AttemptState::Failed => {}
    }
    tx.commit().await?;
    Ok(after)
}

/// The waiting parts go on to their shops; what had ended meanwhile is owed back.
async fn pay_parts(tx: &mut Tx, deps: &Deps, attempt: &Attempt, parts: &[Current]) -> Result<(), SettlePaymentError> {
    let rules = deps.settings().await?.order_rules;
    let acting = Acting { by: By::Payment, person: None, reason: "", answer: false, told: false, now: deps.now() };
    let (waiting, others): (Vec<&Current>, Vec<&Current>) = parts.iter().partition(|p| p.state == OrderState::AwaitingPayment);
    step::take_all(tx, deps, &rules, &waiting, OrderEvent::Pay, &acting).await?;
    let mut owed = Rupiah::ZERO;
    for part in others.into_iter().filter(|p| p.payment == PaymentState::Void) {
        if !order_steps::owe_back(tx, part, acting.now).await? {
            return Err(SettlePaymentError::Raced);
        }
        step::record(tx, deps, part, RecordKind::PaidTooLate, part.state, &acting).await?;
        owed += part.total;
    }
    let Some(any) = parts.first() else { return Ok(()) };
    if owed.is_zero() {
        notify_order::paid(tx, deps, any, attempt.amount).await?;
    } else {
        notify_order::paid_too_late(tx, deps, any, owed, occasion(attempt.id)).await?;
    }
    Ok(())
}

async fn tell_surplus(tx: &mut Tx, deps: &Deps, attempt: &Attempt, parts: &[Current]) -> Result<(), SettlePaymentError> {
    let Some(any) = parts.first() else { return Ok(()) };
    notify_order::paid_too_late(tx, deps, any, attempt.amount, occasion(attempt.id)).await?;
    Ok(())
}

fn occasion(attempt: PaymentId) -> String {
    format!("owed:{attempt}")
}
