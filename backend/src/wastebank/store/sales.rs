use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{LedgerEntryId, PersonId, WasteSaleId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::wastebank::measure::Amount;
use domain::wastebank::price::Tier;
use domain::wastebank::sale::{SaleLine, SaleSlip};
use domain::wastebank::weighing::Weighing;

use super::{materials, reversals};
use crate::db::{DbError, Row, Run, Tx, dialect, sql};

pub struct NewSale<'a> {
    pub id: WasteSaleId,
    pub slip: &'a str,
    pub nonce: &'a str,
    pub unit: WasteUnitId,
    pub collector: &'a str,
    pub tier: Tier,
    pub ticket: &'a str,
    pub operator: PersonId,
    pub at: Timestamp,
    pub total: Rupiah,
    pub entry: LedgerEntryId,
}

/// What a form has sold already.
pub struct KnownSale {
    pub slip: String,
    pub unit: WasteUnitId,
    pub collector: String,
    pub tier: Tier,
    pub ticket: String,
    pub total: Rupiah,
}

pub async fn find_by_nonce(run: &mut impl Run, nonce: &str) -> Result<Option<KnownSale>, DbError> {
    let q = sql("SELECT slip, unit_id, collector, tier, ticket, total FROM waste_sale WHERE nonce = $1").bind(nonce);
    let Some(r) = run.fetch_optional(q).await? else { return Ok(None) };
    Ok(Some(KnownSale {
        slip: r.get("slip")?,
        unit: r.get("unit_id")?,
        collector: r.get("collector")?,
        tier: r.parse("tier", Tier::from_code)?,
        ticket: r.get("ticket")?,
        total: r.get("total")?,
    }))
}

pub async fn insert(tx: &mut Tx, s: &NewSale<'_>, lines: &[SaleLine]) -> Result<(), DbError> {
    let q = "INSERT INTO waste_sale (id, slip, nonce, unit_id, collector, ticket, operator_id, at, total, entry_id, tier) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let q = sql(q).bind(s.id).bind(s.slip).bind(s.nonce).bind(s.unit).bind(s.collector).bind(s.ticket).bind(s.operator);
    tx.execute(q.bind(s.at).bind(s.total).bind(s.entry).bind(s.tier.code())).await?;
    let mut q = sql(format!(
        "INSERT INTO waste_sale_line (sale_id, batch_id, booked, cost, gross, tare, rate, value, list_rate) VALUES {}",
        dialect::values(lines.len(), 9, 1)
    ));
    for line in lines {
        q = q.bind(s.id).bind(line.batch).bind(line.booked).bind(line.cost).bind(line.bridge.gross()).bind(line.bridge.tare());
        q = q.bind(line.rate).bind(line.value().unwrap_or_default()).bind(line.list);
    }
    tx.execute(q).await?;
    Ok(())
}

fn line(r: &Row) -> Result<SaleLine, DbError> {
    let material = materials::material(r)?;
    let bridge = Weighing::new(material.measure, r.get("gross")?, r.get("tare")?, Amount::ZERO);
    Ok(SaleLine {
        batch: r.get("batch_id")?,
        batch_number: r.get("number")?,
        seal: r.get::<Option<String>>("seal")?.unwrap_or_default(),
        material,
        booked: r.get("booked")?,
        cost: r.get("line_cost")?,
        bridge: bridge.map_err(|e| DbError::decode("gross", e))?,
        rate: r.get("rate")?,
        list: r.get("list_rate")?,
    })
}

pub async fn find(run: &mut impl Run, number: &str) -> Result<Option<SaleSlip>, DbError> {
    let q = "SELECT s.id, s.slip, s.unit_id, u.name AS unit_name, s.collector, s.tier, s.ticket, o.name AS operator_name, s.at, s.total, \
             v.at AS reversed_at, v.reason AS reversed_reason FROM waste_sale s JOIN waste_unit u ON u.id = s.unit_id \
             JOIN person o ON o.id = s.operator_id LEFT JOIN waste_reversal v ON v.slip = s.slip WHERE s.slip = $1";
    let Some(r) = run.fetch_optional(sql(q).bind(number)).await? else { return Ok(None) };
    let id: WasteSaleId = r.get("id")?;
    let q = "SELECT l.batch_id, b.number, b.seal, l.booked, l.cost AS line_cost, l.gross, l.tare, l.rate, l.list_rate, m.code, m.kind, m.name_id, m.name_en, \
             m.measure, m.warm FROM waste_sale_line l JOIN waste_batch b ON b.id = l.batch_id JOIN material m ON m.code = b.material \
             WHERE l.sale_id = $1 ORDER BY m.position, b.number";
    let lines = run.fetch_all(sql(q).bind(id)).await?.iter().map(line).collect::<Result<_, _>>()?;
    Ok(Some(SaleSlip {
        number: r.get("slip")?,
        unit: r.get("unit_id")?,
        unit_name: r.get("unit_name")?,
        collector: r.get("collector")?,
        tier: r.parse("tier", Tier::from_code)?,
        ticket: r.get("ticket")?,
        operator_name: r.get("operator_name")?,
        at: r.get("at")?,
        total: r.get("total")?,
        lines,
        reversed: reversals::of(&r)?,
    }))
}

/// A unit's newest sales: slip, moment, collector, total.
pub async fn of_unit(run: &mut impl Run, unit: WasteUnitId, most: i64) -> Result<Vec<(String, Timestamp, String, Rupiah)>, DbError> {
    let q = "SELECT slip, at, collector, total FROM waste_sale WHERE unit_id = $1 ORDER BY at DESC, id DESC LIMIT $2";
    let rows = run.fetch_all(sql(q).bind(unit).bind(most)).await?;
    rows.iter().map(|r| Ok((r.get("slip")?, r.get("at")?, r.get("collector")?, r.get("total")?))).collect()
}
