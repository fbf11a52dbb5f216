//! The order machine: one table of transitions, and who may take them. The timer of each state is in `order_timer.rs`.
//!
//! A shopper's order has one sub-order per shop; each sub-order runs through this machine by itself.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::delivery::DeliveryKind;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    AwaitingPayment,
    Placed,
    Accepted,
    Packed,
    OnTheWay,
    /// Should have arrived by now: the shopper is asked, and an officer looks after it.
    Overdue,
    ReadyForPickup,
    HandedOver,
    Completed,
    Cancelled,
    Expired,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderEvent {
    /// The gateway says that the money is there.
    Pay,
    Accept,
    Pack,
    /// Leaves with a courier.
    Dispatch,
    /// Waits at the shop.
    MakeReady,
    HandOver,
    Complete,
    Cancel,
    /// The hand-over failed: refused, nobody there, not fetched.
    Fail,
    /// On its way for too long: handed to the office.
    Escalate,
    Expire,
}

/// Who takes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    Shopper,
    Merchant,
    Officer,
    Timer,
    Payment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum OrderStepError {
    #[error("{event:?} is not possible from {from:?}")]
    NotPossible { from: OrderState, event: OrderEvent },
    #[error("{by:?} may not take {event:?}")]
    NotYours { by: By, event: OrderEvent },
    #[error("the delivery chosen does not go that way")]
    WrongDelivery,
}

use By::{Merchant, Officer, Payment, Shopper, Timer};
use OrderEvent::{Accept, Cancel, Complete, Dispatch, Escalate, Expire, Fail, HandOver, MakeReady, Pack, Pay};
use OrderState::{Accepted, AwaitingPayment, Cancelled, Completed, Expired, HandedOver, OnTheWay, Overdue, Packed, Placed, ReadyForPickup};

/// The whole machine: from, event, who may, to.
pub const ORDER_TRANSITIONS: &[(OrderState, OrderEvent, &[By], OrderState)] = &[
    (AwaitingPayment, Pay, &[Payment], Placed),
    (AwaitingPayment, Cancel, &[Shopper, Officer], Cancelled),
    (AwaitingPayment, Expire, &[Timer], Expired),
    (Placed, Accept, &[Merchant], Accepted),
    (Placed, Cancel, &[Shopper, Merchant, Officer, Timer], Cancelled),
    (Placed, Expire, &[Timer], Expired),
    (Accepted, Pack, &[Merchant], Packed),
    (Accepted, Cancel, &[Shopper, Merchant, Officer, Timer], Cancelled),
    (Packed, Dispatch, &[Merchant], OnTheWay),
    (Packed, MakeReady, &[Merchant], ReadyForPickup),
    (Packed, Cancel, &[Shopper, Merchant, Officer, Timer], Cancelled),
    (OnTheWay, HandOver, &[Merchant], HandedOver),
    // Who has the goods in hand need not wait for the shop to say so.
    (OnTheWay, Complete, &[Shopper], Completed),
    (OnTheWay, Cancel, &[Officer], Cancelled),
    (OnTheWay, Fail, &[Merchant, Officer], Cancelled),
    (OnTheWay, Escalate, &[Timer], Overdue),
    (Overdue, HandOver, &[Merchant], HandedOver),
    (Overdue, Complete, &[Shopper, Officer], Completed),
    (Overdue, Cancel, &[Officer], Cancelled),
    (Overdue, Fail, &[Merchant, Officer], Cancelled),
    (ReadyForPickup, HandOver, &[Merchant], HandedOver),
    (ReadyForPickup, Complete, &[Shopper], Completed),
    (ReadyForPickup, Cancel, &[Officer], Cancelled),
    (ReadyForPickup, Fail, &[Merchant, Officer, Timer], Cancelled),
    (HandedOver, Complete, &[Shopper, Timer], Completed),
];

impl OrderState {
    pub const ALL: [Self; 11] =
        [AwaitingPayment, Placed, Accepted, Packed, OnTheWay, Overdue, ReadyForPickup, HandedOver, Completed, Cancelled, Expired];

