//! Days of cash boxes: what the books say of them, and how they were closed. Read from the postings, whoever booked them.

use std::collections::HashMap;

use domain::kernel::clock::{DAY, HOUR, Timestamp};
use domain::kernel::ids::{LedgerEntryId, PersonId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::wastebank::day_close::{CashLine, CashSheet, DayClose};
use domain::wastebank::ledger::Account;

use super::cash;
use crate::db::{DbError, Row, Run, Tx, dialect, sql};

/// WIB is ahead of UTC.
const AHEAD: i64 = 7 * HOUR;

/// What moved a box from one moment on until another, by the kind of entry.
async fn moved(run: &mut impl Run, unit: WasteUnitId, from: Timestamp, until: Timestamp) -> Result<Vec<CashLine>, DbError> {
    let q = "SELECT e.kind, CAST(SUM(p.debit) AS BIGINT) AS received, CAST(SUM(p.credit) AS BIGINT) AS paid FROM ledger_entry e \
             JOIN posting p ON p.entry_id = e.id WHERE e.at >= $2 AND e.at < $3 AND p.account = $1 GROUP BY e.kind ORDER BY e.kind";
    let line = |r: &Row| Ok(CashLine { kind: r.get("kind")?, received: r.get("received")?, paid: r.get("paid")? });
    let q = sql(q).bind(Account::Cash(unit).to_string()).bind(from).bind(until);
    run.fetch_all(q).await?.iter().map(line).collect()
}

/// The opening is what lies there now without everything since: so nothing older is read.
pub async fn sheet(run: &mut impl Run, unit: WasteUnitId, day: Timestamp) -> Result<CashSheet, DbError> {
    let now = cash::in_box(run, unit).await?.unwrap_or_default();
    let net = |lines: &[CashLine]| lines.iter().map(|l| l.received - l.paid).sum::<Rupiah>();
    let lines = moved(run, unit, day, day.plus(DAY)).await?;
    let since = moved(run, unit, day.plus(DAY), Timestamp(i64::MAX)).await?;
    Ok(CashSheet { opening: now - net(&since) - net(&lines), lines })
}

pub struct Moved {
    pub unit: WasteUnitId,
    pub day: Timestamp,
    pub received: Rupiah,
    pub paid: Rupiah,
}

/// Days after the last close of their box on which it was moved, oldest first.
pub async fn open_days(run: &mut impl Run, units: &[WasteUnitId]) -> Result<Vec<Moved>, DbError> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let q = format!(
        "SELECT unit_id, MAX(day) AS day FROM waste_day_close WHERE unit_id IN ({}) GROUP BY unit_id",
        dialect::list(units.len(), 1)
    );
    let rows = run.fetch_all(sql(q).bind_all(units.iter().copied())).await?;
    let closed: HashMap<WasteUnitId, Timestamp> =
        rows.iter().map(|r| Ok((r.get("unit_id")?, r.get("day")?))).collect::<Result<_, DbError>>()?;
    let boxes: HashMap<String, WasteUnitId> = units.iter().map(|unit| (Account::Cash(*unit).to_string(), *unit)).collect();
    let rows: Vec<_> = (0..boxes.len()).map(|n| format!("(CAST(${} AS TEXT), CAST(${} AS BIGINT))", 2 * n + 1, 2 * n + 2)).collect();
    let q = format!(
        "WITH open(account, since) AS (VALUES {}) \
         SELECT p.account, (e.at + {AHEAD}) / {DAY} AS day, CAST(SUM(p.debit) AS BIGINT) AS received, CAST(SUM(p.credit) AS BIGINT) AS paid \
         FROM open JOIN posting p ON p.account = open.account JOIN ledger_entry e ON e.id = p.entry_id WHERE e.at >= open.since \
         GROUP BY p.account, (e.at + {AHEAD}) / {DAY} ORDER BY (e.at + {AHEAD}) / {DAY}, p.account",
        rows.join(", ")
    );
    let mut q = sql(q);
    for (account, unit) in &boxes {
        q = q.bind(account).bind(closed.get(unit).map_or(Timestamp(0), |day| day.plus(DAY)));
    }
    let moved = |r: &Row| {
        let unit = r.parse("account", |account| boxes.get(account).copied())?;
        Ok(Moved { unit, day: Timestamp(r.get::<i64>("day")? * DAY - AHEAD), received: r.get("received")?, paid: r.get("paid")? })
    };
    run.fetch_all(q).await?.iter().map(moved).collect()
}

