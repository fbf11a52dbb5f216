//! Where a tour begins changes, and whoever is sure to come is told.

use backend::both_engines;
use backend::flows::tours::close::cancel_departure;
use backend::flows::tours::pay::pay_tour;
use backend::heritage::book_party::{BookParty, book_party};
use backend::heritage::call_parties::list_calls;
use backend::heritage::change_tour::change_tour;
use backend::heritage::purge_identities::purge_identities;
use backend::heritage::read_booking::BookingKey;
use backend::notices::Notice;
use backend::notices::list_notices::list_notices;
use backend::testing::heritage::{Sightseeing, cash, party, saturday, typed_tour};
use backend::testing::world::World;
use domain::heritage::contact::Contact;
use domain::heritage::news::{TourEvent, TourNews};
use domain::heritage::tour_profile::TypedProfile;
use domain::identity::actor::Actor;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::clock::DAY;
use domain::kernel::geo::Point;
use domain::kernel::paging::PageRequest;

use crate::scene::read;

/// The tour begins at this place.
async fn meets_at(w: &World, s: &Sightseeing, place: &str) {
    let new = TypedProfile { place: Bilingual::new(place, ""), ..typed_tour("Wisata Baru") };
    change_tour(&w.deps, &s.officer, s.tour.id, &new).await.unwrap();
}

/// What is still to be told by phone.
async fn to_call(w: &World, s: &Sightseeing) -> Vec<TourNews> {
    list_calls(&w.deps, &s.officer).await.unwrap().open.into_iter().flat_map(|p| p.calls).map(|c| c.news).collect()
}

/// How many mails tell of it so far.
async fn mails(w: &World) -> usize {
    w.run_jobs().await;
    w.mails().iter().filter(|m| m.subject.starts_with("Titik kumpul")).count()
}

both_engines!(whoever_is_sure_to_come_is_told_once_where_to_come, |w| {
    let s = w.sightseeing().await;
    let (d, off) = (w.departure(&s, saturday()).await, w.departure(&s, saturday().plus(7 * DAY)).await);
    let member = w.person("Anggota", &[]).await;
    w.confirm(&member, d, "anggota", 1).await;
    let written = w.confirm(&Actor::GUEST, d, "surat", 1).await;
    w.hold(&Actor::GUEST, d, "belum", 1).await;
    w.confirm(&Actor::GUEST, off, "batal", 1).await;
    cancel_departure(&w.deps, &s.officer, off, "bus rusak").await.unwrap();

    // Sent twice it is one change.
    for _ in 0..2 {
        meets_at(&w, &s, "Stasiun Cimahi").await;
    }
    assert_eq!(mails(&w).await, 2, "neither who has not paid, nor whose departure is cancelled");
    let mail = w.mails().into_iter().find(|m| m.subject.starts_with("Titik kumpul")).unwrap();
    assert!(mail.body.contains("Stasiun Cimahi, Jl. Amir Machmud") && mail.body.contains("/wisata/pesanan/"), "{mail:?}");
    let inbox = list_notices(&w.deps, &member, PageRequest { page: 1, per_page: 20 }).await.unwrap().items;
    assert_eq!(inbox.iter().filter(|n| matches!(&n.notice, Notice::Tour(news) if is_place(news, "Stasiun Cimahi"))).count(), 1);
    assert_eq!(read(&w, &written).await.records.iter().filter(|r| r.what == "meeting_point").count(), 1);

    // Back again is news, too; another story, or a pin that is set more exactly, is none.
    meets_at(&w, &s, "Alun-alun").await;
    meets_at(&w, &s, "Stasiun Cimahi").await;
    assert_eq!(mails(&w).await, 6);
    let typed = typed_tour("Wisata Baru");
    let (near, place) = (Point { lat: typed.point.lat + 0.000_04, ..typed.point }, Bilingual::new("Stasiun Cimahi", ""));
    let told_anew = TypedProfile { story: Bilingual::new("Lain.", ""), point: near, place, ..typed };
    change_tour(&w.deps, &s.officer, s.tour.id, &told_anew).await.unwrap();
    assert_eq!(mails(&w).await, 6);
});

fn is_place(news: &TourNews, name: &str) -> bool {
    matches!(&news.what, TourEvent::MeetingPoint { place, .. } if place.id == name)
}

both_engines!(who_left_a_number_alone_is_called_about_the_last_place_only, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let form = party(d, "telepon", 1);
    let contact = Contact::parse("Mang Asep", form.contact.phone.as_ref().unwrap().as_str(), "").unwrap();
    let secret = book_party(&w.deps, &Actor::GUEST, &BookParty { contact, ..form }).await.unwrap().secret;
    pay_tour(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret), &cash()).await.unwrap();
    meets_at(&w, &s, "Stasiun Cimahi").await;
    meets_at(&w, &s, "Rumah Sakit Dustira").await;
    let open = to_call(&w, &s).await;
    assert!(open.len() == 1 && is_place(&open[0], "Rumah Sakit Dustira"), "{open:?}");
    w.pass(saturday().since(w.deps.now()));
    purge_identities(&w.deps).await.unwrap();
    assert!(to_call(&w, &s).await.is_empty(), "it has left, from wherever");
});
