//! Links to set a new password, by the hash of their secret.

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::PersonId;

use crate::db::{DbError, Run, Tx, sql};

pub async fn insert(tx: &mut Tx, token_hash: &[u8], person: PersonId, expires_at: Timestamp) -> Result<(), DbError> {
    let q = "INSERT INTO password_reset (token_hash, person_id, expires_at) VALUES ($1, $2, $3)";
    tx.execute(sql(q).bind(token_hash).bind(person).bind(expires_at)).await?;
    Ok(())
}

/// Whose link it is, while it is good.
pub async fn find(run: &mut impl Run, token_hash: &[u8], now: Timestamp) -> Result<Option<PersonId>, DbError> {
    let q = "SELECT person_id FROM password_reset WHERE token_hash = $1 AND expires_at > $2";
    run.fetch_optional(sql(q).bind(token_hash).bind(now)).await?.map(|r| r.get("person_id")).transpose()
}

/// Uses a good link up: of two who come with it at once, one gets it.
pub async fn take(tx: &mut Tx, token_hash: &[u8], now: Timestamp) -> Result<Option<PersonId>, DbError> {
    let q = "DELETE FROM password_reset WHERE token_hash = $1 AND expires_at > $2 RETURNING person_id";
    tx.fetch_optional(sql(q).bind(token_hash).bind(now)).await?.map(|r| r.get("person_id")).transpose()
}

/// Links that lie in a mailbox must not outlive what they were asked for.
pub async fn forget_of_person(tx: &mut Tx, person: PersonId) -> Result<(), DbError> {
    tx.execute(sql("DELETE FROM password_reset WHERE person_id = $1").bind(person)).await?;
    Ok(())
}
