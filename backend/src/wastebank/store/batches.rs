use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{PersonId, WasteBatchId, WasteSaleId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::wastebank::batch::{Batch, BatchState, Seal};
use domain::wastebank::material::MaterialCode;
use domain::wastebank::measure::Amount;

use super::materials;
use crate::db::{DbError, Row, Run, Tx, dialect, sql};

const BATCH: &str = "SELECT b.id, b.number, b.state, b.seal, b.amount, b.cost, b.opened_at, m.code, m.kind, m.name_id, m.name_en, m.measure, \
                     m.warm FROM waste_batch b JOIN material m ON m.code = b.material";

fn batch(r: &Row) -> Result<Batch, DbError> {
    let seal: Option<String> = r.get("seal")?;
    Ok(Batch {
        id: r.get("id")?,
        number: r.get("number")?,
        material: materials::material(r)?,
        state: r.parse("state", BatchState::from_code)?,
        seal: seal.map(|s| Seal::parse(&s)).transpose().map_err(|e| DbError::decode("seal", e))?,
        amount: r.get("amount")?,
        cost: r.get("cost")?,
        opened: r.get("opened_at")?,
    })
}

/// What is still in the unit, open sacks first.
pub async fn in_unit(run: &mut impl Run, unit: WasteUnitId) -> Result<Vec<Batch>, DbError> {
    let q = format!("{BATCH} WHERE b.unit_id = $1 AND b.state IN ('open', 'sealed') ORDER BY b.state, b.opened_at, b.id");
    run.fetch_all(sql(q).bind(unit)).await?.iter().map(batch).collect()
}

/// A unit's own sack, locked until the transaction ends.
pub async fn lock(tx: &mut Tx, unit: WasteUnitId, id: WasteBatchId) -> Result<Option<Batch>, DbError> {
    if let Some(lock) = dialect::lock_rows(tx.engine()) {
        tx.fetch_all(sql(format!("SELECT id FROM waste_batch WHERE id = $1{lock}")).bind(id)).await?;
    }
    let q = sql(format!("{BATCH} WHERE b.id = $1 AND b.unit_id = $2")).bind(id).bind(unit);
    tx.fetch_optional(q).await?.map(|r| batch(&r)).transpose()
}

pub async fn open(
    tx: &mut Tx,
    id: WasteBatchId,
    number: &str,
    unit: WasteUnitId,
    material: MaterialCode,
    at: Timestamp,
) -> Result<(), DbError> {
    let q =
        "INSERT INTO waste_batch (id, number, unit_id, material, state, amount, cost, opened_at) VALUES ($1, $2, $3, $4, 'open', 0, 0, $5)";
    tx.execute(sql(q).bind(id).bind(number).bind(unit).bind(material).bind(at)).await?;
    Ok(())
}

pub struct Fill<'a> {
    pub nonce: &'a str,
    pub batch: WasteBatchId,
    /// Below zero: taken out again.
    pub amount: Amount,
    pub cost: Rupiah,
    pub at: Timestamp,
    pub by: PersonId,
}

/// Of an open sack; false when it is not open any more.
pub async fn fill(tx: &mut Tx, f: &Fill<'_>) -> Result<bool, DbError> {
    let q = "UPDATE waste_batch SET amount = amount + $2, cost = cost + $3 WHERE id = $1 AND state = 'open'";
    if tx.execute(sql(q).bind(f.batch).bind(f.amount).bind(f.cost)).await? == 0 {
        return Ok(false);
    }
    let q = "INSERT INTO waste_fill (nonce, batch_id, amount, cost, at, by_id) VALUES ($1, $2, $3, $4, $5, $6)";
    tx.execute(sql(q).bind(f.nonce).bind(f.batch).bind(f.amount).bind(f.cost).bind(f.at).bind(f.by)).await?;
    Ok(true)
}

/// The sack of a unit that a form has filled, and with how much.
pub async fn find_filled(run: &mut impl Run, unit: WasteUnitId, nonce: &str) -> Result<Option<(Batch, Amount)>, DbError> {
    let q = sql("SELECT batch_id, amount FROM waste_fill WHERE nonce = $1").bind(nonce);
    let Some(fill) = run.fetch_optional(q).await? else { return Ok(None) };
    let q = sql(format!("{BATCH} WHERE b.id = $1 AND b.unit_id = $2")).bind(fill.get::<WasteBatchId>("batch_id")?).bind(unit);
    run.fetch_optional(q).await?.map(|r| Ok((batch(&r)?, fill.get("amount")?))).transpose()
}

pub async fn seal(tx: &mut Tx, id: WasteBatchId, seal: &Seal, by: PersonId, at: Timestamp) -> Result<bool, DbError> {
    let q = "UPDATE waste_batch SET state = 'sealed', seal = $2, sealed_at = $3, sealed_by = $4 WHERE id = $1 AND state = 'open' AND amount > 0";
    Ok(tx.execute(sql(q).bind(id).bind(seal.as_str()).bind(at).bind(by)).await? > 0)
}

pub async fn close_empty(tx: &mut Tx, id: WasteBatchId) -> Result<bool, DbError> {
    let q = "UPDATE waste_batch SET state = 'emptied' WHERE id = $1 AND state = 'open' AND amount = 0";
    Ok(tx.execute(sql(q).bind(id)).await? > 0)
}

pub async fn sell(tx: &mut Tx, id: WasteBatchId, sale: WasteSaleId) -> Result<bool, DbError> {
    let q = "UPDATE waste_batch SET state = 'sold', sale_id = $2 WHERE id = $1 AND state = 'sealed'";
    Ok(tx.execute(sql(q).bind(id).bind(sale)).await? > 0)
}

/// All sacks of an undone sale; how many came back.
pub async fn take_back(tx: &mut Tx, slip: &str) -> Result<u64, DbError> {
    let q = "UPDATE waste_batch SET state = 'sealed', sale_id = NULL WHERE sale_id = (SELECT id FROM waste_sale WHERE slip = $1)";
    tx.execute(sql(q).bind(slip)).await
}
