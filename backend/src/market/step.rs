//! One step of one sub-order with all that hangs on it: history, timer, money, stock, and who is told. Every way in
//! (buttons, answers, timers, payments) takes it here, in the transaction that the caller opened and locked.

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{OrderEventId, PersonId, SubOrderId};
use domain::market::order::{By, OrderEvent, OrderState, OrderStepError};
use domain::market::order_detail::RecordKind;
use domain::market::order_end::EndCause;
use domain::market::order_rules::OrderRules;
use domain::market::payment::PaymentMethod;
use thiserror::Error;

use super::store::order_steps::{self, After, Current};
use super::store::orders::{self, NewRecord};
use super::store::payments;
use super::store::stock::{self, Left};
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::flows::notify_order;

/// Who acts, and why.
#[derive(Clone, Copy, Debug)]
pub(super) struct Acting<'a> {
    pub by: By,
    pub person: Option<PersonId>,
    pub reason: &'a str,
    /// The shopper asked to cancel, and this is the answer.
    pub answer: bool,
    /// Another part of the order moves in the same step and tells the shopper for all.
    pub told: bool,
    pub now: Timestamp,
}

#[derive(Debug, Error)]
pub enum StepError {
    #[error(transparent)]
    Step(#[from] OrderStepError),
    /// Somebody was faster. Nothing was written.
    #[error("the order has moved on")]
    Raced,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The same step of all these parts of one order. Stock is locked for all of them before any of it moves, and what
/// changed is announced once: both in one order, whatever the parts.
pub(super) async fn take_all(
    tx: &mut Tx,
    deps: &Deps,
    rules: &OrderRules,
    parts: &[&Current],
    event: OrderEvent,
    acting: &Acting<'_>,
) -> Result<(), StepError> {
    let ids: Vec<SubOrderId> = parts.iter().map(|p| p.id).collect();
    if ids.len() > 1 {
        stock::lock_of(tx, &ids).await?;
    }
    let mut left = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        left.extend(take(tx, deps, rules, part, event, &Acting { told: at > 0, ..*acting }).await?);
    }
    Ok(stock::announce(tx, deps, acting.now, &left).await?)
}

async fn take(
    tx: &mut Tx,
    deps: &Deps,
    rules: &OrderRules,
    sub: &Current,
    event: OrderEvent,
    acting: &Acting<'_>,
) -> Result<Vec<Left>, StepError> {
    let to = sub.state.apply(event, acting.by, sub.delivery)?;
    let now = acting.now;
    let payment = if event == OrderEvent::Pay { sub.payment.after_money() } else { sub.payment.after_step(to) };
    let end = EndCause::of(sub.state, event, acting.by, acting.answer).map(|cause| (cause, acting.reason));
    let deadline = to.deadline(now, sub.deadline_at, rules);
    if !order_steps::advance(tx, sub, &After { state: to, payment, at: now, deadline, end }).await? {
        return Err(StepError::Raced);
    }
    let record = record(tx, deps, sub, RecordKind::Step(event), to, acting).await?;
    let left = if to.returns_stock() { stock::give_back(tx, deps, sub.id, now).await? } else { Vec::new() };
    if event == OrderEvent::Fail && sub.method == PaymentMethod::Cash {
        payments::record_cash_failure(tx, sub.id, &sub.phone, sub.shopper.person, now).await?;
    }
    notify_order::stepped(tx, deps, sub, &notify_order::Step { record, by: acting.by, told: acting.told, to, payment, deadline, end })
        .await?;
    Ok(left)
}

/// Writes a line of the history and gives its id, which names the occasion for those who are told.
pub(super) async fn record(
    tx: &mut Tx,
    deps: &Deps,
    sub: &Current,
    kind: RecordKind,
    to: OrderState,
    acting: &Acting<'_>,
) -> Result<OrderEventId, DbError> {
    let id = deps.id();
    let record = NewRecord {
        id,
        sub: sub.id,
        at: acting.now,
        by: acting.by,
        person: acting.person,
        kind,
        from: sub.state,
        to,
        reason: acting.reason,
    };
    orders::insert_records(tx, &[record]).await?;
    Ok(id)
}
