//! What a device told and the house did not accept: tickets that let nobody in, and actions that did not count.

use domain::heritage::conflict::{Conflict, Reason};
use domain::heritage::handed_over::HandedOver;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{DepartureId, PersonId};
use domain::kernel::money::Rupiah;

use super::json;
use crate::db::{DbError, Row, Run, Tx, sql};

const CONFLICTS: &str = "\
    SELECT r.nonce, b.number AS about, r.outcome AS code, CAST(NULL AS BIGINT) AS amount, '' AS told, p.name AS by_name, r.at, r.told_at, \
           s.name AS decided_by_name, r.note \
    FROM redemption r JOIN person p ON p.id = r.by_id LEFT JOIN booking b ON b.id = r.booking_id LEFT JOIN person s ON s.id = r.settled_by \
    WHERE r.departure_id = $1 AND r.outcome <> 'admitted' \
    UNION ALL \
    SELECT u.nonce, u.about, u.code, u.amount, u.told, p.name, u.at, u.told_at, s.name, u.note \
    FROM unaccepted u JOIN person p ON p.id = u.by_id LEFT JOIN person s ON s.id = u.decided_by WHERE u.departure_id = $1 \
    ORDER BY at, nonce";

/// Of what had nothing to do with the scale or with cash there is none.
fn handed(r: &Row) -> Result<Option<HandedOver>, DbError> {
    if r.get::<String>("told")?.is_empty() { Ok(None) } else { r.json("told").map(Some) }
}

fn conflict(r: &Row) -> Result<Conflict, DbError> {
    Ok(Conflict {
        nonce: r.get("nonce")?,
        about: r.get("about")?,
        reason: r.parse("code", Reason::from_code)?,
        amount: r.get("amount")?,
        handed: handed(r)?,
        by: r.get("by_name")?,
        at: r.get("at")?,
        told_at: r.get("told_at")?,
        decided_by: r.get("decided_by_name")?,
        note: r.get("note")?,
    })
}

/// For a person to decide: of a departure, in order.
pub async fn of_departure(run: &mut impl Run, departure: DepartureId) -> Result<Vec<Conflict>, DbError> {
    run.fetch_all(sql(CONFLICTS).bind(departure)).await?.iter().map(conflict).collect()
}

/// What an action was told that did not count.
pub async fn find(run: &mut impl Run, nonce: &str) -> Result<Option<(Reason, Option<Rupiah>)>, DbError> {
    let row = run.fetch_optional(sql("SELECT code, amount FROM unaccepted WHERE nonce = $1").bind(nonce)).await?;
    row.map(|r| Ok((r.parse("code", Reason::from_code)?, r.get("amount")?))).transpose()
}

pub struct NewConflict<'a> {
    pub nonce: &'a str,
    pub departure: DepartureId,
    pub about: &'a str,
    pub reason: Reason,
    pub amount: Option<Rupiah>,
    pub handed: Option<&'a HandedOver>,
    pub by: PersonId,
    pub at: Timestamp,
    pub told_at: Timestamp,
    /// What leads to people is forgotten then; none: nothing does.
    pub purge_at: Option<Timestamp>,
}

/// Told twice, it is listed once.
pub async fn insert(tx: &mut Tx, c: &NewConflict<'_>) -> Result<(), DbError> {
    let told = c.handed.map(|h| json("told", h)).transpose()?.unwrap_or_default();
    let q = "INSERT INTO unaccepted (nonce, departure_id, about, code, amount, by_id, at, told_at, told, purge_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (nonce) DO NOTHING";
    let q = sql(q).bind(c.nonce).bind(c.departure).bind(c.about).bind(c.reason.code()).bind(c.amount);
    tx.execute(q.bind(c.by).bind(c.at).bind(c.told_at).bind(told).bind(c.purge_at)).await?;
    Ok(())
}

pub async fn has_named(run: &mut impl Run, now: Timestamp) -> Result<bool, DbError> {
    Ok(run.fetch_optional(sql("SELECT nonce FROM unaccepted WHERE purge_at <= $1 LIMIT 1").bind(now)).await?.is_some())
}

/// Forgets who it was, decided or not; weights and sums stay. What cannot be read goes whole: it must not keep the others.
pub async fn purge(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    let rows = tx.fetch_all(sql("SELECT nonce, about, told FROM unaccepted WHERE purge_at <= $1").bind(now)).await?;
    for r in &rows {
        let known = handed(r).ok().flatten();
        // A booking keeps its number; who has none is listed by name.
        let has_number = known.as_ref().is_some_and(|h| h.along.is_none());
        let about = if has_number { r.get::<String>("about")? } else { String::new() };
        let told = known.map(|h| json("told", &HandedOver { card: None, ..h })).transpose()?.unwrap_or_default();
        let q = "UPDATE unaccepted SET about = $2, told = $3, purge_at = NULL WHERE nonce = $1";
        tx.execute(sql(q).bind(r.get::<String>("nonce")?).bind(about).bind(told)).await?;
    }
    Ok(())
}

/// False: decided already, or nothing to decide.
pub async fn decide(tx: &mut Tx, departure: DepartureId, nonce: &str, by: PersonId, note: &str, at: Timestamp) -> Result<bool, DbError> {
    let ticket = "UPDATE redemption SET settled_by = $3, note = $4, settled_at = $5 \
                  WHERE nonce = $1 AND departure_id = $2 AND settled_at IS NULL AND outcome <> 'admitted'";
    let action = "UPDATE unaccepted SET decided_by = $3, note = $4, decided_at = $5 \
                  WHERE nonce = $1 AND departure_id = $2 AND decided_at IS NULL";
    for q in [ticket, action] {
        if tx.execute(sql(q).bind(nonce).bind(departure).bind(by).bind(note).bind(at)).await? == 1 {
            return Ok(true);
        }
    }
    Ok(false)
}
