//! The queue as an admin sees it.

use domain::identity::actor::{Actor, Forbidden};
use domain::identity::role::Role;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::JobId;
use thiserror::Error;

use crate::audit;
use crate::db::{DbError, Run, sql};
use crate::deps::Deps;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobRow {
    pub id: JobId,
    pub kind: String,
    pub state: String,
    pub attempts: i64,
    pub run_at: Timestamp,
    pub created_at: Timestamp,
    pub last_error: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobCounts {
    pub waiting: i64,
    pub running: i64,
    pub done: i64,
    pub dead: i64,
}

#[derive(Debug, Error)]
pub enum JobAdminError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("no such dead job")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Counts by state, and the jobs that are not done: dead ones first, then by due time.
pub async fn list_jobs(deps: &Deps, actor: &Actor) -> Result<(JobCounts, Vec<JobRow>), JobAdminError> {
    actor.require(Role::Admin)?;
    let mut run = deps.db.reader();
    let mut counts = JobCounts::default();
    for r in run.fetch_all(sql("SELECT state, COUNT(*) AS n FROM job GROUP BY state")).await? {
        let n = r.get("n")?;
        match r.get::<String>("state")?.as_str() {
            "waiting" => counts.waiting = n,
            "running" => counts.running = n,
            "done" => counts.done = n,
            _ => counts.dead += n,
        }
    }
    let q = "SELECT id, kind, state, attempts, run_at, created_at, last_error FROM job WHERE state <> 'done' \
             ORDER BY CASE state WHEN 'dead' THEN 0 ELSE 1 END, run_at LIMIT 100";
    let rows = run.fetch_all(sql(q)).await?;
    let job = |r: &crate::db::Row| {
        Ok(JobRow {
            id: r.get("id")?,
            kind: r.get("kind")?,
            state: r.get("state")?,
            attempts: r.get("attempts")?,
            run_at: r.get("run_at")?,
            created_at: r.get("created_at")?,
            last_error: r.get("last_error")?,
        })
    };
    Ok((counts, rows.iter().map(job).collect::<Result<_, DbError>>()?))
}

/// Gives a dead job another life.
pub async fn retry_job(deps: &Deps, actor: &Actor, id: JobId) -> Result<(), JobAdminError> {
    actor.require(Role::Admin)?;
    let mut tx = deps.db.begin().await?;
    let q = "UPDATE job SET state = 'waiting', attempts = 0, run_at = $2, finished_at = NULL WHERE id = $1 AND state = 'dead'";
    match tx.execute(sql(q).bind(id).bind(deps.now())).await {
        Ok(0) => return Err(JobAdminError::NotFound),
        Ok(_) => {}
        // The same work is waiting already: nothing to revive.
        Err(e) if e.is_unique_violation() => return Ok(()),
        Err(e) => return Err(e.into()),
    }
    audit::record(&mut tx, deps, actor, "job.retry", &format!("job:{id}"), "").await?;
    tx.ring_on_commit();
    tx.commit().await?;
    Ok(())
}
