//! Money that an officer gives back: cards through the gateway's own site, cash by hand. Waste has gone back by itself.

use domain::heritage::news::TourEvent;
use domain::heritage::refund::RefundDesk;
use domain::heritage::tender::TenderKind;
use domain::identity::actor::Actor;
use domain::kernel::ids::TourId;
use domain::kernel::text::{self, TextError};
use thiserror::Error;

use super::tell::tell_party;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::heritage::staff::{StaffError, require_officer};
use crate::heritage::store::booking_reads::{self, Which};
use crate::heritage::store::refunds;
use crate::wastebank::pay_fare::FareError;
use crate::wastebank::receive_fare::pay_back;

#[derive(Debug, Error)]
pub enum MarkRefundedError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    /// Done already, or another tour's.
    #[error("nothing to give back")]
    Nothing,
    #[error("proof: {0}")]
    Proof(TextError),
    #[error(transparent)]
    Fare(#[from] FareError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// How many of those that are done are shown.
const LAST: i64 = 30;
pub const MAX_PROOF: usize = 80;

/// What is still owed, and what was given back last.
pub async fn list_refunds(deps: &Deps, actor: &Actor, tour: TourId) -> Result<RefundDesk, StaffError> {
    let mut run = deps.db.reader();
    require_officer(&mut run, actor, tour).await?;
    Ok(RefundDesk { open: refunds::open(&mut run, tour).await?, done: refunds::paid_back(&mut run, tour, LAST).await? })
}

/// `proof`: the number of the transfer or of the receipt, by which it can be found again; the party is told it.
pub async fn mark_refunded(deps: &Deps, actor: &Actor, tour: TourId, reference: &str, proof: &str) -> Result<(), MarkRefundedError> {
    let by = require_officer(&mut deps.db.reader(), actor, tour).await?;
    let proof = text::line(proof, MAX_PROOF).map_err(MarkRefundedError::Proof)?;
    let mut tx = deps.db.begin().await?;
    let done = refunds::done(&mut tx, tour, reference, by, &proof, deps.now()).await?;
    let (booking, kind, amount) = done.ok_or(MarkRefundedError::Nothing)?;
    pay_back(&mut tx, deps, reference, amount, kind == TenderKind::Card, by).await?;
    audit::record(&mut tx, deps, actor, "heritage.refunded", &format!("tour:{tour}"), &format!("{reference} {proof}")).await?;
    if let Some(b) = booking_reads::find(&mut tx, Which::Id(booking)).await? {
        tell_party(&mut tx, deps, &b, TourEvent::PaidBack { amount, kind, proof }, &format!("paid_back:{reference}")).await?;
    }
    tx.commit().await?;
    Ok(())
}
