//! A hundred thousand products: making them, the index, and pages drawn among them. Pages have no budget here: these
//! rows are for finding queries that grow with the market.

use std::time::Duration;

use super::client;
use super::house::House;
use super::pages::percentiles;
use super::table::Table;

const PRODUCTS: &str = "100000";

pub fn prepare(house: &House, table: &mut Table) -> Result<(), String> {
    house.run(&["migrate"])?;
    house.run(&["seed"])?;
    server::say::say(format_args!("Making {PRODUCTS} products"));
    let took = house.run(&["seed", "--scale", PRODUCTS])?;
    table.told("making 100,000 products", format!("{:.0} s", took.as_secs_f64()));
    let took = house.run(&["reindex"])?.as_secs_f64();
    table.row("reindex, 100,000 products", format!("{took:.1} s"), "≤ 60 s", took <= 60.0);
    Ok(())
}

pub async fn measure(house: &House, table: &mut Table) -> Result<(), String> {
    let (running, mut log) = house.serve_timed(&[("SENTRA_PAGE_CACHE", "false")]).await?;
    house.at_rest(&running).await?;
    let pages = |n: u32| categories(house).map(|all| all.into_iter().map(|c| format!("{c}?halaman={n}")).collect::<Vec<_>>());
    let kinds = [
        ("home", vec!["/".to_owned()]),
        ("product", products(house, 500)?),
        ("category, first page", categories(house)?),
        ("category, page 100", pages(100)?),
        ("category, cheapest first", categories(house)?.into_iter().map(|c| format!("{c}?urut=termurah")).collect()),
        ("shop", shops(house)?),
        ("list of categories", vec!["/kategori".to_owned()]),
        ("map", vec!["/peta".to_owned()]),
    ];
    for (what, paths) in kinds {
        let requests: Vec<Vec<u8>> = paths.iter().map(|p| client::get(p, "")).collect();
        running.load(&requests, 1, Duration::from_secs(1)).await.map_err(|e| format!("{what}: {e}"))?;
        log.answers()?;
        running.load(&requests, 1, Duration::from_secs(3)).await?;
        table.told(&format!("  {what}, drawn in the server: p50 / p99"), percentiles(&log.answers()?));
    }
    Ok(())
}

/// Some that lie far apart.
pub fn products(house: &House, most: usize) -> Result<Vec<String>, String> {
    let slugs = house.texts("SELECT slug FROM product WHERE state = 'published' ORDER BY slug")?;
    let step = (slugs.len() / most).max(1);
    Ok(slugs.iter().step_by(step).take(most).map(|s| format!("/produk/{s}")).collect())
}

pub fn categories(house: &House) -> Result<Vec<String>, String> {
    Ok(house.texts("SELECT slug FROM category ORDER BY slug")?.iter().map(|s| format!("/kategori/{s}")).collect())
}

fn shops(house: &House) -> Result<Vec<String>, String> {
    Ok(house
        .texts("SELECT slug FROM shop WHERE state = 'approved' ORDER BY slug LIMIT 200")?
        .iter()
        .map(|s| format!("/toko/{s}"))
        .collect())
}
