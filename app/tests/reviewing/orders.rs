use backend::market::read_order::{OrderKey, read_order};
use backend::market::run_order_timers::run_order_timers;
use backend::market::take_order_step::{Side, take_order_step};
use backend::testing::market::Stall;
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::market::order::{OrderEvent, OrderState};
use domain::market::payment::PaymentMethod;

use crate::officer;
use crate::visitor::{Visitor, merchant};

struct Late {
    secret: String,
    number: String,
}

/// An order that is on its way for too long.
async fn late(w: &World, stall: &Stall) -> Late {
    let goods = w.goods(stall, "Opak", 12_000, 3).await;
    let guest = w.guest().await;
    let placed = w.order(&guest, &[(&goods, 1)], PaymentMethod::Cash).await;
    let sub = read_order(&w.deps, &guest, OrderKey::Secret(&placed.secret)).await.unwrap().subs.remove(0);
    for event in [OrderEvent::Accept, OrderEvent::Pack, OrderEvent::Dispatch] {
        take_order_step(&w.deps, &stall.owner, Side::Merchant, sub.id, event, "").await.unwrap();
    }
    w.pass(w.deps.settings().await.unwrap().order_rules.delivery_window);
    assert_eq!(run_order_timers(&w.deps).await.unwrap(), 1);
    Late { secret: placed.secret, number: sub.number }
}

async fn state(w: &World, late: &Late) -> OrderState {
    read_order(&w.deps, &Actor::GUEST, OrderKey::Secret(&late.secret)).await.unwrap().subs[0].state
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_officer_finds_a_late_order_and_ends_it() {
    let w = World::sqlite().await;
    let (stall, shop) = merchant(&w, "Kebun").await;
    let late = late(&w, &stall).await;
    let officer = officer(&w).await;
    let page = format!("/petugas/pesanan/{}", late.number);
    officer.get("/petugas/pesanan").await.is(200).has(&page).has("Kebun");
    officer.get("/petugas/pesanan?lihat=dana").await.is(200).has_not(&page).has("Tidak ada dana");
    officer.get(&format!("/petugas/pesanan?q={}", &late.number[10..])).await.is(200).has(&page);
    officer.get("/en/petugas/pesanan?q=SN-000").await.is(200).has("No such number");
    let shown = officer.get(&page).await.is(200).has("Neng Siti").has("tel:+6281322110099").has("tel:+6281234567890");
    let shown = shown.has("value=\"complete\"").has("value=\"cancel\"").has("value=\"fail\"").has("Lewat waktu antar");
    shown.has_not(&late.secret);

    officer.post(&page, &[("do", "cancel"), ("reason", " ")]).await.is(422).has("f-reason-err");
    officer.post(&page, &[("do", "accept")]).await.is(422);
    officer.post(&page, &[("do", "entah")]).await.is(400);
    officer.post("/petugas/pesanan/SN-1", &[("do", "cancel"), ("reason", "x")]).await.is(404);
    shop.post(&page, &[("do", "cancel"), ("reason", "x")]).await.is(403);
    assert_eq!(state(&w, &late).await, OrderState::Overdue);
    officer.post(&page, &[("do", "cancel"), ("reason", "Kurir tidak pernah datang")]).await.leads_to(&page);
    assert_eq!(state(&w, &late).await, OrderState::Cancelled);
    officer.get(&page).await.is(200).has("Kurir tidak pernah datang").has_not("value=\"cancel\"");
    // Both sides read why.
    shop.get(&format!("/dagang/pesanan/{}", late.number)).await.is(200).has("Kurir tidak pernah datang");
    shop.get("/akun/kotak-masuk").await.is(200).has("Kurir tidak pernah datang");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shopper_who_has_it_says_so() {
    let w = World::sqlite().await;
    let (stall, _) = merchant(&w, "Kebun").await;
    let late = late(&w, &stall).await;
    let guest = Visitor::new(&w, &Actor::GUEST);
    let page = format!("/pesanan/{}", late.secret);
    guest.get(&page).await.is(200).has("Sudah sampaikah pesanan ini?").has("value=\"complete\"");
    let sub = read_order(&w.deps, &Actor::GUEST, OrderKey::Secret(&late.secret)).await.unwrap().subs[0].id.to_string();
    guest.post(&page, &[("sub", &sub), ("go", "complete")]).await.leads_to(&page);
    assert_eq!(state(&w, &late).await, OrderState::Completed);
}
