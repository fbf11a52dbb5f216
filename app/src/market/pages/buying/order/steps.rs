//! What the shopper does with an order: pay, cancel, ask to cancel, confirm that it came.

use backend::market::ask_to_cancel::{CancelError, ask_to_cancel};
use backend::market::place_order::Next;
use backend::market::read_order::OrderKey;
use backend::market::start_payment::{StartPaymentError, pay_order};
use backend::market::take_order_step::{Side, TakeOrderStepError, take_order_step};
use domain::kernel::ids::SubOrderId;
use domain::kernel::text::TextError;
use domain::market::order::OrderEvent;
use http::StatusCode;

use super::super::words;
use super::{Said, Wrong, page};
use crate::i18n::t;
use crate::ui::{Mood, Text};
use crate::web::redirect::to_gateway;
use crate::web::{Ctx, Form, Reply, WebError};

pub async fn take(ctx: &Ctx, secret: &str, form: &Form) -> Reply {
    if form.text("go") == "pay" {
        return pay(ctx, secret).await;
    }
    let sub: SubOrderId = form.text("sub").parse().map_err(|_| WebError::NotFound)?;
    match form.text("go") {
        "cancel" => step(ctx, secret, form, sub, OrderEvent::Cancel).await,
        "complete" => step(ctx, secret, form, sub, OrderEvent::Complete).await,
        "ask" => ask(ctx, secret, form, sub).await,
        _ => Err(WebError::BadRequest),
    }
}

async fn pay(ctx: &Ctx, secret: &str) -> Reply {
    let l = ctx.locale();
    match pay_order(ctx.deps(), ctx.actor(), OrderKey::Secret(secret)).await {
        Ok(Next::Pay { url }) => Ok(to_gateway(ctx, &url)),
        Ok(Next::Done) | Err(StartPaymentError::NothingToPay) => again(ctx, secret, t::buying::order_no_payment(l)).await,
        Ok(Next::PayLater) | Err(StartPaymentError::NoCard | StartPaymentError::Gateway(_)) => {
            again(ctx, secret, t::buying::order_gateway(l)).await
        }
        Err(StartPaymentError::NotFound) => Err(WebError::NotFound),
        Err(StartPaymentError::Db(e)) => Err(e.into()),
    }
}

async fn step(ctx: &Ctx, secret: &str, form: &Form, sub: SubOrderId, event: OrderEvent) -> Reply {
    let l = ctx.locale();
    match take_order_step(ctx.deps(), ctx.actor(), Side::Link(secret), sub, event, form.text("reason")).await {
        Ok(_) => {
            let words = if event == OrderEvent::Complete { t::buying::order_completed(l) } else { t::buying::order_cancelled(l) };
            Ok(ctx.see_other_saying(&format!("/pesanan/{secret}"), words))
        }
        Err(TakeOrderStepError::NotFound) => Err(WebError::NotFound),
        Err(TakeOrderStepError::Reason(e)) => wrong_reason(ctx, secret, form, e).await,
        Err(TakeOrderStepError::ReasonMissing) => wrong_reason(ctx, secret, form, TextError::Empty).await,
        Err(TakeOrderStepError::Db(e)) => Err(e.into()),
        Err(
            TakeOrderStepError::NotPossible(_)
            | TakeOrderStepError::OwnOrder
            | TakeOrderStepError::AskFirst
            | TakeOrderStepError::AnswerFirst
            | TakeOrderStepError::Raced,
        ) => again(ctx, secret, t::buying::order_not_possible(l)).await,
    }
}

async fn ask(ctx: &Ctx, secret: &str, form: &Form, sub: SubOrderId) -> Reply {
    let l = ctx.locale();
    match ask_to_cancel(ctx.deps(), ctx.actor(), Side::Link(secret), sub, form.text("reason")).await {
        Ok(()) => Ok(ctx.see_other_saying(&format!("/pesanan/{secret}"), t::buying::order_asked(l))),
        Err(CancelError::NotFound) => Err(WebError::NotFound),
        Err(CancelError::Reason(e)) => wrong_reason(ctx, secret, form, e).await,
        Err(CancelError::NotPossible) => again(ctx, secret, t::buying::order_not_possible(l)).await,
        Err(CancelError::Db(e)) => Err(e.into()),
    }
}

/// The order as it stands now, with what did not work.
async fn again(ctx: &Ctx, secret: &str, words: &'static str) -> Reply {
    let news = Some((Mood::Warn, Text::from(words)));
    page(ctx, secret, Said { news, wrong: None, status: StatusCode::UNPROCESSABLE_ENTITY }).await
}

async fn wrong_reason(ctx: &Ctx, secret: &str, form: &Form, e: TextError) -> Reply {
    let l = ctx.locale();
    let words = if e == TextError::Empty { t::buying::order_reason_needed(l).into() } else { words::text(l, e) };
    let wrong = Wrong { sub: form.typed("sub"), typed: form.typed("reason"), words };
    page(ctx, secret, Said { news: None, wrong: Some(wrong), status: StatusCode::UNPROCESSABLE_ENTITY }).await
}
