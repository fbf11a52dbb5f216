use backend::market::read_order::{OrderKey, read_order};
use backend::testing::market::Stall;
use backend::testing::world::World;
use domain::market::order::OrderState;
use domain::market::payment::PaymentMethod;

use crate::visitor::{Visitor, merchant};

struct Scene {
    w: World,
    v: Visitor,
    number: String,
    secret: String,
}

/// An order of two for an open shop, by its own courier, to be paid in cash.
async fn ordered() -> (Scene, Stall) {
    let w = World::sqlite().await;
    let (stall, v) = merchant(&w, "Kebun").await;
    let goods = w.goods(&stall, "Opak", 12_000, 3).await;
    let shopper = w.guest().await;
    let placed = w.order(&shopper, &[(&goods, 2)], PaymentMethod::Cash).await;
    let order = read_order(&w.deps, &shopper, OrderKey::Secret(&placed.secret)).await.unwrap();
    (Scene { w, v, number: order.subs[0].number.clone(), secret: placed.secret }, stall)
}

impl Scene {
    async fn state(&self) -> OrderState {
        let order = read_order(&self.w.deps, &domain::identity::actor::Actor::GUEST, OrderKey::Secret(&self.secret)).await.unwrap();
        order.subs[0].state
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_is_taken_from_acceptance_to_hand_over() {
    let (s, _) = ordered().await;
    let page = format!("/dagang/pesanan/{}", s.number);
    s.v.get("/dagang").await.is(200).has(&s.number);
    s.v.get("/dagang/pesanan?status=new").await.is(200).has("Neng Siti").has(&page);
    s.v.get("/dagang/pesanan?q=0813").await.is(200).has("Neng Siti");
    s.v.get("/dagang/pesanan?status=done").await.is(200);
    s.v.get(&page).await.is(200).has("value=\"accept\"").has("https://wa.me/6281322110099");
    for (step, state) in [
        ("accept", OrderState::Accepted),
        ("pack", OrderState::Packed),
        ("dispatch", OrderState::OnTheWay),
        ("hand_over", OrderState::HandedOver),
    ] {
        s.v.get(&page).await.is(200).has(&format!("value=\"{step}\""));
        s.v.post(&page, &[("do", step)]).await.leads_to(&page);
        assert_eq!(s.state().await, state);
        // The same button again: said, not done.
        s.v.post(&page, &[("do", step)]).await.is(422);
    }
    s.v.get(&format!("{page}/slip")).await.is(200).has("Opak");
    s.v.get(&format!("/en{page}/faktur")).await.is(200).has("Invoice").has("Rp24.000").has("Rp29.000");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cancelling_needs_a_reason() {
    let (s, _) = ordered().await;
    let page = format!("/dagang/pesanan/{}", s.number);
    s.v.post(&page, &[("do", "cancel"), ("reason", " ")]).await.is(422).has("f-reason-err");
    let long = "x".repeat(301);
    s.v.post(&page, &[("do", "cancel"), ("reason", &long)]).await.is(422).has(&long);
    assert_eq!(s.state().await, OrderState::Placed);
    s.v.post(&page, &[("do", "cancel"), ("reason", "Bahan habis")]).await.leads_to(&page);
    assert_eq!(s.state().await, OrderState::Cancelled);
    s.v.get(&page).await.is(200).has("Bahan habis");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_the_shops_to_do_is_refused() {
    let (s, _) = ordered().await;
    let page = format!("/dagang/pesanan/{}", s.number);
    for step in ["complete", "pay", "expire", "make_ready"] {
        s.v.post(&page, &[("do", step)]).await.is(422);
    }
    s.v.post(&page, &[("do", "entah")]).await.is(400);
    s.v.post(&page, &[("do", "agree")]).await.is(422);
    assert_eq!(s.state().await, OrderState::Placed);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn anothers_orders_are_not_there() {
    let (s, _) = ordered().await;
    let (_, other) = merchant(&s.w, "Tetangga").await;
    let page = format!("/dagang/pesanan/{}", s.number);
    for path in [page.clone(), format!("{page}/slip"), format!("{page}/faktur"), "/dagang/pesanan/SN-1".to_owned()] {
        other.get(&path).await.is(404);
    }
    other.post(&page, &[("do", "accept")]).await.is(404);
    assert_eq!(s.state().await, OrderState::Placed);
}

/// The cloth that stands for the product, as it is dressed: `cloth-kapas`.
fn cloth(page: &str) -> &str {
    let dressed = page.split("class=\"motif ").nth(1).expect("a motif");
    dressed.split('"').next().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_merchant_sees_a_product_without_a_photo_in_the_cloth_that_shoppers_see() {
    let (s, _) = ordered().await;
    let shopper = s.v.get(&format!("/pesanan/{}", s.secret)).await.is(200).body;
    for page in [format!("/dagang/pesanan/{}", s.number), "/dagang/produk".to_owned()] {
        assert_eq!(cloth(&s.v.get(&page).await.is(200).body), cloth(&shopper), "{page}");
    }
}
