//! The program is killed at random moments while people bring waste, take cash, book, pay and cancel, in an order that a seed gives.
//! What was answered is there once, the books balance, and sending everything again changes nothing. On both engines.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic
#![allow(clippy::zombie_processes)] // a panic ends the test process, and its children are killed on drop

#[path = "../common/mod.rs"]
mod common;
#[path = "../real/mod.rs"]
mod real;
mod walk;

use std::collections::{HashSet, VecDeque};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use backend::db::{Db, Run, sql};
use backend::random::Random;
use backend::testing::postgres::database_url;
use real::House;
use real::client::Client;
use real::task::{assert_sound, log_in, roomy_demo, send};
use walk::{Scene, WALKS, Walk, below, told, walks};

const SEED: u64 = 3277;
/// So many forms are on their way at once.
const LANES: usize = 4;
/// At the least. Where each of them fell between two forms, which the machine's clock decides and no seed, more follow.
const BLOWS: usize = 4;

/// Some of the walks, a step of one and then of another.
struct Lane {
    random: Random,
    ahead: VecDeque<Walk>,
    over: Vec<Walk>,
}

impl Lane {
    /// Until all are over, or nobody answers. True: a form was on its way then.
    async fn go(&mut self, address: SocketAddr, scene: &Scene, answered: &AtomicUsize) -> bool {
        while let Some(mut walk) = self.ahead.pop_front() {
            let Some(task) = walk.form(scene, walk.led.len()) else {
                self.over.push(walk);
                continue;
            };
            let client = Client::connect(address).await.ok();
            let asked = client.is_some();
            let link = match client {
                Some(client) => send(client, Arc::new(task)).await,
                None => None,
            };
            let Some(link) = link else {
                self.ahead.push_front(walk);
                return asked;
            };
            answered.fetch_add(1, Ordering::SeqCst);
            walk.led.push(link);
            self.ahead.insert(below(&self.random, self.ahead.len() + 1), walk);
        }
        false
    }
}

/// When the program is killed: after so many answers, and a moment later.
type Blow = (usize, Duration);

/// All lanes side by side, until the blow falls or all is over. With them, how many forms it met on their way.
async fn live(house: &mut House, lanes: Vec<Lane>, scene: &Arc<Scene>, blow: Option<Blow>) -> (Vec<Lane>, usize) {
    let (answered, address) = (Arc::new(AtomicUsize::new(0)), house.address);
    let mut under_way = Vec::new();
    for mut lane in lanes {
        let (scene, answered) = (Arc::clone(scene), Arc::clone(&answered));
        under_way.push(tokio::spawn(async move {
            let met = lane.go(address, &scene, &answered).await;
            (lane, met)
        }));
    }
    if let Some((enough, then)) = blow {
        while answered.load(Ordering::SeqCst) < enough && !under_way.iter().all(tokio::task::JoinHandle::is_finished) {
            tokio::time::sleep(Duration::from_micros(200)).await;
        }
        tokio::time::sleep(then).await;
        house.kill();
    }
    let (mut lanes, mut met) = (Vec::new(), 0);
    for one in under_way {
        let (lane, on_its_way) = one.await.unwrap();
        lanes.push(lane);
        met += usize::from(on_its_way);
    }
    (lanes, met)
}

/// What the walks tell, in the order of [`told`] …
const TOLD: [&str; 6] = [
    "SELECT COUNT(*) AS n FROM waste_deposit",
    "SELECT COUNT(*) AS n FROM waste_reversal",
    "SELECT COUNT(*) AS n FROM waste_payment",
    "SELECT COUNT(*) AS n FROM booking WHERE state = 'confirmed'",
    "SELECT COUNT(*) AS n FROM booking WHERE state = 'cancelled'",
    "SELECT CAST(SUM(balance) AS BIGINT) AS n FROM waste_member",
];
/// … and what else stays as it is when forms are sent again.
const KEPT: [&str; 5] = [
    "SELECT COUNT(*) AS n FROM booking",
    "SELECT COUNT(*) AS n FROM booking_record",
    "SELECT COUNT(*) AS n FROM fare_part",
    "SELECT COUNT(*) AS n FROM ledger_entry",
    "SELECT CAST(SUM(taken) AS BIGINT) AS n FROM departure_leg",
];

