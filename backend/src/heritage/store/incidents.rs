use domain::heritage::boarding::Incident;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{DepartureId, PersonId};

use crate::db::{DbError, Run, Tx, sql};

/// False: this form was sent before.
pub async fn insert(tx: &mut Tx, nonce: &str, departure: DepartureId, note: &str, by: PersonId, at: Timestamp) -> Result<bool, DbError> {
    let q =
        "INSERT INTO departure_incident (nonce, departure_id, note, by_id, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (nonce) DO NOTHING";
    Ok(tx.execute(sql(q).bind(nonce).bind(departure).bind(note).bind(by).bind(at)).await? == 1)
}

/// Is this what the form wrote when it was sent before?
pub async fn is_known(run: &mut impl Run, nonce: &str, departure: DepartureId, note: &str) -> Result<bool, DbError> {
    let q = sql("SELECT nonce FROM departure_incident WHERE nonce = $1 AND departure_id = $2 AND note = $3");
    Ok(run.fetch_optional(q.bind(nonce).bind(departure).bind(note)).await?.is_some())
}

/// In order.
pub async fn of_departure(run: &mut impl Run, departure: DepartureId) -> Result<Vec<Incident>, DbError> {
    let q = "SELECT i.note, p.name AS by_name, i.at FROM departure_incident i JOIN person p ON p.id = i.by_id \
             WHERE i.departure_id = $1 ORDER BY i.at, i.nonce";
    let rows = run.fetch_all(sql(q).bind(departure)).await?;
    rows.iter().map(|r| Ok(Incident { note: r.get("note")?, by: r.get("by_name")?, at: r.get("at")? })).collect()
}
