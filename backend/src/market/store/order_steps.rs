//! Reading a sub-order for a change, and changing it on the condition that it is still as it was read.

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{OrderId, PersonId, SubOrderId};
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::phone::Phone;
use domain::market::delivery::DeliveryKind;
use domain::market::order::OrderState;
use domain::market::order_end::EndCause;
use domain::market::payment::{PaymentMethod, PaymentState};

use crate::db::{DbError, Row, Run, Tx, dialect, sql};
use crate::flows::notify::{self, Reader, ShopReader};

/// A sub-order with whom it concerns, as a step needs it.
#[derive(Clone, Debug)]
pub struct Current {
    pub id: SubOrderId,
    pub order: OrderId,
    pub order_number: String,
    pub order_secret: String,
    pub number: String,
    pub state: OrderState,
    pub payment: PaymentState,
    pub method: PaymentMethod,
    pub delivery: DeliveryKind,
    pub total: Rupiah,
    pub placed_at: Timestamp,
    pub deadline_at: Option<Timestamp>,
    pub cancel_asked: Option<CancelAsked>,
    pub phone: Phone,
    pub shopper: Reader,
    pub shop: ShopReader,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CancelAsked {
    pub reason: String,
    pub answered_at: Timestamp,
}

const COLUMNS: &str = "b.id, b.order_id, o.number AS order_number, o.secret, b.number, b.state, b.payment_state, o.payment_method, b.delivery_kind, b.total, b.placed_at, \
     b.deadline_at, b.cancel_asked_reason, b.cancel_deadline_at, o.contact_phone, o.contact_name, o.person_id, o.locale, \
     COALESCE(o.contact_email, p.email) AS shopper_email, s.id AS shop_id, s.name AS shop_name, s.owner_id, w.name AS owner_name, \
     w.email AS owner_email, w.locale AS owner_locale FROM sub_order b JOIN market_order o ON o.id = b.order_id JOIN shop s ON s.id = b.shop_id \
     JOIN person w ON w.id = s.owner_id LEFT JOIN person p ON p.id = o.person_id";

fn current(r: &Row) -> Result<Current, DbError> {
    let locale: Locale = r.get("locale")?;
    let shopper = Reader { person: r.get("person_id")?, name: r.get("contact_name")?, email: r.get("shopper_email")?, locale };
    let reason: String = r.get("cancel_asked_reason")?;
    Ok(Current {
        id: r.get("id")?,
        order: r.get("order_id")?,
        order_number: r.get("order_number")?,
        order_secret: r.get("secret")?,
        number: r.get("number")?,
        state: r.parse("state", OrderState::from_code)?,
        payment: r.parse("payment_state", PaymentState::from_code)?,
        method: r.parse("payment_method", PaymentMethod::from_code)?,
        delivery: r.parse("delivery_kind", DeliveryKind::from_code)?,
        total: r.get("total")?,
        placed_at: r.get("placed_at")?,
        deadline_at: r.get("deadline_at")?,
        cancel_asked: r.get::<Option<Timestamp>>("cancel_deadline_at")?.map(|answered_at| CancelAsked { reason, answered_at }),
        phone: r.get("contact_phone")?,
        shopper,
        shop: notify::shop_reader(r)?,
    })
}

/// Who may reach a sub-order.
#[derive(Clone, Copy, Debug)]
pub enum Reach<'a> {
    Shopper(PersonId),
    Secret(&'a str),
    /// Of the shop, once the order is the shop's.
    Owner(PersonId),
    /// Officers and timers.
    Any,
}

/// The sub-order, locked, with the other parts of its order where they can only move together (before the money is
/// there); in the order of their ids.
pub async fn lock(tx: &mut Tx, id: SubOrderId, reach: Reach<'_>) -> Result<Vec<Current>, DbError> {
    if let Some(clause) = dialect::lock_rows(tx.engine()) {
        // All parts of the order, so that the order of locks does not depend on a state that is not locked yet.
        let q = format!("SELECT id FROM sub_order WHERE order_id = (SELECT order_id FROM sub_order WHERE id = $1) ORDER BY id{clause}");
        tx.fetch_all(sql(q).bind(id)).await?;
    }
    let together = "(b.id = $1 OR (b.state = 'awaiting_payment' AND b.order_id = (SELECT c.order_id FROM sub_order c WHERE c.id = $1 AND c.state = 'awaiting_payment')))";
    let q = match reach {
        Reach::Any => sql(format!("SELECT {COLUMNS} WHERE {together} ORDER BY b.id")).bind(id),
        Reach::Shopper(person) => {
            sql(format!("SELECT {COLUMNS} WHERE {together} AND o.person_id = $2 ORDER BY b.id")).bind(id).bind(person)
        }
        Reach::Secret(secret) => sql(format!("SELECT {COLUMNS} WHERE {together} AND o.secret = $2 ORDER BY b.id")).bind(id).bind(secret),
        Reach::Owner(person) => sql(format!("SELECT {COLUMNS} WHERE b.id = $1 AND s.owner_id = $2 AND b.with_shop")).bind(id).bind(person),
    };
    tx.fetch_all(q).await?.iter().map(current).collect()
}

/// All parts of an order, locked, in the order of their ids.
pub async fn lock_order(tx: &mut Tx, order: OrderId) -> Result<Vec<Current>, DbError> {
    if let Some(clause) = dialect::lock_rows(tx.engine()) {
        tx.fetch_all(sql(format!("SELECT id FROM sub_order WHERE order_id = $1 ORDER BY id{clause}")).bind(order)).await?;
    }
    let q = sql(format!("SELECT {COLUMNS} WHERE b.order_id = $1 ORDER BY b.id")).bind(order);
    tx.fetch_all(q).await?.iter().map(current).collect()
}

/// What a step leaves behind.
pub struct After<'a> {
    pub state: OrderState,
    pub payment: PaymentState,
    pub at: Timestamp,
    pub deadline: Option<Timestamp>,
    pub end: Option<(EndCause, &'a str)>,
}

/// False: somebody else took a step since it was read. Nothing was written.
pub async fn advance(tx: &mut Tx, sub: &Current, after: &After<'_>) -> Result<bool, DbError> {
    let q = "UPDATE sub_order SET state = $3, payment_state = $4, state_at = $5, deadline_at = $6, end_cause = $7, end_reason = $8, \
             paid_at = CASE WHEN $4 = 'paid' AND payment_state <> 'paid' THEN $5 ELSE paid_at END, \
             placed_at = CASE WHEN state = 'awaiting_payment' AND $3 = 'placed' THEN $5 ELSE placed_at END, \
             with_shop = (with_shop OR $3 = 'placed'), \
             cancel_asked_at = NULL, cancel_deadline_at = NULL WHERE id = $1 AND state = $2";
    let q = sql(q).bind(sub.id).bind(sub.state.code()).bind(after.state.code()).bind(after.payment.code()).bind(after.at);
    let q = q.bind(after.deadline).bind(after.end.map_or("", |(c, _)| c.code())).bind(after.end.map_or("", |(_, reason)| reason));
    Ok(tx.execute(q).await? == 1)
}

/// The money of an ended sub-order, without touching its state. False: it was not there any more.
pub async fn owe_back(tx: &mut Tx, sub: &Current, now: Timestamp) -> Result<bool, DbError> {
    let q = "UPDATE sub_order SET payment_state = 'refund_due', paid_at = $2 WHERE id = $1 AND payment_state = 'void'";
    Ok(tx.execute(sql(q).bind(sub.id).bind(now)).await? == 1)
}

/// What was owed has been given back. False: nothing is owed any more.
pub async fn give_back(tx: &mut Tx, sub: &Current) -> Result<bool, DbError> {
    let q = "UPDATE sub_order SET payment_state = 'refunded' WHERE id = $1 AND payment_state = 'refund_due'";
    Ok(tx.execute(sql(q).bind(sub.id)).await? == 1)
}

/// False: asked already, or refused in this very state.
pub async fn ask_to_cancel(tx: &mut Tx, sub: &Current, reason: &str, now: Timestamp, answered_at: Timestamp) -> Result<bool, DbError> {
    let q = "UPDATE sub_order SET cancel_asked_at = $3, cancel_asked_reason = $4, cancel_deadline_at = $5 \
             WHERE id = $1 AND state = $2 AND cancel_deadline_at IS NULL AND NOT EXISTS (SELECT 1 FROM order_event e \
             WHERE e.sub_order_id = sub_order.id AND e.event = 'cancel_refused' AND e.from_state = sub_order.state)";
    let q = sql(q).bind(sub.id).bind(sub.state.code()).bind(now).bind(reason).bind(answered_at);
    Ok(tx.execute(q).await? == 1)
}

pub async fn refuse_cancel(tx: &mut Tx, sub: &Current) -> Result<bool, DbError> {
    let q = "UPDATE sub_order SET cancel_asked_at = NULL, cancel_deadline_at = NULL WHERE id = $1 AND state = $2 AND cancel_deadline_at IS NOT NULL";
    Ok(tx.execute(sql(q).bind(sub.id).bind(sub.state.code())).await? == 1)
}

/// Sub-orders whose timer has rung, the longest overdue first.
pub async fn due(run: &mut impl Run, now: Timestamp, limit: i64) -> Result<Vec<SubOrderId>, DbError> {
    let q = "SELECT id FROM (SELECT id, deadline_at AS at FROM sub_order WHERE deadline_at <= $1 \
             UNION SELECT id, cancel_deadline_at AS at FROM sub_order WHERE cancel_deadline_at <= $1) d GROUP BY id ORDER BY MIN(at), id LIMIT $2";
    run.fetch_all(sql(q).bind(now).bind(limit)).await?.iter().map(|r| r.get("id")).collect()
}
