//! Writing orders: a whole order in a handful of statements.

use std::collections::BTreeMap;

use domain::identity::email::Email;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{OrderEventId, OrderId, OrderLineId, PersonId, ProductId, ShopId, StockMoveId, SubOrderId, VariantId};
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::weight::Grams;
use domain::market::delivery::DeliveryKind;
use domain::market::order::{By, OrderState};
use domain::market::order_contact::OrderContact;
use domain::market::order_detail::RecordKind;
use domain::market::payment::{PaymentMethod, PaymentState};
use domain::market::totals::Totals;

use super::stock::Demand;
use crate::db::{DbError, Run, Tx, dialect, sql};
use crate::deps::Deps;

pub struct NewOrder<'a> {
    pub id: OrderId,
    pub number: String,
    pub secret: String,
    pub person: Option<PersonId>,
    /// With its owner in front.
    pub key: &'a str,
    pub form_digest: String,
    pub contact: &'a OrderContact,
    pub locale: Locale,
    pub method: PaymentMethod,
    pub totals: Totals,
    pub at: Timestamp,
    pub subs: Vec<NewSubOrder>,
}

pub struct NewSubOrder {
    pub id: SubOrderId,
    pub shop: ShopId,
    pub number: String,
    pub delivery: DeliveryKind,
    pub totals: Totals,
    pub note: String,
    pub lines: Vec<NewLine>,
}

pub struct NewLine {
    pub id: OrderLineId,
    pub variant: VariantId,
    pub product: ProductId,
    pub sku: String,
    pub name_id: String,
    pub name_en: String,
    pub choice_id: String,
    pub choice_en: String,
    pub unit: String,
    pub price: Rupiah,
    pub quantity: i64,
    pub total: Rupiah,
    pub weight: Grams,
}

impl NewOrder<'_> {
    /// What is needed of each variant in all, in the order in which stock is locked.
    pub fn demand(&self) -> BTreeMap<VariantId, Demand> {
        let mut demand: BTreeMap<VariantId, Demand> = BTreeMap::new();
        for l in self.subs.iter().flat_map(|s| &s.lines) {
            demand.entry(l.variant).or_insert(Demand { quantity: 0, price: l.price }).quantity += l.quantity;
        }
        demand
    }
}

/// Breaks a unique key where the form's key has made an order already, or another drew the same number.
pub async fn insert_order(tx: &mut Tx, o: &NewOrder<'_>) -> Result<(), DbError> {
    let q = "INSERT INTO market_order (id, number, secret, person_id, idempotency_key, form_digest, contact_name, contact_phone, contact_email, street, \
             kelurahan, locale, payment_method, goods, delivery, total, placed_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
    let q = sql(q)
        .bind(o.id)
        .bind(&o.number)
        .bind(&o.secret)
        .bind(o.person)
        .bind(o.key)
        .bind(&o.form_digest)
        .bind(&o.contact.name)
        .bind(&o.contact.phone);
    let q = q.bind(o.contact.email.as_ref().map(Email::as_str)).bind(&o.contact.street).bind(o.contact.kelurahan).bind(o.locale);
    let q = q.bind(o.method.code()).bind(o.totals.goods).bind(o.totals.delivery).bind(o.totals.total()).bind(o.at);
    tx.put(q).await
}

