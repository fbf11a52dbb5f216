//! Figures of one shop.

use domain::kernel::clock::{DAY, HOUR, Timestamp};
use domain::kernel::ids::ShopId;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::market::order::OrderState;
use domain::market::product_options::{ProductOption, choice_label};

use crate::db::{DbError, Run, sql};
use crate::market::merchant_dashboard::{LowStock, Sales, SalesDay};

/// A day in Cimahi begins seven hours before the day of UTC.
const WIB: i64 = 7 * HOUR;

/// Days with sales since then. Times are after 1970, so that whole division finds the day on both engines.
pub async fn sales_by_day(run: &mut impl Run, shop: ShopId, from: Timestamp) -> Result<Vec<SalesDay>, DbError> {
    let q = "SELECT (placed_at + $3) / $4 AS day, COUNT(*) AS orders, CAST(SUM(total) AS BIGINT) AS amount FROM sub_order \
             WHERE shop_id = $1 AND placed_at >= $2 AND state NOT IN ('awaiting_payment', 'cancelled', 'expired') GROUP BY 1 ORDER BY 1";
    let rows = run.fetch_all(sql(q).bind(shop).bind(from).bind(WIB).bind(DAY)).await?;
    let day = |r: &crate::db::Row| {
        let sales = Sales { orders: r.get("orders")?, amount: r.get::<Rupiah>("amount")? };
        Ok(SalesDay { day: Timestamp(r.get::<i64>("day")? * DAY - WIB), sales })
    };
    rows.iter().map(day).collect()
}

/// Sub-orders per state that is not final, and the questions to cancel among them.
pub async fn waiting(run: &mut impl Run, shop: ShopId) -> Result<(Vec<(OrderState, i64)>, i64), DbError> {
    let q = "SELECT state, COUNT(*) AS n, COUNT(cancel_deadline_at) AS asked FROM sub_order \
             WHERE shop_id = $1 AND state IN ('placed', 'accepted', 'packed', 'on_the_way', 'overdue', 'ready_for_pickup') GROUP BY state";
    let (mut states, mut asked) = (Vec::new(), 0);
    for r in run.fetch_all(sql(q).bind(shop)).await? {
        states.push((r.parse("state", OrderState::from_code)?, r.get("n")?));
        asked += r.get::<i64>("asked")?;
    }
    Ok((states, asked))
}

/// What can be bought and is about to run out, or has; the fewest first, at most 20.
pub async fn low_stock(run: &mut impl Run, shop: ShopId, most: i64) -> Result<Vec<LowStock>, DbError> {
    let q = "SELECT p.id AS product_id, v.id AS variant_id, p.name_id, p.name_en, p.options, v.choices, v.sku, v.stock \
             FROM product p JOIN variant v ON v.product_id = p.id \
             WHERE p.shop_id = $1 AND p.state = 'published' AND v.active AND v.stock <= $2 ORDER BY v.stock, p.name_id, v.position LIMIT 20";
    let rows = run.fetch_all(sql(q).bind(shop).bind(most)).await?;
    let low = |r: &crate::db::Row| {
        let (options, choices): (Vec<ProductOption>, Vec<u8>) = (r.json("options")?, r.json("choices")?);
        Ok(LowStock {
            product: r.get("product_id")?,
            variant: r.get("variant_id")?,
            name_id: r.get("name_id")?,
            name_en: r.get("name_en")?,
            choice_id: choice_label(&options, &choices, Locale::Id),
            choice_en: choice_label(&options, &choices, Locale::En),
            sku: r.get("sku")?,
            stock: r.get("stock")?,
        })
    };
    rows.iter().map(low).collect()
}
