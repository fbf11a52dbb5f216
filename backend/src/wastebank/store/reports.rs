use domain::kernel::clock::Timestamp;
use domain::wastebank::reconciliation::Report;

use crate::db::{DbError, Run, Tx, sql};

pub async fn is_done(run: &mut impl Run, day: &str) -> Result<bool, DbError> {
    Ok(run.fetch_optional(sql("SELECT at FROM waste_check WHERE day = $1").bind(day)).await?.is_some())
}

/// Another node may have been faster, on the same day or in the same moment.
pub async fn insert(tx: &mut Tx, at: Timestamp, day: Option<&str>, report: &Report, took_ms: i64) -> Result<(), DbError> {
    let json = serde_json::to_string(report).map_err(|e| DbError::decode("report", e))?;
    let q = "INSERT INTO waste_check (at, day, sound, report, took_ms) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    tx.execute(sql(q).bind(at).bind(day.map(str::to_owned)).bind(report.is_sound()).bind(json).bind(took_ms)).await?;
    Ok(())
}

/// The newest, or the one of a moment.
pub async fn find(run: &mut impl Run, at: Option<Timestamp>) -> Result<Option<(Timestamp, Report)>, DbError> {
    let q = match at {
        None => sql("SELECT at, report FROM waste_check ORDER BY at DESC LIMIT 1"),
        Some(at) => sql("SELECT at, report FROM waste_check WHERE at = $1").bind(at),
    };
    run.fetch_optional(q).await?.map(|r| Ok((r.get("at")?, r.json("report")?))).transpose()
}

/// When, and whether everything was as it should be; the newest first.
pub async fn list(run: &mut impl Run, most: i64) -> Result<Vec<(Timestamp, bool)>, DbError> {
    let rows = run.fetch_all(sql("SELECT at, sound FROM waste_check ORDER BY at DESC LIMIT $1").bind(most)).await?;
    rows.iter().map(|r| Ok((r.get("at")?, r.get("sound")?))).collect()
}
