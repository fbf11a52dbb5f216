//! What the server holds after a long day with a hundred thousand products: as it is delivered, page cache included.

use std::sync::Arc;
use std::time::Duration;

use super::carts;
use super::client;
use super::house::House;
use super::large::{categories, products};
use super::pages::BROWSER;
use super::posts;
use super::search;
use super::table::Table;

const CONNECTIONS: usize = 32;
/// Pages of different products: more than the page cache holds.
const PRODUCTS: usize = 4_000;
const PAGES_OF_CATEGORIES: u32 = 40;
const ORDERS: usize = 300;

pub async fn measure(house: &House, table: &mut Table) -> Result<(), String> {
    let cookies = carts::fill(house, &carts::goods(house)?, ORDERS).await?;
    let running = house.serve(&[]).await?;
    house.at_rest(&running).await?;
    let fresh = running.memory().resident;

    running.load(&search::requests(), CONNECTIONS, Duration::from_secs(10)).await?;
    let listed = (1..=PAGES_OF_CATEGORIES).map(|n| categories(house).map(|c| c.into_iter().map(move |c| format!("{c}?halaman={n}"))));
    let listed: Vec<String> = listed.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
    let pages: Vec<Vec<u8>> = products(house, PRODUCTS)?.iter().chain(&listed).map(|p| client::get(p, BROWSER)).collect();
    super::load::each(running.address, &pages, CONNECTIONS).await.map_err(|e| e.to_string())?;
    let checkouts: Arc<[Vec<u8>]> = carts::checkouts(&running, &cookies).await?.into();
    posts::send_all(&running, &checkouts, CONNECTIONS).await?;
    running.load(&search::requests(), CONNECTIONS, Duration::from_secs(5)).await?;
    house.at_rest(&running).await?;

    let m = running.memory();
    let figure = format!("{:.0} MB resident, {:.0} of them its own; at most {:.0}; {fresh:.0} before", m.resident, m.own, m.peak);
    table.row("memory with 100,000 products, after the load", figure, "≤ 300 MB", m.resident <= 300.0);
    let load = format!("searches, {} product and {} category pages, {ORDERS} orders", pages.len() - listed.len(), listed.len());
    table.told("  the load", load);
    Ok(())
}
