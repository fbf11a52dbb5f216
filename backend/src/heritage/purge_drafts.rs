//! Forms that were never sent are forgotten after their time.

use super::store::drafts;
use crate::db::{DbError, Run, sql};
use crate::deps::Deps;

/// How many were forgotten.
pub async fn purge_drafts(deps: &Deps) -> Result<u64, DbError> {
    let now = deps.now();
    // Looked for without the writer.
    let q = "SELECT id FROM form_draft WHERE until_at <= $1 LIMIT 1";
    if deps.db.reader().fetch_optional(sql(q).bind(now)).await?.is_none() {
        return Ok(0);
    }
    let mut tx = deps.db.begin().await?;
    let forgotten = drafts::purge(&mut tx, now).await?;
    tx.commit().await?;
    Ok(forgotten)
}
