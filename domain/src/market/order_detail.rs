//! An order as it is read back: by the shopper, by each of its shops, on paper.

use super::delivery::DeliveryKind;
use super::order::{By, OrderEvent, OrderState};
use super::order_contact::OrderContact;
use super::order_end::EndCause;
use super::order_rules::OrderRules;
use super::payment::{PaymentMethod, PaymentState};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{OrderId, OrderLineId, PersonId, PhotoId, ProductId, ShopId, SubOrderId, VariantId};
use crate::kernel::locale::Locale;
use crate::kernel::money::Rupiah;
use crate::kernel::phone::Phone;
use crate::kernel::slug::Slug;
use crate::kernel::weight::Grams;
use crate::kernel::wilayah::Kelurahan;

/// What a shopper placed at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    pub id: OrderId,
    pub number: String,
    /// The unguessable part of the link by which a guest follows the order.
    pub secret: String,
    pub person: Option<PersonId>,
    pub contact: OrderContact,
    pub locale: Locale,
    pub method: PaymentMethod,
    pub goods: Rupiah,
    pub delivery: Rupiah,
    pub total: Rupiah,
    pub placed_at: Timestamp,
    pub subs: Vec<SubOrder>,
}

/// The part of an order that one shop fulfils.
#[derive(Clone, Debug, PartialEq)]
pub struct SubOrder {
    pub id: SubOrderId,
    pub order: OrderId,
    pub number: String,
    pub shop: ShopContact,
    pub state: OrderState,
    pub delivery_kind: DeliveryKind,
    pub goods: Rupiah,
    pub delivery: Rupiah,
    pub total: Rupiah,
    pub weight: Grams,
    /// The shopper's note to the shop.
    pub note: String,
    /// When the shop could see it: placed in cash, or paid.
    pub placed_at: Timestamp,
    pub state_at: Timestamp,
    /// When the timer of the state rings.
    pub deadline_at: Option<Timestamp>,
    pub cancel_request: Option<CancelRequest>,
    pub end: Option<(EndCause, String)>,
    pub payment: PaymentState,
    pub paid_at: Option<Timestamp>,
    pub lines: Vec<OrderLine>,
    /// From the first on.
    pub history: Vec<OrderRecord>,
}

/// The shopper has asked the shop to cancel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CancelRequest {
    pub asked_at: Timestamp,
    pub reason: String,
    /// Approved by itself then.
    pub answered_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ShopContact {
    pub id: ShopId,
    pub slug: Slug,
    pub name: String,
    pub phone: Option<Phone>,
    pub street: String,
    pub kelurahan: Option<Kelurahan>,
}

/// A line as it was bought: later changes of the product do not reach it.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderLine {
    pub id: OrderLineId,
    pub variant: VariantId,
    pub product: ProductId,
    pub product_slug: Slug,
    pub category: Slug,
    /// While the product is for everybody to see.
    pub photo: Option<PhotoId>,
    pub sku: String,
    pub name_id: String,
    pub name_en: String,
    pub choice_id: String,
    pub choice_en: String,
    pub unit: String,
    pub price: Rupiah,
    pub quantity: i64,
    pub total: Rupiah,
    /// Of one piece.
    pub weight: Grams,
}

/// What is written into the history of a sub-order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecordKind {
    Ordered,
    Step(OrderEvent),
    CancelAsked,
    CancelRefused,
    /// The money came when the sub-order had ended: it is owed back.
    PaidTooLate,
    /// What was owed has been given back; the reason is the number of the transfer.
    Refunded,
}

/// One line of the history: what, when, by whom, why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRecord {
    pub at: Timestamp,
    pub by: By,
    /// The person, where one is known.
    pub by_name: Option<String>,
    pub kind: RecordKind,
    pub from: OrderState,
    pub to: OrderState,
    pub reason: String,
}

/// What happens by itself, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Countdown {
    pub at: Timestamp,
    pub rings: Rings,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rings {
    Step(OrderEvent),
    /// The shopper's request to cancel approves itself.
    CancelApproved,
}

impl RecordKind {
    pub fn code(self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::Step(event) => event.code(),
            Self::CancelAsked => "cancel_asked",
            Self::CancelRefused => "cancel_refused",
            Self::PaidTooLate => "paid_too_late",
            Self::Refunded => "refunded",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "ordered" => Some(Self::Ordered),
            "cancel_asked" => Some(Self::CancelAsked),
            "cancel_refused" => Some(Self::CancelRefused),
            "paid_too_late" => Some(Self::PaidTooLate),
            "refunded" => Some(Self::Refunded),
            step => OrderEvent::from_code(step).map(Self::Step),
        }
    }
}

impl OrderLine {
    pub fn name(&self, locale: Locale) -> &str {
        locale.pick(&self.name_id, &self.name_en)
    }

    pub fn choice(&self, locale: Locale) -> &str {
        locale.pick(&self.choice_id, &self.choice_en)
    }
}

impl SubOrder {
    /// The next thing that happens by itself.
    pub fn countdown(&self) -> Option<Countdown> {
        let step = self.deadline_at.zip(self.state.timer_event()).map(|(at, event)| Countdown { at, rings: Rings::Step(event) });
        let answer = self.cancel_request.as_ref().map(|r| Countdown { at: r.answered_at, rings: Rings::CancelApproved });
        [answer, step].into_iter().flatten().min_by_key(|c| c.at)
    }

    /// The buttons of one side, in order.
    pub fn steps_for(&self, by: By, now: Timestamp, rules: &OrderRules) -> Vec<OrderEvent> {
        let mut steps = self.state.next_for(by, self.delivery_kind);
        match by {
            By::Shopper => steps.retain(|e| *e != OrderEvent::Cancel || self.state.free_to_cancel(self.placed_at, now, rules)),
            // The shopper's question is answered first.
            By::Merchant if self.cancel_request.is_some() => steps.clear(),
            _ => {}
        }
        steps
    }

    /// Until when the shopper may cancel without asking, while that time runs. An unpaid order has no such moment: it ends by itself.
    pub fn free_cancel_until(&self, now: Timestamp, rules: &OrderRules) -> Option<Timestamp> {
        let runs = self.state != OrderState::AwaitingPayment && self.state.free_to_cancel(self.placed_at, now, rules);
        runs.then(|| self.placed_at.plus(rules.free_cancel_window))
    }

    /// May the shopper ask the shop to cancel? Not while it can be done without asking, and not again where the shop has
    /// refused, until the order has moved on.
    pub fn can_ask_to_cancel(&self, now: Timestamp, rules: &OrderRules) -> bool {
        let refused = self.history.iter().any(|r| r.kind == RecordKind::CancelRefused && r.from == self.state);
        let free = self.state.free_to_cancel(self.placed_at, now, rules);
        self.cancel_request.is_none() && self.state.can_ask_to_cancel() && !free && !refused
    }
}

impl Order {
    /// What is still to be paid through a gateway.
    pub fn awaits_payment(&self) -> bool {
        self.subs.iter().any(|s| s.state == OrderState::AwaitingPayment)
    }

    /// What the shopper gets back.
    pub fn refund_due(&self) -> Rupiah {
        self.subs.iter().filter(|s| s.payment == PaymentState::RefundDue).map(|s| s.total).sum()
    }
}
