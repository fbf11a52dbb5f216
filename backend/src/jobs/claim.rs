//! Taking jobs, and saying how they ended. A claim is a lease: whoever says how a job ended must still hold it, which
//! its count of attempts proves (every claim raises it).

use domain::kernel::clock::{HOUR, MINUTE, SECOND, Timestamp};
use domain::kernel::ids::JobId;

use super::{Job, Lane};
use crate::db::{Db, DbError, Run, Tx, dialect, sql};

/// A runner that has not finished within this has died; the job is taken again.
pub const LEASE: i64 = 2 * MINUTE;
pub const MAX_ATTEMPTS: i64 = 8;

#[derive(Clone)]
pub struct Claimed {
    pub id: JobId,
    pub attempts: i64,
    pub job: Result<Job, String>,
}

/// What has been tried before is taken apart from the rest and alone: a job that takes the process down with it then
/// wears out its own attempts, and nobody else's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    Never,
    Before,
}

impl Tried {
    /// Due now in a lane, in the words of the index that holds it (`job_new`, `job_tried`).
    const fn due(self) -> &'static str {
        match self {
            Self::Never => "lane = $1 AND state = 'waiting' AND attempts = 0 AND run_at <= $2",
            Self::Before => {
                "lane = $1 AND state IN ('waiting', 'running') AND attempts > 0 \
                 AND ((state = 'waiting' AND run_at <= $2) OR (state = 'running' AND locked_until < $2))"
            }
        }
    }
}

/// Takes up to `limit` due jobs; each goes to one runner only.
pub async fn claim(db: &Db, now: Timestamp, lane: Lane, tried: Tried, limit: i64) -> Result<Vec<Claimed>, DbError> {
    let due = tried.due();
    // Looked at first without the writer, so that an idle queue costs the shop nothing.
    let any = format!("SELECT id FROM job WHERE {due} LIMIT 1");
    if db.reader().fetch_optional(sql(any).bind(lane.code()).bind(now)).await?.is_none() {
        return Ok(Vec::new());
    }
    // What others of the group have queued is there for both or for neither: the commit says so.
    let mut tx = db.begin_shared().await?;
    if tried == Tried::Before {
        bury(&mut tx, now, lane).await?;
    }
    let q = format!(
        "UPDATE job SET state = 'running', locked_until = $3, attempts = attempts + 1 WHERE id IN \
         (SELECT id FROM job WHERE {due} ORDER BY run_at, id LIMIT $4{}) RETURNING id, payload, attempts",
        dialect::for_update_skip_locked(tx.engine())
    );
    let rows = tx.fetch_all(sql(q).bind(lane.code()).bind(now).bind(now.plus(LEASE)).bind(limit)).await?;
    tx.commit().await?;
    let mut claimed = Vec::with_capacity(rows.len());
    for r in rows {
        let payload: String = r.get("payload")?;
        let job = serde_json::from_str(&payload).map_err(|e| e.to_string());
        claimed.push(Claimed { id: r.get("id")?, attempts: r.get("attempts")?, job });
    }
    // UPDATE … RETURNING gives no order; ids are in the order of creation.
    claimed.sort_by_key(|c| c.id);
    Ok(claimed)
}

/// A job that ended its runner time and again never comes to [`fail`]: it is given up here.
async fn bury(tx: &mut Tx, now: Timestamp, lane: Lane) -> Result<(), DbError> {
    let q = "UPDATE job SET state = 'dead', finished_at = $2, locked_until = NULL, last_error = $4 \
             WHERE lane = $1 AND state = 'running' AND locked_until < $2 AND attempts >= $3";
    let error = format!("the runner was lost in the middle of it; tried {MAX_ATTEMPTS} times");
    let dead = tx.execute(sql(q).bind(lane.code()).bind(now).bind(MAX_ATTEMPTS).bind(error)).await?;
    if dead > 0 {
        tracing::error!(lane = lane.code(), dead, "jobs were given up: their runner was lost each time");
    }
    Ok(())
}

