//! What the house does by itself: timers of orders and of tours every second (with the lists of visitors that close, and the village's
//! answers), a look at the search index every other, housekeeping and the village's share every few minutes, forgotten originals of
//! photos and the photos of forms that were left some times a day, the waste bank's books once a night.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::claim::{self, back_off};
use crate::adapters::search::SearchError;
use crate::deps::Deps;
use crate::flows::reconcile::reconcile_nightly;
use crate::flows::tours::share::share_fares;
use crate::flows::tours::tell_of_answers::tell_of_answers;
use crate::flows::tours::tell_of_lists::tell_of_lists;
use crate::flows::tours::timers::run_tour_timers;
use crate::market::index_products::{IndexError, rebuild_if_needed};
use crate::wastebank::forget_photos::forget_photos;
use crate::wastebank::store::card_requests;
use crate::{identity, market, page_change};

const TIMERS: Duration = Duration::from_secs(1);
const INDEX: Duration = Duration::from_secs(2);
const HOUSE: Duration = Duration::from_mins(5);
/// Looking through the photos reads the whole folder.
const PHOTOS_EVERY: u32 = 72;

pub async fn order_timers(deps: Arc<Deps>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = market::run_order_timers::run_order_timers(&deps).await {
            tracing::error!(%error, "order timers");
        }
        stop.run_until_cancelled(tokio::time::sleep(TIMERS)).await;
    }
}

pub async fn tour_timers(deps: Arc<Deps>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = run_tour_timers(&deps).await {
            tracing::error!(%error, "tour timers");
        }
        if let Err(error) = tell_of_lists(&deps).await {
            tracing::error!(%error, "lists of visitors");
        }
        if let Err(error) = tell_of_answers(&deps).await {
            tracing::error!(%error, "the village's answers");
        }
        stop.run_until_cancelled(tokio::time::sleep(TIMERS)).await;
    }
}

/// A missing, old or broken index is built anew, at the start and whenever it is lost.
pub async fn keep_index(deps: Arc<Deps>, stop: CancellationToken) {
    let mut failed = 0;
    while !stop.is_cancelled() {
        // A rebuild that is broken off leaves the old index as it was.
        let Some(kept) = stop.run_until_cancelled(rebuild_if_needed(&deps)).await else { return };
        let pause = match kept {
            Ok(_) | Err(IndexError::Search(SearchError::RebuildRunning)) => {
                failed = 0;
                INDEX
            }
            Err(error) => {
                failed += 1;
                tracing::error!(%error, failed, "the search index could not be built; trying again");
                Duration::from_millis(u64::try_from(back_off(failed)).unwrap_or_default())
            }
        };
        stop.run_until_cancelled(tokio::time::sleep(pause)).await;
    }
}

/// Looks often whether a night has begun: it is worked off by whichever node comes first.
pub async fn nightly(deps: Arc<Deps>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Some(Err(error)) = stop.run_until_cancelled(share_fares(&deps)).await {
            tracing::error!(%error, "the village's share");
        }
        if let Some(Err(error)) = stop.run_until_cancelled(reconcile_nightly(&deps)).await {
            tracing::error!(%error, "the waste bank's reconciliation");
        }
        stop.run_until_cancelled(tokio::time::sleep(HOUSE)).await;
    }
}

pub async fn housekeeping(deps: Arc<Deps>, stop: CancellationToken) {
    for round in (0..PHOTOS_EVERY).cycle() {
        let now = deps.now();
        let done = [
            claim::forget_done(&deps.db, now).await,
            page_change::forget_old(&deps.db, now).await,
            identity::store::sessions::forget_expired(&deps.db, now).await,
            card_requests::forget_old(&deps.db, now).await,
        ];
        for error in done.into_iter().filter_map(Result::err) {
            tracing::error!(%error, "housekeeping");
        }
        if round == 0
            && let Some(Err(error)) = stop.run_until_cancelled(market::forget_originals::forget_originals(&deps)).await
        {
            tracing::error!(%error, "forgotten originals of photos");
        }
        if round == 0
            && let Some(Err(error)) = stop.run_until_cancelled(forget_photos(&deps)).await
        {
            tracing::error!(%error, "photos that no slip took");
        }
        if stop.run_until_cancelled(tokio::time::sleep(HOUSE)).await.is_none() {
            return;
        }
    }
}
