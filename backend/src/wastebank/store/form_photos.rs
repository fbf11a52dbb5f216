//! Photos that came with a form and wait for its slip.

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::PersonId;

use super::deposits;
use crate::db::{DbError, Run, Tx, dialect, sql};

pub async fn insert(tx: &mut Tx, file: &str, nonce: &str, by: PersonId, at: Timestamp) -> Result<(), DbError> {
    let q = "INSERT INTO waste_form_photo (file, nonce, by_id, at) VALUES ($1, $2, $3, $4)";
    tx.execute(sql(q).bind(file).bind(nonce).bind(by).bind(at)).await?;
    Ok(())
}

pub async fn is_there(run: &mut impl Run, nonce: &str) -> Result<bool, DbError> {
    let q = sql("SELECT file FROM waste_form_photo WHERE nonce = $1 LIMIT 1").bind(nonce);
    Ok(run.fetch_optional(q).await?.is_some())
}

/// The newest of this form becomes the slip's, once. False when there is none any more.
pub async fn give(tx: &mut Tx, nonce: &str, slip: &str) -> Result<bool, DbError> {
    let q = "DELETE FROM waste_form_photo WHERE file = \
             (SELECT file FROM waste_form_photo WHERE nonce = $1 ORDER BY at DESC, file DESC LIMIT 1) RETURNING file, by_id, at";
    let Some(r) = tx.fetch_optional(sql(q).bind(nonce)).await? else { return Ok(false) };
    let (file, by): (String, PersonId) = (r.get("file")?, r.get("by_id")?);
    deposits::add_photo(tx, slip, &file, by, r.get("at")?).await
}

/// Those that no slip took in time.
pub async fn forget_before(tx: &mut Tx, at: Timestamp) -> Result<(), DbError> {
    tx.execute(sql("DELETE FROM waste_form_photo WHERE at < $1").bind(at)).await?;
    Ok(())
}

/// Which of these files wait for a slip, or are one's. In one statement, so that a photo is seen while it goes from here to there.
pub async fn named_of(run: &mut impl Run, files: &[String]) -> Result<Vec<String>, DbError> {
    let list = dialect::list(files.len(), 1);
    let q = format!("SELECT file FROM waste_form_photo WHERE file IN ({list}) UNION SELECT file FROM waste_photo WHERE file IN ({list})");
    run.fetch_all(sql(q).bind_all(files.iter().map(String::as_str))).await?.iter().map(|r| r.get("file")).collect()
}
