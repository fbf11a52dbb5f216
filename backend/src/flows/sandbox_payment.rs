//! The page of the development gateway serves whoever asked it: orders of the market, and fares of tours.

use domain::market::payment::PaymentOutcome;

use super::tours::card::{CardError, read_attempt, settle_card};
use crate::deps::Deps;
use crate::links;
use crate::market::sandbox_payment as market;
pub use crate::market::sandbox_payment::{SandboxError, SandboxPayment};

const SANDBOX: &str = "sandbox";

pub async fn read_sandbox_payment(deps: &Deps, reference: &str) -> Result<SandboxPayment, SandboxError> {
    match market::read_sandbox_payment(deps, reference).await {
        Err(SandboxError::NotFound) => of_tour(deps, reference).await,
        other => other,
    }
}

/// "Pay" or "decline", as the gateway would tell it.
pub async fn press_sandbox(deps: &Deps, reference: &str, outcome: PaymentOutcome) -> Result<SandboxPayment, SandboxError> {
    match market::press_sandbox(deps, reference, outcome).await {
        Err(SandboxError::NotFound) => {}
        other => return other,
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
    Ok(SandboxPayment { number: booking.number, amount: attempt.amount, state: attempt.state, back: links::booking(&booking.secret) })
}

fn error(e: CardError) -> SandboxError {
    match e {
        CardError::Db(e) => SandboxError::Db(e),
        _ => SandboxError::NotFound,
    }
}
