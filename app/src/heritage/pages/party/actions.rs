//! What a party may do with its booking: another day, or not at all.

use domain::heritage::booking::BookingState;
use domain::heritage::terms::Cancelling;
use leptos::prelude::*;

use super::Look;
use crate::i18n::{clock, day, t};
use crate::ui::{Alert, Card, Choice, Confirm, Icon, Mood, Select, SubmitButton, hidden};
use crate::web::Errors;

/// A base or the village has closed the day: another one, or the money back, in one step.
pub fn offer(look: &Look, errors: &Errors) -> Option<AnyView> {
    let (l, b) = (look.l, &look.desk.booking);
    if !(b.offered && b.state == BookingState::Confirmed) {
        return None;
    }
    let reason = b.records.iter().rev().find(|r| r.what == "offered").map(|r| r.note.clone()).filter(|n| !n.is_empty());
    let moving = shift(look, errors);
    let refund = cancel(look);
    Some(
        view! {
            <Alert mood=Mood::Danger title=t::heritage::offer_title(l)>
                <p>{t::heritage::offer_text(l)}</p>
                {reason.map(|r| view! { <p class="quote">{r}</p> })}
                {moving}
                {refund}
            </Alert>
        }
        .into_any(),
    )
}

pub fn change(look: &Look, errors: &Errors) -> Option<AnyView> {
    let (l, b) = (look.l, &look.desk.booking);
    let may = matches!(b.state, BookingState::Confirmed | BookingState::Waiting | BookingState::AwaitingPayment);
    if !may || (b.offered && b.state == BookingState::Confirmed) {
        return None;
    }
    let (moving, cancelling) = (shift(look, errors), cancel(look));
    Some(view! { <Card title=t::heritage::change(l)>{moving} {cancelling}</Card> }.into_any())
}

/// To another departure; free as long as cancelling is.
fn shift(look: &Look, errors: &Errors) -> Option<AnyView> {
    let l = look.l;
    if look.moves.is_empty() {
        return None;
    }
    let choices = look
        .moves
        .iter()
        .map(|e| {
            let words = format!("{}, {} · {}", day(l, e.starts_at), clock(l, e.starts_at), t::heritage::seats_left(l, i64::from(e.left)));
            Choice::new(e.id.to_string(), words)
        })
        .collect();
    let error = errors.of("to");
    Some(
        view! {
            <form class="form" method="post" action=look.action.clone() novalidate>
                {hidden(vec![("go", "move".to_owned())])}
                <Select name="to" label=t::heritage::move_to(l) choices=choices prompt=t::heritage::move_choose(l) error=error />
                <div class="btn-row"><SubmitButton label=t::heritage::move_go(l) start=Icon::Calendar /></div>
            </form>
        }
        .into_any(),
    )
}

/// Says before what it costs.
pub fn cancel(look: &Look) -> AnyView {
    let (l, b) = (look.l, &look.desk.booking);
    let (how, fee) = b.cancelling(look.now);
    if how == Cancelling::TooLate {
        return view! { <p class="muted small">{t::heritage::cancel_too_late(l)}</p> }.into_any();
    }
    let back = b.held() - fee;
    let question = if !fee.is_zero() {
        t::heritage::cancel_question_fee { fee, back }.say(l)
    } else if back.is_zero() {
        t::heritage::cancel_question(l).to_owned()
    } else {
        t::heritage::cancel_question_back(l, back)
    };
    let label = if b.offered { t::heritage::offer_refund(l) } else { t::heritage::cancel(l) };
    view! {
        <Confirm
            label=label
            question=question
            yes=t::heritage::cancel_yes(l)
            action=look.action.clone()
            start=Icon::Ban
            values=vec![("go", "cancel".to_owned()), ("fee", fee.0.to_string())]
        />
    }
    .into_any()
}
