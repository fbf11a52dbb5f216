//! Why a sub-order ended without being delivered, in a form that can be told in any language.

use serde::{Deserialize, Serialize};

use super::order::{By, OrderEvent, OrderState};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndCause {
    /// The payment did not come in time.
    Unpaid,
    /// The shop did not answer in time.
    NotAccepted,
    /// The shop accepted, and did not send in time.
    NotSent,
    /// Nobody fetched it at the shop in time.
    NotFetched,
    /// Refused, or nobody was there.
    HandOverFailed,
    ByShopper,
    ByShop,
    ByOffice,
    /// The shopper asked, and the shop agreed or was silent.
    Agreed,
}

impl EndCause {
    pub const ALL: [Self; 9] = [
        Self::Unpaid,
        Self::NotAccepted,
        Self::NotSent,
        Self::NotFetched,
        Self::HandOverFailed,
        Self::ByShopper,
        Self::ByShop,
        Self::ByOffice,
        Self::Agreed,
    ];

    /// The cause of a step that ends a sub-order; `asked`: the shopper had asked for it and this is the answer.
    pub const fn of(from: OrderState, event: OrderEvent, by: By, asked: bool) -> Option<Self> {
        Some(match (event, by) {
            (OrderEvent::Expire, _) if matches!(from, OrderState::AwaitingPayment) => Self::Unpaid,
            (OrderEvent::Expire, _) => Self::NotAccepted,
            (OrderEvent::Fail, By::Timer) => Self::NotFetched,
            (OrderEvent::Fail, _) => Self::HandOverFailed,
            (OrderEvent::Cancel, _) if asked => Self::Agreed,
            (OrderEvent::Cancel, By::Shopper) => Self::ByShopper,
            (OrderEvent::Cancel, By::Merchant) => Self::ByShop,
            (OrderEvent::Cancel, By::Officer) => Self::ByOffice,
            (OrderEvent::Cancel, _) => Self::NotSent,
            _ => return None,
        })
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::Unpaid => "unpaid",
            Self::NotAccepted => "not_accepted",
            Self::NotSent => "not_sent",
            Self::NotFetched => "not_fetched",
            Self::HandOverFailed => "hand_over_failed",
            Self::ByShopper => "by_shopper",
            Self::ByShop => "by_shop",
            Self::ByOffice => "by_office",
            Self::Agreed => "agreed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::market::order::ORDER_TRANSITIONS;

    #[test]
    fn every_way_to_end_undelivered_has_a_cause() {
        for (from, event, who, to) in ORDER_TRANSITIONS {
            for by in *who {
                assert_eq!(EndCause::of(*from, *event, *by, false).is_some(), to.returns_stock(), "{from:?} {event:?}");
            }
        }
        for c in EndCause::ALL {
            assert_eq!(EndCause::from_code(c.code()), Some(c));
        }
    }
}
