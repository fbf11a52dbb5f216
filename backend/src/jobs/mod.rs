//! Work for later, or again: rows written in the change's own transaction, run at least once, so every handler is idempotent.

pub mod admin;
mod claim;
mod handle;
mod lane;
pub mod runner;
mod schedule;
pub mod supervise;

use std::collections::HashSet;

use domain::kernel::clock::{MINUTE, Timestamp};
use domain::kernel::ids::{JobId, PhotoId, ProductId, ShopId};
use domain::kernel::slug::Slug;
use serde::{Deserialize, Serialize};

use crate::adapters::mail::Mail;
use crate::db::{DbError, Run, Tx, dialect, sql};
use crate::deps::Deps;

/// Every kind of job with what it needs. Stored as JSON; a variant that is in the table is never renamed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// Bring what the search index knows of a product in line with the database.
    IndexProduct {
        product: ProductId,
    },
    /// The same for all products of a shop (its name, place or state changed).
    IndexShop {
        shop: ShopId,
    },
    /// The same for all products of a category (its name changed).
    IndexCategory {
        category: Slug,
    },
    /// Bring the files of a photo in line with its row: make the widths and formats of an uploaded one, clean up
    /// behind a deleted one.
    ProcessPhoto {
        photo: PhotoId,
    },
    SendMail {
        mail: Mail,
    },
}

/// What is worked off by one loop, so that slow work never holds up quick work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    Index,
    Mail,
    Photo,
}

impl Lane {
    pub const ALL: [Self; 3] = [Self::Index, Self::Mail, Self::Photo];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Index => "index",
            Self::Mail => "mail",
            Self::Photo => "photo",
        }
    }
}

impl Job {
    const fn lane(&self) -> Lane {
        match self {
            Self::IndexProduct { .. } | Self::IndexShop { .. } | Self::IndexCategory { .. } => Lane::Index,
            Self::SendMail { .. } => Lane::Mail,
            Self::ProcessPhoto { .. } => Lane::Photo,
        }
    }

    pub const fn kind(&self) -> &'static str {
        match self {
            Self::IndexProduct { .. } => "index_product",
            Self::IndexShop { .. } => "index_shop",
            Self::IndexCategory { .. } => "index_category",
            Self::ProcessPhoto { .. } => "process_photo",
            Self::SendMail { .. } => "send_mail",
        }
    }

    /// Two waiting jobs with the same key are one.
    fn dedupe_key(&self) -> Option<String> {
        match self {
            Self::IndexProduct { product } => Some(format!("index_product:{product}")),
            Self::IndexShop { shop } => Some(format!("index_shop:{shop}")),
            Self::IndexCategory { category } => Some(format!("index_category:{category}")),
            Self::ProcessPhoto { photo } => Some(format!("process_photo:{photo}")),
            Self::SendMail { .. } => None,
        }
    }
}

/// The row of a job that waits already is locked by asking for it again: nobody takes it before this change is there to
/// be seen. Whatever waited for a later try is due as early as the new one.
const ONE_WAITING: &str = "ON CONFLICT (dedupe_key) WHERE state = 'waiting' AND dedupe_key IS NOT NULL \
     DO UPDATE SET run_at = CASE WHEN excluded.run_at < job.run_at THEN excluded.run_at ELSE job.run_at END";
const COLUMNS: usize = 8;

/// Queues a job, to run as soon as the transaction has committed.
pub async fn enqueue(tx: &mut Tx, deps: &Deps, job: &Job) -> Result<(), DbError> {
    insert(tx, deps, &[job]).await
}

/// Queues several in one statement.
pub async fn enqueue_all(tx: &mut Tx, deps: &Deps, jobs: &[Job]) -> Result<(), DbError> {
    let mut keys = HashSet::new();
    let different: Vec<&Job> = jobs.iter().filter(|j| j.dedupe_key().is_none_or(|key| keys.insert(key))).collect();
    insert(tx, deps, &different).await
}

/// The photos that a job is still to draw.
pub async fn photos_to_come(run: &mut impl Run) -> Result<HashSet<PhotoId>, DbError> {
    let q = "SELECT payload FROM job WHERE lane = $1 AND state IN ('waiting', 'running')";
    let rows = run.fetch_all(sql(q).bind(Lane::Photo.code())).await?;
    let photo = |job| if let Job::ProcessPhoto { photo } = job { Some(photo) } else { None };
    Ok(rows.iter().filter_map(|r| r.json::<Job>("payload").ok().and_then(photo)).collect())
}

/// Queues again what has been done to the index since a moment, or is being done to it now.
pub async fn repeat_index_jobs(tx: &mut Tx, deps: &Deps, since: Timestamp) -> Result<(), DbError> {
    // The clocks of two machines differ a little.
    let since = since.plus(-MINUTE);
    let q = "SELECT DISTINCT payload FROM job WHERE lane = $1 AND (state = 'running' OR (state = 'done' AND finished_at >= $2))";
    let mut again: Vec<Job> = Vec::new();
    for r in tx.fetch_all(sql(q).bind(Lane::Index.code()).bind(since)).await? {
        again.extend(r.json::<Job>("payload"));
    }
    // Rows with a key are written in one order (docs/locking.md).
    again.sort_by_key(Job::dedupe_key);
    for some in again.chunks(500) {
        enqueue_all(tx, deps, some).await?;
    }
    Ok(())
}

async fn insert(tx: &mut Tx, deps: &Deps, jobs: &[&Job]) -> Result<(), DbError> {
    if jobs.is_empty() {
        return Ok(());
    }
    let now = deps.now();
    let mut q = sql(format!(
        "INSERT INTO job (id, kind, lane, payload, dedupe_key, state, run_at, created_at) VALUES {} {ONE_WAITING}",
        dialect::values(jobs.len(), COLUMNS, 1)
    ));
    for job in jobs {
        let payload = serde_json::to_string(job).map_err(|e| DbError::decode("payload", e))?;
        q = q.bind(deps.id::<JobId>()).bind(job.kind()).bind(job.lane().code()).bind(payload).bind(job.dedupe_key());
        q = q.bind("waiting").bind(now).bind(now);
    }
    tx.ring_on_commit();
    tx.put(q).await
}
