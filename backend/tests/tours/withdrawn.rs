//! A tour that is hidden again takes nobody any more: not at the meeting point, and not from a waiting list. Who has booked goes.

use std::time::Duration;

use backend::both_engines;
use backend::flows::tours::board::{Redeem, Shown, redeem};
use backend::flows::tours::cancel::cancel_booking;
use backend::flows::tours::settle::{SettleFare, settle_fare};
use backend::flows::tours::timers::run_tour_timers;
use backend::flows::tours::walk_in::{WalkInError, walk_in};
use backend::heritage::book_party::{BookParty, BookPartyError, book_party};
use backend::heritage::publish_tour::{hide_tour, publish_tour};
use backend::heritage::read_booking::BookingKey;
use backend::heritage::set_rules::set_rules;
use backend::heritage::set_terms::set_terms;
use backend::heritage::store::{departures, tours};
use backend::testing::heritage::{Sightseeing, party, saturday};
use backend::testing::world::World;
use domain::heritage::boarding::Outcome;
use domain::heritage::booking::BookingState;
use domain::heritage::rules::VisitRules;
use domain::heritage::walk_in::NoWalkIn;
use domain::identity::actor::Actor;
use domain::kernel::clock::MINUTE;
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;

use crate::scene::{number, read};

const BOOKINGS: &str = "SELECT COUNT(*) AS n FROM booking";

/// A departure whose bases ask for nothing, and which may therefore be joined on the spot.
async fn open_day(w: &World) -> (Sightseeing, DepartureId) {
    let s = w.sightseeing().await;
    for (speaker, slug) in [(&s.base, "pusdikpal"), (&s.artillery, "pusdik-armed")] {
        set_rules(&w.deps, speaker, s.site(slug), &VisitRules::default(), w.deps.now()).await.unwrap();
    }
    let d = w.departure(&s, saturday()).await;
    (s, d)
}

fn half_an_hour_before(w: &World) {
    w.pass(saturday().since(w.deps.now()) - 30 * MINUTE);
}

both_engines!(the_meeting_point_sells_no_seat_of_a_hidden_tour, |w| {
    let (s, d) = open_day(&w).await;
    let booked = w.confirm(&Actor::GUEST, d, "satu", 2).await;
    half_an_hour_before(&w);
    let early = w.walking_in(d, "dulu", 1);
    let came = walk_in(&w.deps, &s.guide, &early).await.unwrap();
    hide_tour(&w.deps, &s.officer, s.tour.id).await.unwrap();
    let refused = walk_in(&w.deps, &s.guide, &w.walking_in(d, "nanti", 1)).await;
    assert!(matches!(refused, Err(WalkInError::NoWalkIn(NoWalkIn::Withdrawn))), "{refused:?}");
    assert_eq!(walk_in(&w.deps, &s.guide, &early).await.unwrap(), came, "what was sold before is told once more");
    // Who has booked pays and goes.
    let b = read(&w, &booked).await;
    let (nonce, number_of, at) = ("lunas".to_owned(), b.number.clone(), w.deps.now());
    let fare = SettleFare { nonce, departure: d, number: number_of, waste: None, cash: Rupiah(40_000), at };
    settle_fare(&w.deps, &s.guide, &fare).await.unwrap();
    let shown = Redeem { nonce: "masuk".to_owned(), departure: d, shown: Shown::Number(b.number), at };
    assert_eq!(redeem(&w.deps, &s.guide, &shown).await.unwrap().outcome, Outcome::Admitted);
    assert_eq!(number(&w, BOOKINGS).await, 2);
    w.assert_seats_add_up().await;
});

both_engines!(a_tour_that_is_hidden_while_somebody_walks_in_takes_nobody, |w| {
    let (s, d) = open_day(&w).await;
    half_an_hour_before(&w);
    let mut tx = w.deps.db.begin().await.unwrap();
    departures::lock(&mut tx, d).await.unwrap();
    let (deps, guide, input) = (w.deps.clone(), s.guide.clone(), w.walking_in(d, "satu", 1));
    let waits = tokio::spawn(async move { walk_in(&deps, &guide, &input).await });
    tokio::time::sleep(Duration::from_millis(500)).await;
    tours::set_published(&mut tx, s.tour.id, false).await.unwrap();
    tx.commit().await.unwrap();
    let refused = waits.await.unwrap();
    assert!(matches!(refused, Err(WalkInError::NoWalkIn(NoWalkIn::Withdrawn))), "{refused:?}");
    assert_eq!(number(&w, BOOKINGS).await, 0);
    w.assert_seats_add_up().await;
});

both_engines!(nobody_joins_or_leaves_a_waiting_list_while_a_tour_is_hidden, |w| {
    let (s, d) = open_day(&w).await;
    set_terms(&w.deps, &s.officer, s.tour.id, &s.tour.terms, w.deps.now()).await.unwrap();
    for n in 0..2 {
        w.confirm(&Actor::GUEST, d, &format!("penuh{n}"), 12).await;
    }
    let last = w.confirm(&Actor::GUEST, d, "satu", 1).await;
    let wait = |key: &str| BookParty { wait: true, ..party(d, key, 1) };
    let waiting = book_party(&w.deps, &Actor::GUEST, &wait("tunggu")).await.unwrap().secret;
    hide_tour(&w.deps, &s.officer, s.tour.id).await.unwrap();
    let late = book_party(&w.deps, &Actor::GUEST, &wait("telat")).await;
    assert!(matches!(late, Err(BookPartyError::NotFound)), "{late:?}");
    cancel_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&last), Rupiah::ZERO).await.unwrap();
    assert_eq!(read(&w, &waiting).await.state, BookingState::Waiting);
    w.assert_seats_add_up().await;
    // Published again, the seat is for who has waited.
    publish_tour(&w.deps, &s.officer, s.tour.id).await.unwrap();
    assert_eq!(read(&w, &waiting).await.state, BookingState::Held);
    let full = book_party(&w.deps, &Actor::GUEST, &party(d, "baru", 1)).await;
    assert!(matches!(full, Err(BookPartyError::NotBookable(_))), "{full:?}");
    w.assert_seats_add_up().await;
});

both_engines!(who_waits_for_a_tour_that_stays_hidden_is_not_told_that_there_were_no_seats, |w| {
    let (s, d) = open_day(&w).await;
    for n in 0..2 {
        w.confirm(&Actor::GUEST, d, &format!("penuh{n}"), 12).await;
    }
    let last = w.confirm(&Actor::GUEST, d, "satu", 1).await;
    let waits = BookParty { wait: true, ..party(d, "tunggu", 1) };
    let secret = book_party(&w.deps, &Actor::GUEST, &waits).await.unwrap().secret;
    hide_tour(&w.deps, &s.officer, s.tour.id).await.unwrap();
    cancel_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&last), Rupiah::ZERO).await.unwrap();
    w.pass(saturday().since(w.deps.now()));
    run_tour_timers(&w.deps).await.unwrap();
    let b = read(&w, &secret).await;
    assert_eq!(b.state, BookingState::Expired);
    w.run_jobs().await;
    let to = b.contact.email.unwrap().to_string();
    let mails: Vec<_> = w.mails().into_iter().filter(|m| m.to == to).map(|m| m.body).collect();
    assert_eq!(mails.iter().filter(|body| body.contains("tidak menerima peserta lagi")).count(), 1, "{mails:?}");
    assert!(!mails.iter().any(|body| body.contains("tidak ada kursi")), "{mails:?}");
    w.assert_seats_add_up().await;
});
