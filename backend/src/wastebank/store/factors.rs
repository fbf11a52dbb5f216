//! Emission factors, each from its day on until the next of its row.

use std::collections::BTreeMap;

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::PersonId;
use domain::wastebank::impact::{DatedFactor, Factor};

use crate::db::{DbError, Row, Run, Tx, sql};

fn factor(r: &Row) -> Result<Factor, DbError> {
    Ok(Factor { warm: r.get("warm")?, version: r.get("version")?, grams_per_tonne: r.get("grams_per_tonne")? })
}

/// Those in force, by the material's row in them.
pub async fn in_force(run: &mut impl Run, at: Timestamp) -> Result<BTreeMap<String, Factor>, DbError> {
    let q = "SELECT f.warm, f.version, f.grams_per_tonne FROM waste_factor f WHERE f.valid_from <= $1 AND NOT EXISTS \
             (SELECT 1 FROM waste_factor n WHERE n.warm = f.warm AND n.valid_from <= $1 AND n.valid_from > f.valid_from)";
    let one = |r: &Row| factor(r).map(|f| (f.warm.clone(), f));
    run.fetch_all(sql(q).bind(at)).await?.iter().map(one).collect()
}

/// All of them, the newest first.
pub async fn history(run: &mut impl Run) -> Result<Vec<DatedFactor>, DbError> {
    let q = "SELECT f.warm, f.version, f.grams_per_tonne, f.valid_from, f.source, p.name FROM waste_factor f \
             LEFT JOIN person p ON p.id = f.set_by ORDER BY f.valid_from DESC, f.warm";
    let one = |r: &Row| Ok(DatedFactor { factor: factor(r)?, from: r.get("valid_from")?, source: r.get("source")?, by: r.get("name")? });
    run.fetch_all(sql(q)).await?.iter().map(one).collect()
}

pub struct NewFactor<'a> {
    pub factor: &'a Factor,
    pub from: Timestamp,
    /// Where it can be looked up.
    pub source: &'a str,
    pub by: Option<PersonId>,
    pub at: Timestamp,
}

/// False when there is another one of its row from that moment on.
pub async fn insert(tx: &mut Tx, new: &NewFactor<'_>) -> Result<bool, DbError> {
    let q = "INSERT INTO waste_factor (warm, valid_from, version, grams_per_tonne, source, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
             ON CONFLICT (warm, valid_from) DO NOTHING";
    let f = new.factor;
    let q = sql(q).bind(&f.warm).bind(new.from).bind(&f.version).bind(f.grams_per_tonne).bind(new.source).bind(new.by).bind(new.at);
    Ok(tx.execute(q).await? > 0)
}
