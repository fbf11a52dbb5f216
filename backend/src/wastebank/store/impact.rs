//! Sums of what was weighed, for everybody to read.

use std::collections::BTreeMap;

use domain::kernel::clock::{DAY, HOUR, Timestamp};
use domain::kernel::wilayah::Kelurahan;
use domain::wastebank::impact::Factor;
use domain::wastebank::material::MaterialCode;
use domain::wastebank::measure::Amount;

use crate::db::{DbError, Row, Run, Tx, sql};

/// The factors in force, by the material's row in them.
pub async fn factors(run: &mut impl Run, at: Timestamp) -> Result<BTreeMap<String, Factor>, DbError> {
    let q = "SELECT f.warm, f.version, f.grams_per_tonne FROM waste_factor f WHERE f.valid_from <= $1 AND NOT EXISTS \
             (SELECT 1 FROM waste_factor n WHERE n.warm = f.warm AND n.valid_from <= $1 AND n.valid_from > f.valid_from)";
    let factor = |r: &Row| {
        let factor = Factor { warm: r.get("warm")?, version: r.get("version")?, grams_per_tonne: r.get("grams_per_tonne")? };
        Ok((factor.warm.clone(), factor))
    };
    run.fetch_all(sql(q).bind(at)).await?.iter().map(factor).collect()
}

pub async fn insert_factor(tx: &mut Tx, f: &Factor, from: Timestamp) -> Result<(), DbError> {
    let q = "INSERT INTO waste_factor (warm, valid_from, version, grams_per_tonne) VALUES ($1, $2, $3, $4)";
    tx.execute(sql(q).bind(&f.warm).bind(from).bind(&f.version).bind(f.grams_per_tonne)).await?;
    Ok(())
}

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