/// The sub-orders with their lines, stock moves and the first record of their history.
pub async fn insert_parts(
    tx: &mut Tx,
    deps: &Deps,
    o: &NewOrder<'_>,
    state: OrderState,
    deadline: Option<Timestamp>,
) -> Result<(), DbError> {
    let mut q = sql(format!(
        "INSERT INTO sub_order (id, order_id, shop_id, number, state, delivery_kind, goods, delivery, total, weight_g, note, placed_at, \
         state_at, deadline_at, payment_state, with_shop) VALUES {}",
        dialect::values(o.subs.len(), 16, 1)
    ));
    let payment = PaymentState::start(o.method);
    for s in &o.subs {
        q = q.bind(s.id).bind(o.id).bind(s.shop).bind(&s.number).bind(state.code()).bind(s.delivery.code());
        q = q.bind(s.totals.goods).bind(s.totals.delivery).bind(s.totals.total()).bind(s.totals.weight).bind(&s.note);
        q = q.bind(o.at).bind(o.at).bind(deadline).bind(payment.code()).bind(state != OrderState::AwaitingPayment);
    }
    tx.put(q).await?;
    let count = o.subs.iter().map(|s| s.lines.len()).sum();
    let mut lines = sql(format!(
        "INSERT INTO order_line (id, sub_order_id, variant_id, product_id, sku, name_id, name_en, choice_id, choice_en, unit, price, \
         quantity, total, weight_g) VALUES {}",
        dialect::values(count, 14, 1)
    ));
    let mut moves = sql(format!(
        "INSERT INTO stock_move (id, variant_id, kind, delta, order_line_id, at, actor_id) VALUES {}",
        dialect::values(count, 7, 1)
    ));
    for s in &o.subs {
        for l in &s.lines {
            lines = lines.bind(l.id).bind(s.id).bind(l.variant).bind(l.product).bind(&l.sku).bind(&l.name_id).bind(&l.name_en);
            lines = lines.bind(&l.choice_id).bind(&l.choice_en).bind(&l.unit).bind(l.price).bind(l.quantity).bind(l.total).bind(l.weight);
            moves = moves.bind(deps.id::<StockMoveId>()).bind(l.variant).bind("reserved").bind(-l.quantity).bind(l.id);
            moves = moves.bind(o.at).bind(o.person);
        }
    }
    tx.put(lines).await?;
    tx.put(moves).await?;
    let records: Vec<NewRecord<'_>> = o.subs.iter().map(|s| NewRecord::ordered(deps, s.id, o, state)).collect();
    insert_records(tx, &records).await
}

/// A line of a sub-order's history.
pub struct NewRecord<'a> {
    pub id: OrderEventId,
    pub sub: SubOrderId,
    pub at: Timestamp,
    pub by: By,
    pub person: Option<PersonId>,
    pub kind: RecordKind,
    pub from: OrderState,
    pub to: OrderState,
    pub reason: &'a str,
}

impl NewRecord<'_> {
    fn ordered(deps: &Deps, sub: SubOrderId, o: &NewOrder<'_>, state: OrderState) -> Self {
        let (id, kind) = (deps.id(), RecordKind::Ordered);
        Self { id, sub, at: o.at, by: By::Shopper, person: o.person, kind, from: state, to: state, reason: "" }
    }
}

pub async fn insert_records(tx: &mut Tx, records: &[NewRecord<'_>]) -> Result<(), DbError> {
    let mut q = sql(format!(
        "INSERT INTO order_event (id, sub_order_id, at, by_kind, by_id, event, from_state, to_state, reason) VALUES {}",
        dialect::values(records.len(), 9, 1)
    ));
    for r in records {
        q = q.bind(r.id).bind(r.sub).bind(r.at).bind(r.by.code()).bind(r.person).bind(r.kind.code());
        q = q.bind(r.from.code()).bind(r.to.code()).bind(r.reason);
    }
    tx.put(q).await
}

/// What a repeated submission needs of the order that its key made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownOrder {
    pub id: OrderId,
    pub number: String,
    pub secret: String,
    pub method: PaymentMethod,
    pub form_digest: String,
}

pub async fn find_by_key(run: &mut impl Run, key: &str) -> Result<Option<KnownOrder>, DbError> {
    let q = "SELECT id, number, secret, payment_method, form_digest FROM market_order WHERE idempotency_key = $1";
    let Some(r) = run.fetch_optional(sql(q).bind(key)).await? else { return Ok(None) };
    let method = r.parse("payment_method", PaymentMethod::from_code)?;
    let form_digest = r.get("form_digest")?;
    Ok(Some(KnownOrder { id: r.get("id")?, number: r.get("number")?, secret: r.get("secret")?, method, form_digest }))
}
