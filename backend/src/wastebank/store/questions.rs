//! Slips, and sacks that were sold, as the questions look at them.

use std::collections::BTreeMap;

use domain::kernel::clock::Timestamp;
use domain::kernel::hours::OpeningHours;
use domain::kernel::ids::WasteDepositId;
use domain::wastebank::measure::{Amount, Measure};
use domain::wastebank::questions::{Goods, Seen};
use domain::wastebank::sold_goods::SoldSack;

use crate::db::{DbError, Row, Run, sql};

pub async fn count(run: &mut impl Run, since: Timestamp) -> Result<i64, DbError> {
    run.fetch_one(sql("SELECT COUNT(*) AS n FROM waste_deposit WHERE at >= $1").bind(since)).await?.get("n")
}

/// The newest that were booked since a moment; each is looked at by when it was weighed.
pub async fn seen(run: &mut impl Run, since: Timestamp, most: i64) -> Result<Vec<Seen>, DbError> {
    let mut goods = goods(run, since, most).await?;
    let q = "SELECT d.id, d.slip, d.operator_id, o.name AS operator_name, d.member_id, d.unit_id, u.name AS unit_name, u.opening_hours, \
             COALESCE(d.weighed_at, d.at) AS weighed_at, d.total, v.at AS reversed_at, f.at AS photo_at FROM waste_deposit d JOIN person o ON o.id = d.operator_id JOIN waste_unit u ON u.id = d.unit_id \
             LEFT JOIN waste_reversal v ON v.slip = d.slip LEFT JOIN waste_photo f ON f.slip = d.slip WHERE d.at >= $1 ORDER BY d.at DESC, d.id DESC LIMIT $2";
    let mut seen = |r: &Row| {
        let (at, hours): (Timestamp, OpeningHours) = (r.get("weighed_at")?, r.json("opening_hours")?);
        Ok(Seen {
            slip: r.get("slip")?,
            operator: r.get("operator_id")?,
            operator_name: r.get("operator_name")?,
            member: r.get("member_id")?,
            unit: r.get("unit_id")?,
            unit_name: r.get("unit_name")?,
            at,
            total: r.get("total")?,
            // Hours that nobody has entered say nothing.
            open: !hours.is_known() || hours.is_open(at.wib()),
            undone: r.get::<Option<Timestamp>>("reversed_at")?.is_some(),
            photo: r.get::<Option<Timestamp>>("photo_at")?.is_some(),
            goods: goods.remove(&r.get("id")?).unwrap_or_default(),
        })
    };
    run.fetch_all(sql(q).bind(since).bind(most)).await?.iter().map(&mut seen).collect()
}

/// Of the same slips, in one order.
async fn goods(run: &mut impl Run, since: Timestamp, most: i64) -> Result<BTreeMap<WasteDepositId, Vec<Goods>>, DbError> {
    let q = "SELECT l.deposit_id, l.material, m.measure, l.gross, l.tare FROM waste_line l JOIN material m ON m.code = l.material WHERE l.deposit_id IN \
             (SELECT d.id FROM waste_deposit d WHERE d.at >= $1 ORDER BY d.at DESC, d.id DESC LIMIT $2) \
             ORDER BY l.deposit_id, l.material, l.gross, l.tare";
    let mut goods: BTreeMap<WasteDepositId, Vec<Goods>> = BTreeMap::new();
    for r in run.fetch_all(sql(q).bind(since).bind(most)).await? {
        let (material, measure) = (r.get("material")?, r.parse("measure", Measure::from_code)?);
        let line = Goods { material, measure, gross: r.get("gross")?, tare: r.get("tare")? };
        goods.entry(r.get("deposit_id")?).or_default().push(line);
    }
    Ok(goods)
}

/// Those of sales that are not undone, the newest since a moment.
pub async fn sold(run: &mut impl Run, since: Timestamp, most: i64) -> Result<Vec<SoldSack>, DbError> {
    let q = "SELECT s.slip, u.name AS unit_name, s.at, b.material, l.booked, l.gross, l.tare FROM waste_sale s JOIN waste_unit u ON u.id = s.unit_id \
             JOIN waste_sale_line l ON l.sale_id = s.id JOIN waste_batch b ON b.id = l.batch_id \
             WHERE s.at >= $1 AND NOT EXISTS (SELECT 1 FROM waste_reversal v WHERE v.slip = s.slip) ORDER BY s.at DESC, s.id DESC, l.batch_id LIMIT $2";
    let sack = |r: &Row| {
        let (gross, tare): (Amount, Amount) = (r.get("gross")?, r.get("tare")?);
        Ok(SoldSack {
            sale: r.get("slip")?,
            unit_name: r.get("unit_name")?,
            at: r.get("at")?,
            material: r.get("material")?,
            booked: r.get("booked")?,
            bridge: Amount(gross.0 - tare.0),
        })
    };
    run.fetch_all(sql(q).bind(since).bind(most)).await?.iter().map(sack).collect()
}
