//! What a party's page asks of it when one of them does not come, or what they have promised is not taken any more.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

#[path = "support/visitor.rs"]
mod visitor;

use backend::flows::tours::cancel::cancel_booking;
use backend::flows::tours::judge::{approve_visitors, refuse_visitor};
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::heritage::read_booking::{BookingKey, read_booking};
use backend::testing::heritage::{cash, saturday};
use backend::testing::wastebank::code;
use backend::testing::world::World;
use backend::wastebank::decide_price::decide_price;
use backend::wastebank::propose_price::propose_price;
use domain::heritage::manifest::RefusalReason;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::weight::Grams;
use domain::wastebank::price::Tier;
use visitor::Visitor;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_part_of_which_nothing_is_left_is_not_to_be_paid() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    w.counter().await;
    let d = w.departure(&s, saturday()).await;
    let secret = w.hold(&Actor::GUEST, d, "satu", 2).await;
    // Rp20.000 in waste, and as much in cash.
    let form = PayTour { pledge: vec![(code("PL-01"), Grams(5_000))], ..cash() };
    pay_tour(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret), &form).await.unwrap();
    let (guest, home) = (Visitor::new(&w, &Actor::GUEST), format!("/wisata/pesanan/{secret}"));
    let due = |body: &str| body.matches("belum dibayar").count();
    let page = guest.get(&home).await.is(200).has("Janji bawa sampah").has("Tunai di titik kumpul").has("Uang tunai Rp20.000");
    assert_eq!(due(&page.body), 2);

    let one = read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret)).await.unwrap().visitors[0].id;
    refuse_visitor(&w.deps, &s.base, d, s.site("pusdikpal"), one, RefusalReason::Security, "").await.unwrap();
    let page = guest.get(&home).await.is(200).has("Janji bawa sampah").has("kira-kira 5 kg").has_not("Tunai di titik kumpul");
    assert_eq!(due(&page.body), 1, "cash falls away first, and Rp0 is nothing to be paid");
    guest.get(&format!("/en{home}")).await.is(200).has("still to pay").has_not("Cash at the meeting point");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_promised_and_is_not_taken_on_the_day_is_said() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    w.counter().await;
    let (one, two) = (w.person("Satu", &[Role::Officer]).await, w.person("Dua", &[Role::Officer]).await);
    let d = w.departure(&s, saturday()).await;
    let secret = w.hold(&Actor::GUEST, d, "satu", 2).await;
    let form = PayTour { pledge: vec![(code("PL-01"), Grams(5_000))], ..cash() };
    pay_tour(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret), &form).await.unwrap();
    let (guest, home) = (Visitor::new(&w, &Actor::GUEST), format!("/wisata/pesanan/{secret}"));
    guest.get(&home).await.is(200).has("kira-kira 5 kg").has_not("tidak diterima lagi");
    let id = propose_price(&w.deps, &one, code("PL-01"), Tier::Member, None, saturday().start_of_wib_day()).await.unwrap();
    decide_price(&w.deps, &two, id, true).await.unwrap();
    for page in [home.clone(), format!("{home}/tiket")] {
        guest.get(&page).await.is(200).has("PL-01 tidak diterima lagi pada hari itu").has("Rp20.000").has_not("kira-kira 5 kg");
        guest.get(&format!("/en{page}")).await.is(200).has("PL-01 is no longer taken on that day");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gate_does_not_read_approved_of_who_has_cancelled() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let (d, pal) = (w.departure(&s, saturday()).await, s.site("pusdikpal"));
    let secret = w.confirm(&Actor::GUEST, d, "satu", 1).await;
    let b = read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret)).await.unwrap();
    approve_visitors(&w.deps, &s.base, d, pal, &[b.visitors[0].id]).await.unwrap();
    let (base, list) = (Visitor::new(&w, &s.base), format!("/meja-wisata/tempat/{pal}/{d}"));
    base.get(&list).await.is(200).has("Disetujui").has("reason-");
    let fee = b.cancelling(w.deps.now()).1;
    cancel_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret), fee).await.unwrap();
    base.get(&list).await.is(200).has("Dibatalkan").has_not("Disetujui").has_not("reason-");
}
