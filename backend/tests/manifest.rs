//! What bases and the village decide, and that nobody is forgotten.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::sandbox_payment::press_sandbox;
use backend::flows::tours::board::{CountHeads, Redeem, Shown, count_heads, redeem};
use backend::flows::tours::cancel::cancel_booking;
use backend::flows::tours::card::Next;
use backend::flows::tours::close::{Aboard, CloseError, Closed, cancel_departure, close_day};
use backend::flows::tours::judge::{JudgeError, approve_visitors, refuse_visitor};
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::flows::tours::rebook::{MoveBooking, list_moves, move_booking};
use backend::flows::tours::settle::{SettleFare, settle_fare};
use backend::flows::tours::timers::run_tour_timers;
use backend::heritage::book_party::{BookPartyError, book_party};
use backend::heritage::plan_departures::{Skipped, plan_departures};
use backend::heritage::read_booking::{BookingKey, read_booking};
use backend::heritage::read_calendar::read_departure;
use backend::heritage::read_manifest::{list_manifests, list_names, read_manifest};
use backend::heritage::ticket_keys::public_keys;
use backend::testing::heritage::{party, saturday};
use backend::testing::world::World;
use domain::heritage::boarding::{Outcome, Way};
use domain::heritage::booking::{Booking, BookingState};
use domain::heritage::departure::NotBookable;
use domain::heritage::manifest::{RefusalReason, Verdict};
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, HOUR};
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;
use domain::market::payment::PaymentOutcome;

async fn read(w: &World, secret: &str) -> Booking {
    read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(secret)).await.unwrap()
}

async fn left(w: &World, id: DepartureId) -> u32 {
    read_departure(&w.deps, id).await.unwrap().unwrap().departure.left()
}

async fn number(w: &World, q: &'static str) -> i64 {
    w.deps.db.reader().fetch_one(sql(q)).await.unwrap().get("n").unwrap()
}

/// Confirmed, and paid by card.
async fn pay_by_card(w: &World, secret: &str) {
    let paid = pay_tour(&w.deps, &Actor::GUEST, BookingKey::Secret(secret), &PayTour::default()).await.unwrap();
    let Next::Pay { url } = paid else { panic!("a card") };
    press_sandbox(&w.deps, url.rsplit('/').next().unwrap(), PaymentOutcome::Paid).await.unwrap();
}

