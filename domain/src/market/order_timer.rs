//! The clock of the order machine: when a state has lasted too long and what happens then, and how long a shopper may change their mind.

use super::order::OrderEvent::{self, Cancel, Complete, Escalate, Expire, Fail};
use super::order::OrderState::{
    self, Accepted, AwaitingPayment, Cancelled, Completed, Expired, HandedOver, OnTheWay, Overdue, Packed, Placed, ReadyForPickup,
};
use super::order_rules::OrderRules;
use crate::kernel::clock::Timestamp;

impl OrderState {
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

#[cfg(test)]
mod tests {
    use super::super::delivery::DeliveryKind;
    use super::super::order::By::{Officer, Timer};
    use super::*;

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
    fn packing_does_not_win_time() {
        let rules = OrderRules::default();
        let accepted = Accepted.deadline(Timestamp(0), Some(Timestamp(5)), &rules);
        assert_eq!(accepted, Some(Timestamp(rules.dispatch_window)));
        assert_eq!(Packed.deadline(Timestamp(1_000), accepted, &rules), accepted);
    }

    /// When shop and shopper have both fallen asleep, timers bring every order to its end or to an officer who can end it.
    #[test]
    fn no_dead_ends() {
        for (start, delivery) in OrderState::ALL.into_iter().flat_map(|s| DeliveryKind::ALL.map(|d| (s, d))) {
            let mut s = start;
            while let Some(event) = s.timer_event() {
                s = s.apply(event, Timer, delivery).unwrap();
            }
            let office = s.next_for(Officer, delivery);
            assert!(s.is_final() || (office.contains(&Complete) && office.contains(&Cancel)), "{start:?} {delivery:?}: {s:?}");
        }
    }
}
