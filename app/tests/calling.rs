//! The planners' list of parties to call.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

#[path = "support/visitor.rs"]
mod visitor;

use backend::flows::tours::close::cancel_departure;
use backend::flows::tours::pay::pay_tour;
use backend::heritage::book_party::{BookParty, book_party};
use backend::heritage::call_parties::list_calls;
use backend::heritage::read_booking::BookingKey;
use backend::testing::heritage::{cash, party, saturday};
use backend::testing::world::World;
use domain::heritage::contact::Contact;
use domain::identity::actor::Actor;
use domain::kernel::locale::Locale;
use visitor::Visitor;

const LIST: &str = "/meja-wisata/hubungi";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_party_is_told_by_a_press_and_ticked_off_once() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let planner = Visitor::new(&w, &s.officer);
    planner.get(LIST).await.is(200).has("Semua sudah dikabari");
    let contact = Contact::parse("Asep <b>", "0812-3456-7890", "").unwrap();
    let form = BookParty { contact, locale: Locale::En, ..party(d, "telepon", 2) };
    let secret = book_party(&w.deps, &Actor::GUEST, &form).await.unwrap().secret;
    pay_tour(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret), &cash()).await.unwrap();
    cancel_departure(&w.deps, &s.officer, d, "bus rusak").await.unwrap();

    planner.get("/meja-wisata").await.is(200).has("1 rombongan perlu dihubungi");
    let page = planner.get(LIST).await.is(200).has("Asep &lt;b").has_not("Asep <b>").has("href=\"tel:+6281234567890\"");
    // In the language in which the party is written to, whatever the planner reads.
    let page = page.has("lang=\"en\"").has("https://wa.me/6281234567890?text=Hello%20Asep").has("bus rusak");
    page.has(&format!("wisata%2Fpesanan%2F{secret}"));
    planner.get(&format!("/en{LIST}")).await.is(200).has("1 party to call");

    planner.post(LIST, &[]).await.is(422).has("tidak ada lagi di daftar");
    planner.post(LIST, &[("call", "bukan")]).await.is(422).has("Asep &lt;b");
    let call = list_calls(&w.deps, &s.officer).await.unwrap().open[0].calls[0].id.to_string();
    for stranger in [&s.guide, &s.base] {
        let stranger = Visitor::new(&w, stranger);
        stranger.get(LIST).await.is(404);
        stranger.post(LIST, &[("call", &call)]).await.is(404);
    }
    planner.post(LIST, &[("call", &call)]).await.leads_to(LIST);
    planner.post(LIST, &[("call", &call)]).await.leads_to(LIST);
    planner.get(LIST).await.is(200).has("Semua sudah dikabari").has("Ratna").has_not("wa.me");
    let desk = list_calls(&w.deps, &s.officer).await.unwrap();
    assert_eq!((desk.open.len(), desk.done.len()), (0, 1));
}
