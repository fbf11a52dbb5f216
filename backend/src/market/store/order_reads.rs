//! Reading orders back, whole: the order, its parts, their lines and history in four queries.

use std::collections::BTreeMap;

use domain::identity::email::Email;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{OrderId, PersonId, SubOrderId};
use domain::market::delivery::DeliveryKind;
use domain::market::order::{By, OrderState};
use domain::market::order_contact::OrderContact;
use domain::market::order_detail::{CancelRequest, Order, OrderLine, OrderRecord, RecordKind, ShopContact, SubOrder};
use domain::market::order_end::EndCause;
use domain::market::payment::{PaymentMethod, PaymentState};

use crate::db::{DbError, Query, Row, Run, dialect, sql};

const ORDER: &str = "SELECT o.id, o.number, o.secret, o.person_id, o.contact_name, o.contact_phone, o.contact_email, o.street, o.kelurahan, \
                     o.locale, o.payment_method, o.goods, o.delivery, o.total, o.placed_at FROM market_order o";

const SUB: &str = "SELECT b.id, b.order_id, b.number, b.state, b.delivery_kind, b.goods, b.delivery, b.total, b.weight_g, b.note, b.placed_at, \
                   b.state_at, b.deadline_at, b.cancel_asked_at, b.cancel_asked_reason, b.cancel_deadline_at, b.end_cause, b.end_reason, \
                   b.payment_state, b.paid_at, s.id AS shop_id, s.slug AS shop_slug, s.name AS shop_name, s.phone AS shop_phone, \
                   s.street AS shop_street, s.kelurahan AS shop_kelurahan FROM sub_order b JOIN shop s ON s.id = b.shop_id";

fn order(r: &Row) -> Result<Order, DbError> {
    let email = r.get::<Option<String>>("contact_email")?.map(|e| Email::parse(&e).map_err(|e| DbError::decode("contact_email", e)));
    let contact = OrderContact {
        name: r.get("contact_name")?,
        phone: r.get("contact_phone")?,
        email: email.transpose()?,
        street: r.get("street")?,
        kelurahan: r.get("kelurahan")?,
    };
    Ok(Order {
        id: r.get("id")?,
        number: r.get("number")?,
        secret: r.get("secret")?,
        person: r.get("person_id")?,
        contact,
        locale: r.get("locale")?,
        method: r.parse("payment_method", PaymentMethod::from_code)?,
        goods: r.get("goods")?,
        delivery: r.get("delivery")?,
        total: r.get("total")?,
        placed_at: r.get("placed_at")?,
        subs: Vec::new(),
    })
}

/// A sub-order without its lines and history.
fn sub(r: &Row) -> Result<SubOrder, DbError> {
    let request = r.get::<Option<Timestamp>>("cancel_asked_at")?.zip(r.get::<Option<Timestamp>>("cancel_deadline_at")?);
    let reason: String = r.get("cancel_asked_reason")?;
    let cause = EndCause::from_code(&r.get::<String>("end_cause")?);
    let end_reason: String = r.get("end_reason")?;
    Ok(SubOrder {
        id: r.get("id")?,
        order: r.get("order_id")?,
        number: r.get("number")?,
        shop: ShopContact {
            id: r.get("shop_id")?,
            slug: r.get("shop_slug")?,
            name: r.get("shop_name")?,
            phone: r.get("shop_phone")?,
            street: r.get("shop_street")?,
            kelurahan: r.get("shop_kelurahan")?,
        },
        state: r.parse("state", OrderState::from_code)?,
        delivery_kind: r.parse("delivery_kind", DeliveryKind::from_code)?,
        goods: r.get("goods")?,
        delivery: r.get("delivery")?,
        total: r.get("total")?,
        weight: r.get("weight_g")?,
        note: r.get("note")?,
        placed_at: r.get("placed_at")?,
        state_at: r.get("state_at")?,
        deadline_at: r.get("deadline_at")?,
        cancel_request: request.map(|(asked_at, answered_at)| CancelRequest { asked_at, reason, answered_at }),
        end: cause.map(|c| (c, end_reason)),
        payment: r.parse("payment_state", PaymentState::from_code)?,
        paid_at: r.get("paid_at")?,
        lines: Vec::new(),
        history: Vec::new(),
    })
}

fn line(r: &Row) -> Result<OrderLine, DbError> {
    Ok(OrderLine {
        id: r.get("id")?,
        variant: r.get("variant_id")?,
        product: r.get("product_id")?,
        product_slug: r.get("product_slug")?,
        category: r.get("category_slug")?,
        photo: r.get("photo_id")?,
        sku: r.get("sku")?,
        name_id: r.get("name_id")?,
        name_en: r.get("name_en")?,
        choice_id: r.get("choice_id")?,
        choice_en: r.get("choice_en")?,
        unit: r.get("unit")?,
        price: r.get("price")?,
        quantity: r.get("quantity")?,
        total: r.get("total")?,
        weight: r.get("weight_g")?,
    })
}

