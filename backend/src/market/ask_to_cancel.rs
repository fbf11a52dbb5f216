//! The shopper asks to cancel when it is too late to do so freely; the shop answers, or its silence does.

use domain::identity::actor::Actor;
use domain::kernel::ids::SubOrderId;
use domain::kernel::text::{TextError, paragraphs};
use domain::market::order::{By, OrderEvent};
use domain::market::order_contact::MAX_REASON;
use domain::market::order_detail::RecordKind;
use thiserror::Error;

use super::step::{self, Acting, StepError};
use super::store::order_steps;
use super::take_order_step::Side;
use crate::db::DbError;
use crate::deps::Deps;
use crate::flows::notify_order;

#[derive(Debug, Error)]
pub enum CancelError {
    #[error("no such order")]
    NotFound,
    /// It has left the shop, has ended, can be cancelled without asking, or the question was put already: one in each state.
    #[error("not possible now")]
    NotPossible,
    #[error("reason: {0}")]
    Reason(#[from] TextError),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<StepError> for CancelError {
    fn from(e: StepError) -> Self {
        match e {
            StepError::Step(_) | StepError::Raced => Self::NotPossible,
            StepError::Db(e) => Self::Db(e),
        }
    }
}

/// `side`: a shopper's ([`Side::Link`] or [`Side::Shopper`]).
pub async fn ask_to_cancel(deps: &Deps, actor: &Actor, side: Side<'_>, sub: SubOrderId, reason: &str) -> Result<(), CancelError> {
    let reach = side.reach(actor).filter(|_| side.by() == By::Shopper).ok_or(CancelError::NotFound)?;
    let reason = paragraphs(reason, MAX_REASON)?;
    let rules = deps.settings().await?.order_rules;
    let now = deps.now();
    let mut tx = deps.db.begin().await?;
    let parts = order_steps::lock(&mut tx, sub, reach).await?;
    let current = parts.iter().find(|p| p.id == sub).ok_or(CancelError::NotFound)?;
    let late = !current.state.free_to_cancel(current.placed_at, now, &rules);
    let answered_at = now.plus(rules.cancel_answer_window);
    if !late || !current.state.can_ask_to_cancel() || !order_steps::ask_to_cancel(&mut tx, current, &reason, now, answered_at).await? {
        return Err(CancelError::NotPossible);
    }
    let acting = Acting { by: By::Shopper, person: actor.person(), reason: &reason, answer: false, told: false, now };
    let record = step::record(&mut tx, deps, current, RecordKind::CancelAsked, current.state, &acting).await?;
    notify_order::cancel_asked(&mut tx, deps, current, record, &reason, answered_at).await?;
    tx.commit().await?;
    Ok(())
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer<'a> {
    Agree,
    /// With the reason.
    Refuse(&'a str),
}

/// The shop's answer.
pub async fn answer_cancel(deps: &Deps, actor: &Actor, sub: SubOrderId, answer: Answer<'_>) -> Result<(), CancelError> {
    let reach = Side::Merchant.reach(actor).ok_or(CancelError::NotFound)?;
    let rules = deps.settings().await?.order_rules;
    let now = deps.now();
    let refusal = match answer {
        Answer::Agree => None,
        Answer::Refuse(reason) => Some(paragraphs(reason, MAX_REASON)?),
    };
    let mut tx = deps.db.begin().await?;
    let parts = order_steps::lock(&mut tx, sub, reach).await?;
    let current = parts.first().ok_or(CancelError::NotFound)?;
    let asked = current.cancel_asked.as_ref().ok_or(CancelError::NotPossible)?;
    let reason = refusal.as_deref().unwrap_or(&asked.reason);
    let acting = Acting { by: By::Merchant, person: actor.person(), reason, answer: true, told: false, now };
    if let Some(reason) = &refusal {
        if !order_steps::refuse_cancel(&mut tx, current).await? {
            return Err(CancelError::NotPossible);
        }
        let record = step::record(&mut tx, deps, current, RecordKind::CancelRefused, current.state, &acting).await?;
        notify_order::cancel_refused(&mut tx, deps, current, record, reason).await?;
    } else {
        step::take_all(&mut tx, deps, &rules, &[current], OrderEvent::Cancel, &acting).await?;
    }
    tx.commit().await?;
    Ok(())
}
