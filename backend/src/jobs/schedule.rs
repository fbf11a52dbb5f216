//! What the house does by the clock: order timers every second, housekeeping every few minutes.

use domain::kernel::clock::{MINUTE, SECOND, Timestamp};

use super::claim;
use crate::deps::Deps;
use crate::{identity, market, page_change};

#[derive(Default)]
pub struct Schedule {
    orders: Timestamp,
    housekeeping: Timestamp,
}

impl Schedule {
    pub async fn run_due(&mut self, deps: &Deps) {
        let now = deps.now();
        if now.since(self.orders) >= SECOND {
            self.orders = now;
            if let Err(error) = market::run_order_timers::run_order_timers(deps).await {
                tracing::error!(%error, "order timers");
            }
        }
        if now.since(self.housekeeping) >= 5 * MINUTE {
            self.housekeeping = now;
            housekeeping(deps, now).await;
        }
    }
}

async fn housekeeping(deps: &Deps, now: Timestamp) {
    let done = [
        claim::forget_done(&deps.db, now).await,
        page_change::forget_old(&deps.db, now).await,
        identity::store::sessions::forget_expired(&deps.db, now).await,
    ];
    for error in done.into_iter().filter_map(Result::err) {
        tracing::error!(%error, "housekeeping");
    }
}
