//! Fares in the books: cash that a guide took, cards, what goes back, and the village's share.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::sandbox_payment::press_sandbox;
use backend::flows::tours::board::{BoardError, CountHeads, Redeem, Shown, count_heads, redeem};
use backend::flows::tours::cancel::cancel_booking;
use backend::flows::tours::card::Next;
use backend::flows::tours::judge::refuse_visitor;
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::flows::tours::pay_back::{list_refunds, mark_refunded};
use backend::flows::tours::settle::{Brought, SettleFare, SettleFareError, settle_fare};
use backend::flows::tours::share::share_fares;
use backend::heritage::read_booking::{BookingKey, read_booking};
use backend::heritage::set_terms::set_terms;
use backend::testing::heritage::{Sightseeing, cash, saturday};
use backend::testing::wastebank::{Counter, code, line};
use backend::testing::world::World;
use backend::wastebank::hand_in_cash::{HandIn, HandInError, hand_in_cash, list_in_hand};
use backend::wastebank::register_member::register_member;
use backend::wastebank::share_with_village::{PayVillage, PayVillageError, pay_village, read_village_share};
use backend::wastebank::take_deposit::TakeDepositError;
use domain::heritage::boarding::{Outcome, Way};
use domain::heritage::booking::Booking;
use domain::heritage::manifest::RefusalReason;
use domain::heritage::tender::TenderKind;
use domain::heritage::terms::Terms;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::{HOUR, MINUTE};
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;
use domain::kernel::weight::Grams;
use domain::market::payment::PaymentOutcome;

async fn read(w: &World, secret: &str) -> Booking {
    read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(secret)).await.unwrap()
}

/// Debits less credits of a part of the chart.
async fn account(w: &World, group: &str) -> i64 {
    let q = "SELECT CAST(COALESCE(SUM(debit - credit), 0) AS BIGINT) AS n FROM posting WHERE account = $1 OR account LIKE $1 || ':%'";
    w.deps.db.reader().fetch_one(sql(q).bind(group)).await.unwrap().get("n").unwrap()
}

fn in_cash(d: DepartureId, b: &Booking, nonce: &str, amount: i64) -> SettleFare {
    SettleFare { nonce: nonce.to_owned(), departure: d, number: b.number.clone(), waste: None, cash: Rupiah(amount), at: saturday() }
}

async fn pays(w: &World, s: &Sightseeing, d: DepartureId, key: &str, persons: usize) -> Booking {
    let secret = w.confirm(&Actor::GUEST, d, key, persons).await;
    let b = read(w, &secret).await;
    settle_fare(&w.deps, &s.guide, &in_cash(d, &b, key, b.fare.0)).await.unwrap();
    b
}

both_engines!(cash_is_in_the_guides_hand_until_it_is_handed_in, |w| {
    let s = w.sightseeing().await;
    let c = w.counter().await;
    let d = w.departure(&s, saturday()).await;
    let b = pays(&w, &s, d, "satu", 2).await;
    settle_fare(&w.deps, &s.guide, &in_cash(d, &b, "satu", 40_000)).await.unwrap();
    assert_eq!((account(&w, "in_hand").await, account(&w, "ticket_revenue").await), (40_000, -40_000), "told twice, booked once");

    let treasurer = w.person("Ratu", &[Role::Officer]).await;
    let hand = list_in_hand(&w.deps, &treasurer).await.unwrap();
    assert_eq!((hand.len(), hand[0].name.as_str(), hand[0].amount), (1, "Ujang", Rupiah(40_000)));
    let person = s.guide.person().unwrap();
    let form = |nonce: &str, amount| HandIn { nonce: nonce.to_owned(), person, unit: c.unit, amount: Rupiah(amount) };
    assert!(matches!(hand_in_cash(&w.deps, &s.guide, &form("a", 1)).await, Err(HandInError::Forbidden(_))));
    let more = hand_in_cash(&w.deps, &treasurer, &form("a", 40_001)).await;
    assert!(matches!(more, Err(HandInError::TooMuch { left: Rupiah(40_000) })));
    assert!(matches!(hand_in_cash(&w.deps, &treasurer, &form("a", 0)).await, Err(HandInError::Entry(_))));
    for _ in 0..2 {
        hand_in_cash(&w.deps, &treasurer, &form("a", 30_000)).await.unwrap();
    }
    assert!(matches!(hand_in_cash(&w.deps, &treasurer, &form("a", 10_000)).await, Err(HandInError::KeyUsed)));
    assert_eq!((account(&w, "in_hand").await, account(&w, "cash").await), (10_000, 30_000));
    let forms: Vec<_> = (0..6)
        .map(|n| {
            let (deps, actor, form) = (w.deps.clone(), treasurer.clone(), form(&format!("n{n}"), 4_000));
            tokio::spawn(async move { hand_in_cash(&deps, &actor, &form).await.is_ok() })
        })
        .collect();
    let mut done = 0;
    for form in forms {
        done += i32::from(form.await.unwrap());
    }
    assert_eq!((done, account(&w, "in_hand").await), (2, 2_000), "never more than was in the hand");
    w.assert_fares_are_booked().await;
});

