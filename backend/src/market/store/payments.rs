//! Attempts to pay through a gateway, and the failures of cash.

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{OrderId, PaymentId, PersonId, SubOrderId};
use domain::kernel::money::Rupiah;
use domain::kernel::phone::Phone;
use domain::market::payment::AttemptState;

use crate::db::{DbError, Row, Run, Tx, dialect, sql};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub id: PaymentId,
    pub order: OrderId,
    pub provider: String,
    /// Ours, unguessable.
    pub reference: String,
    pub amount: Rupiah,
    pub state: AttemptState,
}

const COLUMNS: &str = "id, order_id, provider, reference, amount, state";

fn attempt(r: &Row) -> Result<Attempt, DbError> {
    Ok(Attempt {
        id: r.get("id")?,
        order: r.get("order_id")?,
        provider: r.get("provider")?,
        reference: r.get("reference")?,
        amount: r.get("amount")?,
        state: r.parse("state", AttemptState::from_code)?,
    })
}

pub async fn insert(tx: &mut Tx, a: &Attempt, now: Timestamp) -> Result<(), DbError> {
    let q = "INSERT INTO payment (id, order_id, provider, reference, amount, state, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let q = sql(q).bind(a.id).bind(a.order).bind(&a.provider).bind(&a.reference).bind(a.amount).bind(a.state.code()).bind(now);
    tx.put(q).await
}

/// The attempt that the shopper can go on with.
pub async fn find_pending(run: &mut impl Run, order: OrderId) -> Result<Option<Attempt>, DbError> {
    let q = format!("SELECT {COLUMNS} FROM payment WHERE order_id = $1 AND state = 'pending' ORDER BY created_at DESC, id DESC LIMIT 1");
    run.fetch_optional(sql(q).bind(order)).await?.as_ref().map(attempt).transpose()
}

/// By the gateway's number or by ours: a gateway may tell the outcome before its answer with its number was stored.
pub async fn find_by_reference(run: &mut impl Run, provider: &str, reference: &str) -> Result<Option<Attempt>, DbError> {
    let q = format!("SELECT {COLUMNS} FROM payment WHERE provider = $1 AND (provider_reference = $2 OR reference = $2) LIMIT 1");
    run.fetch_optional(sql(q).bind(provider).bind(reference)).await?.as_ref().map(attempt).transpose()
}

/// All attempts of an order. In a transaction their rows are locked until it ends.
pub async fn lock_all(tx: &mut Tx, order: OrderId) -> Result<Vec<Attempt>, DbError> {
    let lock = dialect::lock_rows(tx.engine()).unwrap_or_default();
    let q = format!("SELECT {COLUMNS} FROM payment WHERE order_id = $1 ORDER BY id{lock}");
    tx.fetch_all(sql(q).bind(order)).await?.iter().map(attempt).collect()
}

pub async fn name_reference(run: &mut impl Run, id: PaymentId, provider_reference: &str) -> Result<(), DbError> {
    let q = "UPDATE payment SET provider_reference = $2 WHERE id = $1 AND provider_reference IS NULL";
    run.execute(sql(q).bind(id).bind(provider_reference)).await?;
    Ok(())
}

pub async fn set_state(tx: &mut Tx, id: PaymentId, state: AttemptState, now: Timestamp) -> Result<(), DbError> {
    let q = "UPDATE payment SET state = $2, settled_at = $3 WHERE id = $1";
    tx.execute(sql(q).bind(id).bind(state.code()).bind(now)).await?;
    Ok(())
}

pub async fn find(run: &mut impl Run, id: PaymentId) -> Result<Option<Attempt>, DbError> {
    run.fetch_optional(sql(format!("SELECT {COLUMNS} FROM payment WHERE id = $1")).bind(id)).await?.as_ref().map(attempt).transpose()
}

/// A second payment of an order, that is still to be given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surplus {
    pub id: PaymentId,
    /// Of the order.
    pub number: String,
    pub buyer: String,
    pub phone: Phone,
    pub amount: Rupiah,
    /// By which the gateway knows it.
    pub provider: String,
    pub reference: String,
    pub since: Timestamp,
}

/// Those that wait longest first.
pub async fn surplus(run: &mut impl Run) -> Result<Vec<Surplus>, DbError> {
    let q = "SELECT p.id, o.number, o.contact_name, o.contact_phone, p.amount, p.provider, COALESCE(p.provider_reference, p.reference) AS known_as, \
             p.settled_at FROM payment p JOIN market_order o ON o.id = p.order_id WHERE p.state = 'surplus' AND p.returned_at IS NULL \
             ORDER BY p.settled_at, p.id LIMIT 200";
    let one = |r: &Row| {
        Ok(Surplus {
            id: r.get("id")?,
            number: r.get("number")?,
            buyer: r.get("contact_name")?,
            phone: r.get("contact_phone")?,
            amount: r.get("amount")?,
            provider: r.get("provider")?,
            reference: r.get("known_as")?,
            since: r.get("settled_at")?,
        })
    };
    run.fetch_all(sql(q)).await?.iter().map(one).collect()
}

/// False: done already, or nothing is owed.
pub async fn give_back(tx: &mut Tx, id: PaymentId, by: Option<PersonId>, proof: &str, at: Timestamp) -> Result<bool, DbError> {
    let q = "UPDATE payment SET returned_at = $2, returned_by = $3, returned_proof = $4 WHERE id = $1 AND state = 'surplus' AND returned_at IS NULL";
    Ok(tx.execute(sql(q).bind(id).bind(at).bind(by).bind(proof)).await? == 1)
}

/// A cash order that was not taken at the door.
pub async fn record_cash_failure(
    tx: &mut Tx,
    sub: SubOrderId,
    phone: &Phone,
    person: Option<PersonId>,
    now: Timestamp,
) -> Result<(), DbError> {
    let q = "INSERT INTO cash_failure (sub_order_id, phone, person_id, at) VALUES ($1, $2, $3, $4) ON CONFLICT (sub_order_id) DO NOTHING";
    tx.execute(sql(q).bind(sub).bind(phone).bind(person).bind(now)).await?;
    Ok(())
}

/// Of this number or this person, since then.
pub async fn cash_failures(run: &mut impl Run, phone: &Phone, person: Option<PersonId>, since: Timestamp) -> Result<i64, DbError> {
    let q = "SELECT COUNT(*) AS n FROM cash_failure WHERE at >= $3 AND (phone = $1 OR person_id = $2)";
    run.fetch_one(sql(q).bind(phone).bind(person).bind(since)).await?.get("n")
}
