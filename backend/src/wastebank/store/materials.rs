use domain::wastebank::material::{Material, MaterialKind};
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

pub async fn insert(tx: &mut Tx, m: &Material, position: i64) -> Result<(), DbError> {
    let q = "INSERT INTO material (code, kind, name_id, name_en, measure, warm, position) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let q = sql(q).bind(m.code).bind(m.kind.code()).bind(&m.name_id).bind(&m.name_en).bind(m.measure.code()).bind(m.warm.clone());
    tx.execute(q.bind(position)).await?;
    Ok(())
}
