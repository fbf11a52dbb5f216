//! The program is killed in the middle of checkouts: every acknowledged order is there, none is doubled, stock adds up.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic
#![allow(clippy::zombie_processes)] // a panic ends the test process, and its children are killed on drop

mod common;
mod real;

use std::collections::{HashMap, HashSet};
use std::path::Path;

use backend::db::{Db, Run, sql};
use backend::identity::use_session::begin_guest_session;
use backend::market::add_to_cart::add_to_cart;
use backend::seed::seed_demo;
use domain::identity::actor::Actor;
use domain::kernel::ids::VariantId;
use real::client::{self, Client};
use real::form::forms;
use real::{Blow, House};

const VISITORS: usize = 48;
/// The blow falls once this many orders are acknowledged.
const ENOUGH: usize = 12;
const STOCK: i64 = 1_000;

/// A demo house with full carts; returns the visitors' cookies and what they want.
async fn prepare(folder: &Path) -> (Vec<String>, Vec<VariantId>) {
    let deps = server::open::deps(&common::config(&[("SENTRA_DATA_DIR", folder.to_str().unwrap())])).await.unwrap();
    deps.db.migrate().await.unwrap();
    seed_demo(&deps).await.unwrap();
    let mut tx = deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE variant SET stock = $1").bind(STOCK)).await.unwrap();
    tx.execute(sql("UPDATE shop SET pickup = TRUE, pay_at_pickup = TRUE")).await.unwrap();
    tx.commit().await.unwrap();
    let q = "SELECT MIN(v.id) AS id FROM variant v JOIN product p ON p.id = v.product_id WHERE p.state = 'published' AND v.active = TRUE GROUP BY p.shop_id LIMIT 3";
    let rows = deps.db.reader().fetch_all(sql(q)).await.unwrap();
    let goods: Vec<VariantId> = rows.iter().map(|r| r.get("id").unwrap()).collect();
    let mut cookies = Vec::new();
    for _ in 0..VISITORS {
        let new = begin_guest_session(&deps, "test").await.unwrap();
        for variant in &goods {
            add_to_cart(&deps, &Actor::Guest { session: Some(new.session) }, *variant, 2).await.unwrap();
        }
        cookies.push(format!("cookie: sentra_sid={}\r\n", new.token));
    }
    deps.db.close().await;
    (cookies, goods)
}

async fn checkout(house: &House, cookie: &str) -> Vec<u8> {
    let mut client = Client::connect(house.address).await.unwrap();
    let page = client.ask(&client::get("/checkout", cookie)).await.unwrap();
    let html = String::from_utf8_lossy(&page.body).into_owned();
    let mut form = forms(&html).into_iter().find(|f| f.get("key").is_some()).expect("the checkout has its form");
    for (name, value) in [("name", "Rina Pembeli"), ("phone", "081234567890"), ("method", "cash"), ("go", "place")] {
        form.set(name, value);
    }
    client::post("/checkout", cookie.trim_start_matches("cookie: ").trim_end(), &form.encode())
}

/// Where the order is followed, if it was acknowledged.
async fn place(mut client: Client, request: Vec<u8>) -> Option<String> {
    let answer = client.ask(&request).await.ok()?;
    assert_eq!(answer.status, 303, "{}", String::from_utf8_lossy(&answer.body));
    answer.header("location").map(str::to_owned)
}

/// False: everything was answered before the blow, so that it has met nothing.
async fn killed_in_the_middle() -> bool {
    let folder = tempfile::tempdir().unwrap();
    let (cookies, goods) = prepare(folder.path()).await;
    let mut house = House::open(folder.path(), None).await;
    let mut requests = Vec::new();
    for cookie in &cookies {
        requests.push(checkout(&house, cookie).await);
    }
    let Blow { mut links, in_flight } = house.kill_while(VISITORS, ENOUGH, |n, client| place(client, requests[n].clone())).await;
    if in_flight == 0 {
        return false;
    }

    let house = House::open(folder.path(), None).await;
    for link in links.iter().flatten() {
        let mut client = Client::connect(house.address).await.unwrap();
        assert_eq!(client.count(&client::get(link, "")).await.unwrap(), 200, "an acknowledged order is gone");
    }
    // Whoever got no answer sends the same form again; so do some who did.
    for (request, link) in requests.iter().zip(&mut links) {
        let client = Client::connect(house.address).await.unwrap();
        let again = place(client, request.clone()).await.expect("the house is open again");
        assert!(link.as_ref().is_none_or(|l| *l == again), "one form, one order");
        *link = Some(again);
    }
    drop(house);

    let db = Db::open(&format!("sqlite:{}", folder.path().join("sentra.db").display())).await.unwrap();
    let mut run = db.reader();
    let orders: i64 = run.fetch_one(sql("SELECT COUNT(*) AS n FROM market_order")).await.unwrap().get("n").unwrap();
    let different: HashSet<_> = links.into_iter().flatten().collect();
    assert_eq!((different.len(), orders), (VISITORS, i64::try_from(VISITORS).unwrap()));
    let q = "SELECT variant_id, CAST(SUM(quantity) AS BIGINT) AS n FROM order_line GROUP BY variant_id";
    let rows = run.fetch_all(sql(q)).await.unwrap();
    let sold: HashMap<VariantId, i64> = rows.iter().map(|r| (r.get("variant_id").unwrap(), r.get("n").unwrap())).collect();
    for variant in goods {
        let left: i64 = run.fetch_one(sql("SELECT stock FROM variant WHERE id = $1").bind(variant)).await.unwrap().get("stock").unwrap();
        assert_eq!(sold[&variant], i64::try_from(VISITORS).unwrap() * 2);
        assert_eq!(left, STOCK - sold[&variant], "stock adds up");
    }
    true
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives() {
    for _ in 0..5 {
        if killed_in_the_middle().await {
            return;
        }
    }
    panic!("no blow fell while a checkout was on its way");
}
