//! Messages that several of the merchant's forms share.

use domain::kernel::money::{MAX_INPUT, MoneyError};
use domain::kernel::text::TextError;
use domain::market::delivery::DeliveryKind;
use domain::market::order::OrderState;
use domain::market::product::ProductState;

use crate::i18n::{Locale, t};
use crate::ui::{Mood, Text};

pub fn text(l: Locale, e: TextError) -> Text {
    match e {
        TextError::Empty => t::common::field_required(l).into(),
        TextError::TooLong { max } => t::common::field_too_long(l, max).into(),
        TextError::BadCharacters => t::common::field_bad_characters(l).into(),
    }
}

pub fn money(l: Locale, e: MoneyError) -> Text {
    match e {
        MoneyError::NotANumber => t::selling::money_not_a_number(l).into(),
        MoneyError::Negative => t::selling::money_negative(l).into(),
        MoneyError::Zero => t::selling::money_zero(l).into(),
        MoneyError::TooLarge => t::selling::money_too_large(l, MAX_INPUT).into(),
    }
}

pub fn order_state(l: Locale, s: OrderState) -> (&'static str, Mood) {
    match s {
        OrderState::AwaitingPayment => (t::selling::state_awaiting_payment(l), Mood::Neutral),
        OrderState::Placed => (t::selling::state_placed(l), Mood::Accent),
        OrderState::Accepted => (t::selling::state_accepted(l), Mood::Info),
        OrderState::Packed => (t::selling::state_packed(l), Mood::Info),
        OrderState::OnTheWay => (t::selling::state_on_the_way(l), Mood::Warn),
        OrderState::Overdue => (t::selling::state_overdue(l), Mood::Danger),
        OrderState::ReadyForPickup => (t::selling::state_ready_for_pickup(l), Mood::Warn),
        OrderState::HandedOver => (t::selling::state_handed_over(l), Mood::Success),
        OrderState::Completed => (t::selling::state_completed(l), Mood::Success),
        OrderState::Cancelled => (t::selling::state_cancelled(l), Mood::Danger),
        OrderState::Expired => (t::selling::state_expired(l), Mood::Danger),
    }
}

pub fn product_state(l: Locale, s: ProductState) -> (&'static str, Mood) {
    match s {
        ProductState::Draft => (t::selling::product_draft(l), Mood::Neutral),
        ProductState::Published => (t::selling::product_published(l), Mood::Success),
        ProductState::Archived => (t::selling::product_archived(l), Mood::Warn),
    }
}

pub fn delivery(l: Locale, k: DeliveryKind) -> &'static str {
    match k {
        DeliveryKind::Pickup => t::selling::delivery_pickup(l),
        DeliveryKind::OwnCourier => t::selling::delivery_own_courier(l),
        DeliveryKind::FlatCourier => t::selling::delivery_flat_courier(l),
    }
}
