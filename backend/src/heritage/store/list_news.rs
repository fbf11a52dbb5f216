//! Lists of visitors that somebody has to be told of.

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{DepartureId, SiteId};

use crate::db::{DbError, Run, Tx, sql};

/// Whoever holds seats may still be on the list: it is complete when they have paid, or not.
const MAY_COME: &str = "SELECT b.id FROM booking b WHERE b.state IN ('held', 'awaiting_payment') AND b.departure_id = ";

/// Closed and complete, of visits to come, and whoever speaks for the base does not know it yet. A list that closes with its visit is
/// news for a while after that: of visits that began after `since`.
pub async fn closed(run: &mut impl Run, now: Timestamp, since: Timestamp, most: i64) -> Result<Vec<(DepartureId, SiteId)>, DbError> {
    let q = format!(
        "SELECT DISTINCT l.cutoff_at, l.departure_id, l.site_id FROM departure_leg l JOIN departure d ON d.id = l.departure_id \
         WHERE l.starts_at > $3 AND (l.starts_at > $1 OR l.cutoff_at >= l.starts_at) \
         AND l.cutoff_at IS NOT NULL AND l.cutoff_at <= $1 AND l.list_told_at IS NULL AND l.site_id IS NOT NULL AND NOT l.closed \
         AND d.state IN ('planned', 'out') AND NOT EXISTS ({MAY_COME} l.departure_id) \
         AND EXISTS (SELECT 1 FROM site_officer o WHERE o.site_id = l.site_id) ORDER BY l.cutoff_at LIMIT $2"
    );
    let rows = run.fetch_all(sql(q).bind(now).bind(most).bind(since)).await?;
    rows.iter().map(|r| Ok((r.get("departure_id")?, r.get("site_id")?))).collect()
}

/// Does nobody hold seats of this departure who has still to pay?
pub async fn is_complete(run: &mut impl Run, departure: DepartureId) -> Result<bool, DbError> {
    Ok(run.fetch_optional(sql(format!("{MAY_COME} $1 LIMIT 1")).bind(departure)).await?.is_none())
}

/// False: told already.
pub async fn mark_closed(tx: &mut Tx, departure: DepartureId, site: SiteId, at: Timestamp) -> Result<bool, DbError> {
    let q = "UPDATE departure_leg SET list_told_at = $3 WHERE departure_id = $1 AND site_id = $2 AND list_told_at IS NULL";
    Ok(tx.execute(sql(q).bind(departure).bind(site).bind(at)).await? > 0)
}

/// They leave before a moment, and nobody was told what is undecided.
pub async fn leaving(run: &mut impl Run, now: Timestamp, before: Timestamp, most: i64) -> Result<Vec<DepartureId>, DbError> {
    let q = "SELECT id FROM departure WHERE starts_at > $1 AND starts_at <= $2 AND undecided_told_at IS NULL AND state = 'planned' \
             ORDER BY starts_at, id LIMIT $3";
    run.fetch_all(sql(q).bind(now).bind(before).bind(most)).await?.iter().map(|r| r.get("id")).collect()
}

/// False: told already.
pub async fn mark_leaving(tx: &mut Tx, departure: DepartureId, at: Timestamp) -> Result<bool, DbError> {
    let q = "UPDATE departure SET undecided_told_at = $2 WHERE id = $1 AND undecided_told_at IS NULL";
    Ok(tx.execute(sql(q).bind(departure).bind(at)).await? == 1)
}
