//! Work for later, or again: rows written in the change's own transaction, run at least once, so every handler is idempotent.

pub mod admin;
mod claim;
mod handle;
pub mod runner;
mod schedule;

use domain::kernel::clock::Timestamp;
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
    /// The synonyms that officers keep have changed.
    LoadSynonyms,
    /// Bring the files of a photo in line with its row: make the widths and formats of an uploaded one, clean up
    /// behind a deleted one.
    ProcessPhoto {
        photo: PhotoId,
    },
    SendMail {
        mail: Mail,
    },
}

impl Job {
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::IndexProduct { .. } => "index_product",
            Self::IndexShop { .. } => "index_shop",
            Self::IndexCategory { .. } => "index_category",
            Self::LoadSynonyms => "load_synonyms",
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
            Self::LoadSynonyms => Some("load_synonyms".to_owned()),
            Self::ProcessPhoto { photo } => Some(format!("process_photo:{photo}")),
            Self::SendMail { .. } => None,
        }
    }
}

/// Queues a job, to run as soon as the transaction has committed.
pub async fn enqueue(tx: &mut Tx, deps: &Deps, job: &Job) -> Result<(), DbError> {
    enqueue_at(tx, deps, job, deps.now()).await
}

/// Queues several in one statement.
pub async fn enqueue_all(tx: &mut Tx, deps: &Deps, jobs: &[Job]) -> Result<(), DbError> {
    if jobs.is_empty() {
        return Ok(());
    }
    let now = deps.now();
    let mut q = sql(format!(
        "INSERT INTO job (id, kind, payload, dedupe_key, state, run_at, created_at) VALUES {} \
         ON CONFLICT (dedupe_key) WHERE state = 'waiting' AND dedupe_key IS NOT NULL DO NOTHING",
        dialect::values(jobs.len(), 7, 1)
    ));
    for job in jobs {
        let payload = serde_json::to_string(job).map_err(|e| DbError::decode("payload", e))?;
        q = q.bind(deps.id::<JobId>()).bind(job.kind()).bind(payload).bind(job.dedupe_key()).bind("waiting").bind(now).bind(now);
    }
    tx.execute(q).await?;
    tx.ring_on_commit();
    Ok(())
}

/// Queues a job for a moment.
pub async fn enqueue_at(tx: &mut Tx, deps: &Deps, job: &Job, run_at: Timestamp) -> Result<(), DbError> {
    let payload = serde_json::to_string(job).map_err(|e| DbError::decode("payload", e))?;
    let q = "INSERT INTO job (id, kind, payload, dedupe_key, state, run_at, created_at) VALUES ($1, $2, $3, $4, 'waiting', $5, $6) \
             ON CONFLICT (dedupe_key) WHERE state = 'waiting' AND dedupe_key IS NOT NULL DO NOTHING";
    tx.execute(sql(q).bind(deps.id::<JobId>()).bind(job.kind()).bind(payload).bind(job.dedupe_key()).bind(run_at).bind(deps.now())).await?;
    tx.ring_on_commit();
    Ok(())
}