both_engines!(a_base_sees_who_comes_and_each_look_is_written_down, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    w.confirm(&Actor::GUEST, d, "satu", 2).await;
    w.hold(&Actor::GUEST, d, "belum", 1).await;
    let pal = s.site("pusdikpal");
    let manifest = read_manifest(&w.deps, &s.base, d, pal).await.unwrap();
    assert_eq!((manifest.lines.len(), manifest.open()), (2, 2), "only who is confirmed");
    let identity = manifest.lines[0].identity.clone().unwrap();
    assert_eq!((identity.document.as_deref(), identity.nationality.as_deref()), (Some("3277015508900001"), Some("ID")));
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM identity_view").await, 2);
    for insider in [&s.guide, &s.officer] {
        let lists = list_names(&w.deps, insider, d).await.unwrap();
        assert_eq!(lists.iter().map(|m| m.lines.len()).collect::<Vec<_>>(), [2, 2, 2], "both bases and the village");
        assert!(lists.iter().flat_map(|m| &m.lines).all(|l| l.identity.is_none()));
        assert!(read_manifest(&w.deps, insider, d, pal).await.is_err());
    }
    for stranger in [&s.artillery, &s.elder, &Actor::GUEST] {
        assert!(read_manifest(&w.deps, stranger, d, pal).await.is_err() && list_names(&w.deps, stranger, d).await.is_err());
        assert!(list_manifests(&w.deps, stranger, pal).await.is_err());
    }
    // The village is on the way, too, but asks for nobody's papers and judges nobody.
    let village = s.site("kampung-adat-cireundeu");
    let names = read_manifest(&w.deps, &s.elder, d, village).await.unwrap();
    assert!(names.lines.len() == 2 && names.lines.iter().all(|l| l.identity.is_none()));
    let one = [names.lines[0].visitor];
    assert!(matches!(approve_visitors(&w.deps, &s.elder, d, village, &one).await, Err(JudgeError::Staff(_))));
    let refused = refuse_visitor(&w.deps, &s.elder, d, village, one[0], RefusalReason::IdentityUnclear, "").await;
    assert!(matches!(refused, Err(JudgeError::Staff(_))));
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM identity_view").await, 2);
    assert!(!manifest.is_final(w.deps.now()) && manifest.is_final(manifest.starts_at.plus(-72 * HOUR)));
    let all: Vec<_> = manifest.lines.iter().map(|l| l.visitor).collect();
    assert_eq!(approve_visitors(&w.deps, &s.base, d, pal, &all).await.unwrap(), 2);
    assert_eq!(approve_visitors(&w.deps, &s.base, d, pal, &all).await.unwrap(), 0);
    let card = &list_manifests(&w.deps, &s.base, pal).await.unwrap()[0];
    assert_eq!((card.visitors, card.open, card.departure), (2, 0, d));
    assert_eq!(read_manifest(&w.deps, &s.artillery, d, s.site("pusdik-armed")).await.unwrap().open(), 2, "each base for itself");

    assert!(manifest.seal.is_none());
    w.pass(saturday().since(w.deps.now()) - 71 * HOUR);
    let mut lists = list_names(&w.deps, &s.guide, d).await.unwrap();
    let mut closed = lists.remove(lists.iter().position(|m| m.site == pal).unwrap());
    let (seal, keys) = (closed.seal.clone().unwrap(), public_keys(&w.deps).await.unwrap());
    assert!(seal.fits(&closed, &keys) && seal.fits(&read_manifest(&w.deps, &s.base, d, pal).await.unwrap(), &keys));
    "Orang Lain".clone_into(&mut closed.lines[0].name);
    assert!(!seal.fits(&closed, &keys) && !seal.fits(&manifest, &keys), "a name or a verdict that was changed");
});

both_engines!(a_refused_person_gets_the_fare_back, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let secret = w.hold(&Actor::GUEST, d, "satu", 3).await;
    pay_by_card(&w, &secret).await;
    let armed = s.site("pusdik-armed");
    let visitors = read(&w, &secret).await.visitors;
    let refuse = async |actor: &Actor, n: usize| {
        refuse_visitor(&w.deps, actor, d, armed, visitors[n].id, RefusalReason::IdentityUnclear, "foto buram").await
    };
    assert!(matches!(refuse(&s.base, 0).await, Err(JudgeError::Staff(_))), "each base for itself");
    refuse(&s.artillery, 0).await.unwrap();
    refuse(&s.artillery, 0).await.unwrap();
    let b = read(&w, &secret).await;
    assert_eq!((b.state, b.seats(), b.fare, b.held()), (BookingState::Confirmed, 2, Rupiah(40_000), Rupiah(40_000)));
    assert_eq!((left(&w, d).await, number(&w, "SELECT CAST(SUM(amount) AS BIGINT) AS n FROM fare_refund").await), (23, 20_000));
    w.assert_seats_add_up().await;
    let shown = read_manifest(&w.deps, &s.artillery, d, armed).await.unwrap();
    let out: Vec<_> = shown.lines.iter().filter(|l| !l.going).map(|l| (l.verdict, l.identity.is_none())).collect();
    assert_eq!(out, [(Verdict::Refused(RefusalReason::IdentityUnclear), true)]);

    refuse(&s.artillery, 1).await.unwrap();
    refuse(&s.artillery, 2).await.unwrap();
    let b = read(&w, &secret).await;
    assert_eq!((b.state, b.held(), left(&w, d).await), (BookingState::Refused, Rupiah::ZERO, 25));
    assert_eq!(number(&w, "SELECT CAST(SUM(amount) AS BIGINT) AS n FROM fare_refund").await, 60_000);
    w.run_jobs().await;
    let bodies: Vec<String> = w.mails().into_iter().map(|m| m.body).collect();
    assert!(bodies.iter().any(|m| m.contains("Tamu 1") && m.contains("Rp20.000")), "{bodies:?}");
    assert!(bodies.iter().all(|m| !m.contains("foto buram")), "the note stays inside");
    w.assert_seats_add_up().await;
});

