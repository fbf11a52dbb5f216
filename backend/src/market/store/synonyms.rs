use domain::kernel::clock::Timestamp;
use domain::kernel::ids::SynonymGroupId;
use domain::market::synonym::SynonymGroup;

use crate::db::{DbError, Row, Run, Tx, sql};

fn group(r: &Row) -> Result<SynonymGroup, DbError> {
    let words: String = r.get("words")?;
    Ok(SynonymGroup { id: r.get("id")?, words: words.split(',').map(str::to_owned).collect() })
}

/// By their first words.
pub async fn all(run: &mut impl Run) -> Result<Vec<SynonymGroup>, DbError> {
    run.fetch_all(sql("SELECT id, words FROM synonym_group ORDER BY words, id")).await?.iter().map(group).collect()
}

pub async fn insert(tx: &mut Tx, g: &SynonymGroup, at: Timestamp) -> Result<(), DbError> {
    let q = "INSERT INTO synonym_group (id, words, updated_at) VALUES ($1, $2, $3)";
    tx.execute(sql(q).bind(g.id).bind(g.words.join(",")).bind(at)).await?;
    Ok(())
}

/// False when there is no such group.
pub async fn update(tx: &mut Tx, g: &SynonymGroup, at: Timestamp) -> Result<bool, DbError> {
    let q = "UPDATE synonym_group SET words = $2, updated_at = $3 WHERE id = $1";
    Ok(tx.execute(sql(q).bind(g.id).bind(g.words.join(",")).bind(at)).await? > 0)
}

pub async fn delete(tx: &mut Tx, id: SynonymGroupId) -> Result<bool, DbError> {
    Ok(tx.execute(sql("DELETE FROM synonym_group WHERE id = $1").bind(id)).await? > 0)
}
