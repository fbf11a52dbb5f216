//! Orders of the last three months. Most are completed, some cancelled, those of the last hours still with their shops.

use std::collections::BTreeMap;

use domain::kernel::clock::{HOUR, Timestamp};
use domain::kernel::ids::{OrderEventId, OrderId, OrderLineId, ProductId, ShopId, StockMoveId, SubOrderId, VariantId};
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::weight::Grams;
use domain::kernel::wilayah::Kelurahan;
use domain::market::delivery::DeliveryKind;
use domain::market::order::{By, OrderEvent, OrderState};
use domain::market::order_detail::RecordKind;
use domain::market::order_end::EndCause;
use domain::market::order_number::{order_number, sub_order_number};
use domain::market::order_rules::OrderRules;
use domain::market::payment::{PaymentMethod, PaymentState};
use domain::market::product_options::{ProductOption, choice_label};
use domain::market::totals::Totals;

use super::bulk::Rows;
use super::slug_of;
use crate::db::{DbError, Row, Run, Tx, Value, dialect, sql};
use crate::deps::Deps;
use crate::seed::data::pick;

/// Something to order, with what is left of it.
struct Ware {
    variant: VariantId,
    product: ProductId,
    sku: String,
    name_id: String,
    name_en: String,
    choice_id: String,
    choice_en: String,
    unit: String,
    price: Rupiah,
    weight: Grams,
    stock: i64,
}

struct Batch {
    orders: Rows,
    subs: Rows,
    lines: Rows,
    moves: Rows,
    events: Rows,
    /// What the orders took for good.
    taken: BTreeMap<VariantId, i64>,
}

/// The usual way, an hour a step.
const WAY: [(OrderEvent, By, OrderState); 5] = [
    (OrderEvent::Accept, By::Merchant, OrderState::Accepted),
    (OrderEvent::Pack, By::Merchant, OrderState::Packed),
    (OrderEvent::MakeReady, By::Merchant, OrderState::ReadyForPickup),
    (OrderEvent::HandOver, By::Merchant, OrderState::HandedOver),
    (OrderEvent::Complete, By::Shopper, OrderState::Completed),
];
const BUYERS: [&str; 8] = ["Rina", "Agus", "Yanti", "Deden", "Imas", "Hendra", "Wulan", "Tono"];

/// Makes `per_shop` orders at each of the shops `from..to`. Returns how many.
pub async fn make_orders(tx: &mut Tx, deps: &Deps, rules: &OrderRules, from: usize, to: usize, per_shop: usize) -> Result<usize, DbError> {
    let now = deps.now();
    let mut shelves = read_shelves(tx, from, to).await?;
    let mut batch = Batch {
        orders: Rows::new(
            "INSERT INTO market_order (id, number, secret, idempotency_key, contact_name, contact_phone, street, kelurahan, locale, \
             payment_method, goods, delivery, total, placed_at)",
        ),
        subs: Rows::new(
            "INSERT INTO sub_order (id, order_id, shop_id, number, state, delivery_kind, goods, delivery, total, weight_g, note, placed_at, \
             state_at, deadline_at, end_cause, end_reason, payment_state, paid_at)",
        ),
        lines: Rows::new(
            "INSERT INTO order_line (id, sub_order_id, variant_id, product_id, sku, name_id, name_en, choice_id, choice_en, unit, price, \
             quantity, total, weight_g)",
        ),
        moves: Rows::new("INSERT INTO stock_move (id, variant_id, kind, delta, order_line_id, at)"),
        events: Rows::new("INSERT INTO order_event (id, sub_order_id, at, by_kind, event, from_state, to_state, reason)"),
        taken: BTreeMap::new(),
    };
    let mut made = 0;
    for ((shop, slug), wares) in &mut shelves {
        for i in 0..per_shop {
            made += usize::from(make_order(&mut batch, deps, rules, now, *shop, &format!("{slug}:{i}"), wares));
        }
    }
    let Batch { orders, subs, lines, moves, events, taken } = batch;
    for rows in [orders, subs, lines, moves, events] {
        rows.write(tx).await?;
    }
    take(tx, &taken).await?;
    Ok(made)
}

