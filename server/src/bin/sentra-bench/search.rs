//! Searching among a hundred thousand products, with three facets chosen.

use std::time::Duration;

use app::market::views::kelurahan_slug;
use domain::kernel::wilayah::Kelurahan;

use super::client::{self, Client};
use super::house::House;
use super::pages::percentiles;
use super::table::Table;

/// What people type, slips of the finger among it, and the category in which the large market has it.
const WORDS: [(&str, &str); 12] = [
    ("keripik", "makanan-ringan"),
    ("kripk pisng", "makanan-ringan"),
    ("singkong", "olahan-singkong"),
    ("kripk singkng", "olahan-singkong"),
    ("brownies pandan", "kue-roti"),
    ("sambal oncom", "sambal-bumbu"),
    ("kopi arabika", "kopi-teh"),
    ("jahe", "minuman"),
    ("yoghurt", "olahan-susu"),
    ("batik tulis", "batik-tekstil"),
    ("tas rajut", "fesyen-rajut"),
    ("anyaman bambu", "kerajinan"),
];

/// Each with its category, in each kelurahan, and in stock.
pub fn requests() -> Vec<Vec<u8>> {
    let paths = WORDS.iter().flat_map(|(q, category)| {
        Kelurahan::all().map(move |k| {
            let q = q.replace(' ', "+");
            format!("/cari?q={q}&kategori={category}&kelurahan={}&stok=ada", kelurahan_slug(k))
        })
    });
    paths.map(|p| client::get(&p, "")).collect()
}

pub async fn measure(house: &House, table: &mut Table) -> Result<(), String> {
    let (running, mut log) = house.serve_timed(&[]).await?;
    house.at_rest(&running).await?;
    let requests = requests();
    let shown = shown(&mut running.connect().await?, &requests).await?;
    running.load(&requests, 2, Duration::from_secs(2)).await?;
    log.answers()?;

    let client = running.load(&requests, 1, Duration::from_secs(8)).await?;
    let server = log.answers()?;
    let met = server.within(0.5) <= 5.0 && server.within(0.99) <= 25.0;
    table.row("search with three facets, in the server: p50 / p99", percentiles(&server), "≤ 5 / ≤ 25 ms", met);
    table.told("  the same, until the client has the page", percentiles(&client));
    table.told("  products on those pages", shown);
    let many = running.load(&requests, 32, Duration::from_secs(8)).await?;
    table.told("  the same, 32 at once on one core; p50 / p99", format!("{:.0}/s, {}", many.per_second, percentiles(&many)));

    log.answers()?;
    let typed = ["k", "ke", "ker", "keri", "keripik s", "kopi ara", "bat", "sab", "toko sk", "kripk si"];
    let typed: Vec<Vec<u8>> = typed.iter().map(|t| client::get(&format!("/cari/saran?q={}", t.replace(' ', "+")), "")).collect();
    running.load(&typed, 1, Duration::from_secs(3)).await?;
    table.told("  suggestions while typing, in the server: p50 / p99", percentiles(&log.answers()?));
    Ok(())
}

/// A search that finds nothing is quick and proves nothing: every one must show products.
async fn shown(client: &mut Client, requests: &[Vec<u8>]) -> Result<String, String> {
    let (mut least, mut sum) = (usize::MAX, 0);
    for request in requests {
        let page = client.ask(request).await.map_err(|e| e.to_string())?.text();
        let products = page.matches("href=\"/produk/").count();
        if products == 0 {
            let line = String::from_utf8_lossy(request);
            return Err(format!("nothing is found for {}", line.lines().next().unwrap_or_default()));
        }
        least = least.min(products);
        sum += products;
    }
    Ok(format!("{:.1} on average, {least} at least, {} searches", sum as f64 / requests.len() as f64, requests.len()))
}
