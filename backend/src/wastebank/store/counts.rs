//! Stock counts with their lines.

use std::collections::BTreeMap;

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{PersonId, WasteCountId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::wastebank::material::MaterialCode;
use domain::wastebank::measure::Amount;
use domain::wastebank::stock_count::{CountLine, CountState, StockCount};

use super::materials;
use crate::db::{DbError, Row, Run, Tx, dialect, sql};
use crate::wastebank::count_stock::Counted;

const COUNT: &str = "SELECT c.id, c.state, c.reason, c.at, c.by_id, p.name AS by_name, d.name AS decided_by FROM waste_count c \
                     JOIN person p ON p.id = c.by_id LEFT JOIN person d ON d.id = c.decided_by";

fn count(r: &Row) -> Result<(StockCount, PersonId), DbError> {
    let count = StockCount {
        id: r.get("id")?,
        state: r.parse("state", CountState::from_code)?,
        reason: r.get("reason")?,
        by_name: r.get("by_name")?,
        at: r.get("at")?,
        decided_by: r.get("decided_by")?,
        lines: Vec::new(),
    };
    Ok((count, r.get("by_id")?))
}

/// In the order of the price list.
async fn with_lines(run: &mut impl Run, mut counts: Vec<(StockCount, PersonId)>) -> Result<Vec<(StockCount, PersonId)>, DbError> {
    if counts.is_empty() {
        return Ok(counts);
    }
    let q = format!(
        "SELECT l.count_id, l.booked, l.counted, l.worth, m.code, m.kind, m.name_id, m.name_en, m.measure, m.warm FROM waste_count_line l \
         JOIN material m ON m.code = l.material WHERE l.count_id IN ({}) ORDER BY m.position, m.code",
        dialect::list(counts.len(), 1)
    );
    let mut q = sql(q);
    for (count, _) in &counts {
        q = q.bind(count.id);
    }
    for r in run.fetch_all(q).await? {
        let of: WasteCountId = r.get("count_id")?;
        if let Some((count, _)) = counts.iter_mut().find(|(c, _)| c.id == of) {
            let material = materials::material(&r)?;
            count.lines.push(CountLine { material, booked: r.get("booked")?, counted: r.get("counted")?, worth: r.get("worth")? });
        }
    }
    Ok(counts)
}

/// Of a unit, the newest first, each with who has counted.
pub async fn newest(run: &mut impl Run, unit: WasteUnitId, most: i64) -> Result<Vec<(StockCount, PersonId)>, DbError> {
    let q = sql(format!("{COUNT} WHERE c.unit_id = $1 ORDER BY c.at DESC, c.id DESC LIMIT $2")).bind(unit).bind(most);
    let found = run.fetch_all(q).await?.iter().map(count).collect::<Result<_, _>>()?;
    with_lines(run, found).await
}

/// A unit's own count, locked until the transaction ends.
pub async fn lock(tx: &mut Tx, unit: WasteUnitId, id: WasteCountId) -> Result<Option<(StockCount, PersonId)>, DbError> {
    if let Some(lock) = dialect::lock_rows(tx.engine()) {
        tx.fetch_all(sql(format!("SELECT id FROM waste_count WHERE id = $1{lock}")).bind(id)).await?;
    }
    let q = sql(format!("{COUNT} WHERE c.id = $1 AND c.unit_id = $2")).bind(id).bind(unit);
    let found = tx.fetch_optional(q).await?.map(|r| count(&r)).transpose()?;
    Ok(with_lines(tx, found.into_iter().collect()).await?.pop())
}

/// What a form has made, and how much it counted of each material.
pub async fn find_by_nonce(run: &mut impl Run, nonce: &str) -> Result<Option<(CountState, BTreeMap<MaterialCode, Amount>)>, DbError> {
    let q = sql("SELECT c.state, l.material, l.counted FROM waste_count c JOIN waste_count_line l ON l.count_id = c.id WHERE c.nonce = $1");
    let rows = run.fetch_all(q.bind(nonce)).await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let state = first.parse("state", CountState::from_code)?;
    let counted = rows.iter().map(|r| Ok((r.get("material")?, r.get("counted")?))).collect::<Result<_, DbError>>()?;
    Ok(Some((state, counted)))
}

pub struct NewCount<'a> {
    pub id: WasteCountId,
    pub nonce: &'a str,
    pub unit: WasteUnitId,
    pub reason: &'a str,
    pub state: CountState,
    pub by: PersonId,
    pub at: Timestamp,
}

/// A second count that waits breaks the unit's unique key.
pub async fn insert(tx: &mut Tx, c: &NewCount<'_>, lines: &[Counted]) -> Result<(), DbError> {
    let q = "INSERT INTO waste_count (id, nonce, unit_id, reason, state, by_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let q = sql(q).bind(c.id).bind(c.nonce).bind(c.unit).bind(c.reason).bind(c.state.code());
    tx.execute(q.bind(c.by).bind(c.at)).await?;
    let values = dialect::values(lines.len(), 4, 1);
    let mut q = sql(format!("INSERT INTO waste_count_line (count_id, material, booked, counted) VALUES {values}"));
    for line in lines {
        q = q.bind(c.id).bind(line.material).bind(line.booked).bind(line.counted);
    }
    tx.execute(q).await?;
    Ok(())
}

pub async fn set_worth(tx: &mut Tx, id: WasteCountId, material: MaterialCode, worth: Rupiah) -> Result<(), DbError> {
    let q = "UPDATE waste_count_line SET worth = $3 WHERE count_id = $1 AND material = $2";
    tx.execute(sql(q).bind(id).bind(material).bind(worth)).await?;
    Ok(())
}

pub async fn decider(run: &mut impl Run, id: WasteCountId) -> Result<Option<PersonId>, DbError> {
    let q = sql("SELECT decided_by FROM waste_count WHERE id = $1").bind(id);
    run.fetch_optional(q).await?.map_or(Ok(None), |r| r.get("decided_by"))
}

/// False when somebody else has decided.
pub async fn decide(tx: &mut Tx, id: WasteCountId, state: CountState, by: PersonId, at: Timestamp) -> Result<bool, DbError> {
    let q = "UPDATE waste_count SET state = $2, decided_by = $3, decided_at = $4 WHERE id = $1 AND state = 'waiting'";
    Ok(tx.execute(sql(q).bind(id).bind(state.code()).bind(by).bind(at)).await? > 0)
}
