//! Sums of what was weighed, for everybody to read.

use domain::kernel::clock::{DAY, HOUR, Timestamp};
use domain::kernel::wilayah::Kelurahan;
use domain::wastebank::material::MaterialCode;
use domain::wastebank::measure::Amount;

use crate::db::{DbError, Run, sql};

/// Weighed before a moment and not undone, by where and what.
pub async fn taken(run: &mut impl Run, until: Timestamp) -> Result<Vec<(Kelurahan, MaterialCode, Amount)>, DbError> {
    let q = "SELECT u.kelurahan, l.material, CAST(SUM(l.net) AS BIGINT) AS net FROM waste_line l JOIN waste_deposit d ON d.id = l.deposit_id \
             JOIN waste_unit u ON u.id = d.unit_id LEFT JOIN waste_reversal v ON v.slip = d.slip WHERE d.at < $1 AND v.slip IS NULL \
             GROUP BY u.kelurahan, l.material";
    let rows = run.fetch_all(sql(q).bind(until)).await?;
    rows.iter().map(|r| Ok((r.get("kelurahan")?, r.get("material")?, r.get("net")?))).collect()
}

pub async fn deposits(run: &mut impl Run, until: Timestamp) -> Result<i64, DbError> {
    let q = "SELECT COUNT(*) AS n FROM waste_deposit d LEFT JOIN waste_reversal v ON v.slip = d.slip WHERE d.at < $1 AND v.slip IS NULL";
    run.fetch_one(sql(q).bind(until)).await?.get("n")
}

/// What is weighed in kilograms, by the day in Cimahi: the first moment of each day that has any.
pub async fn days(run: &mut impl Run, since: Timestamp, until: Timestamp) -> Result<Vec<(Timestamp, Amount)>, DbError> {
    let ahead = 7 * HOUR;
    let q = format!(
        "SELECT (d.at + {ahead}) / {DAY} AS day, CAST(SUM(l.net) AS BIGINT) AS net FROM waste_deposit d JOIN waste_line l ON l.deposit_id = d.id \
         JOIN material m ON m.code = l.material LEFT JOIN waste_reversal v ON v.slip = d.slip \
         WHERE d.at >= $1 AND d.at < $2 AND m.measure = 'kg' AND v.slip IS NULL GROUP BY (d.at + {ahead}) / {DAY}"
    );
    let rows = run.fetch_all(sql(q).bind(since).bind(until)).await?;
    rows.iter().map(|r| Ok((Timestamp(r.get::<i64>("day")? * DAY - ahead), r.get("net")?))).collect()
}
