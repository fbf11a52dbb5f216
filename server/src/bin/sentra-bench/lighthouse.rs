//! Lighthouse on four pages, as a phone: the script in scripts/lighthouse drives it, this starts the house for it.

use serde::Deserialize;
use serde_json::json;

use super::browser;
use super::carts;
use super::house::House;
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
    let chromium = browser::chromium()?;
    let cookies = carts::fill(house, &carts::goods(house)?, 1).await?;
    let running = house.serve_unpinned(&[]).await?;
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
    let judged: Judged = browser::ask("judge.mjs", &asked)?;
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
