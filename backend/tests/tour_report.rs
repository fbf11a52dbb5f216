//! The report of a period says what the books and the bookings say.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::sandbox_payment::press_sandbox;
use backend::flows::tours::board::{CountHeads, Redeem, Shown, count_heads, redeem};
use backend::flows::tours::cancel::cancel_booking;
use backend::flows::tours::card::Next;
use backend::flows::tours::close::cancel_departure;
use backend::flows::tours::judge::refuse_visitor;
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::flows::tours::read_report::{TourReport, list_reported, read_report};
use backend::flows::tours::release_party::release_party;
use backend::flows::tours::settle::{Brought, SettleFare, settle_fare};
use backend::flows::tours::share::share_fares;
use backend::flows::tours::timers::run_tour_timers;
use backend::flows::tours::walk_in::walk_in;
use backend::heritage::read_booking::{BookingKey, read_booking};
use backend::heritage::set_rules::set_rules;
use backend::heritage::set_terms::set_terms;
use backend::heritage::staff::StaffError;
use backend::testing::heritage::{Sightseeing, saturday};
use backend::testing::wastebank::{Counter, code, line};
use backend::testing::world::World;
use backend::wastebank::take_deposit::take_deposit;
use domain::heritage::boarding::{Outcome, Way};
use domain::heritage::booking::Booking;
use domain::heritage::departure::DepartureState;
use domain::heritage::manifest::RefusalReason;
use domain::heritage::report::Heads;
use domain::heritage::rules::VisitRules;
use domain::heritage::tender::TenderKind;
use domain::heritage::terms::Terms;
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, HOUR};
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;
use domain::kernel::period::{Period, PeriodKind};
use domain::kernel::weight::Grams;
use domain::market::payment::PaymentOutcome;
use domain::wastebank::material::MaterialKind;
use domain::wastebank::measure::{Amount, Measure};

async fn read(w: &World, secret: &str) -> Booking {
    read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(secret)).await.unwrap()
}

async fn number(w: &World, q: &str) -> i64 {
    w.deps.db.reader().fetch_one(sql(q.to_owned())).await.unwrap().get("n").unwrap()
}

/// What the books have received under a kind of tender, from the entries themselves.
async fn booked(w: &World, kind: TenderKind) -> i64 {
    let q = "SELECT CAST(COALESCE(SUM(p.credit), 0) AS BIGINT) AS n FROM posting p JOIN ledger_entry e ON e.id = p.entry_id \
             WHERE p.account = 'ticket_revenue' AND e.kind IN ('fare', 'receipt') AND e.ref LIKE";
    number(w, &format!("{q} '%:tour_{}:%'", kind.code())).await
}

async fn by_card(w: &World, actor: &Actor, secret: &str, form: &PayTour) {
    let Next::Pay { url } = pay_tour(&w.deps, actor, BookingKey::Secret(secret), form).await.unwrap() else { panic!("a card") };
    press_sandbox(&w.deps, url.rsplit('/').next().unwrap(), PaymentOutcome::Paid).await.unwrap();
}

async fn comes(w: &World, s: &Sightseeing, d: DepartureId, secret: &str) {
    let shown =
        Redeem { nonce: secret[..8].to_owned(), departure: d, shown: Shown::Number(read(w, secret).await.number), at: w.deps.now() };
    assert_eq!(redeem(&w.deps, &s.guide, &shown).await.unwrap().outcome, Outcome::Admitted);
}

/// Siti, a member with Rp40.000, and the guide as an operator of the counter.
async fn siti(w: &World, s: &Sightseeing) -> (Counter, Actor) {
    let (c, siti) = (w.counter().await, w.person("Siti", &[]).await);
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE waste_member SET person_id = $1").bind(siti.person())).await.unwrap();
    let works = "INSERT INTO waste_operator (unit_id, person_id, since) VALUES ($1, $2, 0)";
    tx.execute(sql(works).bind(c.unit).bind(s.guide.person())).await.unwrap();
    tx.commit().await.unwrap();
    take_deposit(&w.deps, &c.operator, &c.form("tabungan", vec![line("PL-01", 10_000)], 40_000)).await.unwrap();
    (c, siti)
}

async fn month(w: &World, s: &Sightseeing) -> TourReport {
    read_report(&w.deps, &s.officer, None, Period::around(PeriodKind::Month, saturday())).await.unwrap()
}