both_engines!(what_is_still_due_falls_away_with_a_refused_person, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let secret = w.confirm(&Actor::GUEST, d, "satu", 2).await;
    let visitors = read(&w, &secret).await.visitors;
    for site in ["pusdikpal", "pusdik-armed"] {
        let officer = if site == "pusdikpal" { &s.base } else { &s.artillery };
        refuse_visitor(&w.deps, officer, d, s.site(site), visitors[0].id, RefusalReason::Security, "").await.unwrap();
    }
    let b = read(&w, &secret).await;
    assert_eq!((b.seats(), b.fare, b.parts[0].amount, left(&w, d).await), (1, Rupiah(20_000), Rupiah(20_000), 24));
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM fare_refund").await, 0);
    w.assert_seats_add_up().await;
});

both_engines!(a_closed_day_forgets_nobody, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let other = w.departure(&s, saturday().plus(7 * DAY)).await;
    let afternoon = w.departure(&s, saturday().plus(6 * HOUR)).await;
    let mut confirmed = Vec::new();
    for n in 0..5 {
        let day = if n % 2 == 0 { d } else { afternoon };
        let secret = w.hold(&Actor::GUEST, day, &format!("k{n}"), 2).await;
        if n < 2 {
            pay_by_card(&w, &secret).await;
        } else {
            pay_tour(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret), &backend::testing::heritage::cash()).await.unwrap();
        }
        confirmed.push(secret);
    }
    let held = w.hold(&Actor::GUEST, d, "ragu", 2).await;
    let paying = w.hold(&Actor::GUEST, d, "kartu", 2).await;
    pay_tour(&w.deps, &Actor::GUEST, BookingKey::Secret(&paying), &PayTour::default()).await.unwrap();
    let mut form = party(d, "tunggu", 12);
    w.hold(&Actor::GUEST, d, "besar", 11).await;
    form.wait = true;
    let waiting = book_party(&w.deps, &Actor::GUEST, &form).await.unwrap().secret;
    let elsewhere = w.confirm(&Actor::GUEST, other, "lain", 2).await;

    let pal = s.site("pusdikpal");
    for stranger in [&s.officer, &s.artillery, &s.guide] {
        assert!(matches!(close_day(&w.deps, stranger, pal, saturday(), "latihan").await, Err(CloseError::Staff(_))));
    }
    assert!(matches!(close_day(&w.deps, &s.base, pal, saturday(), " ").await, Err(CloseError::Reason(_))));
    let closed = close_day(&w.deps, &s.base, pal, saturday().plus(3 * HOUR), "latihan").await.unwrap();
    assert_eq!(closed, Closed { departures: 2, offered: 5, ended: 4, aboard: vec![] });
    assert_eq!(
        close_day(&w.deps, &s.base, pal, saturday(), "lagi").await.unwrap(),
        Closed { departures: 2, offered: 0, ended: 0, aboard: vec![] }
    );

    for secret in &confirmed {
        let b = read(&w, secret).await;
        assert!(b.offered && b.state == BookingState::Confirmed && b.cancelling(w.deps.now()).1.is_zero());
    }
    for secret in [&held, &paying, &waiting] {
        assert_eq!(read(&w, secret).await.state, BookingState::Cancelled);
    }
    assert!(!read(&w, &elsewhere).await.offered);
    let refused = book_party(&w.deps, &Actor::GUEST, &party(d, "baru", 1)).await;
    assert!(matches!(refused, Err(BookPartyError::NotBookable(NotBookable::SiteClosed))));
    let again = plan_departures(&w.deps, &s.officer, &s.plan(saturday().plus(12 * HOUR), None)).await.unwrap();
    assert!(matches!(again.skipped[0].1, Skipped::SiteClosed(site) if site == pal));
    w.run_jobs().await;
    assert!(w.mails().iter().filter(|m| m.body.contains("latihan")).count() >= 9, "everybody is told");

    // One moves, one takes the money, the others say nothing.
    let moves = list_moves(&w.deps, &Actor::GUEST, BookingKey::Secret(&confirmed[0])).await.unwrap();
    assert_eq!(moves.open.iter().map(|m| m.id).collect::<Vec<_>>(), [other]);
    let another_day = MoveBooking { from: read(&w, &confirmed[0]).await.departure, to: other, expected_fee: Rupiah::ZERO };
    move_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&confirmed[0]), another_day).await.unwrap();
    assert!(!read(&w, &confirmed[0]).await.offered);
    let back = cancel_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&confirmed[1]), Rupiah::ZERO).await.unwrap();
    assert_eq!(back, Rupiah(40_000));
    w.pass(20 * DAY);
    run_tour_timers(&w.deps).await.unwrap();
    for secret in &confirmed[2..] {
        assert_eq!(read(&w, secret).await.state, BookingState::Cancelled);
    }
    assert_eq!(read(&w, &confirmed[0]).await.state, BookingState::Confirmed);
    w.assert_seats_add_up().await;
});

