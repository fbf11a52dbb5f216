//! What the database says of the orders that were acknowledged.

use std::collections::HashSet;

use super::carts::{LINES_PER_SHOP, STOCK};
use super::house::House;
use super::table::Table;

/// Rows of orders, of their parts and of their lines.
pub struct Counts([usize; 3]);

impl Counts {
    pub fn of(house: &House) -> Result<Self, String> {
        Ok(Self([count(house, "market_order")?, count(house, "sub_order")?, count(house, "order_line")?]))
    }
}

/// Rows of a table or of a query in brackets.
fn count(house: &House, what: &str) -> Result<usize, String> {
    let n: i64 = house.database()?.query_row(&format!("SELECT COUNT(*) FROM {what}"), [], |r| r.get(0)).map_err(|e| e.to_string())?;
    usize::try_from(n).map_err(|e| e.to_string())
}

/// Every link leads to an order of its own, and there are no others.
pub fn none_lost_none_doubled(house: &House, table: &mut Table, before: &Counts, acknowledged: &[String]) -> Result<(), String> {
    let wanted = acknowledged.len();
    let different: HashSet<&str> = acknowledged.iter().filter_map(|l| l.split(['/', '?']).rfind(|part| !part.is_empty())).collect();
    let secrets: HashSet<String> = house.texts("SELECT secret FROM market_order")?.into_iter().collect();
    let there = different.iter().filter(|s| secrets.contains(**s)).count();
    let Counts(after) = Counts::of(house)?;
    let mut made = after;
    for (now, earlier) in made.iter_mut().zip(before.0) {
        *now -= earlier;
    }
    let [orders, parts, lines] = made;
    let whole = [there, orders, parts, lines]
        == [wanted, wanted, wanted * LINES_PER_SHOP.len(), wanted * LINES_PER_SHOP.iter().sum::<u32>() as usize];
    let figure = format!("{wanted} acknowledged, {there} of them there; {orders} orders, {parts} parts, {lines} lines");
    table.row("  none lost, none doubled", figure, "all, 3 shops and 5 lines each", whole);
    Ok(())
}

/// Shelf, moves and order lines tell the same; an order is the sum of its parts.
pub fn stock_adds_up(house: &House, table: &mut Table) -> Result<(), String> {
    let shelf = "(SELECT 1 FROM variant v WHERE v.stock <> (SELECT COALESCE(SUM(m.delta), 0) FROM stock_move m WHERE m.variant_id = v.id))";
    let sold = format!(
        "(SELECT variant_id FROM order_line GROUP BY variant_id HAVING SUM(quantity) <> \
         {STOCK} - (SELECT v.stock FROM variant v WHERE v.id = variant_id))"
    );
    let sums = "(SELECT 1 FROM market_order o WHERE o.total <> (SELECT SUM(s.total) FROM sub_order s WHERE s.order_id = o.id))";
    let wrong = [count(house, shelf)?, count(house, &sold)?, count(house, sums)?];
    let figure = format!("wrong: {} shelves by their moves, {} by what was sold, {} totals", wrong[0], wrong[1], wrong[2]);
    table.row("  stock and money add up", figure, "none wrong", wrong == [0, 0, 0]);
    Ok(())
}