both_engines!(what_goes_back_is_owed_until_it_is_paid, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let secret = w.hold(&Actor::GUEST, d, "kartu", 3).await;
    let key = BookingKey::Secret(&secret);
    let Next::Pay { url } = pay_tour(&w.deps, &Actor::GUEST, key, &PayTour::default()).await.unwrap() else { panic!("a card") };
    press_sandbox(&w.deps, url.rsplit('/').next().unwrap(), PaymentOutcome::Paid).await.unwrap();
    assert_eq!((account(&w, "gateway").await, account(&w, "ticket_revenue").await), (60_000, -60_000));
    let b = pays(&w, &s, d, "tunai", 1).await;
    refuse_visitor(&w.deps, &s.base, d, s.site("pusdikpal"), b.visitors[0].id, RefusalReason::Other, "").await.unwrap();
    w.pass(saturday().since(w.deps.now()) - 48 * HOUR);
    cancel_booking(&w.deps, &Actor::GUEST, key, Rupiah(15_000)).await.unwrap();
    assert_eq!((account(&w, "refunds").await, account(&w, "ticket_revenue").await), (-65_000, -15_000));
    w.assert_seats_add_up().await;
    for owed in list_refunds(&w.deps, &s.officer, s.tour.id).await.unwrap().open {
        mark_refunded(&w.deps, &s.officer, s.tour.id, &owed.reference, "TRX-1").await.unwrap();
        assert!(mark_refunded(&w.deps, &s.officer, s.tour.id, &owed.reference, "TRX-1").await.is_err());
    }
    assert_eq!((account(&w, "refunds").await, account(&w, "gateway").await, account(&w, "capital").await), (0, 15_000, -20_000));
    w.assert_fares_are_booked().await;
});

both_engines!(a_card_that_pays_too_late_was_never_revenue, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let secret = w.hold(&Actor::GUEST, d, "satu", 1).await;
    let key = BookingKey::Secret(&secret);
    let Next::Pay { url } = pay_tour(&w.deps, &Actor::GUEST, key, &PayTour::default()).await.unwrap() else { panic!("a card") };
    w.pass(20 * MINUTE);
    backend::flows::tours::timers::run_tour_timers(&w.deps).await.unwrap();
    let told = async || {
        w.run_jobs().await;
        w.mails().into_iter().filter(|m| m.subject.contains("terlambat")).map(|m| m.body).collect::<Vec<_>>()
    };
    assert_eq!(told().await, [""; 0]);
    for _ in 0..2 {
        press_sandbox(&w.deps, url.rsplit('/').next().unwrap(), PaymentOutcome::Paid).await.unwrap();
    }
    assert_eq!((account(&w, "gateway").await, account(&w, "refunds").await, account(&w, "ticket_revenue").await), (20_000, -20_000, 0));
    let mails = told().await;
    assert!(matches!(&mails[..], [body] if body.contains("Rp20.000") && body.contains("kami kembalikan")), "once: {mails:?}");
    w.assert_seats_add_up().await;
});

