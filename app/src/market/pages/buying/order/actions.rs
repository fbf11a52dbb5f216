//! The shopper's buttons of one shop's part.

use domain::market::order::{By, OrderEvent, OrderState};
use domain::market::order_contact::MAX_REASON;
use domain::market::order_detail::SubOrder;
use leptos::prelude::*;

use super::Look;
use crate::i18n::t;
use crate::market::parts::countdown::timer;
use crate::ui::{Confirm, Icon, SubmitButton, TextArea, Tone, hidden, icon};

pub fn actions(look: &Look, sub: &SubOrder) -> AnyView {
    let steps = sub.steps_for(By::Shopper, look.now, &look.rules);
    let complete = steps.contains(&OrderEvent::Complete).then(|| complete(look, sub));
    let cancel = steps.contains(&OrderEvent::Cancel).then(|| cancel(look, sub));
    let ask = sub.can_ask_to_cancel(look.now, &look.rules).then(|| ask(look, sub));
    let (l, now) = (look.l, look.now);
    let free = sub.free_cancel_until(now, &look.rules).map(|at| timer(l, at, now, false, |left| t::buying::timer_free_cancel(l, left)));
    view! {
        {complete}
        {free}
        {cancel}
        {ask}
    }
    .into_any()
}

fn values(sub: &SubOrder, go: &str) -> Vec<(&'static str, String)> {
    vec![("sub", sub.id.to_string()), ("go", go.to_owned())]
}

/// Before the shop has said so, it is asked once more: with this tap the order is over.
fn complete(look: &Look, sub: &SubOrder) -> AnyView {
    let l = look.l;
    if sub.state != OrderState::HandedOver {
        return view! {
            <details class="confirm confirm-calm">
                <summary class="btn btn-secondary">{icon(Icon::PackageCheck)} {t::buying::order_complete(l)}</summary>
                <form class="confirm-body" method="post" action=look.action.clone()>
                    <p>{t::buying::order_complete_question(l)}</p>
                    {hidden(values(sub, "complete"))}
                    <SubmitButton label=t::buying::order_complete_yes(l) start=Icon::PackageCheck />
                </form>
            </details>
        }
        .into_any();
    }
    view! {
        <form method="post" action=look.action.clone()>
            {hidden(values(sub, "complete"))}
            <SubmitButton label=t::buying::order_complete(look.l) start=Icon::PackageCheck />
        </form>
    }
    .into_any()
}

fn cancel(look: &Look, sub: &SubOrder) -> AnyView {
    let l = look.l;
    let question = if sub.state == OrderState::AwaitingPayment {
        t::buying::order_cancel_all_question(l).to_owned()
    } else {
        t::buying::order_cancel_question(l, &sub.shop.name)
    };
    let reason = reason(look, sub, true);
    view! {
        <Confirm
            label=t::buying::order_cancel(l)
            question
            yes=t::buying::order_cancel_yes(l)
            action=look.action.clone()
            start=Icon::Ban
            values=values(sub, "cancel")
        >
            {reason}
        </Confirm>
    }
    .into_any()
}

/// Opened at once when the reason was not taken.
fn ask(look: &Look, sub: &SubOrder) -> AnyView {
    let l = look.l;
    let open = look.wrong.as_ref().is_some_and(|w| w.sub == sub.id.to_string());
    view! {
        <details class="confirm" open=open>
            <summary class="btn btn-secondary">{t::buying::order_ask(l)}</summary>
            <form class="confirm-body" method="post" action=look.action.clone() novalidate>
                <p>{t::buying::order_ask_question(l, &sub.shop.name)}</p>
                {hidden(values(sub, "ask"))}
                {reason(look, sub, false)}
                <SubmitButton label=t::buying::order_ask_yes(l) tone=Tone::Danger />
            </form>
        </details>
    }
    .into_any()
}

fn reason(look: &Look, sub: &SubOrder, optional: bool) -> AnyView {
    let l = look.l;
    let wrong = look.wrong.as_ref().filter(|w| w.sub == sub.id.to_string());
    view! {
        <TextArea
            name="reason"
            id=format!("reason-{}", sub.id)
            label=t::buying::order_reason(l)
            rows=2
            maxlength=u32::try_from(MAX_REASON).unwrap_or(300)
            value=wrong.map(|w| w.typed.clone())
            error=wrong.map(|w| w.words.clone())
            optional=optional.then(|| t::common::optional(l))
            required=!optional
        />
    }
    .into_any()
}
