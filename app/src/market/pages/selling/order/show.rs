//! `/dagang/pesanan/{number}`: one order, with its next step as one big button.

use axum::extract::Path;
use backend::market::list_categories::list_categories;
use backend::market::read_order::{ReadOrderError, read_shop_order};
use domain::market::order::{By, OrderEvent, OrderState};
use domain::market::order_contact::MAX_REASON;
use domain::market::order_detail::{Order, SubOrder};
use domain::market::order_rules::OrderRules;
use leptos::prelude::*;

use super::contact::{contact, lines, money};
use super::steps::{Refused, TakenStep, take};
use super::words as order_words;
use crate::i18n::{Locale, date_time, t};
use crate::market::pages::selling::words;
use crate::market::parts::countdown::timer;
use crate::market::views::Cloths;
use crate::ui::{
    Alert, Badge, Breadcrumb, Card, ErrorSummary, Event, Icon, LinkButton, Mood, PageHead, Size, SubmitButton, TextArea, Timeline, Tone,
    When, hidden, icon,
};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Flash, Form, Page, Reply, WebError};

/// The order with the visitor's part only; others' orders are not found.
pub async fn read(ctx: &Ctx, number: &str) -> Result<(Order, SubOrder), WebError> {
    let mut order = read_shop_order(ctx.deps(), ctx.actor(), number).await.map_err(|e| match e {
        ReadOrderError::NotFound => WebError::NotFound,
        ReadOrderError::Db(e) => e.into(),
    })?;
    let part = order.subs.pop().ok_or(WebError::NotFound)?;
    Ok((order, part))
}

