//! What tours hold and owe beside the books: nothing where all is well, and the very booking where something is not.

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::reconcile::{compare, reconcile_nightly};
use backend::flows::sandbox_payment::press_sandbox;
use backend::flows::tours::board::{CountHeads, Redeem, Shown, count_heads, redeem};
use backend::flows::tours::card::Next;
use backend::flows::tours::judge::refuse_visitor;
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::flows::tours::settle::{Brought, SettleFare, settle_fare};
use backend::flows::tours::share::share_fares;
use backend::heritage::read_booking::BookingKey;
use backend::testing::heritage::saturday;
use backend::testing::wastebank::{code, line};
use backend::testing::world::World;
use backend::wastebank::reconcile::read_checks;
use backend::wastebank::share_with_village::read_village_share;
use domain::heritage::boarding::{Outcome, Way};
use domain::heritage::manifest::RefusalReason;
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, HOUR};
use domain::kernel::money::Rupiah;
use domain::kernel::weight::Grams;
use domain::market::payment::PaymentOutcome;
use domain::wastebank::reconciliation::{Finding, Report, ToldOf};

use crate::scene::{Scene, read, scene};

/// A party of three that paid in all four ways and went; one of them was refused, and gets something back by card.
/// The number of the booking.
async fn went(w: &World, x: &Scene) -> String {
    let d = w.departure(&x.s, saturday()).await;
    let secret = w.hold(&x.siti, d, "satu", 3).await;
    let form = PayTour { balance: Rupiah(10_000), pledge: vec![(code("PL-01"), Grams(3_000))], cash: Rupiah(8_000) };
    let Next::Pay { url } = pay_tour(&w.deps, &x.siti, BookingKey::Secret(&secret), &form).await.unwrap() else { panic!("a card") };
    press_sandbox(&w.deps, url.rsplit('/').next().unwrap(), PaymentOutcome::Paid).await.unwrap();
    let b = read(w, &secret).await;
    let waste = Brought { unit: x.c.unit, member: None, lines: vec![line("PL-01", 3_000)], worth: Rupiah(12_000), witness: None };
    let fare = SettleFare {
        nonce: "t".to_owned(),
        departure: d,
        number: b.number.clone(),
        waste: Some(waste),
        cash: Rupiah(8_000),
        at: w.deps.now(),
    };
    settle_fare(&w.deps, &x.s.guide, &fare).await.unwrap();
    refuse_visitor(&w.deps, &x.s.base, d, x.s.site("pusdikpal"), b.visitors[0].id, RefusalReason::Other, "").await.unwrap();
    w.pass(saturday().since(w.deps.now()));
    let shown = Shown::Number(b.number.clone());
    let let_in = redeem(&w.deps, &x.s.guide, &Redeem { nonce: "a".to_owned(), departure: d, shown, at: w.deps.now() }).await.unwrap();
    assert_eq!(let_in.outcome, Outcome::Admitted);
    w.pass(8 * HOUR);
    let back = CountHeads { nonce: "b".to_owned(), departure: d, way: Way::Back, counted: 2, note: String::new(), at: w.deps.now() };
    count_heads(&w.deps, &x.s.guide, &back).await.unwrap();
    b.number
}

async fn spoil(w: &World, q: &'static str) -> Report {
    let mut tx = w.deps.db.begin().await.unwrap();
    assert_eq!(tx.execute(sql(q)).await.unwrap(), 1, "{q}");
    tx.commit().await.unwrap();
    compare(&w.deps).await.unwrap()
}

/// What is told of otherwise than it is booked: what, and by how much.
fn told(report: &Report) -> Vec<(ToldOf, i64)> {
    report.told.iter().filter(|t| !t.difference().is_zero()).map(|t| (t.of.clone(), t.difference().0)).collect()
}

fn fares(tender: &str) -> ToldOf {
    ToldOf::Fares { tender: tender.to_owned() }
}

