//! Lists of orders: a person's own, and a shop's.

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{OrderId, PersonId, ShopId, SubOrderId};
use domain::kernel::money::Rupiah;
use domain::kernel::paging::{PageRequest, Paged};
use domain::market::delivery::DeliveryKind;
use domain::market::order::OrderState;
use domain::market::order_detail::SubOrder;
use domain::market::order_group::OrderGroup;
use domain::market::payment::{PaymentMethod, PaymentState};

use super::order_reads;
use crate::db::{DbError, Query, Row, Run, dialect, sql};

/// An order in the list of the person who placed it.
#[derive(Clone, Debug, PartialEq)]
pub struct MyOrder {
    pub id: OrderId,
    pub number: String,
    pub secret: String,
    pub total: Rupiah,
    pub placed_at: Timestamp,
    /// Without lines and history.
    pub subs: Vec<SubOrder>,
}

pub async fn of_person(run: &mut impl Run, person: PersonId, page: PageRequest) -> Result<Paged<MyOrder>, DbError> {
    let total = run.fetch_one(sql("SELECT COUNT(*) AS n FROM market_order WHERE person_id = $1").bind(person)).await?.get("n")?;
    let q = "SELECT id, number, secret, total, placed_at FROM market_order WHERE person_id = $1 \
             ORDER BY placed_at DESC, id DESC LIMIT $2 OFFSET $3";
    let mut items = Vec::new();
    for r in run.fetch_all(sql(q).bind(person).bind(page.limit()).bind(page.offset())).await? {
        items.push(MyOrder {
            id: r.get("id")?,
            number: r.get("number")?,
            secret: r.get("secret")?,
            total: r.get("total")?,
            placed_at: r.get("placed_at")?,
            subs: Vec::new(),
        });
    }
    let ids: Vec<OrderId> = items.iter().map(|o: &MyOrder| o.id).collect();
    for part in order_reads::parts_of(run, &ids).await? {
        if let Some(o) = items.iter_mut().find(|o| o.id == part.order) {
            o.subs.push(part);
        }
    }
    Ok(Paged { items, total, request: page })
}

/// Is this their shop?
pub async fn owns(run: &mut impl Run, shop: ShopId, person: PersonId) -> Result<bool, DbError> {
    let q = "SELECT 1 AS one FROM shop WHERE id = $1 AND owner_id = $2";
    Ok(run.fetch_optional(sql(q).bind(shop).bind(person)).await?.is_some())
}

/// A sub-order in its shop's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopOrder {
    pub id: SubOrderId,
    pub number: String,
    pub state: OrderState,
    pub delivery_kind: DeliveryKind,
    pub method: PaymentMethod,
    pub payment: PaymentState,
    pub total: Rupiah,
    pub buyer: String,
    /// Pieces in all.
    pub pieces: i64,
    pub placed_at: Timestamp,
    pub deadline_at: Option<Timestamp>,
    /// The shopper waits for an answer until then.
    pub cancel_deadline_at: Option<Timestamp>,
}

/// What a merchant looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShopOrderFilter {
    pub group: Option<OrderGroup>,
    /// In the number, the buyer's name or phone.
    pub text: String,
}

/// The newest first; counted as far as the pager leads.
pub async fn of_shop(run: &mut impl Run, shop: ShopId, filter: &ShopOrderFilter, page: PageRequest) -> Result<Paged<ShopOrder>, DbError> {
    let total = run.fetch_one(bind(sql(count(filter, page)), shop, filter)).await?.get("n")?;
    let rows = run.fetch_all(bind(sql(list(filter, page)), shop, filter)).await?;
    Ok(Paged { items: rows.iter().map(shop_order).collect::<Result<_, _>>()?, total, request: page })
}

fn list(filter: &ShopOrderFilter, page: PageRequest) -> String {
    format!(
        "SELECT b.id, b.number, b.state, b.delivery_kind, o.payment_method, b.payment_state, b.total, o.contact_name, b.placed_at, \
         b.deadline_at, b.cancel_deadline_at, (SELECT CAST(SUM(l.quantity) AS BIGINT) FROM order_line l WHERE l.sub_order_id = b.id) AS pieces \
         FROM sub_order b JOIN market_order o ON o.id = b.order_id WHERE b.shop_id = $1 AND b.with_shop{} \
         ORDER BY {} DESC, b.id DESC LIMIT {} OFFSET {}",
        conditions(filter),
        // A sum is in no index: the few open ones are looked up by their state and sorted, not sought through the history.
        if filter.group.is_some_and(OrderGroup::is_open) { "b.placed_at + 0" } else { "b.placed_at" },
        page.limit(),
        page.offset()
    )
}