pub async fn show(ctx: Ctx, Path(number): Path<String>) -> Reply {
    page(&ctx, &number, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path(number): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let (_, part) = read(&ctx, &number).await?;
    let mut errors = Errors::default();
    let step = TakenStep::read(l, &form, &mut errors)?;
    let Some(step) = step else { return page(&ctx, &number, form, errors).await };
    match take(&ctx, part.id, &step).await? {
        Ok(()) => Ok(ctx.see_other_saying(&format!("/dagang/pesanan/{number}"), step.said(l))),
        Err(Refused::NotPossible) => {
            errors.add("", t::selling::step_not_possible(l));
            page(&ctx, &number, Form::default(), errors).await
        }
        Err(Refused::AnswerFirst) => {
            errors.add("", t::selling::answer_first(l));
            page(&ctx, &number, Form::default(), errors).await
        }
        Err(Refused::Reason(message)) => {
            errors.add("reason", message);
            page(&ctx, &number, form, errors).await
        }
    }
}

/// The one step that leads on, and those that end the order.
fn next_step(l: Locale, part: &SubOrder, steps: &[OrderEvent], action: &str) -> AnyView {
    let Some((event, (label, of))) = steps.iter().find_map(|e| Some((*e, order_words::button(l, *e)?))) else { return ().into_any() };
    let cash = (event == OrderEvent::HandOver && part.payment == domain::market::payment::PaymentState::Due)
        .then(|| view! { <Alert mood=Mood::Warn title=t::selling::collect_cash(l, part.total) /> });
    view! {
        <div class="stack stack-sm">
            <p>{order_words::task(l, event)}</p>
            {cash}
            <form method="post" action=action.to_owned() class="action-bar">
                {hidden(vec![("do", event.code().to_owned())])}
                <SubmitButton label=label size=Size::Large wide=true start=of />
            </form>
        </div>
    }
    .into_any()
}

fn reason_form(l: Locale, event: OrderEvent, form: &Form, errors: &Errors, action: &str) -> AnyView {
    let (label, question) = match event {
        OrderEvent::Fail => (t::selling::do_fail(l), t::selling::fail_question(l)),
        _ => (t::selling::do_cancel(l), t::selling::cancel_question(l)),
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
                    label=t::selling::reason(l)
                    hint=t::selling::reason_hint(l)
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

/// The shopper asked to cancel: agree or refuse.
fn cancel_request(l: Locale, part: &SubOrder, form: &Form, errors: &Errors, action: &str) -> AnyView {
    let Some(asked) = &part.cancel_request else { return ().into_any() };
    let open = form.text("do") == "refuse";
    let (when, why, agree, refuse) = (date_time(l, asked.asked_at), asked.reason.clone(), action.to_owned(), action.to_owned());
    let reason = view! {
        <TextArea
            name="reason"
            label=t::selling::reason(l)
            hint=t::selling::refuse_hint(l)
            value=if open { form.typed("reason") } else { String::new() }
            error=errors.of("reason").filter(|_| open)
            rows=2
            required=true
            id="f-refuse"
        />
    };
    view! {
        <Card title=t::selling::cancel_asked(l)>
            <p>{t::selling::cancel_asked_text(l, when)}</p>
            <blockquote class="quote">{why}</blockquote>
            <div class="btn-row">
                <form method="post" action=agree>
                    {hidden(vec![("do", "agree".to_owned())])}
                    <SubmitButton label=t::selling::cancel_agree(l) tone=Tone::Danger />
                </form>
            </div>
            <details class="confirm" open=open>
                <summary class="btn btn-secondary">{t::selling::cancel_refuse(l)}</summary>
                <form class="confirm-body" method="post" action=refuse novalidate>
                    {hidden(vec![("do", "refuse".to_owned())])}
                    {reason}
                    <SubmitButton label=t::selling::cancel_refuse(l) />
                </form>
            </details>
        </Card>
    }
    .into_any()
}

pub fn timeline(l: Locale, part: &SubOrder) -> AnyView {
    let bad = |s: OrderState| matches!(s, OrderState::Cancelled | OrderState::Expired);
    let events = part
        .history
        .iter()
        .map(|r| Event {
            title: order_words::record(l, r.kind).into(),
            meta: order_words::record_meta(l, r).into(),
            note: (!r.reason.is_empty()).then(|| r.reason.clone()).into(),
            when: if bad(r.to) && r.from != r.to { When::Bad } else { When::Past },
            ..Event::default()
        })
        .collect();
    view! { <Timeline events=events /> }.into_any()
}

async fn page(ctx: &Ctx, number: &str, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let (order, part) = read(ctx, number).await?;
    let rules: OrderRules = ctx.deps().settings().await?.order_rules;
    let now = ctx.now();
    let steps = part.steps_for(By::Merchant, now, &rules);
    let cloths = Cloths::new(&list_categories(ctx.deps()).await?);
    let status = errors.status();
    let said = ctx.flash().cloned();
    let action = ctx.href(&format!("/dagang/pesanan/{}", part.number));
    let (slip, invoice) = (format!("{action}/slip"), format!("{action}/faktur"));
    let (dashboard, list) = (ctx.href("/dagang"), ctx.href("/dagang/pesanan"));
    let (state, mood) = words::order_state(l, part.state);
    let (paid, paid_mood) = order_words::payment(l, part.payment);
    let page = Page::new(t::selling::order_title(l, &part.number), move || {
        let free = part.free_cancel_until(now, &rules).map(|at| timer(l, at, now, false, |left| t::selling::timer_free_cancel(l, left)));
        let timer = part.countdown().map(|c| {
            let late = c.at.since(now) < 6 * domain::kernel::clock::HOUR;
            timer(l, c.at, now, late, |left| order_words::countdown(l, c, left))
        });
        let endings: Vec<_> = steps
            .iter()
            .filter(|e| matches!(e, OrderEvent::Cancel | OrderEvent::Fail))
            .map(|e| reason_form(l, *e, &form, &errors, &action))
            .collect();
        let ended = part.end.clone().map(|(cause, reason)| {
            view! {
                <Alert mood=Mood::Danger title=order_words::cause(l, cause)>
                    {(!reason.is_empty()).then(|| view! { <p>{reason}</p> })}
                </Alert>
            }
        });
        let (goods, sums, events, note) = (lines(l, &part, &cloths), money(l, &order, &part), timeline(l, &part), part.note.clone());
        view! {
            <div class="wrap page">
                <Breadcrumb
                    label=t::common::breadcrumb(l)
                    steps=vec![(t::common::selling(l).into(), dashboard.into()), (t::selling::orders(l).into(), list.into())]
                    here=part.number.clone()
                />
                <PageHead title=t::selling::order_title(l, &part.number) lead=date_time(l, part.placed_at)>
                    <Badge label=state mood=mood />
                    <Badge label=paid mood=paid_mood />
                </PageHead>
                {said.map(Flash::alert)}
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                {ended}
                {cancel_request(l, &part, &form, &errors, &action)}
                <div class="split">
                    <div class="stack">
                        {timer}
                        {free}
                        {next_step(l, &part, &steps, &action)}
                        <Card title=t::browse::products(l, i64::try_from(part.lines.len()).unwrap_or(i64::MAX))>
                            {goods}
                            {sums}
                        </Card>
                        {(!note.is_empty())
                            .then(|| {
                                view! {
                                    <Card title=t::selling::buyer_note(l)>
                                        <blockquote class="quote">{note}</blockquote>
                                    </Card>
                                }
                            })}
                    </div>
                    <div class="stack">
                        {contact(l, &order, &part)}
                        <div class="btn-row">
                            <LinkButton href=slip label=t::selling::slip(l) tone=Tone::Secondary start=Icon::Printer />
                            <LinkButton href=invoice label=t::selling::invoice(l) tone=Tone::Secondary start=Icon::Receipt />
                        </div>
                        <Card title=t::selling::history(l)>{events}</Card>
                        {endings}
                    </div>
                </div>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Selling)).await
}
