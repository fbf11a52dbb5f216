//! A category page with 24 products: from memory against the same bytes from memory, and drawn each time against a
//! greeting. Such a figure is one of the server only while the server is what everybody waits for.

use std::time::Duration;

use super::client;
use super::house::{self, House};
use super::load::Measured;
use super::running::Running;
use super::table::{Table, Verdict};

/// Where the benchmark lays the demo's goods, so that the page is full.
pub const CATEGORY: &str = "/kategori/makanan-ringan";
const CONNECTIONS: usize = 32;
const TIME: Duration = Duration::from_secs(4);
/// Each pair is measured this often, in turns; the medians are compared.
const ROUNDS: usize = 3;
/// What browsers say.
pub const BROWSER: &str = "accept-encoding: gzip, deflate, br\r\n";
/// A server that had less of its core than this was waiting for the client: then the two are compared by what each does
/// in a second of processor time, not by the clock.
const BUSY: f64 = 0.9;
/// Below this not even that: a server that idles so much works in other portions than one that is full.
const IDLE: f64 = 0.7;

/// The largest category of the demo has fifteen products; a full page has twenty-four.
pub fn fill_a_category(house: &House) -> Result<(), String> {
    let moved = house.database()?.execute("UPDATE product SET category_slug = 'makanan-ringan'", []);
    moved.map(|_| ()).map_err(|e| e.to_string())
}

pub async fn measure(house: &House, table: &mut Table) -> Result<(), String> {
    let kept = house.serve(&[]).await?;
    house.at_rest(&kept).await?;
    let bare = from_memory(house, &kept, "category page", CATEGORY, table).await?;
    drop(kept);

    let drawn = house.serve(&[("SENTRA_PAGE_CACHE", "false")]).await?;
    house.at_rest(&drawn).await?;
    let (hello, ours) = pair((&bare, "/hello", ""), (&drawn, CATEGORY, "")).await?;
    let ratio = ratio(&ours, &hello);
    let figure = format!("{ratio:.3} × ({})", rates(&ours, &hello));
    table.row("category page drawn each time", figure, "≥ 0.03 × axum hello", verdict(ratio >= 0.03, &ours, &hello));
    let met = if ours.busy < BUSY { Verdict::Invalid } else { (ours.within(0.99) <= 25.0).into() };
    table.row("  p50 / p99 at 32 connections", percentiles(&ours), "p99 ≤ 25 ms", met);
    let squeezed = run(&drawn, CATEGORY, BROWSER).await?;
    let figure = format!("{:.0}/s, {}", squeezed.per_second, percentiles(&squeezed));
    table.told("  the same, compressed for each; p50 / p99", figure);
    Ok(())
}

/// A page that the server keeps against the same bytes; the bare server that gave them.
pub async fn from_memory(house: &House, kept: &Running, what: &str, path: &str, table: &mut Table) -> Result<Running, String> {
    let page = kept.page(path, BROWSER).await?;
    if page.status != 200 || page.header("content-encoding") != Some("br") {
        return Err(format!("{path} answers {} {:?}", page.status, page.header("content-encoding")));
    }
    let file = house.folder.join("page.br");
    std::fs::write(&file, &page.body).map_err(|e| e.to_string())?;
    let bare = house::reference(&file).await?;
    let (same, ours) = pair((&bare, "/bytes", BROWSER), (kept, path, BROWSER)).await?;
    let ratio = ratio(&ours, &same);
    let figure = format!("{ratio:.2} × ({}, {} bytes)", rates(&ours, &same), page.body.len());
    table.row(&format!("{what} from memory, one core"), figure, "≥ 0.8 × axum, same bytes", verdict(ratio >= 0.8, &ours, &same));
    Ok(bare)
}

type Asked<'a> = (&'a Running, &'a str, &'a str);

/// Both in turns; of each the round in the middle.
async fn pair(one: Asked<'_>, other: Asked<'_>) -> Result<(Measured, Measured), String> {
    let (mut ones, mut others) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ones.push(run(one.0, one.1, one.2).await?);
        others.push(run(other.0, other.1, other.2).await?);
    }
    Ok((middle(ones), middle(others)))
}

async fn run(server: &Running, path: &str, headers: &str) -> Result<Measured, String> {
    let request = [client::get(path, headers)];
    // Warm, then measured.
    server.load(&request, CONNECTIONS, TIME / 4).await.map_err(|e| format!("{path}: {e}"))?;
    server.load(&request, CONNECTIONS, TIME).await.map_err(|e| format!("{path}: {e}"))
}

fn middle(mut rounds: Vec<Measured>) -> Measured {
    rounds.sort_by(|a, b| a.per_second.total_cmp(&b.per_second));
    rounds.swap_remove(rounds.len() / 2)
}

/// A reference that waited for the client would make us look better by the clock; we, if we waited, worse.
fn waited(ours: &Measured, bare: &Measured) -> bool {
    ours.busy.min(bare.busy) < BUSY
}

fn ratio(ours: &Measured, bare: &Measured) -> f64 {
    let by_clock = ours.per_second / bare.per_second;
    if waited(ours, bare) { by_clock * bare.busy / ours.busy } else { by_clock }
}

/// With how much of the core each had.
fn rates(ours: &Measured, bare: &Measured) -> String {
    let one = |m: &Measured| format!("{:.0}/s at {:.0} % busy", m.per_second, m.busy * 100.0);
    let how = if waited(ours, bare) { ", by processor time" } else { "" };
    format!("{} to {}{how}", one(ours), one(bare))
}

fn verdict(met: bool, ours: &Measured, bare: &Measured) -> Verdict {
    if ours.busy.min(bare.busy) < IDLE { Verdict::Invalid } else { met.into() }
}

pub fn percentiles(of: &Measured) -> String {
    format!("{:.1} / {:.1} ms", of.within(0.5), of.within(0.99))
}
