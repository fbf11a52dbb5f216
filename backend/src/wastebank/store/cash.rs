//! Cash boxes: what lies in them, and what was put in from outside.

use std::collections::HashMap;

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{LedgerEntryId, PersonId, WasteUnitId};
use domain::kernel::money::Rupiah;

use crate::db::{DbError, Row, Run, Tx, dialect, sql};

pub async fn in_box(run: &mut impl Run, unit: WasteUnitId) -> Result<Option<Rupiah>, DbError> {
    run.fetch_optional(sql("SELECT cash FROM waste_unit WHERE id = $1").bind(unit)).await?.map(|r| r.get("cash")).transpose()
}

/// What lies in it, until the transaction ends.
pub async fn lock(tx: &mut Tx, unit: WasteUnitId) -> Result<Option<Rupiah>, DbError> {
    let lock = dialect::lock_rows(tx.engine()).unwrap_or_default();
    let q = sql(format!("SELECT cash FROM waste_unit WHERE id = $1{lock}")).bind(unit);
    tx.fetch_optional(q).await?.map(|r| r.get("cash")).transpose()
}

/// Of every unit.
pub async fn in_boxes(run: &mut impl Run) -> Result<HashMap<WasteUnitId, Rupiah>, DbError> {
    let rows = run.fetch_all(sql("SELECT id, cash FROM waste_unit")).await?;
    rows.iter().map(|r| Ok((r.get("id")?, r.get("cash")?))).collect()
}

/// Which box, and by how much.
pub async fn find_move(run: &mut impl Run, nonce: &str) -> Result<Option<(WasteUnitId, Rupiah)>, DbError> {
    let row = run.fetch_optional(sql("SELECT unit_id, amount FROM waste_cash_move WHERE nonce = $1").bind(nonce)).await?;
    row.map(|r| Ok((r.get("unit_id")?, r.get("amount")?))).transpose()
}

pub struct CashMove<'a> {
    pub nonce: &'a str,
    pub unit: WasteUnitId,
    /// Below zero: taken out.
    pub amount: Rupiah,
    pub note: &'a str,
    pub at: Timestamp,
    pub by: PersonId,
    pub entry: LedgerEntryId,
}

pub async fn insert(tx: &mut Tx, m: &CashMove<'_>) -> Result<(), DbError> {
    let q = "INSERT INTO waste_cash_move (nonce, unit_id, amount, note, at, by_id, entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    tx.execute(sql(q).bind(m.nonce).bind(m.unit).bind(m.amount).bind(m.note).bind(m.at).bind(m.by).bind(m.entry)).await?;
    Ok(())
}

/// Fares that a person took in cash and has not handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InHand {
    pub person: PersonId,
    pub name: String,
    pub amount: Rupiah,
}

pub async fn in_hand(run: &mut impl Run) -> Result<Vec<InHand>, DbError> {
    let q =
        "SELECT k.owner, p.name, k.balance FROM kept_balance k JOIN person p ON p.id = k.owner WHERE k.balance > 0 ORDER BY p.name, p.id";
    let one = |r: &Row| Ok(InHand { person: r.get("owner")?, name: r.get("name")?, amount: r.get("balance")? });
    run.fetch_all(sql(q)).await?.iter().map(one).collect()
}
