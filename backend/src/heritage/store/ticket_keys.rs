use domain::heritage::ticket::TicketKey;
use domain::kernel::clock::Timestamp;

use crate::db::{DbError, Row, Run, Tx, sql};

pub struct SigningRow {
    pub id: u32,
    pub sealed: Vec<u8>,
}

fn public(r: &Row) -> Result<TicketKey, DbError> {
    let public: Vec<u8> = r.get("public")?;
    let public = public.try_into().map_err(|_| DbError::decode("public", "not 32 bytes"))?;
    Ok(TicketKey { id: r.get("id")?, public })
}

/// The newest that still signs.
pub async fn signing(run: &mut impl Run) -> Result<Option<SigningRow>, DbError> {
    let q = "SELECT id, sealed FROM ticket_key WHERE retired_at IS NULL AND revoked_at IS NULL ORDER BY id DESC LIMIT 1";
    run.fetch_optional(sql(q)).await?.map(|r| Ok(SigningRow { id: r.get("id")?, sealed: r.get("sealed")? })).transpose()
}

/// Those whose tickets are good.
pub async fn good(run: &mut impl Run) -> Result<Vec<TicketKey>, DbError> {
    run.fetch_all(sql("SELECT id, public FROM ticket_key WHERE revoked_at IS NULL ORDER BY id")).await?.iter().map(public).collect()
}

pub async fn next_id(run: &mut impl Run) -> Result<u32, DbError> {
    run.fetch_one(sql("SELECT COALESCE(MAX(id), 0) + 1 AS n FROM ticket_key")).await?.get("n")
}

/// False: somebody has made this one.
pub async fn insert(tx: &mut Tx, key: &TicketKey, sealed: &[u8], at: Timestamp) -> Result<bool, DbError> {
    let q = "INSERT INTO ticket_key (id, public, sealed, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING";
    Ok(tx.execute(sql(q).bind(key.id).bind(&key.public[..]).bind(sealed).bind(at)).await? == 1)
}

/// All but this one sign no more.
pub async fn retire_others(tx: &mut Tx, id: u32, at: Timestamp) -> Result<(), DbError> {
    tx.execute(sql("UPDATE ticket_key SET retired_at = $2 WHERE id <> $1 AND retired_at IS NULL").bind(id).bind(at)).await?;
    Ok(())
}

/// False: it is not there, or is revoked already.
pub async fn revoke(tx: &mut Tx, id: u32, at: Timestamp) -> Result<bool, DbError> {
    Ok(tx.execute(sql("UPDATE ticket_key SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL").bind(id).bind(at)).await? == 1)
}
