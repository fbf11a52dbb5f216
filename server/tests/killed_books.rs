//! The program is killed in the middle of deposits, withdrawals, corrections, bookings and payments with waste. Started
//! again and asked for the same again, it has counted each form once; the books and the seats add up. On both engines.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic
#![allow(clippy::zombie_processes)] // a panic ends the test process, and its children are killed on drop

mod common;
mod real;

use std::net::SocketAddr;
use std::sync::Arc;

use backend::db::{Run, sql};
use backend::deps::Deps;
use backend::flows::reconcile::compare;
use backend::seed::{DEMO_PASSWORD, seed_demo};
use backend::testing::heritage::party;
use backend::testing::postgres::database_url;
use domain::identity::actor::Actor;
use domain::kernel::ids::{DepartureId, WasteMemberId, WasteUnitId};
use real::client::{self, Client};
use real::form::Form;
use real::{Blow, House};

const DEPOSITS: usize = 24;
const WITHDRAWALS: usize = 8;
const CORRECTIONS: usize = 6;
const BOOKINGS: usize = 10;
const PAYMENTS: usize = 10;
/// The blow falls once this many are acknowledged.
const ENOUGH: usize = 12;
/// Of each fare, in rupiah.
const FROM_BALANCE: i64 = 2_000;

/// What is to be sent, and whether it says by its address what it has made.
struct Task {
    path: String,
    cookie: String,
    form: String,
    /// A correction that is made already is refused with words.
    once: bool,
}

/// What the demo has that the tasks are about.
struct Scene {
    counters: Vec<(WasteUnitId, WasteMemberId)>,
    slips: Vec<String>,
    departure: DepartureId,
    held: Vec<String>,
    before: [i64; 4],
}

async fn number(deps: &Deps, q: &'static str) -> i64 {
    deps.db.reader().fetch_one(sql(q)).await.unwrap().get("n").unwrap()
}

async fn counts(deps: &Deps) -> [i64; 4] {
    [
        number(deps, "SELECT COUNT(*) AS n FROM waste_deposit").await,
        number(deps, "SELECT COUNT(*) AS n FROM waste_payment").await,
        number(deps, "SELECT COUNT(*) AS n FROM waste_reversal").await,
        number(deps, "SELECT COUNT(*) AS n FROM booking").await,
    ]
}

/// The demo, with a shopper who is a member and bookings that wait to be paid.
async fn prepare(deps: &Deps) -> Scene {
    deps.db.migrate().await.unwrap();
    seed_demo(deps).await.unwrap();
    let mut tx = deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE departure_leg SET capacity = 100")).await.unwrap();
    let rich = "UPDATE waste_member SET person_id = (SELECT id FROM person WHERE email = 'pembeli@demo.sentra.id') \
                WHERE id = (SELECT id FROM waste_member ORDER BY balance DESC, id LIMIT 1)";
    tx.execute(sql(rich)).await.unwrap();
    tx.commit().await.unwrap();
    let mut run = deps.db.reader();
    let rows = run.fetch_all(sql("SELECT home_unit, id FROM waste_member WHERE person_id IS NULL ORDER BY id")).await.unwrap();
    let counters = rows.iter().map(|r| (r.get("home_unit").unwrap(), r.get("id").unwrap())).collect();
    let q = "SELECT d.slip FROM waste_deposit d JOIN waste_member m ON m.id = d.member_id WHERE m.person_id IS NULL ORDER BY d.at DESC, d.slip LIMIT $1";
    let rows = run.fetch_all(sql(q).bind(i64::try_from(CORRECTIONS).unwrap())).await.unwrap();
    let slips = rows.iter().map(|r| r.get("slip").unwrap()).collect();
    let q = "SELECT id FROM departure WHERE consent = 'given' ORDER BY starts_at DESC LIMIT 1";
    let departure = run.fetch_one(sql(q)).await.unwrap().get("id").unwrap();
    let mut held = Vec::new();
    for n in 0..PAYMENTS {
        let form = party(departure, &format!("held {n}"), 1);
        held.push(backend::heritage::book_party::book_party(deps, &Actor::GUEST, &form).await.unwrap().secret);
    }
    Scene { counters, slips, departure, held, before: counts(deps).await }
}

fn form(fields: &[(&str, &str)]) -> String {
    let fields = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    Form { fields, ..Form::default() }.encode()
}

async fn log_in(address: SocketAddr, login: &str) -> String {
    let request = client::post("/masuk", "", &form(&[("login", login), ("password", DEMO_PASSWORD)]));
    let answer = Client::connect(address).await.unwrap().ask(&request).await.unwrap();
    let cookies = answer.head.lines().filter_map(|l| l.strip_prefix("set-cookie: ")?.split(';').next());
    cookies.into_iter().find(|c| c.starts_with("sentra_sid=")).expect("logged in").to_owned()
}

