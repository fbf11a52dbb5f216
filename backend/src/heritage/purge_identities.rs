//! What a base was told of a visitor is forgotten some days after the visit, or when a booking ends without one; what a party was
//! to be told by phone, when and where to come only until the tour has begun; of what a device told and the house did not accept,
//! whose it was; and who looked at papers, a year after the look.

use domain::kernel::clock::DAY;

use super::store::{bookings, calls, conflicts, looks};
use crate::db::{DbError, Run, sql};
use crate::deps::Deps;

/// For so long looks at papers are answered for. The page about privacy promises it.
const LOOKS_KEPT: i64 = 365 * DAY;

/// How many persons were forgotten.
pub async fn purge_identities(deps: &Deps) -> Result<u64, DbError> {
    let now = deps.now();
    // Looked for without the writer.
    let q = "SELECT id FROM booking WHERE purge_at <= $1 UNION ALL SELECT id FROM party_call WHERE purge_at <= $1 LIMIT 1";
    let mut run = deps.db.reader();
    let due = run.fetch_optional(sql(q).bind(now)).await?.is_some()
        || calls::has_past(&mut run, now).await?
        || conflicts::has_named(&mut run, now).await?
        || looks::has_old(&mut run, now.plus(-LOOKS_KEPT)).await?;
    if !due {
        return Ok(0);
    }
    let mut tx = deps.db.begin().await?;
    let forgotten = bookings::purge(&mut tx, now).await?;
    calls::purge(&mut tx, now).await?;
    calls::forget_past(&mut tx, now).await?;
    conflicts::purge(&mut tx, now).await?;
    looks::forget_old(&mut tx, now.plus(-LOOKS_KEPT)).await?;
    tx.commit().await?;
    Ok(forgotten)
}
