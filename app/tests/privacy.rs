//! The page about privacy says what the house does: of whom it keeps what, and for how long.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod support;

use backend::heritage::publish_tour::hide_tour;
use backend::heritage::set_terms::set_terms;
use backend::testing::heritage::saturday;
use backend::testing::world::World;
use domain::heritage::terms::Terms;
use domain::identity::actor::Actor;
use domain::kernel::clock::DAY;
use support::Client;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_days_after_which_identities_are_forgotten_are_those_of_the_terms() {
    let w = World::sqlite().await;
    let c = Client::new(&w);
    // Nothing can be booked.
    c.get("/privasi").await.has("Anggota bank sampah").has_not("paspor").has_not("hari setelah kunjungan");
    let s = w.sightseeing().await;
    let page = c.get("/privasi").await;
    page.has(&format!("dihapus paling lambat {} hari setelah kunjungan", s.tour.terms.purge_days));
    assert!(page.tags.unwrap().contains(&format!("tour:{}", s.tour.id)), "new terms drop the kept page");
    let from_tomorrow = Terms { purge_days: 1, ..s.tour.terms };
    set_terms(&w.deps, &s.officer, s.tour.id, &from_tomorrow, w.deps.now().plus(DAY)).await.unwrap();
    c.get("/privasi").await.has(&format!("paling lambat {} hari", s.tour.terms.purge_days));
    w.pass(DAY);
    c.get("/privasi").await.has("paling lambat 1 hari setelah kunjungan");
    c.get("/en/privasi").await.has("deleted 1 day after the visit at the latest");
    // Hidden, it still has its parties, who have booked by the terms of before.
    let d = w.departure(&s, saturday()).await;
    w.confirm(&Actor::GUEST, d, "satu", 1).await;
    let longer = Terms { purge_days: 30, ..from_tomorrow };
    set_terms(&w.deps, &s.officer, s.tour.id, &longer, w.deps.now().plus(DAY)).await.unwrap();
    w.pass(DAY);
    c.get("/privasi").await.has("paling lambat 30 hari setelah kunjungan");
    hide_tour(&w.deps, &s.officer, s.tour.id).await.unwrap();
    let page = c.get("/privasi").await;
    page.has("paling lambat 1 hari setelah kunjungan");
    assert!(page.tags.unwrap().contains(&format!("tour:{}", s.tour.id)), "its terms still count");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_tells_who_reads_papers_and_slips_and_of_every_cookie() {
    let w = World::sqlite().await;
    w.sightseeing().await;
    let c = Client::new(&w);
    c.get("/privasi")
        .await
        .has("hanya dibuka oleh petugas pangkalan atau kampung")
        .has("Foto sampah yang ditimbang")
        .has("ponsel petugas titik kumpul");
    c.get("/privasi").await.has("nama, kebutuhan, dan nomor telepon rombongan").has("dapat membuka setiap slip beserta fotonya");
    let page = c.get("/en/privasi").await;
    page.has("we record who looked and when").has("Photos of weighed waste").has("phones of staff at the meeting point have a fourth");
    page.has("guides see names, needs and the phone number").has("can open every slip and its photo").has("base or village asks for");
}
