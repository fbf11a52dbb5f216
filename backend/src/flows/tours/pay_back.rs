//! Money that an officer gives back: cards through the gateway's own site, cash by hand. Waste has gone back by itself.

use domain::heritage::refund::Refund;
use domain::heritage::tender::TenderKind;
use domain::identity::actor::Actor;
use domain::kernel::ids::TourId;
use thiserror::Error;

use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::heritage::staff::{StaffError, require_officer};
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
    #[error(transparent)]
    Fare(#[from] FareError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What is still owed, the longest first.
pub async fn list_refunds(deps: &Deps, actor: &Actor, tour: TourId) -> Result<Vec<Refund>, StaffError> {
    let mut run = deps.db.reader();
    require_officer(&mut run, actor, tour).await?;
    Ok(refunds::open(&mut run, tour).await?)
}

pub async fn mark_refunded(deps: &Deps, actor: &Actor, tour: TourId, reference: &str) -> Result<(), MarkRefundedError> {
    let by = require_officer(&mut deps.db.reader(), actor, tour).await?;
    let mut tx = deps.db.begin().await?;
    let (kind, amount) = refunds::done(&mut tx, tour, reference, by, deps.now()).await?.ok_or(MarkRefundedError::Nothing)?;
    pay_back(&mut tx, deps, reference, amount, kind == TenderKind::Card, by).await?;
    audit::record(&mut tx, deps, actor, "heritage.refunded", &format!("tour:{tour}"), reference).await?;
    tx.commit().await?;
    Ok(())
}
