//! The practice gateway says what is paid: an order of the market, or a tour.

use backend::flows::tours::card::Next;
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::heritage::read_booking::BookingKey;
use backend::testing::heritage::saturday;
use backend::testing::world::World;
use domain::identity::actor::Actor;

use crate::browser::Browser;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_goes_to_its_shops() {
    let w = World::sqlite().await;
    let stall = w.stall("Kebun").await;
    let goods = w.goods(&stall, "Opak", 12_000, 9).await;
    let v = Browser::stranger(&w);
    v.add(&goods, "1").await;
    let form = v.checkout().await;
    let page = v.place(&form, &[("method", "card")]).await.is(303).to;
    v.get(&page).await.is(200).has("Kembali ke pesanan<").has_not("Pesanan tur");
    v.get(&format!("/en{page}")).await.is(200).has("Back to the order<").has_not("Tour booking");
    let order = v.post(&page, &[("go", "pay")]).await.is(303).to;
    v.get(&order).await.is(200).has("Pembayaran diterima. Pesanan diteruskan ke toko.");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tour_has_no_shops() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let secret = w.hold(&Actor::GUEST, d, "satu", 2).await;
    let paid = pay_tour(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret), &PayTour::default()).await.unwrap();
    let Next::Pay { url: page } = paid else { panic!("a card") };
    let v = Browser::stranger(&w);
    v.get(&page).await.is(200).has("Pesanan tur").has("Kembali ke pesanan tur").has("Rp40.000");
    v.get(&format!("/en{page}")).await.is(200).has("Tour booking").has("Back to the tour booking").has_not("Back to the order");
    let booking = format!("/wisata/pesanan/{secret}");
    v.post(&page, &[("go", "pay")]).await.leads_to(&booking);
    v.get(&booking).await.is(200).has("Pembayaran diterima.").has_not("diteruskan ke toko").has("Kursi Anda sudah pasti");
}
