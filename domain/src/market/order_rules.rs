//! The timers and limits of orders: data that an operator sets, with the habits of the trade as defaults
//! (docs: the defaults follow what shoppers know from the large Indonesian marketplaces).

use serde::{Deserialize, Serialize};

use crate::kernel::clock::{DAY, HOUR};

/// All durations in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderRules {
    /// Unpaid card orders expire after this.
    pub payment_window: i64,
    /// A placed order that the shop has not accepted expires after this.
    pub accept_window: i64,
    /// An accepted order that has not left the shop is cancelled after this.
    pub dispatch_window: i64,
    /// An order still on its way after this is asked after: the shopper is asked, and an officer sees it.
    pub delivery_window: i64,
    /// An order waiting at the shop for pick-up is cancelled after this.
    pub pickup_window: i64,
    /// Handed over, and nobody complained: completed after this.
    pub completion_window: i64,
    /// The shopper may cancel freely for this long.
    pub free_cancel_window: i64,
    /// A request to cancel approves itself after this.
    pub cancel_answer_window: i64,
    /// Cash is switched off for a shopper after this many failed hand-overs …
    pub cash_failures: i64,
    /// … within this time.
    pub cash_failure_window: i64,
}

impl Default for OrderRules {
    fn default() -> Self {
        Self {
            payment_window: DAY,
            accept_window: DAY,
            dispatch_window: 2 * DAY,
            delivery_window: 3 * DAY,
            pickup_window: 3 * DAY,
            completion_window: 2 * DAY,
            free_cancel_window: HOUR,
            cancel_answer_window: DAY,
            cash_failures: 2,
            cash_failure_window: 60 * DAY,
        }
    }
}

impl OrderRules {
    /// Is cash switched off for somebody with this many failed hand-overs in the window?
    pub const fn cash_off(&self, failures: i64) -> bool {
        failures >= self.cash_failures
    }

    /// Every setting with its name, for the settings page and its check.
    pub const FIELDS: [&'static str; 10] = [
        "payment_window",
        "accept_window",
        "dispatch_window",
        "delivery_window",
        "pickup_window",
        "completion_window",
        "free_cancel_window",
        "cancel_answer_window",
        "cash_failures",
        "cash_failure_window",
    ];
}
