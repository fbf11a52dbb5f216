//! What the public pages of a tour promise before anybody books: how it can be paid, what a change of mind costs.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod support;

use std::sync::Arc;

use backend::testing::world::World;
use support::Client;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_card_is_promised_only_where_the_house_takes_one() {
    let mut w = World::sqlite().await;
    let with = "Bayar sekarang, kursi langsung pasti";
    Arc::get_mut(&mut w.deps).unwrap().gateways.card = None;
    w.sightseeing().await;
    let c = Client::new(&w);
    c.get("/wisata/wisata-militer").await.has("Tiga cara membayar").has_not(with);
    c.get("/en/wisata").await.has("Cash at the meeting point.").has_not("or a card");
    let w = World::sqlite().await;
    w.sightseeing().await;
    let c = Client::new(&w);
    c.get("/wisata/wisata-militer").await.has("Empat cara membayar").has(with);
    c.get("/en/wisata").await.has("or a card");
}
