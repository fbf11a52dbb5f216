//! The books of the waste bank beside everything that is kept with them, and beside what tours hold and owe: every night, and
//! when a treasurer asks.

use domain::identity::actor::Actor;
use domain::kernel::clock::{HOUR, Timestamp};
use domain::wastebank::reconciliation::Report;

use super::tours::compare as tours;
use super::tours::share::share_fares;
use crate::db::DbError;
use crate::deps::Deps;
use crate::wastebank::reconcile::{self as books, ReconcileError};

/// After the day's last slips, before the first of the next.
const AT_NIGHT: i64 = HOUR;

/// Compares now; the report is kept beside those of the nights.
pub async fn reconcile_now(deps: &Deps, actor: &Actor) -> Result<Timestamp, ReconcileError> {
    actor.require_officer()?;
    Ok(reconcile(deps, None).await?)
}

/// Once a night, by whichever node comes first.
pub async fn reconcile_nightly(deps: &Deps) -> Result<(), DbError> {
    let now = deps.now();
    if now.since(now.start_of_wib_day()) < AT_NIGHT {
        return Ok(());
    }
    let day = now.wib().date_input();
    if !books::is_done(deps, &day).await? {
        reconcile(deps, Some(&day)).await?;
    }
    Ok(())
}

async fn reconcile(deps: &Deps, day: Option<&str>) -> Result<Timestamp, DbError> {
    let at = deps.now();
    // What came back in these minutes is no difference.
    if let Err(error) = share_fares(deps).await {
        // The night is for finding out what is wrong: what could not be shared is one more thing to look at.
        tracing::error!(%error, "the village's share before the comparison");
    }
    let report = compare(deps).await?;
    books::keep(deps, at, day, &report).await?;
    Ok(at)
}

/// Reads everything as it is at one moment.
pub async fn compare(deps: &Deps) -> Result<Report, DbError> {
    let mut tx = deps.db.snapshot().await?;
    let mut report = books::compare(&mut tx).await?;
    tours::compare(&mut tx, deps.now(), &mut report).await?;
    tx.rollback().await?;
    Ok(report)
}
