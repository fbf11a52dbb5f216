//! Ways to pay, and the state of an order's payment.

use serde::{Deserialize, Serialize};

use super::delivery::{DeliveryKind, DeliveryTerms};
use super::order::OrderState;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// Cash at hand-over: on delivery, or at the counter where the shopper picks up.
    Cash,
    /// A card through a payment gateway (a sandbox in development).
    Card,
}

/// Where the money of one sub-order is. Each has its own, because shops hand over, and are paid in cash, one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// Cash, to be paid at hand-over.
    Due,
    /// A gateway has been asked; the order waits.
    Pending,
    Paid,
    /// Paid, and then not delivered: the shopper gets it back.
    RefundDue,
    Refunded,
    /// Will never be paid: cancelled or expired before.
    Void,
}

/// What a gateway says of a payment. Said again, late, or in the wrong order, it never undoes what was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentOutcome {
    Paid,
    Failed,
}

/// The state of one attempt to pay an order through a gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptState {
    Pending,
    Failed,
    /// The attempt that paid the order.
    Paid,
    /// The order had been paid by another attempt: all of this money goes back.
    Surplus,
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
    pub const ALL: [Self; 6] = [Self::Due, Self::Pending, Self::Paid, Self::RefundDue, Self::Refunded, Self::Void];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Pending => "pending",
            Self::Paid => "paid",
            Self::RefundDue => "refund_due",
            Self::Refunded => "refunded",
            Self::Void => "void",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Where the money starts.
    pub const fn start(method: PaymentMethod) -> Self {
        match method {
            PaymentMethod::Cash => Self::Due,
            PaymentMethod::Card => Self::Pending,
        }
    }

    /// What a step of the sub-order does to its money: cash is paid when the goods change hands; what ends before that
    /// is void, or goes back.
    #[must_use]
    pub const fn after_step(self, to: OrderState) -> Self {
        match (to, self) {
            (OrderState::HandedOver | OrderState::Completed, Self::Due) => Self::Paid,
            (OrderState::Cancelled | OrderState::Expired, Self::Due | Self::Pending) => Self::Void,
            (OrderState::Cancelled | OrderState::Expired, Self::Paid) => Self::RefundDue,
            (_, same) => same,
        }
    }

    /// What the gateway's money does. For a sub-order that ended while the shopper was paying it is owed back.
    #[must_use]
    pub const fn after_money(self) -> Self {
        match self {
            Self::Pending => Self::Paid,
            Self::Void => Self::RefundDue,
            same => same,
        }
    }

    /// The house or the shop holds, or held, the shopper's money.
    pub const fn is_received(self) -> bool {
        matches!(self, Self::Paid | Self::RefundDue | Self::Refunded)
    }
}

impl AttemptState {
    pub const ALL: [Self; 4] = [Self::Pending, Self::Failed, Self::Paid, Self::Surplus];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Failed => "failed",
            Self::Paid => "paid",
            Self::Surplus => "surplus",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Monotonic: `Paid` and `Surplus` are never left. `paid_otherwise`: another attempt has paid the order.
    #[must_use]
    pub const fn settle(self, outcome: PaymentOutcome, paid_otherwise: bool) -> Self {
        match (self, outcome) {
            (Self::Pending | Self::Failed, PaymentOutcome::Paid) if paid_otherwise => Self::Surplus,
            (Self::Pending | Self::Failed, PaymentOutcome::Paid) => Self::Paid,
            (Self::Pending | Self::Failed, PaymentOutcome::Failed) => Self::Failed,
            (done, _) => done,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn money_follows_the_goods() {
        assert_eq!(PaymentState::Due.after_step(OrderState::HandedOver), PaymentState::Paid);
        assert_eq!(PaymentState::Paid.after_step(OrderState::HandedOver), PaymentState::Paid);
        assert_eq!(PaymentState::Due.after_step(OrderState::Cancelled), PaymentState::Void);
        assert_eq!(PaymentState::Paid.after_step(OrderState::Expired), PaymentState::RefundDue);
        assert_eq!(PaymentState::Void.after_money(), PaymentState::RefundDue);
    }

    proptest! {
        /// Whatever the gateway says in whatever order: once paid, always paid.
        #[test]
        fn a_late_failure_never_undoes_a_payment(said in prop::collection::vec(prop::bool::ANY, 0..12)) {
            let mut state = AttemptState::Pending;
            for paid in &said {
                state = state.settle(if *paid { PaymentOutcome::Paid } else { PaymentOutcome::Failed }, false);
            }
            prop_assert_eq!(state == AttemptState::Paid, said.contains(&true));
        }
    }
}
