use domain::kernel::clock::Timestamp;
use domain::kernel::ids::PersonId;
use domain::wastebank::rules::WasteRules;

use crate::db::{DbError, Run, Tx, sql};

/// Before anybody has set any: the house's own.
pub async fn in_force(run: &mut impl Run, at: Timestamp) -> Result<WasteRules, DbError> {
    let q = sql("SELECT rules FROM waste_rules WHERE valid_from <= $1 ORDER BY valid_from DESC LIMIT 1").bind(at);
    run.fetch_optional(q).await?.map_or_else(|| Ok(WasteRules::default()), |r| r.json("rules"))
}

/// Rules, the day they begin, and who set them.
pub type Dated = (Timestamp, WasteRules, Option<String>);

/// The newest first.
pub async fn history(run: &mut impl Run, most: i64) -> Result<Vec<Dated>, DbError> {
    let q =
        "SELECT r.valid_from, r.rules, p.name FROM waste_rules r LEFT JOIN person p ON p.id = r.set_by ORDER BY r.valid_from DESC LIMIT $1";
    let rows = run.fetch_all(sql(q).bind(most)).await?;
    rows.iter().map(|r| Ok((r.get("valid_from")?, r.json("rules")?, r.get("name")?))).collect()
}

/// False when there are others from that moment on.
pub async fn set(tx: &mut Tx, from: Timestamp, rules: &WasteRules, by: Option<PersonId>, at: Timestamp) -> Result<bool, DbError> {
    let json = serde_json::to_string(rules).map_err(|e| DbError::decode("rules", e))?;
    let q = "INSERT INTO waste_rules (valid_from, rules, set_by, set_at) VALUES ($1, $2, $3, $4) ON CONFLICT (valid_from) DO NOTHING";
    Ok(tx.execute(sql(q).bind(from).bind(json).bind(by).bind(at)).await? > 0)
}
