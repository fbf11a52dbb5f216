//! What parties say of their tour: who may, once or changed, and what an officer takes off the page.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use backend::audit;
use backend::both_engines;
use backend::flows::tours::board::{CountHeads, Redeem, Shown, count_heads, redeem};
use backend::flows::tours::settle::{SettleFare, settle_fare};
use backend::flows::tours::timers::run_tour_timers;
use backend::heritage::hide_review::{HideReviewError, hide_review, show_review};
use backend::heritage::read_booking::{BookingKey, read_booking};
use backend::heritage::read_reviews::{TourReviews, list_reviews, read_own_review, read_reviews};
use backend::heritage::write_review::{WriteReview, WriteReviewError, write_review};
use backend::page_change::latest;
use backend::testing::heritage::{Sightseeing, saturday};
use backend::testing::world::World;
use domain::heritage::boarding::Way;
use domain::heritage::review::{Rating, Stars};
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::{DAY, MINUTE};
use domain::kernel::ids::{BookingId, DepartureId};
use domain::kernel::locale::Locale;
use domain::kernel::paging::PageRequest;
use domain::kernel::text::TextError;

fn form(nonce: &str, stars: u8, text: &str) -> WriteReview {
    WriteReview { nonce: nonce.to_owned(), stars: Stars::new(stars), text: text.to_owned(), name: "Neng".to_owned(), locale: Locale::Id }
}

async fn write(w: &World, secret: &str, form: &WriteReview) -> Result<(), WriteReviewError> {
    write_review(&w.deps, &Actor::GUEST, "203.0.113.7", BookingKey::Secret(secret), form).await
}

/// So many parties of one that went, and are back.
async fn went(w: &World, parties: usize) -> (Sightseeing, DepartureId, Vec<String>) {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let mut all = Vec::new();
    for n in 0..parties {
        all.push(w.confirm(&Actor::GUEST, d, &format!("rombongan {n}"), 1).await);
    }
    w.pass(saturday().since(w.deps.now()) - 30 * MINUTE);
    for secret in &all {
        let b = read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(secret)).await.unwrap();
        let fare =
            SettleFare { nonce: secret.clone(), departure: d, number: b.number.clone(), waste: None, cash: b.fare, at: w.deps.now() };
        settle_fare(&w.deps, &s.guide, &fare).await.unwrap();
        let shown = Redeem { nonce: secret.clone(), departure: d, shown: Shown::Number(b.number), at: w.deps.now() };
        redeem(&w.deps, &s.guide, &shown).await.unwrap();
    }
    assert!(matches!(write(w, &all[0], &form("dini", 5, "")).await, Err(WriteReviewError::NotAfter)), "still on its way");
    let heads = CountHeads { nonce: "k".to_owned(), departure: d, way: Way::Back, counted: 1, note: String::new(), at: w.deps.now() };
    count_heads(&w.deps, &s.guide, &heads).await.unwrap();
    run_tour_timers(&w.deps).await.unwrap();
    (s, d, all)
}

async fn id(w: &World, secret: &str) -> BookingId {
    read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(secret)).await.unwrap().id
}

async fn shown(w: &World, s: &Sightseeing) -> TourReviews {
    read_reviews(&w.deps, s.tour.id, 10).await.unwrap()
}

both_engines!(a_party_writes_one_review_and_changes_it, |w| {
    let (s, _, all) = went(&w, 2).await;
    let seq = latest(&w.deps.db).await.unwrap();
    assert_eq!(shown(&w, &s).await, TourReviews::default());
    write(&w, &all[0], &form("a", 4, "Seru <b>sekali</b>")).await.unwrap();
    write(&w, &all[0], &form("a", 4, "Seru <b>sekali</b>")).await.unwrap();
    assert!(matches!(write(&w, &all[0], &form("a", 1, "Lain")).await, Err(WriteReviewError::Used)), "the same form with other words");
    write(&w, &all[1], &form("a", 5, "")).await.unwrap();
    let now = shown(&w, &s).await;
    assert_eq!((now.rating, now.rating.tenths(), now.newest.len()), (Rating { count: 2, sum: 9 }, Some(45), 2));
    assert!(latest(&w.deps.db).await.unwrap() > seq, "the tour's page is drawn anew");

    w.pass(MINUTE);
    write(&w, &all[0], &form("b", 2, "Kedua kali kurang")).await.unwrap();
    write(&w, &all[0], &form("a", 4, "Seru <b>sekali</b>")).await.unwrap();
    let own = read_own_review(&w.deps, id(&w, &all[0]).await).await.unwrap().unwrap();
    assert_eq!(
        (own.stars.get(), own.text.as_str(), own.changed_at.is_some()),
        (2, "Kedua kali kurang", true),
        "an old form changes nothing"
    );
    assert_eq!(shown(&w, &s).await.rating, Rating { count: 2, sum: 7 });

    let long = "a".repeat(1_001);
    assert!(matches!(write(&w, &all[0], &form("c", 3, &long)).await, Err(WriteReviewError::Text(TextError::TooLong { .. }))));
    assert!(matches!(write(&w, &all[0], &form("", 3, "")).await, Err(WriteReviewError::Nonce)));
    assert!(matches!(write(&w, &all[0], &WriteReview { stars: None, ..form("d", 1, "") }).await, Err(WriteReviewError::Stars)));
    assert!(matches!(write(&w, "entah", &form("e", 3, "")).await, Err(WriteReviewError::NotFound)));
    w.pass(i64::from(s.tour.terms.review_days) * DAY);
    assert!(matches!(write(&w, &all[0], &form("f", 5, "")).await, Err(WriteReviewError::Closed { .. })));
});

