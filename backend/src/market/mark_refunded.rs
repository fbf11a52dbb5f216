//! Money of an order that has ended goes back through the gateway's own site: an officer says that it is done.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::SubOrderId;
use domain::kernel::text::{self, TextError};
use domain::market::order::By;
use domain::market::order_detail::RecordKind;
use thiserror::Error;

use super::step::{self, Acting};
use super::store::order_steps::{self, Reach};
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::flows::notify_order;

pub const MAX_PROOF: usize = 80;

#[derive(Debug, Error)]
pub enum MarkRefundedError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Nobody says of their own money that it has come back.
    #[error("an order of one's own")]
    Own,
    /// Done already, or never paid.
    #[error("nothing to give back")]
    Nothing,
    #[error("proof: {0}")]
    Proof(TextError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// `proof`: the number of the transfer, by which it can be found again. It stands in the history, which the shopper sees, and in what the shopper is told.
pub async fn mark_refunded(deps: &Deps, actor: &Actor, sub: SubOrderId, proof: &str) -> Result<(), MarkRefundedError> {
    actor.require_officer()?;
    let proof = text::line(proof, MAX_PROOF).map_err(MarkRefundedError::Proof)?;
    let mut tx = deps.db.begin().await?;
    let parts = order_steps::lock(&mut tx, sub, Reach::Any).await?;
    let current = parts.iter().find(|p| p.id == sub).ok_or(MarkRefundedError::Nothing)?;
    if current.shopper.person.is_some() && current.shopper.person == actor.person() {
        return Err(MarkRefundedError::Own);
    }
    if !order_steps::give_back(&mut tx, current).await? {
        return Err(MarkRefundedError::Nothing);
    }
    let acting = Acting { by: By::Officer, person: actor.person(), reason: &proof, answer: false, told: false, now: deps.now() };
    step::record(&mut tx, deps, current, RecordKind::Refunded, current.state, &acting).await?;
    audit::record(&mut tx, deps, actor, "order.refunded", &format!("order:{}", current.number), &proof).await?;
    notify_order::paid_back(&mut tx, deps, current, &current.number, current.total, &proof, format!("paid_back:{}", current.id)).await?;
    Ok(tx.commit().await?)
}