both_engines!(who_is_on_board_when_a_day_is_closed_is_named, |w| {
    let s = w.sightseeing().await;
    let (d, later) = (w.departure(&s, saturday()).await, w.departure(&s, saturday().plus(6 * HOUR)).await);
    let (aboard, waits) = (w.confirm(&Actor::GUEST, d, "naik", 3).await, w.confirm(&Actor::GUEST, later, "nanti", 2).await);
    w.pass(saturday().since(w.deps.now()) - HOUR / 2);
    let number = read(&w, &aboard).await.number;
    let shown = Shown::Number(number.clone());
    let redeemed = Redeem { nonce: "a".to_owned(), departure: d, shown, at: w.deps.now() };
    let b = read(&w, &aboard).await;
    let paid = SettleFare { nonce: "t".to_owned(), departure: d, number, waste: None, cash: b.fare, at: w.deps.now() };
    settle_fare(&w.deps, &s.guide, &paid).await.unwrap();
    assert_eq!(redeem(&w.deps, &s.guide, &redeemed).await.unwrap().outcome, Outcome::Admitted);
    // Before they leave, everybody gets their money back (tours/called_off.rs).
    let count = CountHeads { nonce: "out".to_owned(), departure: d, way: Way::Out, counted: 3, note: String::new(), at: w.deps.now() };
    count_heads(&w.deps, &s.guide, &count).await.unwrap();
    let closed = close_day(&w.deps, &s.base, s.site("pusdikpal"), saturday(), "latihan").await.unwrap();
    let expected = Aboard { departure: d, starts_at: saturday(), guide: Some("Ujang".to_owned()), parties: 1, persons: 3 };
    assert_eq!((closed.departures, closed.offered, closed.aboard), (1, 1, vec![expected.clone()]));
    assert_eq!((read(&w, &aboard).await.state, read(&w, &waits).await.offered), (BookingState::CheckedIn, true));
    let again = close_day(&w.deps, &s.artillery, s.site("pusdik-armed"), saturday(), "latihan").await.unwrap();
    assert_eq!((again.departures, again.aboard), (1, vec![expected]));
});

both_engines!(a_cancelled_departure_offers_the_same, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let secret = w.hold(&Actor::GUEST, d, "satu", 2).await;
    pay_by_card(&w, &secret).await;
    assert!(cancel_departure(&w.deps, &s.guide, d, "bus rusak").await.is_err());
    assert_eq!(
        cancel_departure(&w.deps, &s.officer, d, "bus rusak").await.unwrap(),
        Closed { departures: 1, offered: 1, ended: 0, aboard: vec![] }
    );
    assert!(matches!(cancel_departure(&w.deps, &s.officer, d, "bus rusak").await, Err(CloseError::NotPossible)));
    // Long after the free days, and still free.
    w.pass(saturday().since(w.deps.now()) - HOUR);
    assert_eq!(read(&w, &secret).await.cancelling(w.deps.now()).1, Rupiah::ZERO);
    w.pass(13 * HOUR);
    run_tour_timers(&w.deps).await.unwrap();
    let b = read(&w, &secret).await;
    assert_eq!((b.state, b.held()), (BookingState::Cancelled, Rupiah::ZERO));
    assert_eq!(number(&w, "SELECT CAST(SUM(amount) AS BIGINT) AS n FROM fare_refund").await, 40_000);
});
