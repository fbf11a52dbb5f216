//! What was weighed, summed by the month: kept with every deposit and its undoing, so that figures which everybody may read cost the
//! same however long the books are.

use std::collections::BTreeMap;

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::WasteUnitId;
use domain::kernel::wilayah::Kelurahan;
use domain::wastebank::material::MaterialCode;
use domain::wastebank::measure::Amount;

use super::stock::Pile;
use crate::db::{DbError, Query, Run, Tx, dialect, sql};

fn rows(text: &str, end: &str, unit: WasteUnitId, at: Timestamp, pile: &Pile) -> Query {
    let q = sql(format!("{text} {}{end}", dialect::values(pile.len(), 4, 1)));
    let month = at.start_of_wib_month();
    pile.iter().fold(q, |q, (material, (amount, _))| q.bind(month).bind(unit).bind(*material).bind(*amount))
}

/// A deposit of this moment. Locks its months by material.
pub async fn add(tx: &mut Tx, unit: WasteUnitId, at: Timestamp, pile: &Pile) -> Result<(), DbError> {
    let end = " ON CONFLICT (month, unit_id, material) DO UPDATE SET amount = waste_month.amount + excluded.amount";
    tx.put(rows("INSERT INTO waste_month (month, unit_id, material, amount) VALUES", end, unit, at, pile)).await
}

/// A deposit of this moment is undone.
pub async fn take(tx: &mut Tx, unit: WasteUnitId, at: Timestamp, pile: &Pile) -> Result<(), DbError> {
    let q = "UPDATE waste_month SET amount = amount - $4 WHERE month = $1 AND unit_id = $2 AND material = $3";
    for (material, (amount, _)) in pile {
        tx.put(sql(q).bind(at.start_of_wib_month()).bind(unit).bind(*material).bind(*amount)).await?;
    }
    Ok(())
}

/// All that was ever weighed, by what.
pub async fn totals(run: &mut impl Run) -> Result<BTreeMap<MaterialCode, Amount>, DbError> {
    let q = "SELECT material, CAST(SUM(amount) AS BIGINT) AS amount FROM waste_month GROUP BY material";
    run.fetch_all(sql(q)).await?.iter().map(|r| Ok((r.get("material")?, r.get("amount")?))).collect()
}

/// All that was ever weighed, by where and what.
pub async fn places(run: &mut impl Run) -> Result<Vec<(Kelurahan, MaterialCode, Amount)>, DbError> {
    let q = "SELECT u.kelurahan, w.material, CAST(SUM(w.amount) AS BIGINT) AS amount FROM waste_month w JOIN waste_unit u ON u.id = w.unit_id \
             GROUP BY u.kelurahan, w.material";
    let rows = run.fetch_all(sql(q)).await?;
    rows.iter().map(|r| Ok((r.get("kelurahan")?, r.get("material")?, r.get("amount")?))).collect()
}

/// What is weighed in kilograms, by the first moment of its month.
pub async fn since(run: &mut impl Run, first: Timestamp) -> Result<Vec<(Timestamp, Amount)>, DbError> {
    let q = "SELECT w.month, CAST(SUM(w.amount) AS BIGINT) AS amount FROM waste_month w JOIN material m ON m.code = w.material \
             WHERE w.month >= $1 AND m.measure = 'kg' GROUP BY w.month";
    run.fetch_all(sql(q).bind(first)).await?.iter().map(|r| Ok((r.get("month")?, r.get("amount")?))).collect()
}