    pub const fn code(self) -> &'static str {
        match self {
            AwaitingPayment => "awaiting_payment",
            Placed => "placed",
            Accepted => "accepted",
            Packed => "packed",
            OnTheWay => "on_the_way",
            Overdue => "overdue",
            ReadyForPickup => "ready_for_pickup",
            HandedOver => "handed_over",
            Completed => "completed",
            Cancelled => "cancelled",
            Expired => "expired",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    pub const fn is_final(self) -> bool {
        matches!(self, Completed | Cancelled | Expired)
    }

    /// The goods come back to the shelf when this state is reached.
    pub const fn returns_stock(self) -> bool {
        matches!(self, Cancelled | Expired)
    }

    /// The state after `event` by `by`, for a sub-order delivered this way.
    pub fn apply(self, event: OrderEvent, by: By, delivery: DeliveryKind) -> Result<Self, OrderStepError> {
        let found = ORDER_TRANSITIONS.iter().find(|(from, e, _, _)| *from == self && *e == event);
        let (_, _, who, to) = found.ok_or(OrderStepError::NotPossible { from: self, event })?;
        if !who.contains(&by) {
            return Err(OrderStepError::NotYours { by, event });
        }
        let pickup = delivery == DeliveryKind::Pickup;
        match event {
            Dispatch if pickup => Err(OrderStepError::WrongDelivery),
            MakeReady if !pickup => Err(OrderStepError::WrongDelivery),
            _ => Ok(*to),
        }
    }

    /// What the shop can do next, in the order of the buttons.
    pub fn next_for(self, by: By, delivery: DeliveryKind) -> Vec<OrderEvent> {
        let events = ORDER_TRANSITIONS.iter().filter(|(from, ..)| *from == self).map(|(_, e, ..)| *e);
        events.filter(|e| self.apply(*e, by, delivery).is_ok()).collect()
    }
}

impl OrderEvent {
    pub const ALL: [Self; 11] = [Pay, Accept, Pack, Dispatch, MakeReady, HandOver, Complete, Cancel, Fail, Escalate, Expire];

    pub const fn code(self) -> &'static str {
        match self {
            Pay => "pay",
            Accept => "accept",
            Pack => "pack",
            Dispatch => "dispatch",
            MakeReady => "make_ready",
            HandOver => "hand_over",
            Complete => "complete",
            Cancel => "cancel",
            Fail => "fail",
            Escalate => "escalate",
            Expire => "expire",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|e| e.code() == code)
    }

    /// Must a person say why?
    pub const fn needs_reason(self) -> bool {
        matches!(self, Cancel | Fail)
    }
}

impl By {
    pub const ALL: [Self; 5] = [Shopper, Merchant, Officer, Timer, Payment];

    pub const fn code(self) -> &'static str {
        match self {
            Shopper => "shopper",
            Merchant => "merchant",
            Officer => "officer",
            Timer => "timer",
            Payment => "payment",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|b| b.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_delivery() -> impl Strategy<Value = DeliveryKind> {
        prop::sample::select(DeliveryKind::ALL.to_vec())
    }

    #[test]
    fn the_usual_way_through() {
        let mut s = Placed;
        for (event, by) in [(Accept, Merchant), (Pack, Merchant), (Dispatch, Merchant), (HandOver, Merchant), (Complete, Shopper)] {
            s = s.apply(event, by, DeliveryKind::OwnCourier).unwrap();
        }
        assert_eq!(s, Completed);
        assert_eq!(Packed.apply(Dispatch, Merchant, DeliveryKind::Pickup), Err(OrderStepError::WrongDelivery));
        assert_eq!(Placed.apply(Accept, Shopper, DeliveryKind::Pickup), Err(OrderStepError::NotYours { by: Shopper, event: Accept }));
    }

    #[test]
    fn who_has_the_goods_may_say_so() {
        for s in [OnTheWay, Overdue, ReadyForPickup, HandedOver] {
            assert_eq!(s.apply(Complete, Shopper, DeliveryKind::OwnCourier), Ok(Completed), "{s:?}");
        }
        assert!(Packed.apply(Complete, Shopper, DeliveryKind::Pickup).is_err());
    }

    proptest! {
        /// Whatever anybody tries in whatever order: a final state is never left, and stock returns at most once.
        #[test]
        fn final_is_final(steps in prop::collection::vec((0..OrderEvent::ALL.len(), 0..By::ALL.len()), 0..60), delivery in any_delivery()) {
            let mut s = AwaitingPayment;
            let mut returns = 0;
            for (e, b) in steps {
                if let Ok(to) = s.apply(OrderEvent::ALL[e], By::ALL[b], delivery) {
                    prop_assert!(!s.is_final());
                    returns += u32::from(to.returns_stock());
                    s = to;
                }
            }
            prop_assert!(returns <= 1);
        }
    }
}
