//! How a fare is covered, part by part; and the attempts to pay one by card.

use domain::heritage::part::TenderState;
use domain::heritage::tender::TenderKind;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{BookingId, FarePaymentId, FareTenderId};
use domain::kernel::money::Rupiah;
use domain::market::payment::AttemptState;

use crate::db::{DbError, Row, Run, Tx, dialect, sql};
use crate::deps::Deps;

pub async fn insert(tx: &mut Tx, deps: &Deps, booking: BookingId, parts: &[(TenderKind, Rupiah, TenderState)]) -> Result<(), DbError> {
    if parts.is_empty() {
        return Ok(());
    }
    let values = dialect::values(parts.len(), 5, 1);
    let mut q = sql(format!("INSERT INTO fare_part (id, booking_id, kind, amount, state) VALUES {values}"));
    for (kind, amount, state) in parts {
        q = q.bind(deps.id::<FareTenderId>()).bind(booking).bind(kind.code()).bind(*amount).bind(state.code());
    }
    tx.execute(q).await?;
    Ok(())
}

/// What is due of it is paid.
pub async fn pay(tx: &mut Tx, booking: BookingId, kind: TenderKind) -> Result<(), DbError> {
    let q = "UPDATE fare_part SET state = 'paid' WHERE booking_id = $1 AND kind = $2 AND state = 'due'";
    tx.execute(sql(q).bind(booking).bind(kind.code())).await?;
    Ok(())
}

/// What was due falls away.
pub async fn void_due(tx: &mut Tx, booking: BookingId) -> Result<(), DbError> {
    tx.execute(sql("UPDATE fare_part SET state = 'void' WHERE booking_id = $1 AND state = 'due'").bind(booking)).await?;
    Ok(())
}

/// What had fallen away is due again.
pub async fn revive(tx: &mut Tx, booking: BookingId) -> Result<(), DbError> {
    tx.execute(sql("UPDATE fare_part SET state = 'due' WHERE booking_id = $1 AND state = 'void'").bind(booking)).await?;
    Ok(())
}

/// False: so much is not held of it.
pub async fn give_back(tx: &mut Tx, booking: BookingId, kind: TenderKind, amount: Rupiah) -> Result<bool, DbError> {
    let q =
        "UPDATE fare_part SET returned = returned + $3 WHERE booking_id = $1 AND kind = $2 AND state = 'paid' AND returned + $3 <= amount";
    Ok(tx.execute(sql(q).bind(booking).bind(kind.code()).bind(amount)).await? == 1)
}

/// False: so much is not due of it.
pub async fn lower_due(tx: &mut Tx, booking: BookingId, kind: TenderKind, by: Rupiah) -> Result<bool, DbError> {
    let q = "UPDATE fare_part SET amount = amount - $3 WHERE booking_id = $1 AND kind = $2 AND state = 'due' AND amount >= $3";
    Ok(tx.execute(sql(q).bind(booking).bind(kind.code()).bind(by)).await? == 1)
}

/// So much more is due of it, whether or not something was. False: it is paid already, or has fallen away.
pub async fn raise_due(tx: &mut Tx, deps: &Deps, booking: BookingId, kind: TenderKind, by: Rupiah) -> Result<bool, DbError> {
    let q = "INSERT INTO fare_part (id, booking_id, kind, amount, state) VALUES ($1, $2, $3, $4, 'due') \
             ON CONFLICT (booking_id, kind) DO UPDATE SET amount = fare_part.amount + excluded.amount WHERE fare_part.state = 'due'";
    Ok(tx.execute(sql(q).bind(deps.id::<FareTenderId>()).bind(booking).bind(kind.code()).bind(by)).await? == 1)
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub id: FarePaymentId,
    pub booking: BookingId,
    pub provider: String,
    /// Ours, unguessable.
    pub reference: String,
    pub amount: Rupiah,
    pub state: AttemptState,
}

const COLUMNS: &str = "id, booking_id, provider, reference, amount, state";

fn attempt(r: &Row) -> Result<Attempt, DbError> {
    Ok(Attempt {
        id: r.get("id")?,
        booking: r.get("booking_id")?,
        provider: r.get("provider")?,
        reference: r.get("reference")?,
        amount: r.get("amount")?,
        state: r.parse("state", AttemptState::from_code)?,
    })
}

pub async fn insert_attempt(tx: &mut Tx, a: &Attempt, at: Timestamp) -> Result<(), DbError> {
    let q = "INSERT INTO fare_payment (id, booking_id, provider, reference, amount, state, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let q = sql(q).bind(a.id).bind(a.booking).bind(&a.provider).bind(&a.reference).bind(a.amount).bind(a.state.code()).bind(at);
    tx.execute(q).await?;
    Ok(())
}

/// Of a booking, the newest first.
pub async fn attempts(run: &mut impl Run, booking: BookingId) -> Result<Vec<Attempt>, DbError> {
    let q = format!("SELECT {COLUMNS} FROM fare_payment WHERE booking_id = $1 ORDER BY created_at DESC, id DESC");
    run.fetch_all(sql(q).bind(booking)).await?.iter().map(attempt).collect()
}

/// By the gateway's number or by ours: a gateway may tell the outcome before its answer with its number was stored.
pub async fn find_attempt(run: &mut impl Run, provider: &str, reference: &str) -> Result<Option<Attempt>, DbError> {
    let q = format!("SELECT {COLUMNS} FROM fare_payment WHERE provider = $1 AND (provider_reference = $2 OR reference = $2) LIMIT 1");
    run.fetch_optional(sql(q).bind(provider).bind(reference)).await?.as_ref().map(attempt).transpose()
}

pub async fn name_attempt(tx: &mut Tx, id: FarePaymentId, provider_reference: &str) -> Result<(), DbError> {
    let q = "UPDATE fare_payment SET provider_reference = $2 WHERE id = $1 AND provider_reference IS NULL";
    tx.execute(sql(q).bind(id).bind(provider_reference)).await?;
    Ok(())
}

pub async fn settle_attempt(tx: &mut Tx, id: FarePaymentId, state: AttemptState, at: Timestamp) -> Result<(), DbError> {
    let q = "UPDATE fare_payment SET state = $2, settled_at = $3 WHERE id = $1";
    tx.execute(sql(q).bind(id).bind(state.code()).bind(at)).await?;
    Ok(())
}
