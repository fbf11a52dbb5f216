//! Lighthouse on four pages, as a phone: the script in scripts/lighthouse drives it, this starts the house for it.

use std::io::Write;
use std::process::Stdio;

use serde::Deserialize;
use serde_json::json;

use super::carts;
use super::house::{House, pinned};
use super::pages;
use super::table::Table;

const RUNS: u32 = 3;

#[derive(Deserialize)]
struct Judged {
    /// Lighthouse's and the browser's.
    versions: String,
    pages: Vec<JudgedPage>,
}

#[derive(Deserialize)]
struct JudgedPage {
    name: String,
    /// Why there are no scores.
    error: Option<String>,
    #[serde(default)]
    scores: Vec<Score>,
    /// What cost points outside performance.
    #[serde(default)]
    faults: Vec<String>,
}

#[derive(Deserialize)]
struct Score {
    category: String,
    /// Of performance the median, of the others the lowest, of 100.
    points: f64,
    runs: Vec<f64>,
}

pub async fn measure(house: &House, table: &mut Table) -> Result<(), String> {
    let script = std::env::var("SENTRA_LIGHTHOUSE").map_err(|_| "Lighthouse is started by ./dev bench only".to_owned())?;
    let chromium = std::env::var("SENTRA_CHROMIUM").map_err(|_| "SENTRA_CHROMIUM names no browser".to_owned())?;
    let cookies = carts::fill(house, &carts::goods(house)?, 1).await?;
    let running = house.serve_unpinned().await?;
    house.at_rest(&running).await?;
    let category = running.page(pages::CATEGORY, "").await?.text();
    let product = category.split('"').find(|p| p.starts_with("/produk/")).ok_or("the category page leads to no product")?;
    let asked: Vec<_> = [("home", "/"), ("category", pages::CATEGORY), ("product", product), ("checkout", "/checkout")]
        .into_iter()
        .map(|(name, path)| {
            let cookie = (name == "checkout").then(|| cookies.first());
            json!({ "name": name, "url": format!("http://{}{path}", running.address), "cookie": cookie.flatten() })
        })
        .collect();
    let asked = json!({ "chromium": chromium, "runs": RUNS, "pages": asked });

    // This process lives on one core; a browser needs all there are.
    let mut command = pinned("0,1", "node".as_ref());
    let mut node = command.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(|e| format!("node: {e}"))?;
    if let Some(mut stdin) = node.stdin.take() {
        stdin.write_all(asked.to_string().as_bytes()).map_err(|e| e.to_string())?;
    }
    let output = node.wait_with_output().map_err(|e| e.to_string())?;
    if !output.status.success() {
        return Err("Lighthouse did not come to an end; it says why above".to_owned());
    }
    let judged: Judged = serde_json::from_slice(&output.stdout).map_err(|e| format!("Lighthouse's answer: {e}"))?;
    tell(table, &judged)
}

fn tell(table: &mut Table, judged: &Judged) -> Result<(), String> {
    for page in &judged.pages {
        if let Some(why) = &page.error {
            table.failed(&format!("Lighthouse, {}", page.name), why);
            continue;
        }
        for s in &page.scores {
            let runs = s.runs.iter().map(|r| format!("{r:.0}")).collect::<Vec<_>>().join(", ");
            table.row(&format!("Lighthouse, {}: {}", page.name, s.category), format!("{:.0} ({runs})", s.points), "≥ 95", s.points >= 95.0);
        }
        for fault in &page.faults {
            server::say::say(format_args!("    {fault}"));
        }
    }
    table.told("  measured with", judged.versions.clone());
    if judged.pages.len() == 4 { Ok(()) } else { Err("Lighthouse judged other pages than it was asked to".to_owned()) }
}
