//! Measures placing orders on SQLite with synchronous=FULL: `cargo run --release -p backend --example order_bench`.
//!
//! Each order has five lines from three shops; 32 shoppers order at once, first alone, then with the job runner of the
//! same process beside them (mails, index). The yardstick is the rate of bare transactions of twelve inserts on the same
//! disk in the same run. Afterwards everything is added up: nothing may be lost or doubled.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a table for people is what this program is for")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use backend::db::{Run, sql};
use backend::deps::Deps;
use backend::jobs::runner;
use backend::market::add_to_cart::add_to_cart;
use backend::market::place_order::{PlaceOrder, place_order};
use backend::testing::market::Goods;
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::kernel::ids::AuditId;
use domain::market::delivery::DeliveryKind;
use domain::market::payment::PaymentMethod;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

const ORDERS: usize = 2_000;
const AT_ONCE: usize = 32;
const BARE: usize = 3_000;

#[tokio::main]
async fn main() {
    let w = World::sqlite().await;
    let mut goods = Vec::new();
    for name in ["Satu", "Dua", "Tiga"] {
        let stall = w.stall(name).await;
        for n in 0..20 {
            goods.push(w.goods(&stall, &format!("Keripik {n}"), 10_000 + n, 1_000_000).await);
        }
    }
    let bare = bare(&w.deps).await;
    println!("bare transactions of 12 inserts  {bare:8.0} /s");
    report("orders, alone", place(&w, &goods).await, bare);
    let stop = CancellationToken::new();
    let worker = tokio::spawn(runner::run(Arc::clone(&w.deps), stop.clone(), Duration::from_secs(1)));
    report("orders, with the job runner", place(&w, &goods).await, bare);
    stop.cancel();
    worker.await.unwrap();
    w.assert_nothing_lost().await;
    let placed: i64 = w.deps.db.reader().fetch_one(sql("SELECT COUNT(*) AS n FROM market_order")).await.unwrap().get("n").unwrap();
    assert_eq!(placed, 2 * i64::try_from(ORDERS).unwrap(), "none lost, none doubled");
}

fn report(what: &str, (rate, mut millis): (f64, Vec<f64>), bare: f64) {
    millis.sort_by(f64::total_cmp);
    let (p50, p99) = (millis[millis.len() / 2], millis[millis.len() * 99 / 100]);
    println!("{what:32} {rate:8.0} /s   {:.2} x bare   p50 {p50:.1} ms   p99 {p99:.1} ms", rate / bare);
}

async fn bare(deps: &Deps) -> f64 {
    let began = Instant::now();
    for _ in 0..BARE {
        let mut tx = deps.db.begin().await.unwrap();
        for _ in 0..12 {
            let q = sql("INSERT INTO audit (id, at, action, subject, detail) VALUES ($1, $2, 'bench', '', '')");
            tx.execute(q.bind(deps.id::<AuditId>()).bind(deps.now())).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
    BARE as f64 / began.elapsed().as_secs_f64()
}

/// Fills the carts, then lets everybody order. Gives the rate and each order's milliseconds.
async fn place(w: &World, goods: &[Goods]) -> (f64, Vec<f64>) {
    let mut forms: Vec<(Actor, PlaceOrder)> = Vec::with_capacity(ORDERS);
    for n in 0..ORDERS {
        let guest = w.guest().await;
        for line in 0..5 {
            let at = (line % 3) * 20 + (n * 7 + line) % 20;
            add_to_cart(&w.deps, &guest, goods[at].variant, 1 + i64::from(n % 3 == 0)).await.unwrap();
        }
        let form = w.checkout(&guest, "k", DeliveryKind::OwnCourier, PaymentMethod::Cash).await;
        forms.push((guest, form));
    }
    let (forms, next) = (Arc::new(forms), Arc::new(AtomicUsize::new(0)));
    let began = Instant::now();
    let shoppers: Vec<_> = (0..AT_ONCE)
        .map(|_| {
            let (deps, forms, next) = (Arc::clone(&w.deps), Arc::clone(&forms), Arc::clone(&next));
            tokio::spawn(async move {
                let mut millis = Vec::new();
                while let Some((guest, form)) = forms.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let at = Instant::now();
                    place_order(&deps, guest, form).await.unwrap();
                    millis.push(at.elapsed().as_secs_f64() * 1_000.0);
                }
                millis
            })
        })
        .collect();
    let mut millis = Vec::new();
    for s in shoppers {
        millis.extend(s.await.unwrap());
    }
    (ORDERS as f64 / began.elapsed().as_secs_f64(), millis)
}
