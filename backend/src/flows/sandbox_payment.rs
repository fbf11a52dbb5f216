//! The page of the development gateway serves whoever asked it: orders of the market, and fares of tours.

use domain::kernel::money::Rupiah;
use domain::market::payment::{AttemptState, PaymentOutcome};

use super::tours::card::{CardError, read_attempt, settle_card};
use crate::deps::Deps;
use crate::links;
use crate::market::sandbox_payment as market;
pub use crate::market::sandbox_payment::SandboxError;

const SANDBOX: &str = "sandbox";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaidFor {
    Order,
    Tour,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SandboxPayment {
    pub what: PaidFor,
    /// Of the order or of the booking.
    pub number: String,
    pub amount: Rupiah,
    pub state: AttemptState,
    /// Its page (a path without the language's prefix).
    pub back: String,
}

impl From<market::SandboxPayment> for SandboxPayment {
    fn from(p: market::SandboxPayment) -> Self {
        Self { what: PaidFor::Order, number: p.number, amount: p.amount, state: p.state, back: p.back }
    }
}

pub async fn read_sandbox_payment(deps: &Deps, reference: &str) -> Result<SandboxPayment, SandboxError> {
    match market::read_sandbox_payment(deps, reference).await {
        Err(SandboxError::NotFound) => of_tour(deps, reference).await,
        other => other.map(Into::into),
    }
}

/// "Pay" or "decline", as the gateway would tell it.
pub async fn press_sandbox(deps: &Deps, reference: &str, outcome: PaymentOutcome) -> Result<SandboxPayment, SandboxError> {
    match market::press_sandbox(deps, reference, outcome).await {
        Err(SandboxError::NotFound) => {}
        other => return other.map(Into::into),
    }
    // Only where the gateway is the sandbox: a real one is not paid by pressing a button.
    of_tour(deps, reference).await?;
    settle_card(deps, SANDBOX, reference, outcome).await.map_err(error)?;
    of_tour(deps, reference).await
}

async fn of_tour(deps: &Deps, reference: &str) -> Result<SandboxPayment, SandboxError> {
    if deps.gateways.card.as_ref().is_none_or(|g| g.name() != SANDBOX) {
        return Err(SandboxError::NotFound);
    }
    let (booking, attempt) = read_attempt(deps, SANDBOX, reference).await.map_err(error)?;
    let back = links::booking(&booking.secret);
    Ok(SandboxPayment { what: PaidFor::Tour, number: booking.number, amount: attempt.amount, state: attempt.state, back })
}

fn error(e: CardError) -> SandboxError {
    match e {
        CardError::Db(e) => SandboxError::Db(e),
        _ => SandboxError::NotFound,
    }
}
