//! Sacks as they were at a moment, told by what is never changed: fills, sales, and reversals, each with its time. So the sheet of
//! an earlier comparison stays what it was.

use domain::kernel::clock::Timestamp;
use domain::kernel::paging::PageRequest;
use domain::wastebank::batch_mass::{BatchMass, BatchSum, TakenAway};
use domain::wastebank::measure::Amount;

use super::materials;
use crate::db::{DbError, Row, Run, sql};

pub async fn count(run: &mut impl Run, at: Timestamp) -> Result<u64, DbError> {
    run.fetch_one(sql("SELECT COUNT(*) AS n FROM waste_batch WHERE opened_at <= $1").bind(at)).await?.get("n")
}

/// Of all units, the newest first.
pub async fn page(run: &mut impl Run, at: Timestamp, page: PageRequest) -> Result<Vec<BatchMass>, DbError> {
    // The sacks of the page first: what belongs to the others is not added up.
    let q = "SELECT b.number, CASE WHEN b.sealed_at <= $1 THEN b.seal END AS seal, u.name AS unit_name, m.code, m.kind, m.name_id, m.name_en, \
             m.measure, m.warm, s.slip, s.at AS sold_at, l.booked, l.gross - l.tare AS bridge, \
             CAST(COALESCE((SELECT SUM(f.amount) FROM waste_fill f WHERE f.batch_id = b.id AND f.at <= $1), 0) AS BIGINT) AS filled \
             FROM (SELECT id FROM waste_batch WHERE opened_at <= $1 ORDER BY opened_at DESC, id DESC LIMIT $2 OFFSET $3) p \
             JOIN waste_batch b ON b.id = p.id JOIN waste_unit u ON u.id = b.unit_id JOIN material m ON m.code = b.material \
             LEFT JOIN waste_sale_line l ON l.batch_id = b.id AND EXISTS (SELECT 1 FROM waste_sale x WHERE x.id = l.sale_id AND x.at <= $1 \
             AND NOT EXISTS (SELECT 1 FROM waste_reversal v WHERE v.slip = x.slip AND v.at <= $1)) \
             LEFT JOIN waste_sale s ON s.id = l.sale_id ORDER BY b.opened_at DESC, b.id DESC";
    run.fetch_all(sql(q).bind(at).bind(page.limit()).bind(page.offset())).await?.iter().map(batch).collect()
}

fn batch(r: &Row) -> Result<BatchMass, DbError> {
    let sold = match r.get::<Option<String>>("slip")? {
        Some(slip) => Some(TakenAway { slip, at: r.get("sold_at")?, booked: r.get("booked")?, bridge: r.get("bridge")? }),
        None => None,
    };
    Ok(BatchMass {
        number: r.get("number")?,
        seal: r.get("seal")?,
        unit_name: r.get("unit_name")?,
        material: materials::material(r)?,
        filled: r.get("filled")?,
        sold,
    })
}

/// Of every material that was ever in a sack, in the order of the price list.
pub async fn sums(run: &mut impl Run, at: Timestamp) -> Result<Vec<BatchSum>, DbError> {
    let q = "SELECT m.code, m.kind, m.name_id, m.name_en, m.measure, m.warm, i.filled, COALESCE(o.sold, 0) AS sold, COALESCE(o.short, 0) AS short \
             FROM material m JOIN (SELECT b.material, CAST(SUM(f.amount) AS BIGINT) AS filled FROM waste_fill f \
             JOIN waste_batch b ON b.id = f.batch_id WHERE f.at <= $1 GROUP BY b.material) i ON i.material = m.code \
             LEFT JOIN (SELECT b.material, CAST(SUM(l.booked) AS BIGINT) AS sold, CAST(SUM(l.booked - l.gross + l.tare) AS BIGINT) AS short \
             FROM waste_sale_line l JOIN waste_batch b ON b.id = l.batch_id JOIN waste_sale s ON s.id = l.sale_id WHERE s.at <= $1 \
             AND NOT EXISTS (SELECT 1 FROM waste_reversal v WHERE v.slip = s.slip AND v.at <= $1) GROUP BY b.material) o ON o.material = m.code \
             ORDER BY m.position, m.code";
    let sum = |r: &Row| {
        let (filled, sold, shrinkage): (Amount, Amount, Amount) = (r.get("filled")?, r.get("sold")?, r.get("short")?);
        Ok(BatchSum { material: materials::material(r)?, filled, sold, shrinkage })
    };
    run.fetch_all(sql(q).bind(at)).await?.iter().map(sum).collect()
}
