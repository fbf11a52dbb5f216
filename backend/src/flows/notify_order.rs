//! Who is told what when an order moves.

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::OrderEventId;
use domain::kernel::money::Rupiah;
use domain::market::order::{By, OrderState};
use domain::market::order_end::EndCause;
use domain::market::payment::PaymentState;

use super::notify::{Message, tell};
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::links;
use crate::market::store::order_steps::Current;
use crate::notices::Notice;

pub(crate) struct Step<'a> {
    /// The line of the history.
    pub record: OrderEventId,
    pub by: By,
    /// The shopper has been told with another part of the order.
    pub told: bool,
    pub to: OrderState,
    pub payment: PaymentState,
    pub deadline: Option<Timestamp>,
    pub end: Option<(EndCause, &'a str)>,
}

fn to_shopper(sub: &Current, notice: Notice, record: OrderEventId) -> Message<'_> {
    Message { to: &sub.shopper, notice, href: links::order(&sub.order_secret), occasion: format!("step:{record}") }
}

fn to_shop(sub: &Current, notice: Notice, record: OrderEventId) -> Message<'_> {
    Message { to: &sub.shop.reader, notice, href: links::shop_order(&sub.number), occasion: format!("shop-step:{record}") }
}

/// The shopper is told of each step, also of those taken by the order's link: whoever holds it may not be the one who
/// ordered. The shop knows what it did itself.
pub(crate) async fn stepped(tx: &mut Tx, deps: &Deps, sub: &Current, step: &Step<'_>) -> Result<(), DbError> {
    // Before the money is there the order ends as a whole.
    let number = if sub.state == OrderState::AwaitingPayment { &sub.order_number } else { &sub.number };
    let (number, shop) = (number.clone(), sub.shop.shop_name.clone());
    let until = step.deadline.unwrap_or_else(|| deps.now());
    let refund = (step.payment == PaymentState::RefundDue).then_some(sub.total);
    let ended = step.end.map(|(cause, reason)| Notice::Ended {
        number: number.clone(),
        shop: shop.clone(),
        cause,
        reason: reason.to_owned(),
        refund,
    });
    // The shopper's message; the whole order's payment is told once, by the one who settles it.
    let shopper = match step.to {
        OrderState::Accepted => Some(Notice::Accepted { number: number.clone(), shop: shop.clone() }),
        OrderState::Packed => Some(Notice::Packed { number: number.clone(), shop: shop.clone() }),
        OrderState::OnTheWay => Some(Notice::OnTheWay { number: number.clone(), shop: shop.clone() }),
        OrderState::ReadyForPickup => Some(Notice::ReadyForPickup { number: number.clone(), shop: shop.clone(), until }),
        OrderState::Overdue => Some(Notice::AskArrival { number: number.clone(), shop: shop.clone() }),
        OrderState::HandedOver => Some(Notice::HandedOver { number: number.clone(), shop: shop.clone() }),
        OrderState::Completed => Some(Notice::Completed { number: number.clone() }),
        OrderState::Cancelled if step.by == By::Shopper => Some(Notice::CancelledByYou { number: number.clone(), refund }),
        OrderState::Cancelled | OrderState::Expired => ended.clone(),
        OrderState::AwaitingPayment | OrderState::Placed => None,
    };
    let merchant = match step.to {
        OrderState::Placed => {
            let buyer = sub.shopper.name.clone();
            Some(Notice::NewOrder { number: sub.number.clone(), shop, buyer, total: sub.total, until })
        }
        OrderState::Overdue => Some(Notice::DeliveryOverdue { number }),
        OrderState::Completed => Some(Notice::Completed { number }),
        // An order that was never paid was never the shop's.
        OrderState::Cancelled | OrderState::Expired if sub.state != OrderState::AwaitingPayment => ended,
        _ => None,
    };
    let mut messages = Vec::with_capacity(2);
    messages.extend(shopper.filter(|_| !step.told).map(|n| to_shopper(sub, n, step.record)));
    messages.extend(merchant.filter(|_| step.by != By::Merchant).map(|n| to_shop(sub, n, step.record)));
    tell(tx, deps, &messages).await
}

pub(crate) async fn cancel_asked(
    tx: &mut Tx,
    deps: &Deps,
    sub: &Current,
    record: OrderEventId,
    reason: &str,
    until: Timestamp,
) -> Result<(), DbError> {
    let asked = Notice::CancelAsked { number: sub.number.clone(), reason: reason.to_owned(), until };
    let sent = Notice::CancelAskSent { number: sub.number.clone(), shop: sub.shop.shop_name.clone(), until };
    tell(tx, deps, &[to_shop(sub, asked, record), to_shopper(sub, sent, record)]).await
}

pub(crate) async fn cancel_refused(tx: &mut Tx, deps: &Deps, sub: &Current, record: OrderEventId, reason: &str) -> Result<(), DbError> {
    let notice = Notice::CancelRefused { number: sub.number.clone(), shop: sub.shop.shop_name.clone(), reason: reason.to_owned() };
    tell(tx, deps, &[to_shopper(sub, notice, record)]).await
}

/// The whole order is paid: told once, whatever number of shops it has.
pub(crate) async fn paid(tx: &mut Tx, deps: &Deps, any: &Current, total: Rupiah) -> Result<(), DbError> {
    let notice = Notice::OrderPaid { number: any.order_number.clone(), total };
    let message = Message { to: &any.shopper, notice, href: links::order(&any.order_secret), occasion: format!("paid:{}", any.order) };
    tell(tx, deps, &[message]).await
}

/// Money that goes back: it came for parts that had ended, or a second time.
pub(crate) async fn paid_too_late(tx: &mut Tx, deps: &Deps, any: &Current, amount: Rupiah, occasion: String) -> Result<(), DbError> {
    let notice = Notice::PaidTooLate { number: any.order_number.clone(), amount };
    tell(tx, deps, &[Message { to: &any.shopper, notice, href: links::order(&any.order_secret), occasion }]).await
}

/// What was owed has been given back.
pub(crate) async fn paid_back(
    tx: &mut Tx,
    deps: &Deps,
    any: &Current,
    number: &str,
    amount: Rupiah,
    proof: &str,
    occasion: String,
) -> Result<(), DbError> {
    let notice = Notice::PaidBack { number: number.to_owned(), amount, proof: proof.to_owned() };
    tell(tx, deps, &[Message { to: &any.shopper, notice, href: links::order(&any.order_secret), occasion }]).await
}
