//! A departure that never leaves, although somebody stands there already: everybody gets back what they have paid, and nobody is thanked.

use backend::both_engines;
use backend::flows::sandbox_payment::press_sandbox;
use backend::flows::tours::board::{CountHeads, Redeem, Shown, count_heads, redeem};
use backend::flows::tours::card::Next;
use backend::flows::tours::close::{CloseError, cancel_departure, close_day};
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::flows::tours::settle::{Brought, SettleFare, settle_fare};
use backend::flows::tours::thank::{ReadThanksError, read_thanks};
use backend::flows::tours::timers::run_tour_timers;
use backend::heritage::read_booking::BookingKey;
use backend::heritage::store::departures;
use backend::testing::heritage::saturday;
use backend::testing::wastebank::{code, line};
use backend::testing::world::World;
use backend::wastebank::share_with_village::shared;
use domain::heritage::boarding::{Outcome, Way};
use domain::heritage::booking::BookingState;
use domain::heritage::departure::DepartureState;
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, HOUR, MINUTE};
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;
use domain::kernel::weight::Grams;
use domain::market::payment::PaymentOutcome;

use crate::scene::{Scene, number, read, scene};

const OWED: &str = "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS n FROM fare_refund";

/// Pays what is due, with waste of this weight, and is let in.
async fn comes(w: &World, x: &Scene, d: DepartureId, secret: &str, grams: i64, cash: i64) {
    let (number, at) = (read(w, secret).await.number, w.deps.now());
    let brought = Brought { unit: x.c.unit, member: None, lines: vec![line("PL-01", grams)], worth: Rupiah(grams * 4), witness: None };
    let waste = (grams > 0).then_some(brought);
    let fare = SettleFare { nonce: format!("timbang {number}"), departure: d, number: number.clone(), waste, cash: Rupiah(cash), at };
    settle_fare(&w.deps, &x.s.guide, &fare).await.unwrap();
    let shown = Redeem { nonce: format!("masuk {number}"), departure: d, shown: Shown::Number(number), at };
    assert_eq!(redeem(&w.deps, &x.s.guide, &shown).await.unwrap().outcome, Outcome::Admitted);
}

/// A party of three that paid in all four ways stands there, another is on its way, and the bus breaks down. `closed`: a site closes
/// the day, and no officer cancels.
async fn never_leaves(w: &World, closed: bool) {
    let x = scene(w).await;
    let d = w.departure(&x.s, saturday()).await;
    let there = w.hold(&x.siti, d, "sudah datang", 3).await;
    let form = PayTour { balance: Rupiah(10_000), pledge: vec![(code("PL-01"), Grams(3_000))], cash: Rupiah(8_000) };
    let Next::Pay { url } = pay_tour(&w.deps, &x.siti, BookingKey::Secret(&there), &form).await.unwrap() else { panic!("a card") };
    press_sandbox(&w.deps, url.rsplit('/').next().unwrap(), PaymentOutcome::Paid).await.unwrap();
    let coming = w.confirm(&Actor::GUEST, d, "di jalan", 2).await;
    w.pass(saturday().since(w.deps.now()) - 20 * MINUTE);
    comes(w, &x, d, &there, 3_000, 8_000).await;
    assert_eq!((read(w, &there).await.held(), number(w, OWED).await), (Rupiah(60_000), 0));

    w.pass(10 * MINUTE);
    if closed {
        let told = close_day(&w.deps, &x.s.base, x.s.site("pusdikpal"), saturday(), "bus rusak").await.unwrap();
        let aboard: Vec<_> = told.aboard.iter().map(|a| (a.departure, a.parties, a.persons)).collect();
        assert_eq!((told.departures, told.offered, told.ended, aboard), (1, 1, 1, vec![(d, 1, 3)]));
        let again = close_day(&w.deps, &x.s.base, x.s.site("pusdikpal"), saturday(), "bus rusak").await.unwrap();
        assert_eq!((again.offered, again.ended, again.aboard.len()), (0, 0, 0), "once");
    } else {
        let told = cancel_departure(&w.deps, &x.s.officer, d, "bus rusak").await.unwrap();
        assert_eq!((told.departures, told.offered, told.ended), (1, 1, 1));
        assert!(matches!(cancel_departure(&w.deps, &x.s.officer, d, "bus rusak").await, Err(CloseError::NotPossible)));
    }
    let b = read(w, &there).await;
    assert_eq!((b.state, b.held(), read(w, &coming).await.offered), (BookingState::Cancelled, Rupiah::ZERO, true));
    // Rp40.000 were saved before: what was paid with them and with the waste of the day is there again, the rest an officer pays back.
    let saved = number(w, "SELECT CAST(SUM(balance) AS BIGINT) AS n FROM waste_member").await;
    assert_eq!((saved, number(w, OWED).await), (52_000, 38_000));
    w.assert_seats_add_up().await;
    w.run_jobs().await;
    let to = b.contact.email.unwrap().to_string();
    let ended = |m: &str| m.contains("tidak berjalan") && m.contains("bus rusak") && m.contains("Rp60.000");
    assert_eq!(w.mails().iter().filter(|m| m.to == to && ended(&m.body)).count(), 1, "{:?}", w.mails());

    // Nobody is thanked for it or said to have stayed away, and the village has had no guests.
    w.pass(2 * DAY);
    run_tour_timers(&w.deps).await.unwrap();
    w.run_jobs().await;
    let mails = w.mails();
    assert!(mails.iter().all(|m| !m.subject.starts_with("Terima kasih") && !m.body.contains("tidak datang")), "{mails:?}");
    for secret in [&there, &coming] {
        assert_eq!(read(w, secret).await.state, BookingState::Cancelled);
        let page = read_thanks(&w.deps, &Actor::GUEST, BookingKey::Secret(secret)).await;
        assert!(matches!(page, Err(ReadThanksError::DidNotGo)), "{page:?}");
    }
    w.assert_seats_add_up().await;
    assert_eq!(shared(&mut w.deps.db.reader(), &d.to_string()).await.unwrap(), Rupiah::ZERO);
}