both_engines!(the_village_gets_its_share_of_those_who_went, |w| {
    let s = w.sightseeing().await;
    let c = w.counter().await;
    let terms = Terms { village_share_percent: 20, ..s.tour.terms };
    set_terms(&w.deps, &s.officer, s.tour.id, &terms, w.deps.now()).await.unwrap();
    let d = w.departure(&s, saturday()).await;
    let went = pays(&w, &s, d, "satu", 2).await;
    pays(&w, &s, d, "dua", 1).await;
    w.pass(saturday().since(w.deps.now()));
    let admitted = Redeem { nonce: "a".to_owned(), departure: d, shown: Shown::Number(went.number.clone()), at: w.deps.now() };
    assert_eq!(redeem(&w.deps, &s.guide, &admitted).await.unwrap().outcome, Outcome::Admitted);
    w.pass(6 * HOUR);
    share_fares(&w.deps).await.unwrap();
    assert_eq!(account(&w, "village_share").await, 0, "nobody has told that it is back, and its terms do not take it for back yet");
    let back = CountHeads { nonce: "b".to_owned(), departure: d, way: Way::Back, counted: 2, note: String::new(), at: w.deps.now() };
    count_heads(&w.deps, &s.guide, &back).await.unwrap();
    for _ in 0..2 {
        share_fares(&w.deps).await.unwrap();
    }
    assert_eq!((account(&w, "village_share").await, account(&w, "village_expense").await), (-8_000, 8_000));

    let treasurer = w.person("Ratu", &[Role::Officer]).await;
    assert!(read_village_share(&w.deps, &s.guide).await.is_err());
    assert_eq!(read_village_share(&w.deps, &treasurer).await.unwrap(), Rupiah(8_000));
    let pay = |nonce: &str, amount| PayVillage { nonce: nonce.to_owned(), unit: c.unit, amount: Rupiah(amount) };
    assert!(matches!(pay_village(&w.deps, &treasurer, &pay("a", 8_000)).await, Err(PayVillageError::BoxShort { left: Rupiah(0) })));
    let person = s.guide.person().unwrap();
    let all = HandIn { nonce: "semua".to_owned(), person, unit: c.unit, amount: Rupiah(60_000) };
    hand_in_cash(&w.deps, &treasurer, &all).await.unwrap();
    let more = pay_village(&w.deps, &treasurer, &pay("a", 9_000)).await;
    assert!(matches!(more, Err(PayVillageError::TooMuch { owed: Rupiah(8_000) })), "{more:?}");
    for _ in 0..2 {
        pay_village(&w.deps, &treasurer, &pay("a", 5_000)).await.unwrap();
    }
    assert!(matches!(pay_village(&w.deps, &treasurer, &pay("a", 3_000)).await, Err(PayVillageError::KeyUsed)));
    assert_eq!((account(&w, "village_share").await, account(&w, "cash").await), (-3_000, 55_000));

    // A device that was offline tells late of the second party.
    let late = Redeem { nonce: "c".to_owned(), shown: Shown::Number(read_second(&w).await), at: saturday(), ..admitted };
    assert_eq!(redeem(&w.deps, &s.guide, &late).await.unwrap().outcome, Outcome::Admitted);
    share_fares(&w.deps).await.unwrap();
    assert_eq!(account(&w, "village_share").await, -7_000);
    w.assert_seats_add_up().await;
});

async fn read_second(w: &World) -> String {
    let q = "SELECT number FROM booking WHERE seats = 1";
    w.deps.db.reader().fetch_one(sql(q)).await.unwrap().get("number").unwrap()
}

/// A party of two that pledged 5 kg of PET (Rp20.000) and pays the rest in cash; the guide stands at the scale.
async fn pledged(w: &World, s: &Sightseeing, c: &Counter, d: DepartureId, key: &str) -> (String, String) {
    let mut tx = w.deps.db.begin().await.unwrap();
    let works = "INSERT INTO waste_operator (unit_id, person_id, since) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING";
    tx.execute(sql(works).bind(c.unit).bind(s.guide.person())).await.unwrap();
    tx.commit().await.unwrap();
    let secret = w.hold(&Actor::GUEST, d, key, 2).await;
    let form = PayTour { pledge: vec![(code("PL-01"), Grams(5_000))], ..cash() };
    pay_tour(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret), &form).await.unwrap();
    let number = read(w, &secret).await.number;
    (secret, number)
}

fn weighed(d: DepartureId, number: &str, c: &Counter, nonce: &str, grams: i64, cash: i64) -> SettleFare {
    let worth = Rupiah(grams * 4);
    let waste = Brought { unit: c.unit, member: Some(c.member.id), lines: vec![line("PL-01", grams)], worth, witness: None };
    SettleFare { nonce: nonce.to_owned(), departure: d, number: number.to_owned(), waste: Some(waste), cash: Rupiah(cash), at: saturday() }
}

async fn slips(w: &World) -> i64 {
    w.deps.db.reader().fetch_one(sql("SELECT COUNT(*) AS n FROM waste_deposit")).await.unwrap().get("n").unwrap()
}