fn record(r: &Row) -> Result<OrderRecord, DbError> {
    Ok(OrderRecord {
        at: r.get("at")?,
        by: r.parse("by_kind", By::from_code)?,
        by_name: r.get("by_name")?,
        kind: r.parse("event", RecordKind::from_code)?,
        from: r.parse("from_state", OrderState::from_code)?,
        to: r.parse("to_state", OrderState::from_code)?,
        reason: r.get("reason")?,
    })
}

/// Which order.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    Secret(&'a str),
    /// One of this person's.
    Number(&'a str, PersonId),
}

pub async fn find_order(run: &mut impl Run, which: Which<'_>) -> Result<Option<Order>, DbError> {
    let q = match which {
        Which::Secret(secret) => sql(format!("{ORDER} WHERE o.secret = $1")).bind(secret),
        Which::Number(number, person) => sql(format!("{ORDER} WHERE o.number = $1 AND o.person_id = $2")).bind(number).bind(person),
    };
    let Some(row) = run.fetch_optional(q).await? else { return Ok(None) };
    let mut found = order(&row)?;
    found.subs = subs(run, sql(format!("{SUB} WHERE b.order_id = $1 ORDER BY b.number")).bind(found.id)).await?;
    Ok(Some(found))
}

/// One shop's part, once it is the shop's, in an order that holds nothing of the other shops' parts.
pub async fn find_of_shop(run: &mut impl Run, number: &str, owner: PersonId) -> Result<Option<Order>, DbError> {
    one_part(run, sql(format!("{SUB} WHERE b.number = $1 AND s.owner_id = $2 AND b.with_shop")).bind(number).bind(owner)).await
}

/// The same for the office: anybody's, paid or not.
pub async fn find_part(run: &mut impl Run, number: &str) -> Result<Option<Order>, DbError> {
    one_part(run, sql(format!("{SUB} WHERE b.number = $1")).bind(number)).await
}

async fn one_part(run: &mut impl Run, q: Query) -> Result<Option<Order>, DbError> {
    let Some(part) = subs(run, q).await?.pop() else { return Ok(None) };
    let row = run.fetch_one(sql(format!("{ORDER} WHERE o.id = $1")).bind(part.order)).await?;
    let mut found = order(&row)?;
    found.subs = vec![part];
    Ok(Some(found))
}

/// Sub-orders with their lines and history.
async fn subs(run: &mut impl Run, q: Query) -> Result<Vec<SubOrder>, DbError> {
    let mut subs = run.fetch_all(q).await?.iter().map(sub).collect::<Result<Vec<_>, _>>()?;
    if subs.is_empty() {
        return Ok(subs);
    }
    let at: BTreeMap<SubOrderId, usize> = subs.iter().enumerate().map(|(i, s)| (s.id, i)).collect();
    let list = dialect::list(subs.len(), 1);
    let lines = sql(format!(
        "SELECT l.*, p.slug AS product_slug, p.category_slug, (SELECT ph.id FROM photo ph WHERE ph.product_id = p.id AND ph.state = 'ready' \
         AND p.state = 'published' AND s.state = 'approved' ORDER BY ph.position, ph.id LIMIT 1) AS photo_id FROM order_line l \
         JOIN product p ON p.id = l.product_id JOIN shop s ON s.id = p.shop_id WHERE l.sub_order_id IN ({list}) ORDER BY l.id"
    ));
    for r in run.fetch_all(lines.bind_all(at.keys().copied())).await? {
        if let Some(i) = at.get(&r.get("sub_order_id")?) {
            subs[*i].lines.push(line(&r)?);
        }
    }
    let records = sql(format!(
        "SELECT e.sub_order_id, e.at, e.by_kind, p.name AS by_name, e.event, e.from_state, e.to_state, e.reason FROM order_event e \
         LEFT JOIN person p ON p.id = e.by_id WHERE e.sub_order_id IN ({list}) ORDER BY e.at, e.id"
    ));
    for r in run.fetch_all(records.bind_all(at.keys().copied())).await? {
        if let Some(i) = at.get(&r.get("sub_order_id")?) {
            subs[*i].history.push(record(&r)?);
        }
    }
    Ok(subs)
}

/// The parts of many orders without lines and history, for lists.
pub async fn parts_of(run: &mut impl Run, orders: &[OrderId]) -> Result<Vec<SubOrder>, DbError> {
    if orders.is_empty() {
        return Ok(Vec::new());
    }
    let q = format!("{SUB} WHERE b.order_id IN ({}) ORDER BY b.number", dialect::list(orders.len(), 1));
    run.fetch_all(sql(q).bind_all(orders.iter().copied())).await?.iter().map(sub).collect()
}