both_engines!(a_departure_that_breaks_down_is_called_off_for_who_stands_there, |w| {
    never_leaves(&w, false).await;
});

both_engines!(a_day_that_closes_before_they_leave_is_called_off_for_who_stands_there, |w| {
    never_leaves(&w, true).await;
});

both_engines!(who_is_on_the_way_or_home_is_not_called_off, |w| {
    let x = scene(&w).await;
    let next = saturday().plus(7 * DAY);
    let (d, counted) = (w.departure(&x.s, saturday()).await, w.departure(&x.s, next).await);
    let (home, away) = (w.confirm(&Actor::GUEST, d, "pulang", 2).await, w.confirm(&Actor::GUEST, counted, "jalan", 1).await);
    let refused = async |id: DepartureId| {
        let told = cancel_departure(&w.deps, &x.s.officer, id, "bus rusak").await;
        assert!(matches!(told, Err(CloseError::NotPossible)), "{told:?}");
    };
    let closed = async |day| {
        let told = close_day(&w.deps, &x.s.base, x.s.site("pusdikpal"), day, "latihan").await.unwrap();
        assert_eq!((told.departures, told.offered, told.ended), (0, 0, 0));
        told.aboard.iter().map(|a| a.departure).collect::<Vec<_>>()
    };
    w.pass(saturday().since(w.deps.now()));
    comes(&w, &x, d, &home, 0, 40_000).await;
    // Nobody counts them: by their terms they are taken for back three hours after the end.
    let ends = departures::find(&mut w.deps.db.reader(), d).await.unwrap().unwrap().ends_at;
    w.pass(ends.since(w.deps.now()) + 3 * HOUR);
    run_tour_timers(&w.deps).await.unwrap();
    refused(d).await;
    assert_eq!(closed(saturday()).await, [] as [DepartureId; 0], "who is home needs no call");
    let d = departures::find(&mut w.deps.db.reader(), d).await.unwrap().unwrap();
    assert!(d.state == DepartureState::Planned && d.legs.iter().all(|l| !l.closed));

    w.pass(next.since(w.deps.now()));
    comes(&w, &x, counted, &away, 0, 20_000).await;
    let out = CountHeads { nonce: "out".to_owned(), departure: counted, way: Way::Out, counted: 1, note: String::new(), at: w.deps.now() };
    count_heads(&w.deps, &x.s.guide, &out).await.unwrap();
    refused(counted).await;
    assert_eq!(closed(next).await, [counted]);
    for (secret, thanked) in [(&home, true), (&away, false)] {
        let b = read(&w, secret).await;
        assert_eq!((b.state, b.thanked_at.is_some(), b.held()), (BookingState::CheckedIn, thanked, b.fare));
    }
    assert_eq!(number(&w, OWED).await, 0);
    w.assert_seats_add_up().await;
});
