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
use backend::testing::heritage::party;
use backend::testing::postgres::database_url;
use domain::identity::actor::Actor;
use domain::kernel::ids::DepartureId;
use real::task::{Scales, Story, Task, bottles, each_counts_once, form, log_in, mixed, number, one_guest, roomy_demo};

const DEPOSITS: usize = 24;
const WITHDRAWALS: usize = 8;
const CORRECTIONS: usize = 6;
const BOOKINGS: usize = 10;
const PAYMENTS: usize = 10;
/// Of each fare, in rupiah.
const FROM_BALANCE: i64 = 2_000;

/// What the demo has that the tasks are about.
struct Scene {
    counters: Scales,
    slips: Vec<String>,
    departure: DepartureId,
    held: Vec<String>,
}

impl Story for Scene {
    const ENOUGH: usize = 12;
    const MAKES: &'static [(&'static str, usize)] = &[
        ("SELECT COUNT(*) AS n FROM waste_deposit", DEPOSITS),
        ("SELECT COUNT(*) AS n FROM waste_payment", WITHDRAWALS),
        ("SELECT COUNT(*) AS n FROM waste_reversal", CORRECTIONS),
        ("SELECT COUNT(*) AS n FROM booking", BOOKINGS),
    ];

    /// With slips to undo and bookings that wait to be paid.
    async fn prepare(deps: &Deps) -> Self {
        let (counters, departure) = roomy_demo(deps).await;
        let mut run = deps.db.reader();
        let q = "SELECT d.slip FROM waste_deposit d JOIN waste_member m ON m.id = d.member_id WHERE m.person_id IS NULL ORDER BY d.at DESC, d.slip LIMIT $1";
        let rows = run.fetch_all(sql(q).bind(i64::try_from(CORRECTIONS).unwrap())).await.unwrap();
        let slips = rows.iter().map(|r| r.get("slip").unwrap()).collect();
        let mut held = Vec::new();
        for n in 0..PAYMENTS {
            let form = party(departure, &format!("held {n}"), 1);
            held.push(backend::heritage::book_party::book_party(deps, &Actor::GUEST, &form).await.unwrap().secret);
        }
        Self { counters, slips, departure, held }
    }

    async fn tasks(&self, address: SocketAddr) -> Vec<Arc<Task>> {
        let operator = log_in(address, "penimbang@demo.sentra.id").await;
        let shopper = log_in(address, "pembeli@demo.sentra.id").await;
        let mut all = Vec::new();
        let mut task =
            |path: String, cookie: &str, form: String, once: bool| all.push(Task { path, cookie: cookie.to_owned(), form, once });
        let scales = self.counters.iter().map(|(unit, member)| format!("/loket/{unit}/{member}"));
        for (n, scale) in scales.clone().cycle().take(DEPOSITS).enumerate() {
            // Two kilograms of clear PET at the list's Rp4.000.
            task(scale, &operator, bottles(&format!("kill-{n}"), "2", "8000"), false);
        }
        for (n, scale) in scales.take(WITHDRAWALS).enumerate() {
            task(format!("{scale}/tunai"), &operator, form(&[("nonce", &format!("kill-{n}")), ("amount", "5000")]), false);
        }
        for slip in &self.slips {
            task(format!("/slip/{slip}"), &operator, form(&[("reason", "salah timbang")]), true);
        }
        for n in 0..BOOKINGS {
            task(format!("/wisata/wisata-militer/pesan/{}", self.departure), "", one_guest(&format!("kill-{n}"), n), false);
        }
        for secret in &self.held {
            let fields = [("balance", "2000"), ("rest", "cash"), ("counted", "2000-0-18000-0"), ("go", "place")];
            task(format!("/wisata/pesanan/{secret}"), &shopper, form(&fields), false);
        }
        mixed(all, 7)
    }

    async fn check(&self, deps: &Deps) {
        let fares = number(deps, "SELECT CAST(SUM(amount) AS BIGINT) AS n FROM waste_fare").await;
        assert_eq!(fares, i64::try_from(PAYMENTS).unwrap() * FROM_BALANCE, "paid once each");
        let confirmed = number(deps, "SELECT COUNT(*) AS n FROM booking WHERE state = 'confirmed'").await;
        assert_eq!(confirmed, i64::try_from(PAYMENTS).unwrap());
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
