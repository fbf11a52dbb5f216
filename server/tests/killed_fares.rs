//! The program is killed in the middle of transfers, sales of sacks, cancellations with their refunds, and fares that are
//! settled at the scale. Started again and asked for the same again, it has counted each form once. On both engines.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic
#![allow(clippy::zombie_processes)] // a panic ends the test process, and its children are killed on drop

mod common;
mod real;

use std::net::SocketAddr;
use std::sync::Arc;

use backend::db::{Run, sql};
use backend::deps::Deps;
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::heritage::book_party::book_party;
use backend::heritage::read_booking::{BookingKey, read_booking};
use backend::heritage::store::staff;
use backend::seed::seed_demo;
use backend::testing::heritage::party;
use backend::testing::postgres::database_url;
use backend::wastebank::fill_batch::{Into, fill_batch, read_store, seal_batch};
use backend::wastebank::link_family::link_family;
use domain::heritage::staff::Duty;
use domain::identity::actor::Actor;
use domain::kernel::clock::{HOUR, MINUTE};
use domain::kernel::ids::{DepartureId, TourId, WasteBatchId, WasteMemberId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::kernel::weight::Grams;
use domain::wastebank::batch::BatchState;
use domain::wastebank::material::MaterialCode;
use domain::wastebank::measure::Amount;
use real::task::{Story, Task, each_counts_once, form, log_in, mixed, number};

const TRANSFERS: usize = 8;
const SALES: usize = 5;
const CANCELLATIONS: usize = 8;
const SETTLEMENTS: usize = 8;
/// Of each fare that is cancelled, in rupiah.
const FROM_BALANCE: Rupiah = Rupiah(2_000);

/// What the demo has that the tasks are about.
struct Scene {
    unit: WasteUnitId,
    /// Of one family.
    members: [WasteMemberId; 2],
    sacks: Vec<WasteBatchId>,
    cancelled: Vec<String>,
    /// This morning's.
    departure: DepartureId,
    /// Numbers of parties that pay at its meeting point.
    parties: Vec<String>,
    balances: i64,
}

async fn balances(deps: &Deps) -> i64 {
    number(deps, "SELECT CAST(SUM(balance) AS BIGINT) AS n FROM waste_member").await
}

/// One of the demo's people.
async fn actor(deps: &Deps, email: &str) -> Actor {
    let row = deps.db.reader().fetch_one(sql("SELECT id FROM person WHERE email = $1").bind(email)).await.unwrap();
    Actor::Person { id: row.get("id").unwrap(), session: deps.id(), roles: Vec::new() }
}

/// Sealed sacks of a kilogram each, of what there is most of.
async fn sacks(deps: &Deps, operator: &Actor, unit: WasteUnitId) -> Vec<WasteBatchId> {
    let q = "SELECT s.material FROM waste_stock s JOIN material m ON m.code = s.material WHERE s.unit_id = $1 AND m.measure = 'kg' ORDER BY s.amount DESC LIMIT 1";
    let material: String = deps.db.reader().fetch_one(sql(q).bind(unit)).await.unwrap().get("material").unwrap();
    let material = MaterialCode::parse(&material).unwrap();
    for n in 0..SALES {
        fill_batch(deps, operator, unit, Into::New(material), Amount(1_000), &format!("sack-{n}")).await.unwrap();
    }
    let open = read_store(deps, operator, unit).await.unwrap().batches;
    let ids: Vec<_> = open.iter().filter(|b| b.state == BatchState::Open && b.amount == Amount(1_000)).map(|b| b.id).collect();
    for (n, id) in ids.iter().enumerate() {
        seal_batch(deps, operator, unit, *id, &format!("KILL-{n:03}")).await.unwrap();
    }
    ids
}

impl Story for Scene {
    const ENOUGH: usize = 8;
    const MAKES: &'static [(&'static str, usize)] = &[
        ("SELECT COUNT(*) AS n FROM waste_payment", TRANSFERS),
        ("SELECT COUNT(*) AS n FROM waste_sale", SALES),
        ("SELECT COUNT(*) AS n FROM booking WHERE state = 'cancelled'", CANCELLATIONS),
        ("SELECT COUNT(*) AS n FROM fare_settlement", SETTLEMENTS),
    ];

    /// The demo, with sealed sacks, a family, parties that will cancel, and others that stand at the scale this morning.
    async fn prepare(deps: &Deps) -> Self {
        deps.db.migrate().await.unwrap();
        seed_demo(deps).await.unwrap();
        let operator = actor(deps, "penimbang@demo.sentra.id").await;
        let shopper = actor(deps, "pembeli@demo.sentra.id").await;
        let mut run = deps.db.reader();
        let rows =
            run.fetch_all(sql("SELECT id, tour_id FROM departure WHERE consent = 'given' ORDER BY starts_at DESC LIMIT 2")).await.unwrap();
        let (later, departure): (DepartureId, DepartureId) = (rows[0].get("id").unwrap(), rows[1].get("id").unwrap());
        let tour: TourId = rows[1].get("tour_id").unwrap();
        let rich = "SELECT id, home_unit FROM waste_member WHERE person_id IS NULL ORDER BY balance DESC, id LIMIT 3";
        let rows = run.fetch_all(sql(rich)).await.unwrap();
        let (unit, members) = (rows[0].get("home_unit").unwrap(), [0, 1].map(|n| rows[n].get("id").unwrap()));
        let card = run.fetch_one(sql("SELECT card FROM waste_member WHERE id = $1").bind(members[1])).await.unwrap();
        let payer: WasteMemberId = rows[2].get("id").unwrap();

        let mut tx = deps.db.begin().await.unwrap();
        tx.execute(sql("UPDATE departure_leg SET capacity = 100")).await.unwrap();
        tx.execute(sql("UPDATE waste_member SET person_id = $1 WHERE id = $2").bind(shopper.person().unwrap()).bind(payer)).await.unwrap();
        staff::appoint(&mut tx, tour, operator.person().unwrap(), Duty::Guide, deps.now()).await.unwrap();
        tx.commit().await.unwrap();

        link_family(deps, &operator, unit, members[0], &card.get::<String>("card").unwrap(), true).await.unwrap();
        let sacks = sacks(deps, &operator, unit).await;
        let mut cancelled = Vec::new();
        for n in 0..CANCELLATIONS {
            let secret = book_party(deps, &shopper, &party(later, &format!("cancelled {n}"), 1)).await.unwrap().secret;
            let mixture = PayTour { balance: FROM_BALANCE, cash: Rupiah(i64::MAX), ..PayTour::default() };
            pay_tour(deps, &shopper, BookingKey::Secret(&secret), &mixture).await.unwrap();
            cancelled.push(secret);
        }
        let mut parties = Vec::new();
        let pet = MaterialCode::parse("PL-01").unwrap();
        for n in 0..SETTLEMENTS {
            let secret = book_party(deps, &Actor::GUEST, &party(departure, &format!("weighed {n}"), 1)).await.unwrap().secret;
            let promise = PayTour { pledge: vec![(pet, Grams(2_000))], cash: Rupiah(i64::MAX), ..PayTour::default() };
            pay_tour(deps, &Actor::GUEST, BookingKey::Secret(&secret), &promise).await.unwrap();
            parties.push(read_booking(deps, &Actor::GUEST, BookingKey::Secret(&secret)).await.unwrap().number);
        }
        let mut tx = deps.db.begin().await.unwrap();
        let now = deps.now();
        let to_now = sql("UPDATE departure SET starts_at = $1, ends_at = $2, book_until = $3 WHERE id = $4")
            .bind(now.plus(30 * MINUTE))
            .bind(now.plus(9 * HOUR))
            .bind(now)
            .bind(departure);
        tx.execute(to_now).await.unwrap();
        tx.commit().await.unwrap();
        Self { unit, members, sacks, cancelled, departure, parties, balances: balances(deps).await }
    }

    async fn tasks(&self, address: SocketAddr) -> Vec<Arc<Task>> {
        let operator = log_in(address, "penimbang@demo.sentra.id").await;
        let mut all = Vec::new();
        let mut task =
            |path: String, cookie: &str, form: String, once: bool| all.push(Task { path, cookie: cookie.to_owned(), form, once });
        let unit = self.unit.to_string();
        for n in 0..TRANSFERS {
            // To and fro.
            let (from, to) = (self.members[n % 2], self.members[(n + 1) % 2].to_string());
            let fields = [("go", "transfer"), ("nonce", &*format!("kill-{n}")), ("to", &*to), ("amount", "1000")];
            task(format!("/loket/{unit}/{from}/keluarga"), &operator, form(&fields), false);
        }
        for (n, sack) in self.sacks.iter().enumerate() {
            let (nonce, sack) = (format!("kill-{n}"), sack.to_string());
            let fields = [
                ("nonce", &*nonce),
                ("collector", "Pengepul Demo"),
                ("ticket", ""),
                ("batch", &*sack),
                ("gross", "1"),
                ("tare", ""),
                ("rate", "3000"),
                ("total", "3000"),
                ("go", "save"),
            ];
            task(format!("/loket/{unit}/gudang/jual"), &operator, form(&fields), false);
        }
        for secret in &self.cancelled {
            task(format!("/wisata/pesanan/{secret}"), "", form(&[("go", "cancel"), ("fee", "0")]), true);
        }
        for (n, party) in self.parties.iter().enumerate() {
            // The promised bottles at the list's Rp4.000, the rest of Rp20.000 in cash.
            let (nonce, member) = (format!("kill-{n}"), self.members[0].to_string());
            let fields = [
                ("nonce", &*nonce),
                ("unit", &*unit),
                ("member", &*member),
                ("material", "PL-01"),
                ("gross", "2"),
                ("tare", ""),
                ("deduction", ""),
                ("reason", ""),
                ("total", "8000"),
                ("cash", "12000"),
                ("go", "save"),
            ];
            task(format!("/meja-wisata/berangkat/{}/timbang/{party}", self.departure), &operator, form(&fields), false);
        }
        mixed(all, 8)
    }

    async fn check(&self, deps: &Deps) {
        // Transfers stay among members, goods that pay a fare leave nothing over, and each refund came back once.
        let refunds = FROM_BALANCE.0 * i64::try_from(CANCELLATIONS).unwrap();
        assert_eq!(balances(deps).await - self.balances, refunds);
        let hand = "SELECT CAST(SUM(amount) AS BIGINT) AS n FROM fare_part WHERE kind = 'cash' AND state = 'paid'";
        assert_eq!(number(deps, hand).await, 12_000 * i64::try_from(SETTLEMENTS).unwrap(), "cash is taken once");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_form_counts_once_on_sqlite() {
    each_counts_once::<Scene>(async || None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_form_counts_once_on_postgres() {
    each_counts_once::<Scene>(async || Some(database_url().await)).await;
}
