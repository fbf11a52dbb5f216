//! The development gateway's page: what is to be paid, and the two buttons.

use domain::kernel::money::Rupiah;
use domain::market::payment::{AttemptState, PaymentOutcome};
use thiserror::Error;

use super::settle_payment::{SettlePaymentError, settle_payment};
use super::store::payments;
use crate::db::{DbError, Run, sql};
use crate::deps::Deps;
use crate::links;

const SANDBOX: &str = "sandbox";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SandboxPayment {
    pub number: String,
    pub amount: Rupiah,
    pub state: AttemptState,
    /// The order's page, where the shopper goes back to (a path without the language's prefix).
    pub back: String,
}

#[derive(Debug, Error)]
pub enum SandboxError {
    /// No such payment, or this house has a real gateway: nobody pays by pressing a button there.
    #[error("no such payment")]
    NotFound,
    #[error(transparent)]
    Settle(#[from] SettlePaymentError),
    #[error(transparent)]
    Db(#[from] DbError),
}

fn open(deps: &Deps) -> Result<(), SandboxError> {
    let sandbox = deps.gateways.card.as_ref().is_some_and(|g| g.name() == SANDBOX);
    if sandbox { Ok(()) } else { Err(SandboxError::NotFound) }
}

pub async fn read_sandbox_payment(deps: &Deps, reference: &str) -> Result<SandboxPayment, SandboxError> {
    open(deps)?;
    let mut run = deps.db.reader();
    let attempt = payments::find_by_reference(&mut run, SANDBOX, reference).await?.ok_or(SandboxError::NotFound)?;
    let row = run.fetch_one(sql("SELECT number, secret FROM market_order WHERE id = $1").bind(attempt.order)).await?;
    let secret: String = row.get("secret")?;
    Ok(SandboxPayment { number: row.get("number")?, amount: attempt.amount, state: attempt.state, back: links::order(&secret) })
}

/// "Pay" or "decline", as the gateway would tell it. Gives the order's page to go back to.
pub async fn press_sandbox(deps: &Deps, reference: &str, outcome: PaymentOutcome) -> Result<SandboxPayment, SandboxError> {
    open(deps)?;
    match settle_payment(deps, SANDBOX, reference, outcome).await {
        Ok(_) => {}
        Err(SettlePaymentError::Unknown) => return Err(SandboxError::NotFound),
        Err(e) => return Err(e.into()),
    }
    read_sandbox_payment(deps, reference).await
}
