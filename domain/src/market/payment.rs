//! Ways to pay, and the state of an order's payment.

use serde::{Deserialize, Serialize};

use super::delivery::{DeliveryKind, DeliveryTerms};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// Cash at hand-over: on delivery, or at the counter where the shopper picks up.
    Cash,
    /// A card through a payment gateway (a sandbox in development).
    Card,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// Cash, to be paid at hand-over.
    Due,
    /// A gateway has been asked; the order waits.
    Pending,
    Paid,
    Refunded,
    /// Will never be paid: cancelled or expired before.
    Void,
}

impl PaymentMethod {
    pub const ALL: [Self; 2] = [Self::Cash, Self::Card];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Card => "card",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.code() == code)
    }

    /// Does this shop take cash for this way of delivery?
    pub fn cash_allowed(terms: &DeliveryTerms, kind: DeliveryKind) -> bool {
        match kind {
            DeliveryKind::Pickup => terms.pay_at_pickup,
            DeliveryKind::OwnCourier | DeliveryKind::FlatCourier => terms.cod,
        }
    }
}

impl PaymentState {
    pub const ALL: [Self; 5] = [Self::Due, Self::Pending, Self::Paid, Self::Refunded, Self::Void];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Pending => "pending",
            Self::Paid => "paid",
            Self::Refunded => "refunded",
            Self::Void => "void",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}