async fn numbers(db: &Db, queries: &[&'static str]) -> Vec<i64> {
    let mut all = Vec::new();
    for q in queries {
        all.push(db.reader().fetch_one(sql(*q)).await.unwrap().get("n").unwrap());
    }
    all
}

async fn killed_time_and_again(database: Option<&str>) {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = vec![("SENTRA_DATA_DIR", folder.path().to_str().unwrap())];
    settings.extend(database.map(|url| ("SENTRA_DATABASE_URL", url)));
    let config = common::config(&settings);
    let deps = server::open::deps(&config).await.unwrap();
    let (counters, departure) = roomy_demo(&deps).await;
    deps.db.close().await;
    drop(deps);
    let db = Db::open(&config.database_url).await.unwrap();
    let before = numbers(&db, &TOLD).await;

    let random = Random::seeded(SEED);
    let mut lanes: Vec<Lane> =
        (1..=LANES as u64).map(|n| Lane { random: Random::seeded(SEED + n), ahead: VecDeque::new(), over: Vec::new() }).collect();
    for walk in walks(&random) {
        lanes[walk.n % LANES].ahead.push_back(walk);
    }
    let mut house = House::open(folder.path(), database).await;
    let operator = log_in(house.address, "penimbang@demo.sentra.id").await;
    let shopper = log_in(house.address, "pembeli@demo.sentra.id").await;
    let scene = Arc::new(Scene { counters, departure, operator, shopper });
    let (mut met, mut blows) = (0, 0);
    while blows < BLOWS || (met == 0 && lanes.iter().any(|lane| !lane.ahead.is_empty())) {
        blows += 1;
        // Those that follow come soon, so that many fit into what is left.
        let enough = if blows > BLOWS { 1 } else { 6 + below(&random, 10) };
        let blow = (enough, Duration::from_micros(random.u64() % 8_000));
        let (left, on_their_way) = live(&mut house, lanes, &scene, Some(blow)).await;
        (lanes, met) = (left, met + on_their_way);
        house = House::open(folder.path(), database).await;
    }
    let (lanes, _) = live(&mut house, lanes, &scene, None).await;
    assert!(met > 0, "no blow fell while a form was on its way");

    let walks: Vec<Walk> = lanes.into_iter().flat_map(|lane| lane.over).collect();
    let firsts: HashSet<&str> = walks.iter().map(|walk| &*walk.led[0]).collect();
    assert_eq!(firsts.len(), WALKS, "each has a slip or a booking of its own");
    let after = numbers(&db, &TOLD).await;
    let more: Vec<i64> = after.iter().zip(&before).map(|(after, before)| after - before).collect();
    assert_eq!(more, told(&walks), "{TOLD:?}");

    let all = [&TOLD[..], &KEPT[..]].concat();
    let once = numbers(&db, &all).await;
    for walk in &walks {
        for step in 0..walk.led.len() {
            let client = Client::connect(house.address).await.unwrap();
            let again = send(client, Arc::new(walk.form(&scene, step).unwrap())).await.unwrap();
            assert!(walk.leads(&scene, step, &again), "a form led to {} and now to {again}", walk.led[step]);
        }
    }
    assert_eq!(numbers(&db, &all).await, once, "nothing is made twice: {all:?}");
    drop(house);
    db.close().await;
    assert_sound(&server::open::deps(&config).await.unwrap()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_was_under_way_counts_once_on_sqlite() {
    killed_time_and_again(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_was_under_way_counts_once_on_postgres() {
    killed_time_and_again(Some(&database_url().await)).await;
}
