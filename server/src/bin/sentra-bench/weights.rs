//! What a phone has to fetch for its first product page.

use super::client::{self, Client};
use super::house::House;
use super::table::Table;

pub async fn measure(house: &House, table: &mut Table) -> Result<(), String> {
    let running = house.serve(&[]).await?;
    running.ready().await?;
    let mut client = Client::connect(running.address).await.map_err(|e| e.to_string())?;
    let plain = text(&mut client, super::pages::CATEGORY).await?;
    let product = plain.split("href=\"").skip(1).filter_map(|p| p.split('"').next()).find(|p| p.starts_with("/produk/"));
    let product = product.ok_or("the category page leads to no product")?.to_owned();
    let page = text(&mut client, &product).await?;

    // Compressed forms of the files are made in the first seconds.
    tokio::time::sleep(std::time::Duration::from_secs(4)).await;
    let html = weight(&mut client, &product).await?;
    let named = |ending: &str| {
        page.split('"').find(|p| p.starts_with('/') && p.split('?').next().unwrap_or_default().ends_with(ending)).map(str::to_owned)
    };
    let css = weight(&mut client, &named(".css").ok_or("the page names no style sheet")?).await?;
    let mut script = weight(&mut client, &named("boot.js").ok_or("the page names no script")?).await?;
    for file in ["/pkg/sentra.js", "/pkg/sentra_bg.wasm"] {
        script += weight(&mut client, file).await?;
    }
    for (what, bytes, budget) in [("product page, HTML", html, 15_000), ("  CSS", css, 15_000), ("  JS and wasm", script, 150_000)] {
        table.row(what, format!("{:.1} kB", bytes as f64 / 1000.0), &format!("≤ {} kB brotli", budget / 1000), Some(bytes <= budget));
    }
    Ok(())
}

async fn text(client: &mut Client, path: &str) -> Result<String, String> {
    let answer = client.ask(&client::get(path, "")).await.map_err(|e| e.to_string())?;
    Ok(String::from_utf8_lossy(&answer.body).into_owned())
}

async fn weight(client: &mut Client, path: &str) -> Result<usize, String> {
    let answer = client.ask(&client::get(path, "accept-encoding: br\r\n")).await.map_err(|e| e.to_string())?;
    if answer.status == 200 { Ok(answer.body.len()) } else { Err(format!("{path} answers {}", answer.status)) }
}