/// Says which jobs are done, as far as they are still ours. The text of a mail is not kept: it may hold a link that
/// opens an account.
pub async fn finish(db: &Db, now: Timestamp, jobs: &[Claimed]) -> Result<(), DbError> {
    let mut tx = db.begin_shared().await?;
    for chunk in jobs.chunks(200) {
        let q = format!(
            "UPDATE job SET state = 'done', finished_at = $1, locked_until = NULL, last_error = NULL, \
             payload = CASE WHEN lane = $2 THEN '' ELSE payload END \
             WHERE state = 'running' AND (id, attempts) IN (VALUES {})",
            dialect::values(chunk.len(), 2, 3)
        );
        let mut q = sql(q).bind(now).bind(Lane::Mail.code());
        for j in chunk {
            q = q.bind(j.id).bind(j.attempts);
        }
        tx.execute(q).await?;
    }
    tx.commit().await
}

/// Puts a failed job back with a growing pause, or gives it up for an admin to look at.
pub async fn fail(db: &Db, now: Timestamp, job: &Claimed, error: &str) -> Result<(), DbError> {
    if job.attempts < MAX_ATTEMPTS {
        return put_back(db, job, job.attempts, now, now.plus(back_off(job.attempts)), error).await;
    }
    let q = "UPDATE job SET state = 'dead', finished_at = $3, locked_until = NULL, last_error = $4 \
             WHERE id = $1 AND state = 'running' AND attempts = $2";
    let mut tx = db.begin().await?;
    tx.execute(sql(q).bind(job.id).bind(job.attempts).bind(now).bind(error)).await?;
    tx.commit().await
}

/// Gives a job back as if it had not been taken: it is not to blame.
pub async fn release(db: &Db, now: Timestamp, job: &Claimed, why: &str) -> Result<(), DbError> {
    put_back(db, job, job.attempts - 1, now, now, why).await
}

async fn put_back(db: &Db, job: &Claimed, attempts: i64, now: Timestamp, run_at: Timestamp, error: &str) -> Result<(), DbError> {
    // A newer job with the same key may be waiting by now: then that one does the work.
    let q = "UPDATE job SET state = CASE WHEN dedupe_key IS NOT NULL AND EXISTS \
             (SELECT 1 FROM job w WHERE w.dedupe_key = job.dedupe_key AND w.state = 'waiting' AND w.id <> job.id) \
             THEN 'done' ELSE 'waiting' END, attempts = $3, finished_at = $4, run_at = $5, locked_until = NULL, last_error = $6 \
             WHERE id = $1 AND state = 'running' AND attempts = $2";
    loop {
        let mut tx = db.begin().await?;
        let q = sql(q).bind(job.id).bind(job.attempts).bind(attempts).bind(now).bind(run_at).bind(error);
        match tx.execute(q).await {
            Ok(_) => return tx.commit().await,
            // It was queued at this very moment, and is there to be seen now.
            Err(e) if e.is_unique_violation() => tx.rollback().await?,
            Err(e) => return Err(e),
        }
    }
}

/// 5 s, 20 s, 80 s … at most an hour.
pub fn back_off(attempts: i64) -> i64 {
    let power = u32::try_from((attempts - 1).clamp(0, 10)).unwrap_or(0);
    (5 * SECOND).saturating_mul(4_i64.saturating_pow(power)).min(HOUR)
}

/// Done work is kept a day for the admin's eye.
pub async fn forget_done(db: &Db, now: Timestamp) -> Result<(), DbError> {
    let mut tx = db.begin().await?;
    tx.execute(sql("DELETE FROM job WHERE state = 'done' AND finished_at < $1").bind(now.plus(-24 * HOUR))).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection};

    use super::*;

    /// However many mails wait, a batch costs what is in it: the writer is held meanwhile.
    #[tokio::test]
    async fn a_long_queue_is_read_from_its_front() {
        let mut c = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        sqlx::raw_sql(include_str!("../../migrations/sqlite/0001_start.sql")).execute(&mut c).await.unwrap();
        for (tried, index) in [(Tried::Never, "job_new"), (Tried::Before, "job_tried")] {
            let q = format!("EXPLAIN QUERY PLAN SELECT id FROM job WHERE {} ORDER BY run_at, id LIMIT 64", tried.due());
            let plan = sqlx::query(AssertSqlSafe(q)).bind("mail").bind(1_i64).fetch_all(&mut c).await.unwrap();
            let steps: Vec<String> = plan.iter().map(|r| r.get("detail")).collect();
            assert!(steps.len() == 1 && steps[0].contains(index), "{steps:?}");
        }
    }
}