/// Slips of a day that count, and their worth.
pub async fn deposits(run: &mut impl Run, unit: WasteUnitId, day: Timestamp) -> Result<(i64, Rupiah), DbError> {
    let q = "SELECT COUNT(*) AS n, CAST(COALESCE(SUM(d.total), 0) AS BIGINT) AS total FROM waste_deposit d LEFT JOIN waste_reversal v ON v.slip = d.slip \
             WHERE d.unit_id = $1 AND d.at >= $2 AND d.at < $3 AND v.slip IS NULL";
    let row = run.fetch_one(sql(q).bind(unit).bind(day).bind(day.plus(DAY))).await?;
    Ok((row.get("n")?, row.get("total")?))
}

const CLOSE: &str = "SELECT c.unit_id, u.name AS unit_name, c.day, c.opening, c.lines, c.counted, c.reason, c.at, p.name AS by_name \
                     FROM waste_day_close c JOIN waste_unit u ON u.id = c.unit_id JOIN person p ON p.id = c.by_id";

fn close(r: &Row) -> Result<DayClose, DbError> {
    Ok(DayClose {
        day: r.get("day")?,
        sheet: CashSheet { opening: r.get("opening")?, lines: r.json("lines")? },
        counted: r.get("counted")?,
        reason: r.get("reason")?,
        by_name: r.get("by_name")?,
        at: r.get("at")?,
    })
}

pub async fn find(run: &mut impl Run, unit: WasteUnitId, day: Timestamp) -> Result<Option<DayClose>, DbError> {
    let q = sql(format!("{CLOSE} WHERE c.unit_id = $1 AND c.day = $2")).bind(unit).bind(day);
    run.fetch_optional(q).await?.map(|r| close(&r)).transpose()
}

/// Which day a form has closed, and what was counted.
pub async fn find_by_nonce(run: &mut impl Run, nonce: &str) -> Result<Option<(WasteUnitId, Timestamp, Rupiah)>, DbError> {
    let q = sql("SELECT unit_id, day, counted FROM waste_day_close WHERE nonce = $1").bind(nonce);
    run.fetch_optional(q).await?.map(|r| Ok((r.get("unit_id")?, r.get("day")?, r.get("counted")?))).transpose()
}

/// Of all counters, the newest day first.
pub async fn newest(run: &mut impl Run, most: i64) -> Result<Vec<(WasteUnitId, String, DayClose)>, DbError> {
    let q = sql(format!("{CLOSE} ORDER BY c.day DESC, u.name, u.id LIMIT $1")).bind(most);
    run.fetch_all(q).await?.iter().map(|r| Ok((r.get("unit_id")?, r.get("unit_name")?, close(r)?))).collect()
}

pub struct NewClose<'a> {
    pub nonce: &'a str,
    pub unit: WasteUnitId,
    pub day: Timestamp,
    pub sheet: &'a CashSheet,
    pub counted: Rupiah,
    pub reason: &'a str,
    pub by: PersonId,
    pub at: Timestamp,
    /// Of the difference, where there is one.
    pub entry: Option<LedgerEntryId>,
}

pub async fn insert(tx: &mut Tx, c: &NewClose<'_>) -> Result<(), DbError> {
    let lines = serde_json::to_string(&c.sheet.lines).map_err(|e| DbError::decode("lines", e))?;
    let q = "INSERT INTO waste_day_close (unit_id, day, nonce, opening, lines, expected, counted, reason, by_id, at, entry_id) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let q = sql(q).bind(c.unit).bind(c.day).bind(c.nonce).bind(c.sheet.opening).bind(lines).bind(c.sheet.expected()).bind(c.counted);
    tx.execute(q.bind(c.reason).bind(c.by).bind(c.at).bind(c.entry)).await?;
    Ok(())
}
