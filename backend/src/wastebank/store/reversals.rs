use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{LedgerEntryId, PersonId};
use domain::wastebank::slip::Reversal;

use crate::db::{DbError, Row, Run, Tx, sql};

/// Of a row that was joined with its reversal as `reversed_at` and `reversed_reason`.
pub(super) fn of(r: &Row) -> Result<Option<Reversal>, DbError> {
    let at: Option<Timestamp> = r.get("reversed_at")?;
    let reason: Option<String> = r.get("reversed_reason")?;
    Ok(at.map(|at| Reversal { at, reason: reason.unwrap_or_default() }))
}

/// False when it is reversed already.
pub async fn insert(tx: &mut Tx, slip: &str, entry: LedgerEntryId, by: PersonId, at: Timestamp, reason: &str) -> Result<bool, DbError> {
    let q = "INSERT INTO waste_reversal (slip, entry_id, at, by_id, reason) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (slip) DO NOTHING";
    Ok(tx.execute(sql(q).bind(slip).bind(entry).bind(at).bind(by).bind(reason)).await? > 0)
}
