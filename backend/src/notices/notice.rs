//! Every kind of notice with what its words need. Kept as JSON and put into words when it is read, in the reader's
//! language of that moment.

use domain::heritage::news::{ListNews, TourNews};
use domain::heritage::visit_news::VisitNews;
use domain::kernel::clock::Timestamp;
use domain::kernel::dates::date_time;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::market::order_end::EndCause;
use serde::{Deserialize, Serialize};

use super::{tour, visit};
use crate::words::notices as words;

/// A variant that is in the table is never renamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// To a party.
    Tour(TourNews),
    /// To who works for a tour.
    VisitorList(ListNews),
    /// To who plans a tour or speaks for a site.
    Visits(VisitNews),
    OrderPlaced {
        number: String,
        total: Rupiah,
    },
    OrderAwaitsPayment {
        number: String,
        total: Rupiah,
        until: Timestamp,
    },
    OrderPaid {
        number: String,
        total: Rupiah,
    },
    /// To the shop.
    NewOrder {
        number: String,
        shop: String,
        buyer: String,
        total: Rupiah,
        until: Timestamp,
    },
    Accepted {
        number: String,
        shop: String,
    },
    Packed {
        number: String,
        shop: String,
    },
    OnTheWay {
        number: String,
        shop: String,
    },
    ReadyForPickup {
        number: String,
        shop: String,
        until: Timestamp,
    },
    /// Late: has it come?
    AskArrival {
        number: String,
        shop: String,
    },
    /// To the shop.
    DeliveryOverdue {
        number: String,
    },
    HandedOver {
        number: String,
        shop: String,
    },
    Completed {
        number: String,
    },
    /// To the shopper who cancelled; or to the one who ordered, when somebody else with the link did.
    CancelledByYou {
        number: String,
        refund: Option<Rupiah>,
    },
    Ended {
        number: String,
        shop: String,
        cause: EndCause,
        reason: String,
        refund: Option<Rupiah>,
    },
    /// To the shop.
    CancelAsked {
        number: String,
        reason: String,
        until: Timestamp,
    },
    /// To the shopper: the question is on its way.
    CancelAskSent {
        number: String,
        shop: String,
        until: Timestamp,
    },
    CancelRefused {
        number: String,
        shop: String,
        reason: String,
    },
    PaidTooLate {
        number: String,
        amount: Rupiah,
    },
    /// What was owed has been given back.
    PaidBack {
        number: String,
        amount: Rupiah,
        /// The number of the transfer.
        proof: String,
    },
    ShopApproved {
        shop: String,
    },
    ShopChangesRequested {
        shop: String,
        reason: String,
    },
    ShopRejected {
        shop: String,
        reason: String,
    },
    LicenceVerified {
        product: String,
        licence: String,
    },
    LicenceRejected {
        product: String,
        licence: String,
        reason: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeText {
    pub title: String,
    pub body: String,
}

impl Notice {
    /// A short stable name, for an icon.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Tour(_) => "tour",
            Self::VisitorList(_) => "visitor_list",
            Self::Visits(_) => "visits",
            Self::OrderPlaced { .. } => "order_placed",
            Self::OrderAwaitsPayment { .. } => "order_awaits_payment",
            Self::OrderPaid { .. } => "order_paid",
            Self::NewOrder { .. } => "new_order",
            Self::Accepted { .. } => "accepted",
            Self::Packed { .. } => "packed",
            Self::OnTheWay { .. } => "on_the_way",
            Self::ReadyForPickup { .. } => "ready_for_pickup",
            Self::AskArrival { .. } => "ask_arrival",
            Self::DeliveryOverdue { .. } => "delivery_overdue",
            Self::HandedOver { .. } => "handed_over",
            Self::Completed { .. } => "completed",
            Self::CancelledByYou { .. } => "cancelled_by_you",
            Self::Ended { .. } => "ended",
            Self::CancelAsked { .. } => "cancel_asked",
            Self::CancelAskSent { .. } => "cancel_ask_sent",
            Self::CancelRefused { .. } => "cancel_refused",
            Self::PaidTooLate { .. } => "paid_too_late",
            Self::PaidBack { .. } => "paid_back",
            Self::ShopApproved { .. } => "shop_approved",
            Self::ShopChangesRequested { .. } => "shop_changes_requested",
            Self::ShopRejected { .. } => "shop_rejected",
            Self::LicenceVerified { .. } => "licence_verified",
            Self::LicenceRejected { .. } => "licence_rejected",
        }
    }

    pub fn text(&self, l: Locale) -> NoticeText {
        let (title, body) = match self {
            Self::Tour(news) => return tour::text(news, l),
            Self::VisitorList(news) => return tour::list_text(news, l),
            Self::Visits(news) => return visit::text(news, l),
            Self::OrderPlaced { number, total } => (words::order_placed_title(l, number), words::order_placed_body(l, total)),
            Self::OrderAwaitsPayment { number, total, until } => (
                words::order_awaits_payment_title(l, number),
                words::order_awaits_payment_body { total, until: date_time(l, *until) }.say(l),
            ),
            Self::OrderPaid { number, total } => (words::order_paid_title(l, number), words::order_paid_body(l, total)),
            Self::NewOrder { number, shop, buyer, total, until } => {
                (words::new_order_title(l, number), words::new_order_body { buyer, shop, total, until: date_time(l, *until) }.say(l))
            }
            Self::Accepted { number, shop } => (words::accepted_title { shop, number }.say(l), words::accepted_body(l).to_owned()),
            Self::Packed { number, shop } => (words::packed_title(l, number), words::packed_body(l, shop)),
            Self::OnTheWay { number, shop } => (words::on_the_way_title(l, number), words::on_the_way_body(l, shop)),
            Self::ReadyForPickup { number, shop, until } => {
                (words::ready_for_pickup_title(l, number), words::ready_for_pickup_body { shop, until: date_time(l, *until) }.say(l))
            }
            Self::AskArrival { number, shop } => (words::ask_arrival_title(l, number), words::ask_arrival_body(l, shop)),
            Self::DeliveryOverdue { number } => (words::delivery_overdue_title(l, number), words::delivery_overdue_body(l).to_owned()),
            Self::HandedOver { number, shop } => (words::handed_over_title(l, number), words::handed_over_body(l, shop)),
            Self::Completed { number } => (words::completed_title(l, number), words::completed_body(l).to_owned()),
            Self::CancelledByYou { number, refund } => (words::cancelled_by_you_title(l, number), cancelled_by_you(l, *refund)),
            Self::Ended { number, shop, cause, reason, refund } => (words::ended_title(l, number), ended(l, shop, *cause, reason, *refund)),
            Self::CancelAsked { number, reason, until } => {
                (words::cancel_asked_title(l, number), words::cancel_asked_body { reason, until: date_time(l, *until) }.say(l))
            }
            Self::CancelAskSent { number, shop, until } => {
                (words::cancel_ask_sent_title(l, number), words::cancel_ask_sent_body { shop, until: date_time(l, *until) }.say(l))
            }
            Self::CancelRefused { number, shop, reason } => {
                (words::cancel_refused_title(l, number), words::cancel_refused_body { shop, reason }.say(l))
            }
            Self::PaidTooLate { number, amount } => (words::paid_too_late_title(l, number), words::paid_too_late_body(l, amount)),
            Self::PaidBack { number, amount, proof } => {
                (words::paid_back_title { amount, number }.say(l), words::paid_back_body { amount, proof }.say(l))
            }
            Self::ShopApproved { shop } => (words::shop_approved_title(l, shop), words::shop_approved_body(l).to_owned()),
            Self::ShopChangesRequested { shop, reason } => {
                (words::shop_changes_requested_title(l, shop), words::shop_changes_requested_body(l, reason))
            }
            Self::ShopRejected { shop, reason } => (words::shop_rejected_title(l, shop), words::shop_rejected_body(l, reason)),
            Self::LicenceVerified { product, licence } => {
                (words::licence_verified_title(l, licence), words::licence_verified_body(l, product))
            }
            Self::LicenceRejected { product, licence, reason } => {
                (words::licence_rejected_title(l, licence), words::licence_rejected_body { product, reason }.say(l))
            }
        };
        NoticeText { title, body }
    }
}