both_engines!(a_report_says_what_the_books_and_the_bookings_say, |w| {
    let s = w.sightseeing().await;
    let (c, siti) = siti(&w, &s).await;
    set_terms(&w.deps, &s.officer, s.tour.id, &Terms { village_share_percent: 20, ..s.tour.terms }, w.deps.now()).await.unwrap();
    let d = w.departure(&s, saturday()).await;
    let dropped = w.departure(&s, saturday().plus(7 * DAY)).await;
    let january = w.departure(&s, saturday().plus(35 * DAY)).await;

    // Everything at once: 25.000 of a balance, 3 kg promised, 10.000 in cash, 13.000 by card.
    let mixed = w.hold(&siti, d, "campur", 3).await;
    let form = PayTour { balance: Rupiah(25_000), pledge: vec![(code("PL-01"), Grams(3_000))], cash: Rupiah(10_000) };
    by_card(&w, &siti, &mixed, &form).await;
    // One of two is refused; the other comes.
    let half = w.confirm(&Actor::GUEST, d, "separuh", 2).await;
    let visitor = read(&w, &half).await.visitors[0].id;
    refuse_visitor(&w.deps, &s.base, d, s.site("pusdikpal"), visitor, RefusalReason::Other, "").await.unwrap();
    let missing = w.confirm(&Actor::GUEST, d, "lupa", 1).await;
    let cancelled = w.hold(&Actor::GUEST, d, "batal", 3).await;
    by_card(&w, &Actor::GUEST, &cancelled, &PayTour::default()).await;
    w.hold(&Actor::GUEST, d, "ragu", 4).await;
    w.confirm(&Actor::GUEST, dropped, "tutup", 2).await;
    cancel_departure(&w.deps, &s.officer, dropped, "Upacara").await.unwrap();
    let later = w.hold(&Actor::GUEST, january, "nanti", 1).await;
    by_card(&w, &Actor::GUEST, &later, &PayTour::default()).await;

    w.pass(saturday().since(w.deps.now()) - 48 * HOUR);
    run_tour_timers(&w.deps).await.unwrap();
    cancel_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&cancelled), Rupiah(15_000)).await.unwrap();
    w.pass(48 * HOUR);
    // 2 kg instead of 3: the rest is paid in cash.
    let waste = Brought { unit: c.unit, member: None, lines: vec![line("PL-01", 2_000)], worth: Rupiah(8_000), witness: None };
    let settle = |b: Booking, waste: Option<Brought>, cash| SettleFare {
        nonce: b.number.clone(),
        departure: d,
        number: b.number,
        waste,
        cash: Rupiah(cash),
        at: saturday(),
    };
    settle_fare(&w.deps, &s.guide, &settle(read(&w, &mixed).await, Some(waste), 14_000)).await.unwrap();
    settle_fare(&w.deps, &s.guide, &settle(read(&w, &half).await, None, 20_000)).await.unwrap();
    comes(&w, &s, d, &mixed).await;
    comes(&w, &s, d, &half).await;
    w.pass(2 * DAY);
    run_tour_timers(&w.deps).await.unwrap();
    let back = CountHeads { nonce: "b".to_owned(), departure: d, way: Way::Back, counted: 4, note: String::new(), at: w.deps.now() };
    count_heads(&w.deps, &s.guide, &back).await.unwrap();
    share_fares(&w.deps).await.unwrap();

    let report = month(&w, &s).await;
    let states: Vec<_> = report.rows.iter().map(|r| (r.ran.departure, r.ran.state)).collect();
    assert_eq!(states, [(d, DepartureState::Back), (dropped, DepartureState::Cancelled)]);
    let first = &report.rows[0];
    assert_eq!(first.ran.guide.as_deref(), Some("Ujang"));
    assert_eq!(first.figures.heads, Heads { offered: 25, sold: 5, went: 4, missed: 1, refused: 1 });
    assert_eq!(report.rows[1].figures.heads, Heads::default(), "nobody has a seat on what does not go");
    let total = report.total();
    assert_eq!(total.heads, first.figures.heads);
    assert_eq!((total.fares.paid(), total.fares.returned, total.fares.kept()), (Rupiah(140_000), Rupiah(45_000), Rupiah(95_000)));
    assert_eq!(total.waste.into_iter().collect::<Vec<_>>(), [((Measure::Kilogram, MaterialKind::Plastic), Amount(2_000))]);

    // Together with January it is everything that the books know of.
    let span = Period::days(saturday(), saturday().plus(35 * DAY)).unwrap();
    let all = read_report(&w.deps, &s.officer, Some(s.tour.id), span).await.unwrap().total();
    for kind in TenderKind::ALL {
        assert!(!all.fares.of(kind).is_zero(), "{kind:?} is among it");
        assert_eq!(all.fares.of(kind).0, booked(&w, kind).await, "{kind:?}");
    }
    let change = "SELECT CAST(COALESCE(SUM(credit - debit), 0) AS BIGINT) AS n FROM posting WHERE account =";
    assert_eq!(all.fares.kept().0, number(&w, &format!("{change} 'ticket_revenue'")).await);
    assert_eq!((all.village, all.village.0), (Rupiah(16_000), number(&w, &format!("{change} 'village_share'")).await));
    let weighed = "SELECT CAST(SUM(l.net) AS BIGINT) AS n FROM waste_line l JOIN waste_deposit d ON d.id = l.deposit_id WHERE d.nonce LIKE '%:tour:%'";
    assert_eq!(all.grams().0, number(&w, weighed).await);
    let come = "SELECT CAST(SUM(seats) AS BIGINT) AS n FROM booking WHERE state = 'checked_in'";
    assert_eq!(all.heads.went, number(&w, come).await);
    assert_eq!(read(&w, &missing).await.held(), Rupiah::ZERO);
    w.assert_seats_add_up().await;
});

