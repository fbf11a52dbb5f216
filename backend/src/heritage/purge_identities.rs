//! What a base was told of a visitor is forgotten some days after the visit, or when a booking ends without one; and what a party was
//! to be told by phone, when and where to come only until the tour has begun.

use super::store::{bookings, calls};
use crate::db::{DbError, Run, sql};
use crate::deps::Deps;

/// How many persons were forgotten.
pub async fn purge_identities(deps: &Deps) -> Result<u64, DbError> {
    let now = deps.now();
    // Looked for without the writer.
    let q = "SELECT id FROM booking WHERE purge_at <= $1 UNION ALL SELECT id FROM party_call WHERE purge_at <= $1 LIMIT 1";
    let mut run = deps.db.reader();
    if run.fetch_optional(sql(q).bind(now)).await?.is_none() && !calls::has_past(&mut run, now).await? {
        return Ok(0);
    }
    let mut tx = deps.db.begin().await?;
    let forgotten = bookings::purge(&mut tx, now).await?;
    calls::purge(&mut tx, now).await?;
    calls::forget_past(&mut tx, now).await?;
    tx.commit().await?;
    Ok(forgotten)
}
