//! Stock: taken and given back together with its move, so that the moves of a variant always add up to its stock.

use std::collections::BTreeMap;

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{OrderLineId, ProductId, StockMoveId, SubOrderId, VariantId};
use domain::kernel::money::Rupiah;

use crate::db::{Answer, DbError, Run, Tx, dialect, sql};
use crate::deps::Deps;
use crate::jobs::{self, Job};
use crate::page_change::{self, PageTag};

/// How many of a variant an order needs in all, and the price that it was promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    pub quantity: i64,
    pub price: Rupiah,
}

/// A variant after its stock changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    pub product: ProductId,
    pub before: i64,
    pub after: i64,
}

/// Locks variants in the order of their ids, the one order of docs/locking.md. (`UPDATE … FROM` promises none.)
async fn lock(tx: &mut Tx, ids: impl ExactSizeIterator<Item = VariantId>) -> Result<(), DbError> {
    if let Some(clause) = dialect::lock_rows(tx.engine()) {
        let q = format!("SELECT id FROM variant WHERE id IN ({}) ORDER BY id{clause}", dialect::list(ids.len(), 1));
        tx.fetch_all(sql(q).bind_all(ids)).await?;
    }
    Ok(())
}

/// Locks everything that these sub-orders hold, before any of it is given back.
pub async fn lock_of(tx: &mut Tx, subs: &[SubOrderId]) -> Result<(), DbError> {
    if let Some(clause) = dialect::lock_rows(tx.engine()) {
        let q = format!(
            "SELECT id FROM variant WHERE id IN (SELECT variant_id FROM order_line WHERE sub_order_id IN ({})) ORDER BY id{clause}",
            dialect::list(subs.len(), 1)
        );
        tx.fetch_all(sql(q).bind_all(subs.iter().copied())).await?;
    }
    Ok(())
}

/// Takes as much of it as is still as it was read; [`taken`] tells whether that was all.
pub async fn ask_for(tx: &mut Tx, demand: &BTreeMap<VariantId, Demand>) -> Result<(), DbError> {
    lock(tx, demand.keys().copied()).await?;
    let q = format!(
        "UPDATE variant SET stock = stock - v.column2 FROM (VALUES {}) v WHERE variant.id = v.column1 AND variant.stock >= v.column2 \
         AND variant.price = v.column3 AND variant.active AND EXISTS (SELECT 1 FROM product p JOIN shop s ON s.id = p.shop_id \
         WHERE p.id = variant.product_id AND p.state = 'published' AND s.state = 'approved') RETURNING id, product_id, stock",
        dialect::values(demand.len(), 3, 1)
    );
    let mut q = sql(q);
    for (id, d) in demand {
        q = q.bind(*id).bind(d.quantity).bind(d.price);
    }
    tx.ask(q).await
}

/// What is left, or none: something has changed since it was read (too few left, another price, no longer sold). Then nothing
/// may be kept: the caller rolls back.
pub fn taken(answer: &Answer, demand: &BTreeMap<VariantId, Demand>) -> Result<Option<Vec<Left>>, DbError> {
    if answer.rows.len() != demand.len() {
        return Ok(None);
    }
    let mut left = Vec::with_capacity(answer.rows.len());
    for r in &answer.rows {
        let after: i64 = r.get("stock")?;
        let taken = demand.get(&r.get("id")?).map_or(0, |d| d.quantity);
        left.push(Left { product: r.get("product_id")?, before: after + taken, after });
    }
    Ok(Some(left))
}

/// Gives back what a sub-order had reserved. Asked twice, from wherever, it comes back once: the move is the guard.
pub async fn give_back(tx: &mut Tx, deps: &Deps, sub: SubOrderId, now: Timestamp) -> Result<Vec<Left>, DbError> {
    let lines = tx.fetch_all(sql("SELECT id, variant_id, quantity FROM order_line WHERE sub_order_id = $1 ORDER BY id").bind(sub)).await?;
    let mut moves = Vec::with_capacity(lines.len());
    for r in &lines {
        moves.push((r.get::<OrderLineId>("id")?, r.get::<VariantId>("variant_id")?, r.get::<i64>("quantity")?));
    }
    if moves.is_empty() {
        return Ok(Vec::new());
    }
    let mut ids: Vec<VariantId> = moves.iter().map(|(_, v, _)| *v).collect();
    ids.sort_unstable();
    lock(tx, ids.into_iter()).await?;
    let q = format!(
        "INSERT INTO stock_move (id, variant_id, kind, delta, order_line_id, at) VALUES {} \
         ON CONFLICT (order_line_id, kind) DO NOTHING RETURNING variant_id, delta",
        dialect::values(moves.len(), 6, 1)
    );
    let mut q = sql(q);
    for (line, variant, quantity) in moves {
        q = q.bind(deps.id::<StockMoveId>()).bind(variant).bind("returned").bind(quantity).bind(line).bind(now);
    }
    let mut back: BTreeMap<VariantId, i64> = BTreeMap::new();
    for r in tx.fetch_all(q).await? {
        *back.entry(r.get("variant_id")?).or_default() += r.get::<i64>("delta")?;
    }
    if back.is_empty() {
        return Ok(Vec::new());
    }
    let q = format!(
        "UPDATE variant SET stock = stock + v.column2 FROM (VALUES {}) v WHERE variant.id = v.column1 RETURNING id, product_id, stock",
        dialect::values(back.len(), 2, 1)
    );
    let mut q = sql(q);
    for (id, quantity) in &back {
        q = q.bind(*id).bind(*quantity);
    }
    let mut left = Vec::with_capacity(back.len());
    for r in tx.fetch_all(q).await? {
        let after: i64 = r.get("stock")?;
        let given = back.get(&r.get("id")?).copied().unwrap_or(0);
        left.push(Left { product: r.get("product_id")?, before: after - given, after });
    }
    Ok(left)
}

/// Tells public pages what changed; the card of a product and the index only where something was sold out or is back.
pub async fn announce(tx: &mut Tx, deps: &Deps, now: Timestamp, left: &[Left]) -> Result<(), DbError> {
    let mut tags: Vec<PageTag> = Vec::with_capacity(left.len());
    let mut turned: Vec<ProductId> = Vec::new();
    for l in left {
        let tag = PageTag::Stock(l.product);
        if !tags.contains(&tag) {
            tags.push(tag);
        }
        if (l.before == 0) != (l.after == 0) && !turned.contains(&l.product) {
            turned.push(l.product);
        }
    }
    // Waiting jobs are unique per product: their rows, too, are written in one order.
    turned.sort_unstable();
    tags.extend(turned.iter().map(|p| PageTag::Product(*p)));
    page_change::announce(tx, now, &tags).await?;
    let index: Vec<Job> = turned.into_iter().map(|product| Job::IndexProduct { product }).collect();
    jobs::enqueue_all(tx, deps, &index).await
}
