//! An order that was paid twice: the second money goes back through the gateway's own site, and an officer says that it is done.

use domain::identity::actor::Actor;
use domain::kernel::ids::PaymentId;
use domain::kernel::text;

use super::mark_refunded::{MAX_PROOF, MarkRefundedError};
use super::store::order_steps;
use super::store::payments::{self, Surplus};
use crate::audit;
use crate::deps::Deps;
use crate::flows::notify_order;

/// Those that wait longest first.
pub async fn list_surplus(deps: &Deps, actor: &Actor) -> Result<Vec<Surplus>, MarkRefundedError> {
    actor.require_officer()?;
    Ok(payments::surplus(&mut deps.db.reader()).await?)
}

/// `proof`: the number of the transfer, by which it can be found again; the shopper is told it.
pub async fn return_surplus(deps: &Deps, actor: &Actor, payment: PaymentId, proof: &str) -> Result<(), MarkRefundedError> {
    actor.require_officer()?;
    let proof = text::line(proof, MAX_PROOF).map_err(MarkRefundedError::Proof)?;
    let found = payments::find(&mut deps.db.reader(), payment).await?.ok_or(MarkRefundedError::Nothing)?;
    let mut tx = deps.db.begin().await?;
    let parts = order_steps::lock_order(&mut tx, found.order).await?;
    let any = parts.first().ok_or(MarkRefundedError::Nothing)?;
    if any.shopper.person.is_some() && any.shopper.person == actor.person() {
        return Err(MarkRefundedError::Own);
    }
    if !payments::give_back(&mut tx, payment, actor.person(), &proof, deps.now()).await? {
        return Err(MarkRefundedError::Nothing);
    }
    audit::record(&mut tx, deps, actor, "order.surplus_returned", &format!("order:{}", any.order_number), &proof).await?;
    let occasion = format!("paid_back:{payment}");
    notify_order::paid_back(&mut tx, deps, any, &any.order_number, found.amount, &proof, occasion).await?;
    Ok(tx.commit().await?)
}
