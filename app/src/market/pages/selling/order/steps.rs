//! What a button on an order's page means, and what the use cases say to it.

use backend::market::ask_to_cancel::{Answer, CancelError, answer_cancel};
use backend::market::take_order_step::{Side, TakeOrderStepError, take_order_step};
use domain::kernel::ids::SubOrderId;
use domain::kernel::text;
use domain::market::order::OrderEvent;
use domain::market::order_contact::MAX_REASON;

use super::words as order_words;
use crate::i18n::{Locale, t};
use crate::market::pages::selling::words;
use crate::ui::Text;
use crate::web::{Ctx, Errors, Form, WebError};

pub enum TakenStep {
    Event(OrderEvent, String),
    /// The shopper's request to cancel.
    Agree,
    Refuse(String),
}

pub enum Refused {
    /// The order has moved on since the page was shown.
    NotPossible,
    /// The request to cancel is answered first.
    AnswerFirst,
    Reason(Text),
}

impl TakenStep {
    /// None when a message was added.
    pub fn read(l: Locale, form: &Form, errors: &mut Errors) -> Result<Option<Self>, WebError> {
        let reason = |errors: &mut Errors| form.parse("reason", errors, |s| text::paragraphs(s, MAX_REASON), |e| words::text(l, e));
        Ok(match form.text("do") {
            "agree" => Some(Self::Agree),
            "refuse" => reason(errors).map(Self::Refuse),
            code => {
                let event = OrderEvent::from_code(code).ok_or(WebError::BadRequest)?;
                if event.needs_reason() { reason(errors).map(|r| Self::Event(event, r)) } else { Some(Self::Event(event, String::new())) }
            }
        })
    }

    pub fn said(&self, l: Locale) -> &'static str {
        match self {
            Self::Event(event, _) => order_words::done(l, *event),
            Self::Agree => t::selling::done_cancel(l),
            Self::Refuse(_) => t::selling::done_refuse(l),
        }
    }
}

pub async fn take(ctx: &Ctx, sub: SubOrderId, step: &TakenStep) -> Result<Result<(), Refused>, WebError> {
    let (deps, actor, l) = (ctx.deps(), ctx.actor(), ctx.locale());
    let answer = match step {
        TakenStep::Event(event, reason) => {
            return match take_order_step(deps, actor, Side::Merchant, sub, *event, reason).await {
                Ok(_) => Ok(Ok(())),
                Err(TakeOrderStepError::NotFound) => Err(WebError::NotFound),
                Err(TakeOrderStepError::Db(e)) => Err(e.into()),
                Err(TakeOrderStepError::AnswerFirst) => Ok(Err(Refused::AnswerFirst)),
                Err(TakeOrderStepError::ReasonMissing) => Ok(Err(Refused::Reason(t::common::field_required(l).into()))),
                Err(TakeOrderStepError::Reason(e)) => Ok(Err(Refused::Reason(words::text(l, e)))),
                Err(
                    TakeOrderStepError::NotPossible(_)
                    | TakeOrderStepError::OwnOrder
                    | TakeOrderStepError::AskFirst
                    | TakeOrderStepError::Raced,
                ) => Ok(Err(Refused::NotPossible)),
            };
        }
        TakenStep::Agree => Answer::Agree,
        TakenStep::Refuse(reason) => Answer::Refuse(reason),
    };
    match answer_cancel(deps, actor, sub, answer).await {
        Ok(()) => Ok(Ok(())),
        Err(CancelError::NotFound) => Err(WebError::NotFound),
        Err(CancelError::NotPossible) => Ok(Err(Refused::NotPossible)),
        Err(CancelError::Reason(e)) => Ok(Err(Refused::Reason(words::text(l, e)))),
        Err(CancelError::Db(e)) => Err(e.into()),
    }
}
