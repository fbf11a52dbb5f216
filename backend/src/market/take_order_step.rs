//! A person moves a sub-order on: the shop accepts, packs, sends, hands over; the shopper cancels or completes; an
//! officer steps in.

use domain::identity::actor::Actor;
use domain::kernel::ids::SubOrderId;
use domain::kernel::text::{TextError, optional_paragraphs};
use domain::market::order::{By, OrderEvent, OrderState, OrderStepError};
use domain::market::order_contact::MAX_REASON;
use thiserror::Error;

use super::step::{self, Acting, StepError};
use super::store::order_steps::{self, Current, Reach};
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;

/// On which side of the counter the actor stands: one person may be shopper, merchant and officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side<'a> {
    /// A shopper with the link of the order, logged in or not.
    Link(&'a str),
    /// A shopper among their own orders.
    Shopper,
    Merchant,
    Officer,
}

impl<'a> Side<'a> {
    pub const fn by(self) -> By {
        match self {
            Self::Link(_) | Self::Shopper => By::Shopper,
            Self::Merchant => By::Merchant,
            Self::Officer => By::Officer,
        }
    }

    /// Whose sub-orders the actor reaches from this side; none: nobody's.
    pub(super) fn reach(self, actor: &Actor) -> Option<Reach<'a>> {
        match self {
            Self::Link(secret) => Some(Reach::Secret(secret)),
            Self::Shopper => actor.person().map(Reach::Shopper),
            Self::Merchant => actor.person().map(Reach::Owner),
            Self::Officer => (actor.person().is_some() && actor.require_officer().is_ok()).then_some(Reach::Any),
        }
    }
}

#[derive(Debug, Error)]
pub enum TakeOrderStepError {
    /// Not there, or not theirs: which of them is not told.
    #[error("no such order")]
    NotFound,
    /// Not from this state, or not by this side. The page shows the state as it is now.
    #[error(transparent)]
    NotPossible(#[from] OrderStepError),
    /// An officer does not decide between themselves and the other side of the counter.
    #[error("their own shop's, or their own order")]
    OwnOrder,
    /// The time for cancelling freely is over: the shop can be asked.
    #[error("the shop has to be asked")]
    AskFirst,
    /// The shopper asked to cancel: that is answered first.
    #[error("the shopper waits for an answer")]
    AnswerFirst,
    #[error("a reason is needed")]
    ReasonMissing,
    #[error("reason: {0}")]
    Reason(#[from] TextError),
    /// Somebody was faster.
    #[error("the order has moved on")]
    Raced,
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<StepError> for TakeOrderStepError {
    fn from(e: StepError) -> Self {
        match e {
            StepError::Step(e) => Self::NotPossible(e),
            StepError::Raced => Self::Raced,
            StepError::Db(e) => Self::Db(e),
        }
    }
}

/// Returns the new state. `reason` is demanded of those who cancel or report a failed hand-over, except of a shopper
/// who still may cancel freely.
pub async fn take_order_step(
    deps: &Deps,
    actor: &Actor,
    side: Side<'_>,
    sub: SubOrderId,
    event: OrderEvent,
    reason: &str,
) -> Result<OrderState, TakeOrderStepError> {
    let reach = side.reach(actor).ok_or(TakeOrderStepError::NotFound)?;
    let by = side.by();
    let reason = optional_paragraphs(reason, MAX_REASON)?;
    if reason.is_empty() && event.needs_reason() && by != By::Shopper {
        return Err(TakeOrderStepError::ReasonMissing);
    }
    let rules = deps.settings().await?.order_rules;
    let now = deps.now();
    let mut tx = deps.db.begin().await?;
    let parts = order_steps::lock(&mut tx, sub, reach).await?;
    let asked = parts.iter().find(|p| p.id == sub).ok_or(TakeOrderStepError::NotFound)?;
    if side == Side::Officer && [asked.shop.reader.person, asked.shopper.person].contains(&actor.person()) {
        return Err(TakeOrderStepError::OwnOrder);
    }
    let to = asked.state.apply(event, by, asked.delivery)?;
    if by == By::Shopper && event == OrderEvent::Cancel && !asked.state.free_to_cancel(asked.placed_at, now, &rules) {
        return Err(TakeOrderStepError::AskFirst);
    }
    if by == By::Merchant && asked.cancel_asked.is_some() {
        return Err(TakeOrderStepError::AnswerFirst);
    }
    let acting = Acting { by, person: actor.person(), reason: &reason, answer: false, told: false, now };
    step::take_all(&mut tx, deps, &rules, &moving(&parts, asked), event, &acting).await?;
    if side == Side::Officer {
        audit::record(&mut tx, deps, actor, "order.step", &format!("sub_order:{sub}"), event.code()).await?;
    }
    tx.commit().await?;
    Ok(to)
}

/// What moves with a sub-order: before the money is there, all parts of its order, because they are paid together.
pub(super) fn moving<'a>(parts: &'a [Current], asked: &'a Current) -> Vec<&'a Current> {
    let together = asked.state == OrderState::AwaitingPayment;
    parts.iter().filter(|p| p.id == asked.id || together).collect()
}