fn cancelled_by_you(l: Locale, refund: Option<Rupiah>) -> String {
    let body = words::cancelled_by_you_body(l).to_owned();
    refund.map_or_else(|| body.clone(), |amount| format!("{body}\n{}", words::ended_refund(l, amount)))
}

fn ended(l: Locale, shop: &str, cause: EndCause, reason: &str, refund: Option<Rupiah>) -> String {
    let mut parts = vec![match cause {
        EndCause::Unpaid => words::ended_unpaid(l).to_owned(),
        EndCause::NotAccepted => words::ended_not_accepted(l, shop),
        EndCause::NotSent => words::ended_not_sent(l, shop),
        EndCause::NotFetched => words::ended_not_fetched(l, shop),
        EndCause::HandOverFailed => words::ended_hand_over_failed(l).to_owned(),
        EndCause::ByShopper => words::ended_by_shopper(l).to_owned(),
        EndCause::ByShop => words::ended_by_shop(l, shop),
        EndCause::ByOffice => words::ended_by_office(l).to_owned(),
        EndCause::Agreed => words::ended_agreed(l).to_owned(),
    }];
    if !reason.is_empty() {
        parts.push(words::ended_reason(l, reason));
    }
    if let Some(amount) = refund {
        parts.push(words::ended_refund(l, amount));
    }
    parts.join("\n")
}
