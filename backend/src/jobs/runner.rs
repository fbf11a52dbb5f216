//! Everything that goes on in the background, inside `serve` or as `sentra worker`: a loop for each lane of jobs, and
//! one for each of the house's own duties. None waits for another, and none ends before the house does.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::lane::{self, Closing, Tick};
use super::supervise::keep_up;
use super::{Lane, schedule};
use crate::db::DbError;
use crate::deps::Deps;
use crate::market::load_synonyms::load_synonyms;

/// Runs until `stop`. Jobs at hand are then given `grace` to end, and go back to the queue if they do not.
pub async fn run(deps: Arc<Deps>, stop: CancellationToken, grace: Duration) {
    let closing = Closing { stop: stop.clone(), grace };
    let lane = |lane| {
        let (deps, closing) = (&deps, &closing);
        keep_up(Lane::code(lane), &closing.stop, move || lane::work(Arc::clone(deps), lane, closing.clone()))
    };
    tokio::join!(
        lane(Lane::Index),
        lane(Lane::Mail),
        lane(Lane::Photo),
        keep_up("order timers", &stop, || schedule::order_timers(Arc::clone(&deps), stop.clone())),
        keep_up("tour timers", &stop, || schedule::tour_timers(Arc::clone(&deps), stop.clone())),
        keep_up("care of the search index", &stop, || schedule::keep_index(Arc::clone(&deps), stop.clone())),
        keep_up("nightly duties", &stop, || schedule::nightly(Arc::clone(&deps), stop.clone())),
        keep_up("housekeeping", &stop, || schedule::housekeeping(Arc::clone(&deps), stop.clone())),
    );
}

/// Runs everything that is due now, as the loops would, and returns how many jobs that was. For tests.
pub async fn drain(deps: &Arc<Deps>) -> Result<usize, DbError> {
    let closing = Closing::default();
    let mut total = 0;
    loop {
        let before = total;
        for lane in Lane::ALL {
            while let Tick::Worked(n @ 1..) = lane::tick(deps, lane, &closing).await? {
                total += n;
            }
        }
        if total == before {
            break;
        }
    }
    // A set that cannot be read or given to the index is tried again by the next call.
    if let Err(error) = load_synonyms(deps).await {
        tracing::warn!(%error, "synonyms");
    }
    Ok(total)
}
