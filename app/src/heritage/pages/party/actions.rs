//! What a party may do with its booking: another day, or not at all.

use domain::heritage::booking::BookingState;
use domain::heritage::terms::Cancelling;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::{Look, Said, moving};
use crate::i18n::t;
use crate::ui::{Alert, Card, Confirm, Icon, Mood};

/// A base or the village has closed the day: another one, or the money back, in one step.
pub fn offer(look: &Look, said: &Said) -> Option<AnyView> {
    let (l, b) = (look.l, &look.desk.booking);
    if !(b.offered && b.state == BookingState::Confirmed) {
        return None;
    }
    let reason = b.records.iter().rev().find(|r| r.what == "offered").map(|r| r.note.clone()).filter(|n| !n.is_empty());
    // Typed once, by officers of the base or the tour: it is quoted, not translated.
    let reason = reason.map(|r| view! { <p class="quote" lang=Locale::Id.tag()>{r}</p> });
    let moving = moving::choose(look, said);
    let refund = cancel(look);
    Some(
        view! {
            <Alert mood=Mood::Danger title=t::heritage::offer_title(l)>
                <p>{t::heritage::offer_text(l)}</p>
                {reason}
                {moving}
                {refund}
            </Alert>
        }
        .into_any(),
    )
}

pub fn change(look: &Look, said: &Said) -> Option<AnyView> {
    let (l, b) = (look.l, &look.desk.booking);
    let may = matches!(b.state, BookingState::Confirmed | BookingState::Waiting | BookingState::AwaitingPayment);
    if !may || (b.offered && b.state == BookingState::Confirmed) {
        return None;
    }
    let (moving, cancelling) = (moving::choose(look, said), cancel(look));
    Some(view! { <Card title=t::heritage::change(l)>{moving} {cancelling}</Card> }.into_any())
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
