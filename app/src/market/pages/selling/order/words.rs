//! What steps, causes and records of an order are called.

use domain::market::order::{By, OrderEvent};
use domain::market::order_detail::{Countdown, OrderRecord, RecordKind, Rings};
use domain::market::order_end::EndCause;
use domain::market::order_group::OrderGroup;
use domain::market::payment::{PaymentMethod, PaymentState};

use crate::i18n::{Locale, date_time, t};
use crate::ui::{Icon, Mood};

pub fn group(l: Locale, g: OrderGroup) -> &'static str {
    match g {
        OrderGroup::New => t::selling::group_new(l),
        OrderGroup::InWork => t::selling::group_in_work(l),
        OrderGroup::Underway => t::selling::group_underway(l),
        OrderGroup::Done => t::selling::group_done(l),
        OrderGroup::Ended => t::selling::group_ended(l),
    }
}

/// The big button of a step, and its drawing.
pub fn button(l: Locale, e: OrderEvent) -> Option<(&'static str, Icon)> {
    Some(match e {
        OrderEvent::Accept => (t::selling::do_accept(l), Icon::Check),
        OrderEvent::Pack => (t::selling::do_pack(l), Icon::PackageCheck),
        OrderEvent::Dispatch => (t::selling::do_dispatch(l), Icon::Bike),
        OrderEvent::MakeReady => (t::selling::do_make_ready(l), Icon::Store),
        OrderEvent::HandOver => (t::selling::do_hand_over(l), Icon::CheckCircle),
        OrderEvent::Pay | OrderEvent::Complete | OrderEvent::Cancel | OrderEvent::Fail | OrderEvent::Escalate | OrderEvent::Expire => {
            return None;
        }
    })
}

/// What to do now, in a sentence above the button.
pub fn task(l: Locale, e: OrderEvent) -> &'static str {
    match e {
        OrderEvent::Accept => t::selling::task_accept(l),
        OrderEvent::Pack => t::selling::task_pack(l),
        OrderEvent::Dispatch => t::selling::task_dispatch(l),
        OrderEvent::MakeReady => t::selling::task_make_ready(l),
        OrderEvent::HandOver => t::selling::task_hand_over(l),
        OrderEvent::Pay | OrderEvent::Complete | OrderEvent::Cancel | OrderEvent::Fail | OrderEvent::Escalate | OrderEvent::Expire => "",
    }
}

/// Said after the step was taken.
pub fn done(l: Locale, e: OrderEvent) -> &'static str {
    match e {
        OrderEvent::Accept => t::selling::done_accept(l),
        OrderEvent::Pack => t::selling::done_pack(l),
        OrderEvent::Dispatch => t::selling::done_dispatch(l),
        OrderEvent::MakeReady => t::selling::done_make_ready(l),
        OrderEvent::HandOver => t::selling::done_hand_over(l),
        OrderEvent::Cancel | OrderEvent::Fail => t::selling::done_cancel(l),
        OrderEvent::Pay | OrderEvent::Complete | OrderEvent::Escalate | OrderEvent::Expire => t::selling::saved(l),
    }
}

pub fn cause(l: Locale, c: EndCause) -> &'static str {
    match c {
        EndCause::Unpaid => t::selling::cause_unpaid(l),
        EndCause::NotAccepted => t::selling::cause_not_accepted(l),
        EndCause::NotSent => t::selling::cause_not_sent(l),
        EndCause::NotFetched => t::selling::cause_not_fetched(l),
        EndCause::HandOverFailed => t::selling::cause_hand_over_failed(l),
        EndCause::ByShopper => t::selling::cause_by_shopper(l),
        EndCause::ByShop => t::selling::cause_by_shop(l),
        EndCause::ByOffice => t::selling::cause_by_office(l),
        EndCause::Agreed => t::selling::cause_agreed(l),
    }
}

pub fn method(l: Locale, m: PaymentMethod) -> &'static str {
    match m {
        PaymentMethod::Cash => t::selling::method_cash(l),
        PaymentMethod::Card => t::selling::method_card(l),
    }
}

pub fn payment(l: Locale, s: PaymentState) -> (&'static str, Mood) {
    match s {
        PaymentState::Due => (t::selling::pay_due(l), Mood::Warn),
        PaymentState::Pending => (t::selling::pay_pending(l), Mood::Neutral),
        PaymentState::Paid => (t::selling::pay_paid(l), Mood::Success),
        PaymentState::RefundDue => (t::selling::pay_refund_due(l), Mood::Danger),
        PaymentState::Refunded => (t::selling::pay_refunded(l), Mood::Neutral),
        PaymentState::Void => (t::selling::pay_void(l), Mood::Neutral),
    }
}

fn by(l: Locale, by: By) -> &'static str {
    match by {
        By::Shopper => t::selling::by_shopper(l),
        By::Merchant => t::selling::by_shop(l),
        By::Officer => t::selling::by_office(l),
        By::Timer => t::selling::by_timer(l),
        By::Payment => t::selling::by_payment(l),
    }
}

pub fn record(l: Locale, kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Ordered => t::selling::record_ordered(l),
        RecordKind::CancelAsked => t::selling::record_cancel_asked(l),
        RecordKind::CancelRefused => t::selling::record_cancel_refused(l),
        RecordKind::PaidTooLate => t::selling::record_paid_too_late(l),
        RecordKind::Refunded => t::desk::record_refunded(l),
        RecordKind::Step(e) => match e {
            OrderEvent::Pay => t::selling::record_pay(l),
            OrderEvent::Accept => t::selling::record_accept(l),
            OrderEvent::Pack => t::selling::record_pack(l),
            OrderEvent::Dispatch => t::selling::record_dispatch(l),
            OrderEvent::MakeReady => t::selling::record_make_ready(l),
            OrderEvent::HandOver => t::selling::record_hand_over(l),
            OrderEvent::Complete => t::selling::record_complete(l),
            OrderEvent::Cancel => t::selling::record_cancel(l),
            OrderEvent::Fail => t::selling::record_fail(l),
            OrderEvent::Escalate => t::selling::record_escalate(l),
            OrderEvent::Expire => t::selling::record_expire(l),
        },
    }
}

/// `23 Nov 2026, 14.05 WIB · toko (Teh Neng)`
pub fn record_meta(l: Locale, r: &OrderRecord) -> String {
    let who = by(l, r.by);
    let who = r.by_name.as_ref().map_or_else(|| who.to_owned(), |name| format!("{who} ({name})"));
    format!("{} · {who}", date_time(l, r.at))
}

/// What happens by itself and in how long.
pub fn countdown(l: Locale, c: Countdown, left: &str) -> String {
    match c.rings {
        Rings::CancelApproved => t::selling::timer_cancel_approved(l, left),
        Rings::Step(OrderEvent::Complete) => t::selling::timer_complete(l, left),
        Rings::Step(OrderEvent::Fail) => t::selling::timer_not_fetched(l, left),
        Rings::Step(OrderEvent::Escalate) => t::selling::timer_deliver(l, left),
        Rings::Step(OrderEvent::Cancel) => t::selling::timer_dispatch(l, left),
        Rings::Step(_) => t::selling::timer_accept(l, left),
    }
}