both_engines!(a_row_of_tours_that_somebody_changed_is_found, |w| {
    let x = scene(&w).await;
    let number_of_b = went(&w, &x).await;
    w.assert_fares_are_booked().await;
    let sound = compare(&w.deps).await.unwrap();
    let sums: Vec<_> = sound.told.iter().map(|t| (t.of.clone(), t.told.0)).collect();
    let by = "Ujang".to_owned();
    // Of the card's 30.000 a person's 20.000 went back; a fifth of 40.000 is the village's.
    let expected = [
        (fares("balance"), 10_000),
        (fares("pledge"), 12_000),
        (fares("cash"), 8_000),
        (fares("card"), 10_000),
        (ToldOf::CashTaken { by: by.clone() }, 8_000),
        (ToldOf::Refunds, 20_000),
        (ToldOf::VillageShare, 8_000),
    ];
    assert_eq!(sums, expected);

    let found = |tender: &str, told, booked| {
        let (number, tender) = (number_of_b.clone(), tender.to_owned());
        Finding::Fare { number, tender, told: Rupiah(told), booked: Rupiah(booked) }
    };
    let report = spoil(&w, "UPDATE fare_part SET amount = amount + 1 WHERE kind = 'balance'").await;
    assert_eq!((&*report.findings, told(&report)), (&[found("balance", 10_001, 10_000)][..], vec![(fares("balance"), 1)]));
    assert!(!report.is_sound());
    assert!(spoil(&w, "UPDATE fare_part SET amount = amount - 1 WHERE kind = 'balance'").await.is_sound());
    let report = spoil(&w, "UPDATE fare_part SET state = 'void' WHERE kind = 'cash'").await;
    let [Finding::UntoldFare { reference, booked: Rupiah(8_000) }] = &*report.findings else { panic!("{:?}", report.findings) };
    assert!(reference.starts_with("tour_cash:") && told(&report).contains(&(fares("cash"), -8_000)));
    assert!(spoil(&w, "UPDATE fare_part SET state = 'paid' WHERE kind = 'cash'").await.is_sound());
    // What is wrong twice in opposite ways is wrong.
    spoil(&w, "UPDATE fare_part SET amount = amount + 1 WHERE kind = 'pledge'").await;
    let report = spoil(&w, "UPDATE fare_part SET amount = amount - 1 WHERE kind = 'card'").await;
    assert_eq!(report.findings, [found("pledge", 12_001, 12_000), found("card", 9_999, 10_000)]);
    spoil(&w, "UPDATE fare_part SET amount = amount - 1 WHERE kind = 'pledge'").await;
    assert!(spoil(&w, "UPDATE fare_part SET amount = amount + 1 WHERE kind = 'card'").await.is_sound());

    let report = spoil(&w, "UPDATE fare_settlement SET in_cash = in_cash - 5").await;
    assert_eq!(told(&report), [(ToldOf::CashTaken { by: by.clone() }, -5)]);
    assert!(spoil(&w, "UPDATE fare_settlement SET in_cash = in_cash + 5").await.is_sound());
    let report = spoil(&w, "UPDATE fare_refund SET amount = amount - 1").await;
    assert_eq!((told(&report), report.is_sound()), (vec![(ToldOf::Refunds, -1)], false));
    assert!(spoil(&w, "UPDATE fare_refund SET amount = amount + 1").await.is_sound());
    let report = spoil(&w, "UPDATE booking SET state = 'no_show'").await;
    assert_eq!(told(&report), [(ToldOf::VillageShare, -8_000)]);
    assert!(spoil(&w, "UPDATE booking SET state = 'checked_in'").await.is_sound());
    // The waste bank's own row, from the other side.
    let report = spoil(&w, "UPDATE money_fare SET returned = returned + 7 WHERE account = 'gateway'").await;
    assert_eq!(report.findings, [found("card", 10_000, 9_993)]);
});

both_engines!(the_night_keeps_what_it_found_for_the_treasurer, |w| {
    let x = scene(&w).await;
    went(&w, &x).await;
    w.pass(saturday().plus(DAY).start_of_wib_day().plus(2 * HOUR).since(w.deps.now()));
    // Nobody has shared the fares yet: the night does it before it looks.
    reconcile_nightly(&w.deps).await.unwrap();
    w.pass(DAY);
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE fare_part SET returned = 0 WHERE kind = 'card'")).await.unwrap();
    tx.commit().await.unwrap();
    reconcile_nightly(&w.deps).await.unwrap();
    let checks = read_checks(&w.deps, &x.treasurer, None).await.unwrap();
    assert_eq!(checks.all.iter().map(|(_, sound)| *sound).collect::<Vec<_>>(), [false, true]);
    let report = checks.report.unwrap().1;
    assert!(matches!(&*report.findings, [Finding::Fare { told: Rupiah(30_000), booked: Rupiah(10_000), .. }]), "{:?}", report.findings);
});

both_engines!(a_departure_that_cannot_be_read_stops_neither_the_others_nor_the_night, |w| {
    let x = scene(&w).await;
    went(&w, &x).await;
    // On Sundays the bases are closed.
    let other = w.departure(&x.s, saturday().plus(2 * DAY)).await;
    let secret = w.confirm(&Actor::GUEST, other, "dua", 1).await;
    w.pass(2 * DAY);
    let (number, at) = (read(&w, &secret).await.number, w.deps.now());
    let cash = SettleFare { nonce: "u".to_owned(), departure: other, number: number.clone(), waste: None, cash: Rupiah(20_000), at };
    settle_fare(&w.deps, &x.s.guide, &cash).await.unwrap();
    let shown = Redeem { nonce: "c".to_owned(), departure: other, shown: Shown::Number(number.clone()), at };
    assert_eq!(redeem(&w.deps, &x.s.guide, &shown).await.unwrap().outcome, Outcome::Admitted);
    // Whichever of them is read first.
    let owed = async || read_village_share(&w.deps, &x.treasurer).await.unwrap();
    let set = async |number: &str, terms: &str| {
        let mut tx = w.deps.db.begin().await.unwrap();
        let q = sql("UPDATE booking SET terms = $2 WHERE number = $1").bind(number).bind(terms);
        assert_eq!(tx.execute(q).await.unwrap(), 1);
        tx.commit().await.unwrap();
    };
    let q = "SELECT terms FROM booking WHERE number = $1";
    let terms: String = w.deps.db.reader().fetch_one(sql(q).bind(&number)).await.unwrap().get("terms").unwrap();
    w.pass(DAY);
    set(&number, "none").await;
    share_fares(&w.deps).await.unwrap();
    assert_eq!(owed().await, Rupiah(8_000), "a fifth of Rp40.000");
    reconcile_nightly(&w.deps).await.unwrap();
    let checks = read_checks(&w.deps, &x.treasurer, None).await.unwrap();
    assert_eq!(checks.all.len(), 1, "the night has compared");
    set(&number, &terms).await;
    share_fares(&w.deps).await.unwrap();
    assert_eq!(owed().await, Rupiah(12_000));
    w.assert_fares_are_booked().await;
});
