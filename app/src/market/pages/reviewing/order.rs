//! `/petugas/pesanan/{number}`: one shop's part of an order, who to call about it, and what an officer may do.

use axum::extract::Path;
use backend::market::list_categories::list_categories;
use backend::market::mark_refunded::{MAX_PROOF, MarkRefundedError, mark_refunded};
use backend::market::oversee_orders::read_overseen;
use backend::market::take_order_step::{Side, TakeOrderStepError, take_order_step};
use domain::kernel::ids::SubOrderId;
use domain::kernel::phone::Phone;
use domain::market::order::{By, OrderEvent};
use domain::market::order_contact::MAX_REASON;
use domain::market::order_detail::{Order, SubOrder};
use domain::market::payment::PaymentState;
use leptos::prelude::*;

use super::desk::{Desk, head};
use super::orders::error;
use crate::i18n::{Locale, date_time, t};
use crate::market::pages::selling::order::contact::{address, lines, money};
use crate::market::pages::selling::order::show::timeline;
use crate::market::pages::selling::order::words as order_words;
use crate::market::pages::selling::words;
use crate::market::parts::countdown::timer;
use crate::market::views::Cloths;
use crate::ui::{
    Alert, Badge, Card, Definitions, ErrorSummary, Field, Icon, Mood, PageHead, SubmitButton, Text, TextArea, Tone, hidden, icon,
};
use crate::web::chat::tel;
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

const REFUNDED: &str = "refunded";

