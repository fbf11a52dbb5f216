//! Placing orders over HTTP: three shops, five lines, 32 at once; none lost, none doubled.

use std::collections::HashSet;
use std::sync::Arc;

use backend::identity::use_session::begin_guest_session;
use backend::market::add_to_cart::add_to_cart;
use domain::identity::actor::Actor;
use domain::kernel::ids::VariantId;
use rusqlite::Connection;
use server::config::{Config, Given};
use tokio::sync::Mutex;
use tokio::time::Instant;
use uuid::Uuid;

use super::bare;
use super::client::{self, Client};
use super::form::forms;
use super::house::{House, Running};
use super::load::Measured;
use super::table::Table;

const AT_ONCE: usize = 32;
const ORDERS: usize = 2_000;

pub async fn measure(house: &House, table: &mut Table) -> Result<(), String> {
    server::say::say(format_args!("{ORDERS} visitors fill their carts"));
    let goods = goods(house).map_err(|e| e.to_string())?;
    let tokens = fill_carts(house, &goods).await?;
    let running = house.serve(&[]).await?;
    running.ready().await?;
    let ready = Arc::new(Mutex::new(forms_of(&running, &tokens).await?));

    let before = bare::transactions(&house.folder)?;
    let began = Instant::now();
    let placing: Vec<_> = (0..AT_ONCE).map(|_| tokio::spawn(place(running.address, Arc::clone(&ready)))).collect();
    let (mut took, mut links) = (Vec::new(), Vec::new());
    for one in placing {
        let (t, l) = one.await.map_err(|e| e.to_string())??;
        took.extend(t);
        links.extend(l);
    }
    let placed = Measured::of(took, began.elapsed());
    let bare_rate = f64::midpoint(before, bare::transactions(&house.folder)?);
    let ratio = placed.per_second / bare_rate;
    let figure = format!("{ratio:.2} × ({:.0}/s to {bare_rate:.0}/s), p99 {:.0} ms", placed.per_second, placed.within(0.99));
    table.row("placing orders over HTTP, 32 at once", figure, "≥ 0.2 × bare transactions", Some(ratio >= 0.2));

    let different = links.iter().collect::<HashSet<_>>().len();
    let [orders, parts, entries] = stored(house).map_err(|e| e.to_string())?;
    let whole = [different, orders, parts, entries] == [ORDERS, ORDERS, ORDERS * 3, ORDERS * 5];
    let figure = format!("{different} links, {orders} orders, {parts} parts, {entries} lines");
    table.row("  none lost, none doubled", figure, &format!("{ORDERS} orders, 3 shops, 5 lines each"), Some(whole));
    Ok(())
}

fn database(house: &House) -> rusqlite::Result<Connection> {
    Connection::open(house.folder.join("sentra.db"))
}

/// Five variants of three shops, enough of each, and every shop takes cash at the counter.
fn goods(house: &House) -> rusqlite::Result<Vec<VariantId>> {
    let db = database(house)?;
    db.execute_batch("UPDATE variant SET stock = 1000000; UPDATE shop SET pickup = TRUE, pay_at_pickup = TRUE")?;
    let q = "SELECT v.id, p.shop_id FROM variant v JOIN product p ON p.id = v.product_id JOIN shop s ON s.id = p.shop_id \
             WHERE p.state = 'published' AND v.active = TRUE AND s.state = 'approved' ORDER BY p.shop_id, v.id";
    let mut statement = db.prepare(q)?;
    let rows: Vec<([u8; 16], [u8; 16])> = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let mut shops: Vec<[u8; 16]> = rows.iter().map(|(_, shop)| *shop).collect();
    shops.dedup();
    let mut goods = Vec::new();
    for (shop, count) in shops.into_iter().zip([2, 2, 1]) {
        let of_shop = rows.iter().filter(|(_, s)| *s == shop).take(count);
        goods.extend(of_shop.map(|(variant, _)| VariantId(Uuid::from_bytes(*variant))));
    }
    Ok(goods)
}

/// A session with a full cart for each order; what is measured is placing. Returns the cookies.
async fn fill_carts(house: &House, goods: &[VariantId]) -> Result<Vec<String>, String> {
    let settings = [("SENTRA_DATA_DIR".to_owned(), house.folder.display().to_string())];
    let (given, problems) = Given::collect(None, settings);
    let config = Config::understand(&given, problems).map_err(|e| e.to_string())?;
    let deps = server::open::deps(&config).await.map_err(|e| e.to_string())?;
    let mut tokens = Vec::with_capacity(ORDERS);
    for _ in 0..ORDERS {
        let new = begin_guest_session(&deps, "bench").await.map_err(|e| e.to_string())?;
        let actor = Actor::Guest { session: Some(new.session) };
        for variant in goods {
            add_to_cart(&deps, &actor, *variant, 1).await.map_err(|e| e.to_string())?;
        }
        tokens.push(format!("sentra_sid={}", new.token));
    }
    deps.db.close().await;
    Ok(tokens)
}

/// Each visitor's checkout form, filled in and ready to be sent.
async fn forms_of(running: &Running, tokens: &[String]) -> Result<Vec<Vec<u8>>, String> {
    let mut client = Client::connect(running.address).await.map_err(|e| e.to_string())?;
    let mut ready = Vec::with_capacity(tokens.len());
    for token in tokens {
        let page = client.ask(&client::get("/checkout", &format!("cookie: {token}\r\n"))).await.map_err(|e| e.to_string())?;
        let html = String::from_utf8_lossy(&page.body);
        let form = forms(&html).into_iter().find(|f| f.get("key").is_some());
        let mut form = form.ok_or_else(|| format!("the checkout answers {} without its form", page.status))?;
        for (name, value) in [("name", "Rina Pembeli"), ("phone", "081234567890"), ("method", "cash"), ("go", "place")] {
            form.set(name, value);
        }
        ready.push(client::post("/checkout", token, &form.encode()));
    }
    Ok(ready)
}

/// Sends one after the other on one connection; how long each took, and where each led.
async fn place(address: std::net::SocketAddr, ready: Arc<Mutex<Vec<Vec<u8>>>>) -> Result<(Vec<u32>, Vec<String>), String> {
    let mut client = Client::connect(address).await.map_err(|e| e.to_string())?;
    let (mut took, mut links) = (Vec::new(), Vec::new());
    loop {
        let next = ready.lock().await.pop();
        let Some(request) = next else { return Ok((took, links)) };
        let began = Instant::now();
        let answer = client.ask(&request).await.map_err(|e| e.to_string())?;
        took.push(u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX));
        match answer.header("location") {
            Some(link) if answer.status == 303 => links.push(link.to_owned()),
            _ => return Err(format!("placing an order answers {}", answer.status)),
        }
    }
}

fn stored(house: &House) -> rusqlite::Result<[usize; 3]> {
    let db = database(house)?;
    let count = |table: &str| db.query_row(&format!("SELECT COUNT(*) FROM {table}"), [], |r| r.get::<_, i64>(0));
    let [orders, parts, lines] = [count("market_order")?, count("sub_order")?, count("order_line")?];
    Ok([orders, parts, lines].map(|n| usize::try_from(n).unwrap_or(0)))
}
