//! A category page with 24 products: from memory against the same bytes from memory, and drawn each time against a
//! greeting.

use std::time::Duration;

use super::client::{self, Client};
use super::house::{self, House};
use super::load::{self, Measured};
use super::table::Table;

/// Where the benchmark lays the demo's goods, so that the page is full.
pub const CATEGORY: &str = "/kategori/makanan-ringan";
const CONNECTIONS: usize = 32;
const TIME: Duration = Duration::from_secs(4);
/// Each pair is measured this often, in turns; the medians are compared.
const ROUNDS: usize = 3;
/// What browsers say.
const BROWSER: &str = "accept-encoding: gzip, deflate, br\r\n";

/// The largest category of the demo has fifteen products; a full page has twenty-four.
pub fn fill_a_category(house: &House) -> Result<(), String> {
    let db = rusqlite::Connection::open(house.folder.join("sentra.db")).map_err(|e| e.to_string())?;
    db.execute("UPDATE product SET category_slug = 'makanan-ringan'", []).map_err(|e| e.to_string())?;
    Ok(())
}

pub async fn measure(house: &House, table: &mut Table) -> Result<(), String> {
    let kept = house.serve(&[]).await?;
    kept.ready().await?;
    let page = Client::connect(kept.address)
        .await
        .map_err(|e| e.to_string())?
        .ask(&client::get(CATEGORY, BROWSER))
        .await
        .map_err(|e| e.to_string())?;
    if page.status != 200 || page.header("content-encoding") != Some("br") {
        return Err(format!("{CATEGORY} answers {} {:?}", page.status, page.header("content-encoding")));
    }
    let file = house.folder.join("page.br");
    std::fs::write(&file, &page.body).map_err(|e| e.to_string())?;
    let bare = house::reference(&file).await?;

    let (mut bare_rates, mut kept_rates) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        bare_rates.push(run(bare.address, "/bytes", BROWSER).await?.per_second);
        kept_rates.push(run(kept.address, CATEGORY, BROWSER).await?.per_second);
    }
    let (bare_rate, kept_rate) = (median(bare_rates), median(kept_rates));
    let ratio = kept_rate / bare_rate;
    let figure = format!("{ratio:.2} × ({kept_rate:.0}/s to {bare_rate:.0}/s, {} bytes)", page.body.len());
    table.row("category page from memory, one core", figure, "≥ 0.8 × axum, same bytes", Some(ratio >= 0.8));
    drop(kept);

    let drawn = house.serve(&[("SENTRA_PAGE_CACHE", "false")]).await?;
    drawn.ready().await?;
    let (mut hello_rates, mut drawn_all) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        hello_rates.push(run(bare.address, "/hello", "").await?.per_second);
        drawn_all.push(run(drawn.address, CATEGORY, "").await?);
    }
    let hello = median(hello_rates);
    drawn_all.sort_by(|a, b| a.per_second.total_cmp(&b.per_second));
    let middle = &drawn_all[ROUNDS / 2];
    let ratio = middle.per_second / hello;
    let figure = format!("{ratio:.3} × ({:.0}/s to {hello:.0}/s)", middle.per_second);
    table.row("category page drawn each time", figure, "≥ 0.03 × axum hello", Some(ratio >= 0.03));
    let p99 = middle.within(0.99);
    table.row("  p50 / p99 at 32 connections", format!("{:.1} / {p99:.1} ms", middle.within(0.5)), "p99 ≤ 25 ms", Some(p99 <= 25.0));
    let squeezed = run(drawn.address, CATEGORY, BROWSER).await?;
    table.row("  the same, compressed for each", format!("{:.0}/s", squeezed.per_second), "", None);
    Ok(())
}

async fn run(address: std::net::SocketAddr, path: &str, headers: &str) -> Result<Measured, String> {
    let request = vec![client::get(path, headers)];
    // Warm, then measured.
    load::measure(address, request.clone(), CONNECTIONS, TIME / 4).await.map_err(|e| format!("{path}: {e}"))?;
    load::measure(address, request, CONNECTIONS, TIME).await.map_err(|e| format!("{path}: {e}"))
}

pub fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}