both_engines!(who_did_not_go_says_nothing, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let held = w.hold(&Actor::GUEST, d, "satu", 1).await;
    assert!(matches!(write(&w, &held, &form("a", 5, "")).await, Err(WriteReviewError::NotAfter)));
    assert!(read_own_review(&w.deps, id(&w, &held).await).await.unwrap().is_none());
});

both_engines!(a_form_sent_by_two_at_once_is_one_review, |w| {
    let (s, _, all) = went(&w, 1).await;
    let sent: Vec<_> = (0..6)
        .map(|n| {
            let (deps, secret) = (w.deps.clone(), all[0].clone());
            let form = form(if n % 2 == 0 { "a" } else { "b" }, 3, "Baik");
            tokio::spawn(async move { write_review(&deps, &Actor::GUEST, "203.0.113.7", BookingKey::Secret(&secret), &form).await })
        })
        .collect();
    for one in sent {
        one.await.unwrap().unwrap();
    }
    assert_eq!(shown(&w, &s).await.rating, Rating { count: 1, sum: 3 });
});

both_engines!(too_many_changes_are_told_to_wait, |w| {
    let (_, _, all) = went(&w, 1).await;
    for n in 0..10 {
        write(&w, &all[0], &form(&format!("n{n}"), 3, "")).await.unwrap();
    }
    assert!(matches!(write(&w, &all[0], &form("n10", 3, "")).await, Err(WriteReviewError::Throttled { .. })));
    write(&w, &all[0], &form("n9", 3, "")).await.unwrap();
    w.pass(60 * MINUTE);
    write(&w, &all[0], &form("n11", 3, "")).await.unwrap();
});

both_engines!(an_officer_hides_with_a_reason_and_it_is_written_down, |w| {
    let (s, _, all) = went(&w, 2).await;
    write(&w, &all[0], &form("a", 1, "Nomor saya 0812")).await.unwrap();
    write(&w, &all[1], &form("a", 5, "")).await.unwrap();
    let booking = id(&w, &all[0]).await;
    for stranger in [&s.guide, &s.base, &Actor::GUEST] {
        assert!(matches!(hide_review(&w.deps, stranger, s.tour.id, booking, "x").await, Err(HideReviewError::Staff(_))));
        assert!(list_reviews(&w.deps, stranger, s.tour.id).await.is_err());
    }
    assert!(matches!(hide_review(&w.deps, &s.officer, s.tour.id, booking, " ").await, Err(HideReviewError::Reason(_))));
    hide_review(&w.deps, &s.officer, s.tour.id, booking, "Memuat nomor HP").await.unwrap();
    assert!(matches!(hide_review(&w.deps, &s.officer, s.tour.id, booking, "Lagi").await, Err(HideReviewError::Nothing)));
    assert_eq!(shown(&w, &s).await.rating, Rating { count: 1, sum: 5 });
    let lines = list_reviews(&w.deps, &s.officer, s.tour.id).await.unwrap();
    let line = lines.iter().find(|x| x.review.booking == booking).unwrap();
    assert_eq!(line.review.hidden.as_ref().map(|h| (h.by.as_str(), h.reason.as_str())), Some(("Ratna", "Memuat nomor HP")));
    // It is not put back by writing it again.
    assert!(matches!(write(&w, &all[0], &form("b", 5, "Bagus")).await, Err(WriteReviewError::Hidden)));
    w.pass(MINUTE);
    show_review(&w.deps, &s.officer, s.tour.id, booking).await.unwrap();
    assert!(matches!(show_review(&w.deps, &s.officer, s.tour.id, booking).await, Err(HideReviewError::Nothing)));
    assert_eq!(shown(&w, &s).await.rating, Rating { count: 2, sum: 6 });
    let admin = w.person("Yayan", &[Role::Admin]).await;
    let log = audit::list(&w.deps, &admin, PageRequest::new(None, 50)).await.unwrap().items;
    let told: Vec<_> =
        log.iter().filter(|e| e.action.starts_with("heritage.review_")).map(|e| (e.action.as_str(), e.detail.as_str())).collect();
    assert_eq!(told, [("heritage.review_shown", ""), ("heritage.review_hidden", "Memuat nomor HP")]);
});
