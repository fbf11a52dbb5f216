//! One lane: taking its due jobs, doing them, saying how it went.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures::stream::{self, StreamExt};
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

use super::claim::{self, Claimed, Tried};
use super::handle::{self, Trouble};
use super::supervise::panicked;
use super::{Job, Lane};
use crate::db::DbError;
use crate::deps::Deps;

/// Another process may have queued work: look at least this often.
const POLL: Duration = Duration::from_millis(500);
/// A burst of commits is looked at together.
const PAUSE: Duration = Duration::from_millis(40);
/// While nothing can be done: the index is being built, another process writes to it, the database is away.
const LATER: Duration = Duration::from_secs(2);
/// Given up before the lease ends and another runner takes the job.
const LONGEST: Duration = Duration::from_secs(100);

/// When the house closes, and what a job at hand is still given then.
#[derive(Clone, Default)]
pub struct Closing {
    pub stop: CancellationToken,
    pub grace: Duration,
}

pub enum Tick {
    /// So many jobs were taken and dealt with.
    Worked(usize),
    NotNow,
}

#[derive(Clone)]
enum Outcome {
    Done,
    Failed(String),
    /// It goes back as if it had not been taken.
    Back(String),
    NotNow(String),
}

impl Lane {
    /// How many are taken at once: each batch is two transactions of the one writer. Index jobs of a batch are one commit
    /// of the index; mails are all sent within a lease, though a server were as slow as it may be; a photo takes seconds
    /// of a core.
    const fn batch(self) -> i64 {
        match self {
            Self::Index => 200,
            Self::Mail => 64,
            Self::Photo => 1,
        }
    }

    /// Between two batches of a long queue: whoever waits for a page comes first. Of mails that still leaves two hundred a second,
    /// and nobody looks into their mailbox faster than that.
    const fn breath(self) -> Duration {
        match self {
            Self::Mail => Duration::from_millis(250),
            Self::Index | Self::Photo => Duration::from_millis(50),
        }
    }

    /// How many of a batch are under way at the same moment. Mails mostly wait for another company's server.
    const fn side_by_side(self) -> usize {
        match self {
            Self::Mail => 8,
            Self::Index | Self::Photo => 1,
        }
    }
}

/// Works until the house closes.
pub async fn work(deps: Arc<Deps>, lane: Lane, closing: Closing) {
    let stop = &closing.stop;
    while !stop.is_cancelled() {
        // Listening begins before looking: a commit in between is then not slept over.
        let mut bell = pin!(deps.db.rung());
        let rung_already = futures::poll!(&mut bell).is_ready();
        let rest = match tick(&deps, lane, &closing).await {
            Ok(Tick::Worked(0)) => PAUSE,
            Ok(Tick::Worked(_)) => {
                stop.run_until_cancelled(tokio::time::sleep(lane.breath())).await;
                continue;
            }
            Ok(Tick::NotNow) => LATER,
            Err(error) => {
                tracing::error!(%error, lane = lane.code(), "the job queue cannot be read");
                LATER
            }
        };
        if stop.run_until_cancelled(tokio::time::sleep(rest)).await.is_none() || rung_already {
            continue;
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = bell => {}
            () = tokio::time::sleep(POLL) => {}
        }
    }
}

/// Takes a batch of new jobs, then one that is tried again, and deals with them.
pub async fn tick(deps: &Arc<Deps>, lane: Lane, closing: &Closing) -> Result<Tick, DbError> {
    let mut worked = 0;
    for (tried, limit) in [(Tried::Never, lane.batch()), (Tried::Before, 1)] {
        match round(deps, lane, tried, limit, closing).await? {
            Tick::Worked(n) => worked += n,
            Tick::NotNow => return Ok(Tick::NotNow),
        }
    }
    Ok(Tick::Worked(worked))
}

async fn round(deps: &Arc<Deps>, lane: Lane, tried: Tried, limit: i64, closing: &Closing) -> Result<Tick, DbError> {
    let claimed = claim::claim(&deps.db, deps.now(), lane, tried, limit).await?;
    let outcomes = match lane {
        Lane::Index => together(deps, &claimed, closing).await,
        Lane::Mail | Lane::Photo => {
            let each = claimed.iter().map(|c| alone(deps, c, closing)).collect::<Vec<_>>();
            stream::iter(each).buffered(lane.side_by_side()).collect().await
        }
    };
    settle(deps, &claimed, outcomes).await
}

/// One change of the index for all of them.
async fn together(deps: &Arc<Deps>, claimed: &[Claimed], closing: &Closing) -> Vec<Outcome> {
    let jobs: Vec<Job> = claimed.iter().filter_map(|c| c.job.as_ref().ok().cloned()).collect();
    if jobs.len() < 2 || jobs.len() < claimed.len() {
        let mut outcomes = Vec::with_capacity(claimed.len());
        for c in claimed {
            outcomes.push(alone(deps, c, closing).await);
        }
        return outcomes;
    }
    let deps = Arc::clone(deps);
    let all = guarded(async move { handle::index(&deps, &jobs).await }, closing).await;
    claimed.iter().map(|_| all.clone()).collect()
}

async fn alone(deps: &Arc<Deps>, claimed: &Claimed, closing: &Closing) -> Outcome {
    match claimed.job.clone() {
        Ok(job) => {
            let (deps, id) = (Arc::clone(deps), claimed.id);
            guarded(async move { handle::one(&deps, id, &job).await }, closing).await
        }
        Err(e) => Outcome::Failed(format!("unreadable job: {e}")),
    }
}

/// On a task of its own, so that a panic ends the job and nothing else.
async fn guarded(work: impl Future<Output = Result<(), Trouble>> + Send + 'static, closing: &Closing) -> Outcome {
    if closing.stop.is_cancelled() {
        return Outcome::Back("not begun: the house was closing".to_owned());
    }
    let task = AbortOnDropHandle::new(tokio::spawn(work));
    let closed = async {
        closing.stop.cancelled().await;
        tokio::time::sleep(closing.grace).await;
    };
    tokio::select! {
        done = task => match done {
            Ok(Ok(())) => Outcome::Done,
            Ok(Err(Trouble::Failed(error))) => Outcome::Failed(error),
            Ok(Err(Trouble::NotNow(why))) => Outcome::NotNow(why),
            Err(error) => Outcome::Failed(panicked(error)),
        },
        () = tokio::time::sleep(LONGEST) => Outcome::Failed(format!("not done after {} s", LONGEST.as_secs())),
        () = closed => Outcome::Back("broken off: the house was closing".to_owned()),
    }
}

async fn settle(deps: &Deps, claimed: &[Claimed], outcomes: Vec<Outcome>) -> Result<Tick, DbError> {
    let (db, now) = (&deps.db, deps.now());
    let (mut done, mut not_now) = (Vec::new(), false);
    for (c, outcome) in claimed.iter().zip(outcomes) {
        match outcome {
            Outcome::Done => done.push(c.clone()),
            Outcome::Failed(error) => {
                tracing::warn!(job = %c.id, attempts = c.attempts, %error, "a job failed");
                claim::fail(db, now, c, &error).await?;
            }
            Outcome::Back(why) => claim::release(db, now, c, &why).await?,
            Outcome::NotNow(why) => {
                if !not_now {
                    tracing::info!(%why, "jobs wait");
                }
                not_now = true;
                claim::release(db, now, c, &why).await?;
            }
        }
    }
    if !done.is_empty() {
        claim::finish(db, now, &done).await?;
    }
    Ok(if not_now { Tick::NotNow } else { Tick::Worked(claimed.len()) })
}
