//! The program is killed in the middle of checkouts, with their mails still to be sent. Started again, every acknowledged order is
//! there, none is doubled, stock adds up, and everybody is written to once. On both engines.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic
#![allow(clippy::zombie_processes)] // a panic ends the test process, and its children are killed on drop

mod common;
mod real;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use backend::db::{Db, Run, sql};
use backend::identity::use_session::begin_guest_session;
use backend::market::add_to_cart::add_to_cart;
use backend::seed::seed_demo;
use backend::testing::postgres::database_url;
use domain::identity::actor::Actor;
use domain::kernel::ids::VariantId;
use real::client::{self, Client};
use real::form::forms;
use real::{Blow, House};
use server::config::Config;

const VISITORS: usize = 48;
/// The blow falls once this many orders are acknowledged.
const ENOUGH: usize = 12;
const STOCK: i64 = 1_000;
const SHOPS: usize = 3;
/// Of an order: to who ordered, and to each shop.
const MAILS: usize = 1 + SHOPS;
/// In minutes; a job is given to one runner for two.
const JOBS_COME_BACK: i64 = 3;

/// A demo house with full carts; returns the visitors' cookies and what they want.
async fn prepare(config: &Config) -> (Vec<String>, Vec<VariantId>) {
    let deps = server::open::deps(config).await.unwrap();
    deps.db.migrate().await.unwrap();
    seed_demo(&deps).await.unwrap();
    let mut tx = deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE variant SET stock = $1").bind(STOCK)).await.unwrap();
    tx.execute(sql("UPDATE shop SET pickup = TRUE, pay_at_pickup = TRUE")).await.unwrap();
    tx.commit().await.unwrap();
    // The first one of each shop.
    let q = "SELECT v.id FROM variant v JOIN product p ON p.id = v.product_id WHERE v.id = \
             (SELECT w.id FROM variant w JOIN product o ON o.id = w.product_id \
             WHERE o.shop_id = p.shop_id AND o.state = 'published' AND w.active = TRUE ORDER BY w.id LIMIT 1) ORDER BY v.id LIMIT $1";
    let rows = deps.db.reader().fetch_all(sql(q).bind(i64::try_from(SHOPS).unwrap())).await.unwrap();
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

async fn checkout(house: &House, cookie: &str, email: &str) -> Vec<u8> {
    let mut client = Client::connect(house.address).await.unwrap();
    let page = client.ask(&client::get("/checkout", cookie)).await.unwrap();
    let html = String::from_utf8_lossy(&page.body).into_owned();
    let mut form = forms(&html).into_iter().find(|f| f.get("key").is_some()).expect("the checkout has its form");
    for (name, value) in [("name", "Rina Pembeli"), ("phone", "081234567890"), ("email", email), ("method", "cash"), ("go", "place")] {
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

/// Of each mail that was sent, to whom and about what.
fn mails(folder: &Path) -> Vec<(String, String)> {
    let sent = std::fs::read_dir(folder.join("mail")).unwrap().map(|file| file.unwrap().path());
    let whole = sent.filter(|path| path.extension().is_some_and(|e| e == "eml"));
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        let head = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).unwrap().to_owned();
        (head("To: "), head("Subject: "))
    };
    whole.map(read).collect()
}

/// False: the blow has met nothing, because all was answered or all mails were sent before it.
async fn killed_in_the_middle(database: Option<&str>) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = vec![("SENTRA_DATA_DIR", folder.path().to_str().unwrap())];
    settings.extend(database.map(|url| ("SENTRA_DATABASE_URL", url)));
    let config = common::config(&settings);
    let (cookies, goods) = prepare(&config).await;
    let mut house = House::open(folder.path(), database).await;
    let mut requests = Vec::new();
    for (n, cookie) in cookies.iter().enumerate() {
        requests.push(checkout(&house, cookie, &format!("tamu-{n}@contoh.id")).await);
    }
    let Blow { mut links, in_flight } = house.kill_while(VISITORS, ENOUGH, |n, client| place(client, requests[n].clone())).await;
    if in_flight == 0 || mails(folder.path()).len() >= links.iter().flatten().count() * MAILS {
        return false;
    }

    let house = House::open_later(folder.path(), database, JOBS_COME_BACK).await;
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
    let db = Db::open(&config.database_url).await.unwrap();
    assert_all_is_done(&db).await;
    drop(house);

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
    assert_everybody_is_written_to_once(&db, folder.path()).await;
    db.close().await;
    true
}

/// The house comes to rest with no work left or given up.
async fn assert_all_is_done(db: &Db) {
    let mut left = Vec::new();
    for _ in 0..600 {
        let q = "SELECT kind, state, COALESCE(last_error, '') AS why FROM job WHERE state <> 'done' ORDER BY kind";
        let rows = db.reader().fetch_all(sql(q)).await.unwrap();
        left = rows.iter().map(|r| ["kind", "state", "why"].map(|column| r.get::<String>(column).unwrap()).join(" ")).collect();
        if left.is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{} jobs have no end: {left:?}", left.len());
}

/// Who ordered has one mail about the order, the owner of each shop one about their part, and neither has any other mail.
async fn assert_everybody_is_written_to_once(db: &Db, folder: &Path) {
    let q = "SELECT contact_email AS address, number FROM market_order UNION ALL \
             SELECT p.email AS address, s.number FROM sub_order s JOIN shop ON shop.id = s.shop_id JOIN person p ON p.id = shop.owner_id";
    let owed: Vec<(String, String)> =
        db.reader().fetch_all(sql(q)).await.unwrap().iter().map(|r| (r.get("address").unwrap(), r.get("number").unwrap())).collect();
    // The demo tells a village of its visits.
    let addresses: HashSet<&String> = owed.iter().map(|(address, _)| address).collect();
    let sent: Vec<_> = mails(folder).into_iter().filter(|(to, _)| addresses.contains(to)).collect();
    for (address, number) in &owed {
        let about = |subject: &str| subject.split_whitespace().any(|word| word == number);
        let found = sent.iter().filter(|(to, subject)| to == address && about(subject)).count();
        assert_eq!(found, 1, "mails to {address} about {number}");
    }
    assert_eq!((owed.len(), sent.len()), (VISITORS * MAILS, VISITORS * MAILS));
}

async fn what_was_acknowledged_survives(database: impl AsyncFn() -> Option<String>) {
    for _ in 0..5 {
        if killed_in_the_middle(database().await.as_deref()).await {
            return;
        }
    }
    panic!("no blow fell while a checkout and mails were on their way");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_on_sqlite() {
    what_was_acknowledged_survives(async || None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_on_postgres() {
    what_was_acknowledged_survives(async || Some(database_url().await)).await;
}
