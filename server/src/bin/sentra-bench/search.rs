//! A hundred thousand products: seeding, the index, searching with three facets, memory.

use std::time::Duration;

use super::client;
use super::house::House;
use super::load;
use super::table::Table;

const PRODUCTS: &str = "100000";

pub async fn measure(house: &House, table: &mut Table) -> Result<(), String> {
    house.run(&["migrate"], &[])?;
    house.run(&["seed"], &[])?;
    server::say::say(format_args!("Making {PRODUCTS} products"));
    let took = house.run(&["seed", "--scale", PRODUCTS], &[])?;
    table.row("seeding 100,000 products", format!("{:.0} s", took.as_secs_f64()), "", None);
    let took = house.run(&["reindex"], &[])?.as_secs_f64();
    table.row("reindex, 100,000 products", format!("{took:.1} s"), "≤ 60 s", Some(took <= 60.0));

    let running = house.serve(&[("SENTRA_PAGE_CACHE", "false")]).await?;
    running.ready().await?;
    // Category, kelurahan and "in stock" together, with words of the demo's goods and slips of the finger.
    let words = ["keripik", "batik", "kopi", "kripk singkng", "sambal", "tas anyaman", "kue", "madu", "peuyeum", "keripik singkong"];
    let places = ["cibeber", "melong", "citeureup", "padasuka"];
    let requests: Vec<Vec<u8>> = words
        .iter()
        .flat_map(|w| places.iter().map(move |p| (w, p)))
        .map(|(w, p)| client::get(&format!("/cari?q={}&kategori=makanan-ringan&kelurahan={p}&stok=ada", w.replace(' ', "+")), ""))
        .collect();
    load::measure(running.address, requests.clone(), 2, Duration::from_secs(2)).await.map_err(|e| e.to_string())?;
    let one = load::measure(running.address, requests.clone(), 1, Duration::from_secs(8)).await.map_err(|e| e.to_string())?;
    let (p50, p99) = (one.within(0.5), one.within(0.99));
    let figure = format!("{p50:.1} / {p99:.1} ms, with the page drawn");
    table.row("search with three facets, p50 / p99", figure, "≤ 5 / ≤ 25 ms", Some(p50 <= 5.0 && p99 <= 25.0));
    let many = load::measure(running.address, requests, 32, Duration::from_secs(8)).await.map_err(|e| e.to_string())?;
    table.row("  the same, 32 at once on one core", format!("{:.0}/s, p99 {:.0} ms", many.per_second, many.within(0.99)), "", None);
    let pages = (1..=40).map(|n| client::get(&format!("{}?halaman={n}", super::pages::CATEGORY), "")).collect();
    load::measure(running.address, pages, 32, Duration::from_secs(8)).await.map_err(|e| e.to_string())?;
    let (own, all) = running.memory();
    let figure = format!("{all:.0} MB, {own:.0} of them its own");
    table.row("memory after that load", figure, "≤ 300 MB", Some(all <= 300.0));
    Ok(())
}
