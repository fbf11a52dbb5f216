use domain::wastebank::material::{Material, MaterialCode, MaterialKind};
use domain::wastebank::measure::Measure;

use crate::db::{DbError, Row, Run, Tx, sql};

pub(super) fn material(r: &Row) -> Result<Material, DbError> {
    Ok(Material {
        code: r.get("code")?,
        kind: r.parse("kind", MaterialKind::from_code)?,
        name_id: r.get("name_id")?,
        name_en: r.get("name_en")?,
        measure: r.parse("measure", Measure::from_code)?,
        warm: r.get("warm")?,
    })
}

/// In the order of the price list.
pub async fn all(run: &mut impl Run) -> Result<Vec<Material>, DbError> {
    let q = "SELECT code, kind, name_id, name_en, measure, warm FROM material ORDER BY position, code";
    run.fetch_all(sql(q)).await?.iter().map(material).collect()
}

/// False when the code is known.
pub async fn insert(tx: &mut Tx, m: &Material, position: i64) -> Result<bool, DbError> {
    let q = "INSERT INTO material (code, kind, name_id, name_en, measure, warm, position) VALUES ($1, $2, $3, $4, $5, $6, $7) \
             ON CONFLICT (code) DO NOTHING";
    let q = sql(q).bind(m.code).bind(m.kind.code()).bind(&m.name_id).bind(&m.name_en).bind(m.measure.code()).bind(m.warm.clone());
    Ok(tx.execute(q.bind(position)).await? > 0)
}

/// The place behind all others on the price list.
pub async fn next_position(run: &mut impl Run) -> Result<i64, DbError> {
    run.fetch_one(sql("SELECT COALESCE(MAX(position), 0) + 1 AS n FROM material")).await?.get("n")
}

/// Its names, and how it is calculated with. False when there is no such material.
pub async fn rename(tx: &mut Tx, code: MaterialCode, name_id: &str, name_en: &str, warm: Option<&str>) -> Result<bool, DbError> {
    let q = "UPDATE material SET name_id = $2, name_en = $3, warm = $4 WHERE code = $1";
    Ok(tx.execute(sql(q).bind(code).bind(name_id).bind(name_en).bind(warm.map(str::to_owned))).await? > 0)
}