async fn tasks(s: &Scene, address: SocketAddr) -> Vec<Task> {
    let operator = log_in(address, "penimbang@demo.sentra.id").await;
    let shopper = log_in(address, "pembeli@demo.sentra.id").await;
    let mut all = Vec::new();
    let mut task = |path: String, cookie: &str, form: String, once: bool| all.push(Task { path, cookie: cookie.to_owned(), form, once });
    let scales = s.counters.iter().map(|(unit, member)| format!("/loket/{unit}/{member}"));
    for (n, scale) in scales.clone().cycle().take(DEPOSITS).enumerate() {
        // Two kilograms of clear PET at the list's Rp4.000.
        let key = format!("kill-{n}");
        let row = [("material", "PL-01"), ("gross", "2"), ("tare", ""), ("deduction", ""), ("reason", "")];
        task(scale, &operator, form(&[&[("nonce", &*key), ("total", "8000"), ("go", "save")][..], &row[..]].concat()), false);
    }
    for (n, scale) in scales.take(WITHDRAWALS).enumerate() {
        task(format!("{scale}/tunai"), &operator, form(&[("nonce", &format!("kill-{n}")), ("amount", "5000")]), false);
    }
    for slip in &s.slips {
        task(format!("/slip/{slip}"), &operator, form(&[("reason", "salah timbang")]), true);
    }
    for n in 0..BOOKINGS {
        let (key, name, phone) = (format!("kill-{n}"), format!("Tamu {n}"), format!("0812{n:07}"));
        let fields = [
            ("key", &*key),
            ("fare-adult", "20000"),
            ("name", &name),
            ("category", "adult"),
            ("document", "3277015508900001"),
            ("birth_date", "1990-08-17"),
            ("nationality", "ID"),
            ("contact", &name),
            ("phone", &phone),
            ("conduct", "on"),
            ("go", "book"),
        ];
        task(format!("/wisata/wisata-militer/pesan/{}", s.departure), "", form(&fields), false);
    }
    for secret in &s.held {
        let fields = [("balance", "2000"), ("rest", "cash"), ("counted", "2000-0-18000-0"), ("go", "place")];
        task(format!("/wisata/pesanan/{secret}"), &shopper, form(&fields), false);
    }
    // One of each kind after the other, so that the blow meets them all.
    let count = all.len();
    let mut mixed: Vec<Task> = Vec::with_capacity(count);
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|n| (n * 7) % count);
    let mut all: Vec<Option<Task>> = all.into_iter().map(Some).collect();
    mixed.extend(order.into_iter().filter_map(|n| all[n].take()));
    mixed
}

/// Where it leads, if it was answered.
async fn send(mut client: Client, task: Arc<Task>) -> Option<String> {
    let request = client::post(&task.path, &task.cookie, &task.form);
    let answer = client.ask(&request).await.ok()?;
    if task.once && answer.status == 422 {
        return Some(task.path.clone());
    }
    assert_eq!(answer.status, 303, "{}: {}", task.path, answer.text());
    answer.header("location").map(str::to_owned)
}

/// False: everything was answered before the blow, so that it has met nothing.
async fn killed_and_asked_again(database: Option<String>) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = vec![("SENTRA_DATA_DIR", folder.path().to_str().unwrap())];
    settings.extend(database.as_deref().map(|url| ("SENTRA_DATABASE_URL", url)));
    let config = common::config(&settings);
    let deps = server::open::deps(&config).await.unwrap();
    let scene = prepare(&deps).await;
    deps.db.close().await;
    drop(deps);

    let mut house = House::open(folder.path(), database.as_deref()).await;
    let tasks: Vec<Arc<Task>> = tasks(&scene, house.address).await.into_iter().map(Arc::new).collect();
    let Blow { links, in_flight } = house.kill_while(tasks.len(), ENOUGH, |n, client| send(client, Arc::clone(&tasks[n]))).await;
    if in_flight == 0 {
        return false;
    }

    let house = House::open(folder.path(), database.as_deref()).await;
    for (task, link) in tasks.iter().zip(&links) {
        let client = Client::connect(house.address).await.unwrap();
        let again = send(client, Arc::clone(task)).await.expect("the house is open again");
        assert!(link.as_ref().is_none_or(|l| *l == again), "one form, one slip: {}", task.path);
    }
    drop(house);

    let deps = server::open::deps(&config).await.unwrap();
    let made: Vec<i64> = counts(&deps).await.iter().zip(scene.before).map(|(now, before)| now - before).collect();
    assert_eq!(made, [DEPOSITS, WITHDRAWALS, CORRECTIONS, BOOKINGS].map(|n| i64::try_from(n).unwrap()));
    let fares = number(&deps, "SELECT CAST(SUM(amount) AS BIGINT) AS n FROM waste_fare").await;
    assert_eq!(fares, i64::try_from(PAYMENTS).unwrap() * FROM_BALANCE, "paid once each");
    assert_eq!(number(&deps, "SELECT COUNT(*) AS n FROM booking WHERE state = 'confirmed'").await, i64::try_from(PAYMENTS).unwrap());
    let wrong = "SELECT COUNT(*) AS n FROM departure_leg l WHERE l.taken <> (SELECT CAST(COALESCE(SUM(b.seats), 0) AS BIGINT) FROM booking b \
                 WHERE b.departure_id = l.departure_id AND b.state IN ('held', 'awaiting_payment', 'confirmed', 'checked_in'))";
    assert_eq!(number(&deps, wrong).await, 0, "seats are those of live bookings");
    assert_eq!(number(&deps, "SELECT COUNT(*) AS n FROM waste_member WHERE balance < 0").await, 0);
    let report = compare(&deps).await.unwrap();
    assert!(report.is_sound(), "{report:#?}");
    true
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_form_counts_once_on_sqlite() {
    for _ in 0..5 {
        if killed_and_asked_again(None).await {
            return;
        }
    }
    panic!("no blow fell while a form was on its way");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_form_counts_once_on_postgres() {
    for _ in 0..5 {
        if killed_and_asked_again(Some(database_url().await)).await {
            return;
        }
    }
    panic!("no blow fell while a form was on its way");
}
