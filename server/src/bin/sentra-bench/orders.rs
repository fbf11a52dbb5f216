//! Placing orders over HTTP: three shops, five lines, 32 at once; none lost, none doubled.

use std::sync::Arc;

use tokio::time::Instant;

use super::bare;
use super::carts;
use super::house::House;
use super::load::Measured;
use super::posts::{send_again, send_all, send_twice};
use super::proof::{self, Counts};
use super::table::Table;

const AT_ONCE: usize = 32;
/// Measured.
const ORDERS: usize = 2_000;
/// Afterwards: orders whose form is sent twice at the same moment …
const DOUBLES: usize = 100;
/// … and every so manieth of the measured ones once more.
const AGAIN: usize = 10;

pub async fn measure(house: &House, table: &mut Table) -> Result<(), String> {
    server::say::say(format_args!("{} visitors fill their carts", ORDERS + DOUBLES));
    let goods = carts::goods(house)?;
    let cookies = carts::fill(house, &goods, ORDERS + DOUBLES).await?;
    let before = Counts::of(house)?;

    // The yardstick is taken while nothing else writes to the disk: before the server starts, and when it has ended.
    let bare_before = bare::transactions(&house.folder)?;
    let running = house.serve(&[]).await?;
    house.at_rest(&running).await?;
    let mut checkouts = carts::checkouts(&running, &cookies).await?;
    let doubles = checkouts.split_off(ORDERS);
    let checkouts: Arc<[Vec<u8>]> = checkouts.into();
    let began = Instant::now();
    let placed = send_all(&running, &checkouts, AT_ONCE).await?;
    let time = began.elapsed();

    let mut links: Vec<String> = placed.iter().map(|p| p.link.clone()).collect();
    let twice = send_twice(&running, &doubles).await;
    let again = send_again(&running, &checkouts, &placed, AGAIN).await;
    house.at_rest(&running).await?;
    drop(running);
    let bare_after = bare::transactions(&house.folder)?;

    let rate = Measured::of(placed.iter().map(|p| p.micros).collect(), time);
    let bare = f64::midpoint(bare_before, bare_after);
    let ratio = rate.per_second / bare;
    let figure = format!(
        "{ratio:.2} × ({:.0}/s to {bare:.0}/s: {bare_before:.0} before, {bare_after:.0} after), p99 {:.0} ms",
        rate.per_second,
        rate.within(0.99)
    );
    table.row("placing orders over HTTP, 32 at once", figure, "≥ 0.2 × bare transactions", ratio >= 0.2);

    links.extend(twice?);
    let again = again?;
    table.row("  forms sent once more", format!("{} of {} led to the same order", again.0, again.1), "all", again.0 == again.1);
    proof::none_lost_none_doubled(house, table, &before, &links)?;
    proof::stock_adds_up(house, table)
}
