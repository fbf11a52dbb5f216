//! Forms of a tour that are not sent yet: they are there again after a refusal, a log-in, or a page that was left.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod support;
#[path = "support/visitor.rs"]
mod visitor;

use backend::db::{Run, sql};
use backend::testing::heritage::saturday;
use backend::testing::wastebank::PASSWORD;
use backend::testing::world::World;
use domain::identity::actor::Actor;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use support::Client;
use visitor::Visitor;

const KEPT: &str = "Isian Anda kami simpan sampai 24 Nov 2026, 10.00 WIB.";

/// A row of the form, and what is said beside it.
fn party<'a>(key: &'a str, name: &'a str, go: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("key", key),
        ("fare-adult", "20000"),
        ("name", name),
        ("category", "adult"),
        ("document", "3277015508900001"),
        ("birth_date", "1990-08-17"),
        ("nationality", "Indonesia"),
        ("contact", name),
        ("phone", "0812-3456-7890"),
        ("needs", "kursi <roda>"),
        ("conduct", "on"),
        ("go", go),
    ]
}

/// Where a press of the log-in leads, in a language.
fn log_in(language: &str, back: &str) -> String {
    format!("{language}/masuk?kembali={}", utf8_percent_encode(back, NON_ALPHANUMERIC))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_party_is_there_again_until_it_is_booked_or_begins_anew() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let path = format!("/wisata/wisata-militer/pesan/{d}");
    let stranger = Visitor::new(&w, &Actor::GUEST);
    let empty = stranger.post(&path, &[("key", "satu"), ("name", ""), ("category", "adult")]).await.is(422);
    assert_eq!(empty.session, None, "nothing typed, nothing to keep");
    let mut wrong = party("satu", "Neng Siti", "book");
    wrong.retain(|(name, _)| *name != "conduct");
    wrong.push(("name", "Anna de Vries"));
    let refused = stranger.post(&path, &wrong).await.is(422).has_not(KEPT);
    assert!(refused.session.is_some());

    let guest = Visitor::new(&w, &Actor::GUEST).after(&refused);
    let again = guest.get(&path).await.is(200).has(KEPT).has("value=\"Neng Siti\"").has("value=\"Anna de Vries\"");
    again.has("3277015508900001").has("kursi &lt;roda").has("name=\"key\" value=\"satu\"").has("name=\"fare-adult\" value=\"20000\"");
    guest.get(&format!("/en{path}")).await.has("We keep what you typed until 24 Nov 2026, 10:00 WIB.").has("value=\"Neng Siti\"");
    stranger.get(&path).await.is(200).has_not(KEPT).has_not("Neng Siti");
    Visitor::new(&w, &s.guide).get(&path).await.is(200).has_not("Neng Siti");
    // Nobody's page is kept for others.
    let page = Client::new(&w).get(&path).await;
    assert_eq!((page.tags.as_deref(), page.header("cache-control")), (None, "no-store"));

    guest.post(&path, &[("go", "anew")]).await.leads_to(&path);
    guest.get(&path).await.is(200).has_not(KEPT).has_not("Neng Siti");
    // As a browser tells while it is typed: shown nowhere, kept all the same; and emptied it is forgotten.
    guest.post(&path, &party("dua", "Siti Aminah", "keep")).await.is(204);
    guest.get(&path).await.has(KEPT).has("value=\"Siti Aminah\"");
    guest.post(&path, &[("key", "dua"), ("name", ""), ("go", "keep")]).await.is(204);
    guest.get(&path).await.has_not(KEPT).has_not("Siti Aminah");

    guest.post(&path, &party("tiga", "Bu Cucu", "more")).await.is(200).has("Peserta 2");
    guest.get(&path).await.has(KEPT).has("Peserta 2").has("value=\"Bu Cucu\"");
    assert!(guest.post(&path, &party("tiga", "Bu Cucu", "book")).await.is(303).to.starts_with("/wisata/pesanan/"));
    guest.get(&path).await.has_not(KEPT).has_not("Bu Cucu");
    // What a browser tells late is not kept again.
    guest.post(&path, &party("tiga", "Bu Cucu", "keep")).await.is(204);
    guest.get(&path).await.has_not(KEPT).has_not("Bu Cucu");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_typed_is_there_after_logging_in() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    w.counter().await;
    let d = w.departure(&s, saturday()).await;
    let path = format!("/wisata/wisata-militer/pesan/{d}");
    let stranger = || Visitor::new(&w, &Actor::GUEST);
    stranger().get(&path).await.is(200).has("name=\"go\" value=\"login\"");
    let left = stranger().post(&path, &party("satu", "Neng Siti", "login")).await.leads_to(&log_in("", &path));
    let guest = stranger().after(&left);
    let entered = guest.post("/masuk", &[("login", "dadang@example.id"), ("password", PASSWORD), ("kembali", &path)]).await.leads_to(&path);
    let person = stranger().after(&entered);
    person.get(&path).await.is(200).has(KEPT).has("value=\"Neng Siti\"").has_not("value=\"login\"");
    guest.get(&path).await.is(200).has_not("Neng Siti");
    // It is the person's now, on any device.
    let other = stranger().post("/masuk", &[("login", "dadang@example.id"), ("password", PASSWORD)]).await.leads_to("/akun");
    stranger().after(&other).get(&path).await.has(KEPT).has("value=\"Neng Siti\"");
    stranger().post(&format!("/en{path}"), &party("dua", "Neng Siti", "login")).await.leads_to(&log_in("/en", &path));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_is_a_booking_already_leads_there_and_not_to_the_log_in() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let path = format!("/wisata/wisata-militer/pesan/{d}");
    let stranger = Visitor::new(&w, &Actor::GUEST);
    // The answer is lost: the browser knows neither the booking nor a session.
    let made = stranger.post(&path, &party("satu", "Neng Siti", "book")).await.is(303).to;
    assert!(made.starts_with("/wisata/pesanan/"), "{made}");
    stranger.post(&path, &party("satu", "Neng Siti", "login")).await.leads_to(&made);
    let kept = stranger.post(&path, &party("dua", "Siti Aminah", "keep")).await.is(204);
    let guest = Visitor::new(&w, &Actor::GUEST).after(&kept);
    let made = guest.post(&path, &party("dua", "Siti Aminah", "book")).await.is(303).to;
    guest.post(&format!("/en{path}"), &party("dua", "Siti Aminah", "login")).await.leads_to(&format!("/en{made}"));
    // What is typed over it is another form, with another key.
    guest.post(&path, &party("tiga", "Siti Aminah", "login")).await.leads_to(&log_in("", &path));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_finds_too_few_seats_is_not_kept() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let path = format!("/wisata/wisata-militer/pesan/{d}");
    for key in ["a", "b"] {
        w.hold(&Actor::GUEST, d, key, 12).await;
    }
    let (stranger, guest) = (Visitor::new(&w, &Actor::GUEST), Visitor::new(&w, &s.guide));
    let mut two = party("satu", "Neng Siti", "book");
    let other = [("category", "adult"), ("document", "3277015508900002"), ("birth_date", "1990-08-17"), ("nationality", "Indonesia")];
    two.push(("name", "Anna de Vries"));
    two.extend(other);
    for visitor in [&stranger, &guest] {
        let few = visitor.post(&path, &two).await.is(422).has("Tinggal 1 kursi").has("value=\"Anna de Vries\"");
        assert_eq!(few.session, None, "no session for who chooses another day");
    }
    w.hold(&Actor::GUEST, d, "c", 1).await;
    for visitor in [&stranger, &guest] {
        let full = visitor.post(&path, &two).await.is(422);
        assert_eq!(full.session, None);
    }
    let kept = w.deps.db.reader().fetch_one(sql("SELECT COUNT(*) AS n FROM form_draft")).await.unwrap();
    assert_eq!(kept.get::<i64>("n").unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_to_pay_is_there_again_too() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    w.counter().await;
    let d = w.departure(&s, saturday()).await;
    let home = format!("/wisata/pesanan/{}", w.hold(&Actor::GUEST, d, "satu", 2).await);
    let stranger = Visitor::new(&w, &Actor::GUEST);
    let chosen = |weight, go| [("material", "PL-01"), ("weight", weight), ("rest", "card"), ("go", go)];
    let light = stranger.post(&home, &chosen("1,25", "count")).await.is(422).has("Bawa sedikitnya 2 kg");
    let guest = Visitor::new(&w, &Actor::GUEST).after(&light);
    guest.get(&home).await.is(200).has(KEPT).has("value=\"1,25\"");
    stranger.get(&home).await.is(200).has_not(KEPT).has_not("value=\"1,25\"");
    guest.post(&home, &chosen("7,5", "login")).await.leads_to(&log_in("", &home));
    guest.post(&format!("/en{home}"), &chosen("7,5", "login")).await.leads_to(&log_in("/en", &home));
    let page = guest.get(&home).await.has("value=\"7,5\"").has_not("value=\"1,25\"");
    assert!(page.body.contains("<option value=\"PL-01\" selected"), "{}", page.body);

    guest.post(&home, &[("go", "anew")]).await.leads_to(&home);
    guest.get(&home).await.has_not(KEPT).has_not("value=\"7,5\"");
    guest.post(&home, &chosen("7,5", "keep")).await.is(204);
    guest.get(&home).await.has(KEPT);
    guest.post(&home, &[("go", "cancel"), ("fee", "0")]).await.leads_to(&home);
    // Of a booking that has ended nothing is kept.
    guest.post(&home, &chosen("9", "keep")).await.is(204);
    guest.get(&home).await.is(200).has_not(KEPT);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_a_person_is_reached_stands_in_the_form_and_may_be_another() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let path = format!("/wisata/wisata-militer/pesan/{d}");
    let person = w.person("Euis", &[]).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE person SET phone = '6281299990000' WHERE id = $1").bind(person.person())).await.unwrap();
    tx.commit().await.unwrap();
    let person = Visitor::new(&w, &person);
    let (phone, email) = ("value=\"0812-9999-0000\"", "value=\"euis@example.id\"");
    person.get(&path).await.is(200).has("value=\"Euis\"").has(phone).has(email);
    Visitor::new(&w, &Actor::GUEST).get(&path).await.is(200).has_not(phone).has_not(email);
    // What is typed instead stays; a field that was left empty is filled again.
    person.post(&path, &party("satu", "Neng Siti", "keep")).await.is(204);
    person.get(&path).await.has(KEPT).has("value=\"0812-3456-7890\"").has(email).has_not("value=\"Euis\"").has_not(phone);
    // Nobody is held to it: without the account's address it is a booking as well.
    assert!(person.post(&path, &party("dua", "Neng Siti", "book")).await.is(303).to.starts_with("/wisata/pesanan/"));
}
