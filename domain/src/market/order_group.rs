//! The drawers in which a shop keeps its orders.

use super::order::OrderState;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderGroup {
    /// Waits for the shop to accept.
    New,
    /// Accepted, not yet gone.
    InWork,
    /// With the courier, or waiting to be fetched.
    Underway,
    /// In the shopper's hands.
    Done,
    Ended,
}

impl OrderGroup {
    pub const ALL: [Self; 5] = [Self::New, Self::InWork, Self::Underway, Self::Done, Self::Ended];

    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::InWork => "in_work",
            Self::Underway => "underway",
            Self::Done => "done",
            Self::Ended => "ended",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|g| g.code() == code)
    }

    /// Somebody has yet to do something.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::New | Self::InWork | Self::Underway)
    }

    pub const fn states(self) -> &'static [OrderState] {
        match self {
            Self::New => &[OrderState::Placed],
            Self::InWork => &[OrderState::Accepted, OrderState::Packed],
            Self::Underway => &[OrderState::OnTheWay, OrderState::Overdue, OrderState::ReadyForPickup],
            Self::Done => &[OrderState::HandedOver, OrderState::Completed],
            Self::Ended => &[OrderState::Cancelled, OrderState::Expired],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_that_a_shop_sees_lies_in_one_drawer() {
        for state in OrderState::ALL.into_iter().filter(|s| *s != OrderState::AwaitingPayment) {
            assert_eq!(OrderGroup::ALL.iter().filter(|g| g.states().contains(&state)).count(), 1, "{state:?}");
        }
    }
}
