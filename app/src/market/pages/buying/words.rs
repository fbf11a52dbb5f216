//! States, steps and causes in words.

use domain::kernel::locale::Locale;
use domain::kernel::text::TextError;
use domain::market::delivery::DeliveryKind;
use domain::market::order::{By, OrderEvent, OrderState};
use domain::market::order_detail::{Countdown, RecordKind, Rings, SubOrder};
use domain::market::order_end::EndCause;
use domain::market::payment::{PaymentMethod, PaymentState};

use crate::i18n::t;
use crate::ui::{Mood, Text};

pub fn text(l: Locale, e: TextError) -> Text {
    match e {
        TextError::Empty => t::common::field_required(l).into(),
        TextError::TooLong { max } => t::common::field_too_long(l, max).into(),
        TextError::BadCharacters => t::common::field_bad_characters(l).into(),
    }
}

pub fn state(l: Locale, s: OrderState) -> (&'static str, Mood) {
    match s {
        OrderState::AwaitingPayment => (t::buying::state_awaiting_payment(l), Mood::Warn),
        OrderState::Placed => (t::buying::state_placed(l), Mood::Info),
        OrderState::Accepted => (t::buying::state_accepted(l), Mood::Info),
        OrderState::Packed => (t::buying::state_packed(l), Mood::Info),
        OrderState::OnTheWay => (t::buying::state_on_the_way(l), Mood::Accent),
        OrderState::Overdue => (t::buying::state_overdue(l), Mood::Warn),
        OrderState::ReadyForPickup => (t::buying::state_ready_for_pickup(l), Mood::Accent),
        OrderState::HandedOver => (t::buying::state_handed_over(l), Mood::Success),
        OrderState::Completed => (t::buying::state_completed(l), Mood::Success),
        OrderState::Cancelled => (t::buying::state_cancelled(l), Mood::Danger),
        OrderState::Expired => (t::buying::state_expired(l), Mood::Danger),
    }
}

pub fn record(l: Locale, kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Ordered => t::buying::step_ordered(l),
        RecordKind::Step(event) => step(l, event),
        RecordKind::CancelAsked => t::buying::step_cancel_asked(l),
        RecordKind::CancelRefused => t::buying::step_cancel_refused(l),
        RecordKind::Refunded => t::desk::record_refunded(l),
        RecordKind::PaidTooLate => t::buying::step_paid_too_late(l),
    }
}

pub fn step(l: Locale, event: OrderEvent) -> &'static str {
    match event {
        OrderEvent::Pay => t::buying::step_pay(l),
        OrderEvent::Accept => t::buying::step_accept(l),
        OrderEvent::Pack => t::buying::step_pack(l),
        OrderEvent::Dispatch => t::buying::step_dispatch(l),
        OrderEvent::MakeReady => t::buying::step_make_ready(l),
        OrderEvent::HandOver => t::buying::step_hand_over(l),
        OrderEvent::Complete => t::buying::step_complete(l),
        OrderEvent::Cancel => t::buying::step_cancel(l),
        OrderEvent::Fail => t::buying::step_fail(l),
        OrderEvent::Escalate => t::buying::step_escalate(l),
        OrderEvent::Expire => t::buying::step_expire(l),
    }
}

pub fn end(l: Locale, cause: EndCause) -> &'static str {
    match cause {
        EndCause::Unpaid => t::buying::end_unpaid(l),
        EndCause::NotAccepted => t::buying::end_not_accepted(l),
        EndCause::NotSent => t::buying::end_not_sent(l),
        EndCause::NotFetched => t::buying::end_not_fetched(l),
        EndCause::HandOverFailed => t::buying::end_hand_over_failed(l),
        EndCause::ByShopper => t::buying::end_by_shopper(l),
        EndCause::ByShop => t::buying::end_by_shop(l),
        EndCause::ByOffice => t::buying::end_by_office(l),
        EndCause::Agreed => t::buying::end_agreed(l),
    }
}

pub fn delivery(l: Locale, kind: DeliveryKind) -> &'static str {
    match kind {
        DeliveryKind::Pickup => t::buying::delivery_pickup(l),
        DeliveryKind::OwnCourier => t::buying::delivery_own_courier(l),
        DeliveryKind::FlatCourier => t::buying::delivery_flat_courier(l),
    }
}

pub fn method(l: Locale, method: PaymentMethod) -> &'static str {
    match method {
        PaymentMethod::Cash => t::buying::checkout_cash(l),
        PaymentMethod::Card => t::buying::checkout_card(l),
    }
}

/// By whom a step was taken, as the shopper reads it.
pub fn by(l: Locale, by: By) -> &'static str {
    match by {
        By::Shopper => t::buying::by_you(l),
        By::Merchant => t::buying::by_shop(l),
        By::Officer => t::buying::by_office(l),
        By::Timer => t::buying::by_itself(l),
        By::Payment => t::buying::by_payment(l),
    }
}

/// Where the money of one shop's part is.
pub fn payment(l: Locale, sub: &SubOrder) -> (Text, Mood) {
    match sub.payment {
        PaymentState::Due => {
            let words = match sub.delivery_kind {
                DeliveryKind::Pickup => t::buying::payment_cash_due_pickup(l, sub.total),
                DeliveryKind::OwnCourier | DeliveryKind::FlatCourier => t::buying::payment_cash_due_courier(l, sub.total),
            };
            (words.into(), Mood::Neutral)
        }
        PaymentState::Pending => (t::buying::payment_pending(l).into(), Mood::Warn),
        PaymentState::Paid => (t::buying::payment_paid(l).into(), Mood::Success),
        PaymentState::RefundDue => (t::buying::payment_refund_due(l, sub.total).into(), Mood::Warn),
        PaymentState::Refunded => (t::buying::payment_refunded(l, sub.total).into(), Mood::Success),
        PaymentState::Void => (t::buying::payment_void(l).into(), Mood::Neutral),
    }
}

/// What happens by itself, and in how long.
pub fn timer(l: Locale, sub: &SubOrder, c: Countdown, left: &str) -> String {
    match c.rings {
        Rings::CancelApproved => t::buying::timer_cancel(l, left),
        Rings::Step(OrderEvent::Complete) => t::buying::timer_complete(l, left),
        Rings::Step(OrderEvent::Escalate) => t::buying::timer_deliver(l, left),
        Rings::Step(OrderEvent::Fail) => t::buying::timer_fetch(l, left),
        Rings::Step(OrderEvent::Expire) if sub.state == OrderState::AwaitingPayment => t::buying::timer_pay(l, left),
        Rings::Step(OrderEvent::Expire) => t::buying::timer_accept(l, left),
        Rings::Step(_) if sub.delivery_kind == DeliveryKind::Pickup => t::buying::timer_ready(l, left),
        Rings::Step(_) => t::buying::timer_send(l, left),
    }
}

/// `Rp5.000`, or that it costs nothing.
pub fn fee(l: Locale, fee: domain::kernel::money::Rupiah) -> Text {
    if fee.is_zero() { t::buying::free(l).into() } else { fee.to_string().into() }
}