async fn read_shelves(tx: &mut Tx, from: usize, to: usize) -> Result<BTreeMap<(ShopId, String), Vec<Ware>>, DbError> {
    let q = format!(
        "SELECT s.id AS shop_id, s.slug AS shop_slug, v.id, v.product_id, v.sku, v.choices, v.price, v.stock, v.weight_g, p.name_id, p.name_en, \
         p.unit, p.options FROM shop s JOIN product p ON p.shop_id = s.id JOIN variant v ON v.product_id = p.id \
         WHERE s.slug IN ({}) AND v.stock > 10 ORDER BY v.sku",
        dialect::list(to - from, 1)
    );
    let ware = |r: &Row| {
        let (options, choices): (Vec<ProductOption>, Vec<u8>) = (r.json("options")?, r.json("choices")?);
        Ok::<_, DbError>(Ware {
            variant: r.get("id")?,
            product: r.get("product_id")?,
            sku: r.get("sku")?,
            name_id: r.get("name_id")?,
            name_en: r.get("name_en")?,
            choice_id: choice_label(&options, &choices, Locale::Id),
            choice_en: choice_label(&options, &choices, Locale::En),
            unit: r.get("unit")?,
            price: r.get("price")?,
            weight: r.get("weight_g")?,
            stock: r.get("stock")?,
        })
    };
    let mut shelves: BTreeMap<(ShopId, String), Vec<Ware>> = BTreeMap::new();
    for r in tx.fetch_all(sql(q).bind_all((from..to).map(slug_of))).await? {
        shelves.entry((r.get("shop_id")?, r.get("shop_slug")?)).or_default().push(ware(&r)?);
    }
    Ok(shelves)
}