both_engines!(a_seat_that_is_given_up_and_taken_again_is_sold_once, |w| {
    let s = w.sightseeing().await;
    for (speaker, slug) in [(&s.base, "pusdikpal"), (&s.artillery, "pusdik-armed")] {
        set_rules(&w.deps, speaker, s.site(slug), &VisitRules::default(), w.deps.now()).await.unwrap();
    }
    let d = w.departure(&s, saturday()).await;
    let secret = w.confirm(&Actor::GUEST, d, "satu", 2).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE departure_leg SET capacity = 3 WHERE position = 5")).await.unwrap();
    tx.commit().await.unwrap();
    w.pass(saturday().since(w.deps.now()));
    release_party(&w.deps, &s.guide, d, &read(&w, &secret).await.number).await.unwrap();
    let heads = async || month(&w, &s).await.total().heads;
    assert_eq!(heads().await, Heads { offered: 3, sold: 2, went: 0, missed: 2, refused: 0 }, "it stayed empty, and was sold");
    walk_in(&w.deps, &s.guide, &w.walking_in(d, "jalan", 3)).await.unwrap();
    assert_eq!(heads().await, Heads { offered: 3, sold: 3, went: 3, missed: 2, refused: 0 });
});

both_engines!(waste_that_was_undone_is_not_reported, |w| {
    let s = w.sightseeing().await;
    let (c, siti) = siti(&w, &s).await;
    let d = w.departure(&s, saturday()).await;
    let secret = w.hold(&siti, d, "satu", 1).await;
    let form = PayTour { pledge: vec![(code("PL-01"), Grams(2_000))], cash: Rupiah(i64::MAX), ..PayTour::default() };
    pay_tour(&w.deps, &siti, BookingKey::Secret(&secret), &form).await.unwrap();
    w.pass(saturday().since(w.deps.now()));
    let waste = Brought { unit: c.unit, member: None, lines: vec![line("PL-01", 2_000)], worth: Rupiah(8_000), witness: None };
    let b = read(&w, &secret).await;
    let form =
        SettleFare { nonce: "a".to_owned(), departure: d, number: b.number, waste: Some(waste), cash: Rupiah(12_000), at: saturday() };
    settle_fare(&w.deps, &s.guide, &form).await.unwrap();
    assert_eq!(month(&w, &s).await.total().grams(), Amount(2_000));
    let q = "SELECT slip FROM fare_settlement";
    let slip: String = w.deps.db.reader().fetch_one(sql(q)).await.unwrap().get("slip").unwrap();
    // From what is left of the balance.
    backend::wastebank::reverse_slip::reverse_slip(&w.deps, &c.operator, &slip, "Salah timbang").await.unwrap();
    assert_eq!(month(&w, &s).await.total().grams(), Amount(0));
});

both_engines!(a_report_is_for_the_officers_of_its_tours, |w| {
    let s = w.sightseeing().await;
    w.departure(&s, saturday()).await;
    assert_eq!(month(&w, &s).await.total().heads.offered, 25);
    let empty = read_report(&w.deps, &s.officer, None, Period::around(PeriodKind::Year, saturday().plus(-400 * DAY))).await.unwrap();
    assert!(empty.rows.is_empty());
    assert_eq!(list_reported(&w.deps, &s.officer).await.unwrap()[0].id, s.tour.id);
    let other = w.person("Lain", &[]).await;
    for stranger in [&s.guide, &s.base, &other] {
        assert!(matches!(list_reported(&w.deps, stranger).await, Err(StaffError::NotFound)));
        let asked = read_report(&w.deps, stranger, Some(s.tour.id), Period::around(PeriodKind::Month, saturday())).await;
        assert!(matches!(asked, Err(StaffError::NotFound)));
    }
    let guest = read_report(&w.deps, &Actor::GUEST, None, Period::around(PeriodKind::Month, saturday())).await;
    assert!(matches!(guest, Err(StaffError::Forbidden(_))));
});
