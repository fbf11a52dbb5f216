//! What a phone has to fetch for its first product page: the heaviest of the demo, from a house that has just started.

use std::collections::BTreeMap;

use super::client::{self, Client};
use super::house::House;
use super::table::Table;

const KILO: f64 = 1000.0;

pub async fn measure(house: &House, table: &mut Table) -> Result<(), String> {
    let slugs = house.texts("SELECT slug FROM product WHERE state = 'published' ORDER BY slug")?;
    let running = house.serve(&[]).await?;
    // At once: whoever comes in the first second is served as well as the others.
    let mut client = running.connect().await?;
    let first = format!("/produk/{}", slugs.first().ok_or("the demo has no products")?);
    let plain = client.ask(&client::get(&first, "")).await.map_err(|e| e.to_string())?.text();
    let files = files(&mut client, &plain).await?;

    let mut pages = Vec::new();
    for slug in &slugs {
        let path = format!("/produk/{slug}");
        pages.push((weight(&mut client, &path, "").await?.ok_or_else(|| format!("{path} is not there"))?, path));
    }
    let (html, heaviest) = pages.into_iter().max().ok_or("the demo has no products")?;
    let own = weight(&mut client, &heaviest, "cookie: sentra_sid=ended\r\n").await?.unwrap_or(0);

    let sum = |kinds: &[&str]| files.iter().filter(|(f, _)| kinds.contains(&kind(f))).map(|(_, bytes)| bytes).sum::<usize>();
    let (css, script) = (sum(&["css"]), sum(&["js", "mjs", "wasm"]));
    let others: usize = files.values().sum::<usize>() - css - script;
    for (what, bytes, budget) in
        [("product page, HTML (the heaviest of the demo)", html, 15.0), ("  CSS", css, 15.0), ("  JS and wasm", script, 150.0)]
    {
        let kilo = bytes as f64 / KILO;
        table.row(what, format!("{kilo:.1} kB"), &format!("≤ {budget} kB brotli"), kilo <= budget);
    }
    table.told("  font, icons and motifs", format!("{:.1} kB", others as f64 / KILO));
    table.told("  HTML for somebody with a session (compressed for each)", format!("{:.1} kB", own as f64 / KILO));
    Ok(())
}

/// The files that a page loads, and those that its scripts load, with their weights.
async fn files(client: &mut Client, page: &str) -> Result<BTreeMap<String, usize>, String> {
    let mut found = BTreeMap::new();
    let mut todo: Vec<String> = page.split('"').filter(|p| is_file(p)).map(bare).collect();
    while let Some(path) = todo.pop() {
        if found.contains_key(&path) {
            continue;
        }
        // A script may name what it does not load: what is not there weighs nothing.
        let Some(bytes) = weight(client, &path, "").await? else { continue };
        found.insert(path.clone(), bytes);
        if matches!(kind(&path), "js" | "mjs") {
            let script = client.ask(&client::get(&path, "")).await.map_err(|e| e.to_string())?.text();
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let named =
                script.split(['"', '\'', '`']).filter(|n| matches!(kind(n), "js" | "mjs" | "wasm") && !n.contains(char::is_whitespace));
            todo.extend(named.filter(|n| !n.contains("://")).map(|n| format!("{folder}/{}", n.trim_start_matches("./"))));
        }
    }
    Ok(found)
}

fn is_file(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("/media/")
        && matches!(kind(&bare(path)), "css" | "js" | "mjs" | "wasm" | "svg" | "woff2" | "png")
}

/// Without its version and fragment.
fn bare(path: &str) -> String {
    path.split(['?', '#']).next().unwrap_or_default().to_owned()
}

fn kind(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, kind)| kind)
}

/// None when there is nothing. What could be compressed and is not is an error: a phone would get it so.
async fn weight(client: &mut Client, path: &str, headers: &str) -> Result<Option<usize>, String> {
    let answer = client.ask(&client::get(path, &format!("accept-encoding: br\r\n{headers}"))).await.map_err(|e| e.to_string())?;
    let small = answer.header("content-encoding") == Some("br") || matches!(kind(path), "woff2" | "png") || answer.body.len() < 512;
    match answer.status {
        200 if small => Ok(Some(answer.body.len())),
        200 => Err(format!("{path} comes uncompressed")),
        404 => Ok(None),
        status => Err(format!("{path} answers {status}")),
    }
}
