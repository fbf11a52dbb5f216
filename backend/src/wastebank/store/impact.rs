//! What the sums of months do not tell: the day that is not over, and how many deposits there are.

use domain::kernel::clock::Timestamp;
use domain::kernel::wilayah::Kelurahan;
use domain::wastebank::material::MaterialCode;
use domain::wastebank::measure::Amount;

use crate::db::{DbError, Run, sql};

/// Weighed since a moment and not undone, by where and what.
pub async fn taken_since(run: &mut impl Run, since: Timestamp) -> Result<Vec<(Kelurahan, MaterialCode, Amount)>, DbError> {
    let q = "SELECT u.kelurahan, l.material, CAST(SUM(l.net) AS BIGINT) AS net FROM waste_deposit d JOIN waste_line l ON l.deposit_id = d.id \
             JOIN waste_unit u ON u.id = d.unit_id WHERE d.at >= $1 AND NOT EXISTS (SELECT 1 FROM waste_reversal v WHERE v.slip = d.slip) \
             GROUP BY u.kelurahan, l.material";
    let rows = run.fetch_all(sql(q).bind(since)).await?;
    rows.iter().map(|r| Ok((r.get("kelurahan")?, r.get("material")?, r.get("net")?))).collect()
}

/// Of before a moment, without those that were undone: few, each looked up by its number.
pub async fn deposits(run: &mut impl Run, until: Timestamp) -> Result<i64, DbError> {
    let q = "SELECT (SELECT COUNT(*) FROM waste_deposit WHERE at < $1) - \
             (SELECT COUNT(*) FROM waste_reversal v WHERE (SELECT d.at FROM waste_deposit d WHERE d.slip = v.slip) < $1) AS n";
    run.fetch_one(sql(q).bind(until)).await?.get("n")
}