both_engines!(a_settlement_that_is_refused_leaves_no_slip_and_is_told_what_is_due, |w| {
    let s = w.sightseeing().await;
    let c = w.counter().await;
    let d = w.departure(&s, saturday()).await;
    let (secret, number) = pledged(&w, &s, &c, d, "satu").await;
    // While the device was offline a base refused one person: the fare is smaller, and so is what is due in cash.
    let b = read(&w, &secret).await;
    refuse_visitor(&w.deps, &s.base, d, s.site("pusdikpal"), b.visitors[0].id, RefusalReason::Other, "").await.unwrap();
    let due = match settle_fare(&w.deps, &s.guide, &weighed(d, &number, &c, "timbang", 3_000, 28_000)).await {
        Err(SettleFareError::Cash { due }) => due,
        other => panic!("{other:?}"),
    };
    assert_eq!((due, slips(&w).await), (Rupiah(8_000), 0), "the slip and the fare, or neither");
    let form = weighed(d, &number, &c, "timbang", 3_000, due.0);
    let settled = settle_fare(&w.deps, &s.guide, &form).await.unwrap();
    assert_eq!(settle_fare(&w.deps, &s.guide, &form).await.unwrap(), settled, "told twice");
    assert_eq!((slips(&w).await, read(&w, &secret).await.held()), (1, Rupiah(20_000)), "weighed once");
    // The same key with other waste, other cash, another's balance or no waste is not the same action.
    let other = register_member(&w.deps, &s.guide, c.unit, "Neng Rina", None, "baru").await.unwrap();
    let mut anothers = form.clone();
    anothers.waste.as_mut().unwrap().member = Some(other.id);
    let no_waste = SettleFare { waste: None, ..form.clone() };
    let less = weighed(d, &number, &c, "timbang", 2_000, 12_000);
    for changed in [anothers, no_waste, less, SettleFare { cash: Rupiah(9_000), ..form }] {
        let told = settle_fare(&w.deps, &s.guide, &changed).await;
        assert!(
            matches!(told, Err(SettleFareError::Board(BoardError::Used) | SettleFareError::Deposit(TakeDepositError::KeyUsed { .. }))),
            "{told:?}"
        );
    }
    assert_eq!(slips(&w).await, 1);
    w.assert_seats_add_up().await;
});

both_engines!(two_devices_at_once_weigh_a_party_once, |w| {
    let s = w.sightseeing().await;
    let c = w.counter().await;
    let d = w.departure(&s, saturday()).await;
    let (secret, number) = pledged(&w, &s, &c, d, "satu").await;
    let told: Vec<_> = (0..8)
        .map(|n| {
            let (deps, guide) = (w.deps.clone(), s.guide.clone());
            let form = weighed(d, &number, &c, &format!("alat {}", n % 4), 3_000, 28_000);
            tokio::spawn(async move { settle_fare(&deps, &guide, &form).await })
        })
        .collect();
    let mut settled = 0;
    for one in told {
        match one.await.unwrap() {
            Ok(_) => settled += 1,
            Err(SettleFareError::NothingDue) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert!((1..=2).contains(&settled), "one action, told twice: {settled}");
    assert_eq!((slips(&w).await, read(&w, &secret).await.held()), (1, Rupiah(40_000)));
    assert_eq!(account(&w, "in_hand").await, 28_000);
    w.assert_seats_add_up().await;
});

both_engines!(one_key_settles_one_party, |w| {
    let s = w.sightseeing().await;
    let c = w.counter().await;
    let d = w.departure(&s, saturday()).await;
    let (_, one) = pledged(&w, &s, &c, d, "satu").await;
    let (secret, other) = pledged(&w, &s, &c, d, "dua").await;
    settle_fare(&w.deps, &s.guide, &weighed(d, &one, &c, "sama", 5_000, 20_000)).await.unwrap();
    let again = settle_fare(&w.deps, &s.guide, &weighed(d, &other, &c, "sama", 5_000, 20_000)).await;
    assert!(matches!(again, Err(SettleFareError::Board(BoardError::Used))), "{again:?}");
    assert_eq!(read(&w, &secret).await.held(), Rupiah::ZERO);
    assert_eq!(read(&w, &secret).await.due(TenderKind::Pledge), Rupiah(20_000));
    assert_eq!(slips(&w).await, 1, "nothing of it was taken");
    settle_fare(&w.deps, &s.guide, &weighed(d, &other, &c, "lain", 5_000, 20_000)).await.unwrap();
    w.assert_seats_add_up().await;
});
