//! The order machine: one table of transitions, who may take them, and the timer of each state.
//!
//! A shopper's order has one sub-order per shop; each sub-order runs through this machine by itself.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::delivery::DeliveryKind;
use super::order_rules::OrderRules;
use crate::kernel::clock::Timestamp;

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

    /// What happens when the timer of this state rings.
    pub const fn timer_event(self) -> Option<OrderEvent> {
        match self {
            AwaitingPayment | Placed => Some(Expire),
            Accepted | Packed => Some(Cancel),
            ReadyForPickup => Some(Fail),
            OnTheWay => Some(Escalate),
            HandedOver => Some(Complete),
            Overdue | Completed | Cancelled | Expired => None,
        }
    }

    /// When the timer of this state rings. `running` is the timer of the state before: packing does not win the shop
    /// more time, the goods must leave by the time that was promised when the order was accepted.
    pub fn deadline(self, entered: Timestamp, running: Option<Timestamp>, rules: &OrderRules) -> Option<Timestamp> {
        let window = match self {
            AwaitingPayment => rules.payment_window,
            Placed => rules.accept_window,
            Accepted => rules.dispatch_window,
            Packed => return running.or(Some(entered.plus(rules.dispatch_window))),
            OnTheWay => rules.delivery_window,
            ReadyForPickup => rules.pickup_window,
            HandedOver => rules.completion_window,
            Overdue | Completed | Cancelled | Expired => return None,
        };
        Some(entered.plus(window))
    }

    /// May the shopper cancel right now without asking? (Before the money, or soon after the order.)
    pub fn free_to_cancel(self, placed: Timestamp, now: Timestamp, rules: &OrderRules) -> bool {
        match self {
            AwaitingPayment => true,
            Placed | Accepted => now.since(placed) <= rules.free_cancel_window,
            _ => false,
        }
    }

    /// May the shopper ask the shop to cancel? (Once in each of these states.)
    pub const fn can_ask_to_cancel(self) -> bool {
        matches!(self, Placed | Accepted | Packed)
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
    fn every_timer_takes_a_step_of_the_table() {
        for s in OrderState::ALL {
            assert_eq!(s.timer_event().is_some(), s.deadline(Timestamp(0), None, &OrderRules::default()).is_some());
            if let Some(event) = s.timer_event() {
                for d in DeliveryKind::ALL {
                    assert!(s.apply(event, Timer, d).is_ok(), "{s:?} {event:?}");
                }
            }
        }
    }

    #[test]
    fn who_has_the_goods_may_say_so() {
        for s in [OnTheWay, Overdue, ReadyForPickup, HandedOver] {
            assert_eq!(s.apply(Complete, Shopper, DeliveryKind::OwnCourier), Ok(Completed), "{s:?}");
        }
        assert!(Packed.apply(Complete, Shopper, DeliveryKind::Pickup).is_err());
    }

    #[test]
    fn packing_does_not_win_time() {
        let rules = OrderRules::default();
        let accepted = Accepted.deadline(Timestamp(0), Some(Timestamp(5)), &rules);
        assert_eq!(accepted, Some(Timestamp(rules.dispatch_window)));
        assert_eq!(Packed.deadline(Timestamp(1_000), accepted, &rules), accepted);
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

        /// When shop and shopper have both fallen asleep, timers bring every order to its end or to an officer who can end it.
        #[test]
        fn no_dead_ends(delivery in any_delivery()) {
            for mut s in OrderState::ALL {
                while let Some(event) = s.timer_event() {
                    s = s.apply(event, Timer, delivery).unwrap();
                }
                let office = s.next_for(Officer, delivery);
                prop_assert!(s.is_final() || (office.contains(&Complete) && office.contains(&Cancel)), "{s:?}");
            }
        }
    }
}