pub async fn show(ctx: Ctx, Path(number): Path<String>) -> Reply {
    page(&ctx, &number, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path(number): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let (_, part) = read(&ctx, &number).await?;
    if form.text("do") == REFUNDED {
        return refunded(&ctx, &number, part.id, form).await;
    }
    let event = OrderEvent::from_code(form.text("do")).ok_or(WebError::BadRequest)?;
    let mut errors = Errors::default();
    match take_order_step(ctx.deps(), ctx.actor(), Side::Officer, part.id, event, form.text("reason")).await {
        Ok(_) => {
            let said = if event == OrderEvent::Complete { t::reviewing::order_completed(l) } else { t::reviewing::order_ended(l) };
            return Ok(ctx.see_other_saying(&format!("/petugas/pesanan/{number}"), said));
        }
        Err(TakeOrderStepError::NotFound) => return Err(WebError::NotFound),
        Err(TakeOrderStepError::Db(e)) => return Err(e.into()),
        Err(TakeOrderStepError::OwnOrder) => errors.add("", t::reviewing::order_own(l)),
        Err(TakeOrderStepError::ReasonMissing) => errors.add("reason", t::reviewing::order_reason_needed(l)),
        Err(TakeOrderStepError::Reason(e)) => errors.add("reason", words::text(l, e)),
        Err(
            TakeOrderStepError::NotPossible(_) | TakeOrderStepError::AskFirst | TakeOrderStepError::AnswerFirst | TakeOrderStepError::Raced,
        ) => errors.add("", t::selling::step_not_possible(l)),
    }
    page(&ctx, &number, form, errors).await
}

async fn refunded(ctx: &Ctx, number: &str, part: SubOrderId, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    match mark_refunded(ctx.deps(), ctx.actor(), part, form.text("proof")).await {
        Ok(()) => return Ok(ctx.see_other_saying(&format!("/petugas/pesanan/{number}"), t::desk::refund_done(l))),
        Err(MarkRefundedError::Forbidden(e)) => return Err(e.into()),
        Err(MarkRefundedError::Own) => errors.add("", t::reviewing::order_own(l)),
        Err(MarkRefundedError::Nothing) => errors.add("", t::desk::refund_gone(l)),
        Err(MarkRefundedError::Proof(e)) => errors.add("proof", words::text(l, e)),
        Err(MarkRefundedError::Db(e)) => return Err(e.into()),
    }
    page(ctx, number, form, errors).await
}

/// Money that is owed has gone back: by which transfer.
fn refund_form(l: Locale, part: &SubOrder, form: &Form, errors: &Errors, action: String) -> AnyView {
    let words = t::desk::refund_order(l, part.total);
    let proof = view! {
        <Field
            name="proof"
            label=t::desk::refund_proof(l)
            hint=t::desk::refund_proof_hint(l)
            value=form.typed("proof")
            error=errors.of("proof")
            maxlength=u32::try_from(MAX_PROOF).unwrap_or(u32::MAX)
            required=true
        />
    };
    view! {
        <Card title=t::desk::refund_mark(l)>
            <p>{words}</p>
            <form class="form" method="post" action=action novalidate>
                {hidden(vec![("do", REFUNDED.to_owned())])}
                {proof}
                <SubmitButton label=t::desk::refund_yes(l) start=Icon::Check />
            </form>
        </Card>
    }
    .into_any()
}

async fn read(ctx: &Ctx, number: &str) -> Result<(Order, SubOrder), WebError> {
    let mut order = read_overseen(ctx.deps(), ctx.actor(), number).await.map_err(error)?;
    let part = order.subs.pop().ok_or(WebError::NotFound)?;
    Ok((order, part))
}

async fn page(ctx: &Ctx, number: &str, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let (order, part) = read(ctx, number).await?;
    let rules = ctx.deps().settings().await?.order_rules;
    let now = ctx.now();
    let steps = part.steps_for(By::Officer, now, &rules);
    let cloths = Cloths::new(&list_categories(ctx.deps()).await?);
    let status = errors.status();
    let top = head(ctx, Desk::Orders);
    let action = ctx.href(&format!("/petugas/pesanan/{}", part.number));
    let (state, mood) = words::order_state(l, part.state);
    let (paid, paid_mood) = order_words::payment(l, part.payment);
    let title = t::selling::order_title(l, &part.number);
    let owed = part.payment == PaymentState::RefundDue;
    let page = Page::new(title.clone(), move || {
        let timer = part.countdown().map(|c| timer(l, c.at, now, false, |left| order_words::countdown(l, c, left)));
        let ended = part.end.clone().map(|(cause, reason)| {
            view! {
                <Alert mood=Mood::Danger title=order_words::cause(l, cause)>
                    {(!reason.is_empty()).then(|| view! { <p>{reason}</p> })}
                </Alert>
            }
        });
        let asked = part.cancel_request.clone().map(|asked| {
            view! {
                <Alert mood=Mood::Warn title=t::selling::cancel_asked(l)>
                    <p>{asked.reason}</p>
                </Alert>
            }
        });
        let (goods, sums, events) = (lines(l, &part, &cloths), money(l, &order, &part), timeline(l, &part));
        let refund = owed.then(|| refund_form(l, &part, &form, &errors, action.clone()));
        let doing = (!steps.is_empty()).then(|| {
            let forms = steps.iter().map(|e| step_form(l, *e, &form, &errors, &action)).collect::<Vec<_>>();
            view! { <Card title=t::reviewing::order_do(l)>{forms}</Card> }
        });
        view! {
            <div class="wrap page">
                {top}
                <PageHead title=title lead=date_time(l, part.placed_at) below=true>
                    <Badge label=state mood=mood />
                    <Badge label=paid mood=paid_mood />
                </PageHead>
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                {ended}
                {asked}
                {timer}
                <div class="split">
                    <div class="stack">
                        <Card title=t::selling::history(l)>{events}</Card>
                        <Card title=t::browse::products(l, i64::try_from(part.lines.len()).unwrap_or(i64::MAX))>
                            {goods}
                            {sums}
                        </Card>
                    </div>
                    <div class="stack">
                        {refund}
                        {doing}
                        <Card title=t::reviewing::order_people(l)>
                            <Definitions rows=people(l, &order, &part) stacked=true />
                        </Card>
                    </div>
                </div>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Office)).await
}

/// Whom to call.
fn people(l: Locale, order: &Order, part: &SubOrder) -> Vec<(Text, AnyView)> {
    let call = |phone: &Phone| view! { <a href=tel(phone)>{phone.local()}</a> }.into_any();
    let c = &order.contact;
    let mut rows: Vec<(Text, AnyView)> =
        vec![(t::selling::buyer(l).into(), c.name.clone().into_any()), (t::reviewing::order_buyer_phone(l).into(), call(&c.phone))];
    if let Some(email) = &c.email {
        rows.push((t::reviewing::order_buyer_email(l).into(), email.to_string().into_any()));
    }
    if c.has_address() {
        rows.push((t::selling::bring_to(l).into(), address(order).into_any()));
    }
    rows.push((t::reviewing::shop_of(l).into(), part.shop.name.clone().into_any()));
    if let Some(phone) = &part.shop.phone {
        rows.push((t::reviewing::shop_phone(l).into(), call(phone)));
    }
    rows
}

fn step_form(l: Locale, event: OrderEvent, form: &Form, errors: &Errors, action: &str) -> AnyView {
    if event == OrderEvent::Complete {
        let values = vec![("do", event.code().to_owned())];
        return view! {
            <details class="confirm confirm-calm">
                <summary class="btn btn-secondary">{icon(Icon::CheckCircle)} {t::reviewing::order_complete(l)}</summary>
                <form class="confirm-body" method="post" action=action.to_owned()>
                    <p>{t::reviewing::order_complete_question(l)}</p>
                    {hidden(values)}
                    <SubmitButton label=t::reviewing::order_complete(l) start=Icon::CheckCircle />
                </form>
            </details>
        }
        .into_any();
    }
    let (label, question) = match event {
        OrderEvent::Fail => (t::selling::do_fail(l), t::reviewing::order_fail_question(l)),
        _ => (t::selling::do_cancel(l), t::reviewing::order_cancel_question(l)),
    };
    let open = form.text("do") == event.code();
    view! {
        <details class="confirm" open=open>
            <summary class="btn btn-quiet-danger">{icon(Icon::Ban)} {label}</summary>
            <form class="confirm-body" method="post" action=action.to_owned() novalidate>
                <p>{question}</p>
                {hidden(vec![("do", event.code().to_owned())])}
                <TextArea
                    name="reason"
                    id=if open { "f-reason".to_owned() } else { format!("f-reason-{}", event.code()) }
                    label=t::reviewing::reason(l)
                    hint=t::reviewing::order_reason_hint(l)
                    value=if open { form.typed("reason") } else { String::new() }
                    error=errors.of("reason").filter(|_| open)
                    maxlength=u32::try_from(MAX_REASON).unwrap_or(u32::MAX)
                    rows=2
                    required=true
                />
                <SubmitButton label=label tone=Tone::Danger />
            </form>
        </details>
    }
    .into_any()
}