/// False when the shop has too little to sell.
fn make_order(batch: &mut Batch, deps: &Deps, rules: &OrderRules, now: Timestamp, shop: ShopId, key: &str, wares: &mut [Ware]) -> bool {
    let age = pick(key, 90 * 24);
    let placed = now.plus(-age * HOUR);
    let cancelled = age > 48 && pick(key, 10) == 0;
    // Young orders are where the shop has brought them by now.
    let steps = if cancelled { 0 } else { usize::try_from((age / 10).min(5)).unwrap_or(5) };
    let at = |step: usize| placed.plus(i64::try_from(step).unwrap_or(0) * HOUR);
    let (order, sub): (OrderId, SubOrderId) = (deps.random.id(placed), deps.random.id(placed));

    let mut goods = Rupiah::ZERO;
    let mut weight = Grams(0);
    let first = usize::try_from(pick(key, 997)).unwrap_or(0);
    let count = 1 + first % 3;
    let mut any = false;
    for n in 0..count.min(wares.len()) {
        let place = (first + n) % wares.len();
        let w = &mut wares[place];
        let quantity = 1 + pick(&format!("{key}:{n}"), 3);
        if w.stock < quantity {
            continue;
        }
        any = true;
        let line: OrderLineId = deps.random.id(placed);
        let total = Rupiah(w.price.0 * quantity);
        goods += total;
        weight = weight + w.weight.times(quantity);
        batch.lines.push([
            line.into(),
            sub.into(),
            w.variant.into(),
            w.product.into(),
            (&w.sku).into(),
            (&w.name_id).into(),
            (&w.name_en).into(),
            (&w.choice_id).into(),
            (&w.choice_en).into(),
            (&w.unit).into(),
            w.price.into(),
            quantity.into(),
            total.into(),
            w.weight.into(),
        ]);
        let mut moved = |kind: &str, delta: i64, at: Timestamp| {
            batch.moves.push([
                deps.random.id::<StockMoveId>(at).into(),
                w.variant.into(),
                kind.into(),
                delta.into(),
                line.into(),
                at.into(),
            ]);
        };
        moved("reserved", -quantity, placed);
        if cancelled {
            moved("returned", quantity, at(1));
        } else {
            w.stock -= quantity;
            *batch.taken.entry(w.variant).or_default() += quantity;
        }
    }
    if !any {
        return false;
    }
    let state = if cancelled { OrderState::Cancelled } else { steps.checked_sub(1).map_or(OrderState::Placed, |last| WAY[last].2) };
    let state_at = at(if cancelled { 1 } else { steps });
    let totals = Totals { goods, delivery: Rupiah::ZERO, weight };
    write_order(batch, deps, key, order, placed, &totals);
    let payment = match state {
        OrderState::Cancelled => PaymentState::Void,
        OrderState::HandedOver | OrderState::Completed => PaymentState::Paid,
        _ => PaymentState::Due,
    };
    batch.subs.push([
        sub.into(),
        order.into(),
        shop.into(),
        sub_order_number(&number(key, placed), 0).into(),
        state.code().into(),
        DeliveryKind::Pickup.code().into(),
        goods.into(),
        Rupiah::ZERO.into(),
        totals.total().into(),
        weight.into(),
        "".into(),
        placed.into(),
        state_at.into(),
        state.deadline(state_at, None, rules).into(),
        if cancelled { EndCause::ByShopper.code() } else { "" }.into(),
        if cancelled { "Salah pilih" } else { "" }.into(),
        payment.code().into(),
        (payment == PaymentState::Paid).then(|| at(4)).into(),
    ]);
    let mut event = |at: Timestamp, by: By, kind: RecordKind, from: OrderState, to: OrderState| {
        let id: OrderEventId = deps.random.id(at);
        batch.events.push([
            id.into(),
            sub.into(),
            at.into(),
            by.code().into(),
            kind.code().into(),
            from.code().into(),
            to.code().into(),
            if to == OrderState::Cancelled { "Salah pilih" } else { "" }.into(),
        ]);
    };
    event(placed, By::Shopper, RecordKind::Ordered, OrderState::Placed, OrderState::Placed);
    if cancelled {
        event(at(1), By::Shopper, RecordKind::Step(OrderEvent::Cancel), OrderState::Placed, OrderState::Cancelled);
    }
    let mut before = OrderState::Placed;
    for (n, (step, by, to)) in WAY.into_iter().take(steps).enumerate() {
        event(at(n + 1), by, RecordKind::Step(step), before, to);
        before = to;
    }
    true
}

/// The same key gives the same number: a second try cannot make the order twice.
fn number(key: &str, placed: Timestamp) -> String {
    order_number(placed, crate::seed::data::number_of(key))
}

fn write_order(batch: &mut Batch, deps: &Deps, key: &str, id: OrderId, placed: Timestamp, totals: &Totals) {
    let buyer = BUYERS[usize::try_from(pick(key, 8)).unwrap_or(0)];
    let home = Kelurahan::all().nth(usize::try_from(pick(key, 15)).unwrap_or(0));
    batch.orders.push([
        id.into(),
        number(key, placed).into(),
        deps.random.link_secret().into(),
        format!("scale:{key}").into(),
        buyer.into(),
        format!("62857{:08}", 10_000_000 + pick(key, 80_000_000)).into(),
        "Jl. Contoh".into(),
        Value::from(home),
        Locale::Id.into(),
        PaymentMethod::Cash.code().into(),
        totals.goods.into(),
        totals.delivery.into(),
        totals.total().into(),
        placed.into(),
    ]);
}

async fn take(tx: &mut Tx, taken: &BTreeMap<VariantId, i64>) -> Result<(), DbError> {
    let all: Vec<(VariantId, i64)> = taken.iter().map(|(v, n)| (*v, *n)).collect();
    for chunk in all.chunks(2_000) {
        let q = format!(
            "UPDATE variant SET stock = stock - v.column2 FROM (VALUES {}) v WHERE variant.id = v.column1",
            dialect::values(chunk.len(), 2, 1)
        );
        let mut q = sql(q);
        for (id, n) in chunk {
            q = q.bind(*id).bind(*n);
        }
        tx.execute(q).await?;
    }
    Ok(())
}
