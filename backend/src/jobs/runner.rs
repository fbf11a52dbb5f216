//! The loop that runs jobs and the house's own timers, inside `serve` or as `sentra worker`.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::claim::{self, Claimed};
use super::{Job, handle, schedule};
use crate::db::DbError;
use crate::deps::Deps;

/// Index jobs are done together: one commit for many products.
const BATCH: i64 = 200;
/// Another process may have queued work: look at least this often.
const POLL: Duration = Duration::from_millis(500);

/// Runs until cancelled; the job at hand is finished first.
pub async fn run(deps: Arc<Deps>, stop: CancellationToken) {
    let mut schedule = schedule::Schedule::default();
    while !stop.is_cancelled() {
        let worked = match tick(&deps).await {
            Ok(n) => n > 0,
            Err(error) => {
                tracing::error!(%error, "the job queue cannot be read");
                false
            }
        };
        schedule.run_due(&deps).await;
        if !worked {
            tokio::select! {
                () = stop.cancelled() => {}
                () = deps.db.rung() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }
}

/// Runs everything that is due now and returns how many jobs that was. Tests call it instead of [`run`].
pub async fn drain(deps: &Deps) -> Result<usize, DbError> {
    let mut total = 0;
    loop {
        match tick(deps).await? {
            0 => return Ok(total),
            n => total += n,
        }
    }
}

async fn tick(deps: &Deps) -> Result<usize, DbError> {
    let claimed = claim::claim(&deps.db, deps.now(), BATCH).await?;
    let count = claimed.len();
    let (index, others): (Vec<Claimed>, Vec<Claimed>) = claimed
        .into_iter()
        .partition(|c| matches!(c.job, Ok(Job::IndexProduct { .. } | Job::IndexShop { .. } | Job::IndexCategory { .. })));
    if !index.is_empty() {
        let jobs: Vec<Job> = index.iter().filter_map(|c| c.job.as_ref().ok().cloned()).collect();
        settle(deps, &index, handle::index(deps, &jobs).await).await?;
    }
    for one in others {
        let result = match &one.job {
            Ok(job) => handle::one(deps, job).await,
            Err(e) => Err(format!("unreadable job: {e}")),
        };
        settle(deps, std::slice::from_ref(&one), result).await?;
    }
    Ok(count)
}

async fn settle(deps: &Deps, jobs: &[Claimed], result: Result<(), String>) -> Result<(), DbError> {
    let now = deps.now();
    match result {
        Ok(()) => claim::finish(&deps.db, now, &jobs.iter().map(|j| j.id).collect::<Vec<_>>()).await,
        Err(error) => {
            for j in jobs {
                tracing::warn!(job = %j.id, attempts = j.attempts, %error, "a job failed");
                claim::fail(&deps.db, now, j.id, j.attempts, &error).await?;
            }
            Ok(())
        }
    }
}