fn count(filter: &ShopOrderFilter, page: PageRequest) -> String {
    // Only what was typed is looked for in the order itself.
    let order = if filter.text.trim().is_empty() { "" } else { " JOIN market_order o ON o.id = b.order_id" };
    format!(
        "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM sub_order b{order} WHERE b.shop_id = $1 AND b.with_shop{} LIMIT {}) few",
        conditions(filter),
        page.countable()
    )
}

fn shop_order(r: &Row) -> Result<ShopOrder, DbError> {
    Ok(ShopOrder {
        id: r.get("id")?,
        number: r.get("number")?,
        state: r.parse("state", OrderState::from_code)?,
        delivery_kind: r.parse("delivery_kind", DeliveryKind::from_code)?,
        method: r.parse("payment_method", PaymentMethod::from_code)?,
        payment: r.parse("payment_state", PaymentState::from_code)?,
        total: r.get("total")?,
        buyer: r.get("contact_name")?,
        pieces: r.get("pieces")?,
        placed_at: r.get("placed_at")?,
        deadline_at: r.get("deadline_at")?,
        cancel_deadline_at: r.get("cancel_deadline_at")?,
    })
}

fn conditions(filter: &ShopOrderFilter) -> String {
    let mut out = String::new();
    if let Some(group) = filter.group {
        // Codes of ours, no input.
        let codes: Vec<String> = group.states().iter().map(|s| format!("'{}'", s.code())).collect();
        // Open orders are few: looked up by their state. Closed ones are nearly all there are: read from the newest on,
        // so their state is no column to an index.
        let state = if group.is_open() { "b.state" } else { "(b.state || '')" };
        out = format!(" AND {state} IN ({})", codes.join(", "));
    }
    if !filter.text.trim().is_empty() {
        out.push_str(
            " AND (LOWER(b.number) LIKE $2 ESCAPE '\\' OR LOWER(o.contact_name) LIKE $2 ESCAPE '\\' OR o.contact_phone LIKE $3 ESCAPE '\\')",
        );
    }
    out
}

fn bind(q: Query, shop: ShopId, filter: &ShopOrderFilter) -> Query {
    let q = q.bind(shop);
    let text = filter.text.trim().to_lowercase();
    if text.is_empty() {
        return q;
    }
    // People type `0812 …`, we keep `62812…`.
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let national = digits.strip_prefix("62").or_else(|| digits.strip_prefix('0')).unwrap_or(&digits);
    let phone = if national.len() < 3 { "-".to_owned() } else { format!("%{national}%") };
    q.bind(dialect::containing(&text)).bind(phone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::world::World;

    async fn plan(w: &World, q: String, filter: &ShopOrderFilter) -> String {
        let shop: ShopId = w.deps.id();
        let rows = w.deps.db.reader().fetch_all(bind(sql(format!("EXPLAIN QUERY PLAN {q}")), shop, filter)).await.unwrap();
        rows.iter().map(|r| r.get::<String>("detail").unwrap()).collect::<Vec<_>>().join("\n")
    }

    #[tokio::test]
    async fn the_newest_of_a_long_history_are_read_from_an_index_and_nothing_is_sorted() {
        let w = World::sqlite().await;
        let page = PageRequest::new(None, 20);
        for group in [None, Some(OrderGroup::Done), Some(OrderGroup::Ended)] {
            let filter = ShopOrderFilter { group, text: String::new() };
            for q in [list(&filter, page), count(&filter, page)] {
                let plan = plan(&w, q, &filter).await;
                assert!(plan.contains("INDEX sub_order_shop_newest") && !plan.contains("TEMP B-TREE"), "{group:?}: {plan}");
            }
        }
        for group in [OrderGroup::New, OrderGroup::InWork, OrderGroup::Underway] {
            let filter = ShopOrderFilter { group: Some(group), text: String::new() };
            let plan = plan(&w, list(&filter, page), &filter).await;
            assert!(plan.contains("INDEX sub_order_shop (shop_id=? AND state=?)"), "{group:?}: {plan}");
        }
    }
}
