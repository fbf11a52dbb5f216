//! Taking jobs, and saying how they ended.

use domain::kernel::clock::{HOUR, MINUTE, SECOND, Timestamp};
use domain::kernel::ids::JobId;

use super::Job;
use crate::db::{Db, DbError, Run, dialect, sql};

/// A runner that has not finished within this has died; the job is taken again.
const LEASE: i64 = 2 * MINUTE;
pub const MAX_ATTEMPTS: i64 = 8;

pub struct Claimed {
    pub id: JobId,
    pub attempts: i64,
    pub job: Result<Job, String>,
}

/// Takes up to `limit` due jobs; each goes to one runner only.
pub async fn claim(db: &Db, now: Timestamp, limit: i64) -> Result<Vec<Claimed>, DbError> {
    // Looked at first without the writer, so that an idle queue costs the shop nothing.
    let due = "SELECT id FROM job WHERE (state = 'waiting' AND run_at <= $1) OR (state = 'running' AND locked_until < $1) ORDER BY run_at, id LIMIT $2";
    if db.reader().fetch_all(sql(due).bind(now).bind(1_i64)).await?.is_empty() {
        return Ok(Vec::new());
    }
    let mut tx = db.begin().await?;
    let q = format!(
        "UPDATE job SET state = 'running', locked_until = $3, attempts = attempts + 1 WHERE id IN ({due}{}) RETURNING id, payload, attempts",
        dialect::for_update_skip_locked(tx.engine())
    );
    let rows = tx.fetch_all(sql(q).bind(now).bind(limit).bind(now.plus(LEASE))).await?;
    tx.commit().await?;
    let mut claimed = Vec::with_capacity(rows.len());
    for r in rows {
        let payload: String = r.get("payload")?;
        claimed.push(Claimed {
            id: r.get("id")?,
            attempts: r.get("attempts")?,
            job: serde_json::from_str(&payload).map_err(|e| e.to_string()),
        });
    }
    // UPDATE … RETURNING gives no order; ids are in the order of creation.
    claimed.sort_by_key(|c| c.id);
    Ok(claimed)
}

pub async fn finish(db: &Db, now: Timestamp, ids: &[JobId]) -> Result<(), DbError> {
    let mut tx = db.begin().await?;
    for chunk in ids.chunks(200) {
        let q = format!(
            "UPDATE job SET state = 'done', finished_at = $1, locked_until = NULL, last_error = NULL WHERE id IN ({})",
            dialect::list(chunk.len(), 2)
        );
        tx.execute(sql(q).bind(now).bind_all(chunk.iter().copied())).await?;
    }
    tx.commit().await
}

/// Puts a failed job back with a growing pause, or gives it up for an admin to look at.
pub async fn fail(db: &Db, now: Timestamp, id: JobId, attempts: i64, error: &str) -> Result<(), DbError> {
    let dead = attempts >= MAX_ATTEMPTS;
    let q = if dead {
        "UPDATE job SET state = 'dead', finished_at = $2, run_at = $3, locked_until = NULL, last_error = $4 WHERE id = $1"
    } else {
        // A newer job with the same key may be waiting by now: then that one does the work.
        "UPDATE job SET state = CASE WHEN dedupe_key IS NOT NULL AND EXISTS (SELECT 1 FROM job w WHERE w.dedupe_key = job.dedupe_key AND w.state = 'waiting' AND w.id <> job.id) \
         THEN 'done' ELSE 'waiting' END, finished_at = $2, run_at = $3, locked_until = NULL, last_error = $4 WHERE id = $1"
    };
    let mut tx = db.begin().await?;
    tx.execute(sql(q).bind(id).bind(now).bind(now.plus(back_off(attempts))).bind(error)).await?;
    tx.commit().await
}

/// 5 s, 20 s, 80 s … at most an hour.
fn back_off(attempts: i64) -> i64 {
    let power = u32::try_from((attempts - 1).clamp(0, 10)).unwrap_or(0);
    (5 * SECOND).saturating_mul(4_i64.saturating_pow(power)).min(HOUR)
}

/// Done work is kept a day for the admin's eye.
pub async fn forget_done(db: &Db, now: Timestamp) -> Result<(), DbError> {
    let mut tx = db.begin().await?;
    tx.execute(sql("DELETE FROM job WHERE state = 'done' AND finished_at < $1").bind(now.plus(-24 * HOUR))).await?;
    tx.commit().await
}
