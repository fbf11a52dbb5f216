//! After the tour: who went is thanked once, and sees what the day did.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::tours::board::{CountHeads, Redeem, Shown, count_heads, redeem};
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::flows::tours::rebook::{MoveBooking, move_booking};
use backend::flows::tours::settle::{Brought, SettleFare, settle_fare};
use backend::flows::tours::thank::{ReadThanksError, Thanks, read_thanks};
use backend::flows::tours::timers::run_tour_timers;
use backend::heritage::read_booking::{BookingKey, read_booking};
use backend::heritage::set_terms::set_terms;
use backend::heritage::write_review::{WriteReview, WriteReviewError, write_review};
use backend::market::list_of_place::list_of_place;
use backend::notices::list_notices::list_notices;
use backend::testing::heritage::{Sightseeing, cash, saturday};
use backend::testing::wastebank::{Counter, code, line};
use backend::testing::world::World;
use backend::wastebank::read_impact::read_impact;
use backend::wastebank::reverse_slip::reverse_slip;
use backend::wastebank::store::factors::{self, NewFactor};
use backend::wastebank::store::units;
use backend::wastebank::take_deposit::take_deposit;
use domain::heritage::boarding::Way;
use domain::heritage::review::Stars;
use domain::heritage::terms::Terms;
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, HOUR, MINUTE};
use domain::kernel::ids::DepartureId;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::paging::PageRequest;
use domain::kernel::weight::Grams;
use domain::kernel::wilayah::Kelurahan;
use domain::wastebank::impact::{Factor, all_avoided, grams};

/// A tour whose guide stands at the scale; PET has a factor.
async fn house(w: &World) -> (Sightseeing, Counter, DepartureId) {
    let (s, c) = (w.sightseeing().await, w.counter().await);
    let d = w.departure(&s, saturday()).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    units::appoint(&mut tx, c.unit, s.guide.person().unwrap(), w.deps.now()).await.unwrap();
    tx.execute(sql("UPDATE material SET warm = 'PET' WHERE code = 'PL-01'")).await.unwrap();
    let factor = Factor { warm: "PET".to_owned(), version: "WARM v16".to_owned(), grams_per_tonne: 1_150_000 };
    let new = NewFactor { factor: &factor, from: w.deps.now().plus(-DAY), source: "", by: None, at: w.deps.now() };
    assert!(factors::insert(&mut tx, &new).await.unwrap());
    tx.commit().await.unwrap();
    (s, c, d)
}

/// Let in with what was settled: so many grams of PET, the rest of Rp20.000 a person in cash.
async fn comes(w: &World, s: &Sightseeing, counter: &Counter, departure: DepartureId, secret: &str, grams: i64) -> String {
    let b = read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(secret)).await.unwrap();
    let worth = Rupiah(grams * 4);
    let waste = (grams > 0).then(|| Brought {
        unit: counter.unit,
        member: Some(counter.member.id),
        lines: vec![line("PL-01", grams)],
        worth,
        witness: None,
    });
    let in_cash = Rupiah((b.fare.0 - worth.0).max(0));
    let fare =
        SettleFare { nonce: format!("timbang {secret}"), departure, number: b.number.clone(), waste, cash: in_cash, at: w.deps.now() };
    settle_fare(&w.deps, &s.guide, &fare).await.unwrap();
    let shown = Redeem { nonce: format!("masuk {secret}"), departure, shown: Shown::Number(b.number.clone()), at: w.deps.now() };
    redeem(&w.deps, &s.guide, &shown).await.unwrap();
    b.number
}

async fn count(w: &World, s: &Sightseeing, d: DepartureId, way: Way) {
    let input = CountHeads { nonce: format!("{way:?}"), departure: d, way, counted: 2, note: String::new(), at: w.deps.now() };
    count_heads(&w.deps, &s.guide, &input).await.unwrap();
}

async fn thanks(w: &World, secret: &str) -> Result<Thanks, ReadThanksError> {
    read_thanks(&w.deps, &Actor::GUEST, BookingKey::Secret(secret)).await
}

fn to_the_day(w: &World) {
    w.pass(saturday().since(w.deps.now()) - 30 * MINUTE);
}

/// The subjects of the mails that thank.
async fn thanked(w: &World) -> Vec<String> {
    w.run_jobs().await;
    w.mails().into_iter().filter(|m| m.subject.starts_with("Terima kasih")).map(|m| m.body).collect()
}

both_engines!(who_went_is_thanked_once_when_the_departure_is_back, |w| {
    let (s, c, d) = house(&w).await;
    let shopper = w.person("Neng", &[]).await;
    let went = w.hold(&shopper, d, "ikut", 2).await;
    let form = PayTour { pledge: vec![(code("PL-01"), Grams(5_000))], ..cash() };
    pay_tour(&w.deps, &shopper, BookingKey::Secret(&went), &form).await.unwrap();
    let stayed = w.confirm(&Actor::GUEST, d, "tidak ikut", 1).await;
    to_the_day(&w);
    comes(&w, &s, &c, d, &went, 5_000).await;
    count(&w, &s, d, Way::Out).await;
    run_tour_timers(&w.deps).await.unwrap();
    assert!(matches!(thanks(&w, &went).await, Err(ReadThanksError::NotYet)), "still on its way");
    assert!(thanked(&w).await.is_empty());

    w.pass(5 * HOUR);
    count(&w, &s, d, Way::Back).await;
    for _ in 0..3 {
        run_tour_timers(&w.deps).await.unwrap();
    }
    let mails = thanked(&w).await;
    assert_eq!(mails.len(), 1, "told once: {mails:?}");
    assert!(
        mails[0].contains("Sampah yang Anda bawa: 5 kg") && mails[0].contains(&format!("/wisata/pesanan/{went}/terima-kasih")),
        "{mails:?}"
    );
    let inbox = list_notices(&w.deps, &shopper, PageRequest::new(None, 20)).await.unwrap();
    assert_eq!(inbox.items.iter().filter(|n| n.href.ends_with("/terima-kasih")).count(), 1);

    let x = thanks(&w, &went).await.unwrap();
    assert_eq!((grams(&x.brought.kept).0, all_avoided(&x.brought.kept), x.brought.version.as_deref()), (5_000, 5_750, Some("WARM v16")));
    assert_eq!((x.from_brought, x.from_balance, x.in_money), (Rupiah(20_000), Rupiah::ZERO, Rupiah(20_000)));
    assert!(x.booking.records.iter().any(|r| r.what == "thanked"));
    assert!(matches!(thanks(&w, &stayed).await, Err(ReadThanksError::NotYet)), "it may still be told late that it came");
    assert!(matches!(thanks(&w, "entah").await, Err(ReadThanksError::NotFound)));
    // The estimate is that of the public figures.
    w.pass(DAY);
    run_tour_timers(&w.deps).await.unwrap();
    assert!(matches!(thanks(&w, &stayed).await, Err(ReadThanksError::DidNotGo)));
    let all = read_impact(&w.deps).await.unwrap();
    assert_eq!((all.grams().0, all.avoided()), (5_000, all_avoided(&x.brought.kept)));
    w.assert_seats_add_up().await;
});

both_engines!(without_waste_or_from_a_balance_it_says_so, |w| {
    let (s, c, d) = house(&w).await;
    // More than the slip that is undone below.
    take_deposit(&w.deps, &c.operator, &c.form("modal", vec![line("PL-01", 10_000)], 40_000)).await.unwrap();
    let bought = w.confirm(&Actor::GUEST, d, "tunai", 1).await;
    let undone = w.hold(&Actor::GUEST, d, "batal timbang", 1).await;
    let form = PayTour { pledge: vec![(code("PL-01"), Grams(5_000))], ..cash() };
    pay_tour(&w.deps, &Actor::GUEST, BookingKey::Secret(&undone), &form).await.unwrap();
    to_the_day(&w);
    comes(&w, &s, &c, d, &bought, 0).await;
    comes(&w, &s, &c, d, &undone, 6_000).await;
    count(&w, &s, d, Way::Back).await;
    run_tour_timers(&w.deps).await.unwrap();
    let x = thanks(&w, &bought).await.unwrap();
    assert_eq!((x.brought.kept.len(), x.in_money, x.from_brought), (0, Rupiah(20_000), Rupiah::ZERO));
    assert_eq!(grams(&thanks(&w, &undone).await.unwrap().brought.kept).0, 6_000);
    assert_eq!(thanked(&w).await.len(), 2);
    // A slip that is undone kept nothing.
    let slip = "SELECT slip FROM fare_settlement WHERE slip IS NOT NULL";
    let slip: String = w.deps.db.reader().fetch_one(sql(slip)).await.unwrap().get("slip").unwrap();
    reverse_slip(&w.deps, &c.operator, &slip, "salah timbang").await.unwrap();
    assert!(thanks(&w, &undone).await.unwrap().brought.kept.is_empty());
});

both_engines!(what_came_from_a_balance_is_told_in_rupiah, |w| {
    let (s, c, d) = house(&w).await;
    let siti = w.person("Siti", &[]).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE waste_member SET person_id = $1").bind(siti.person())).await.unwrap();
    tx.commit().await.unwrap();
    take_deposit(&w.deps, &c.operator, &c.form("tabungan", vec![line("PL-01", 10_000)], 40_000)).await.unwrap();
    let secret = w.hold(&siti, d, "saldo", 1).await;
    let form = PayTour { balance: Rupiah(20_000), ..PayTour::default() };
    pay_tour(&w.deps, &siti, BookingKey::Secret(&secret), &form).await.unwrap();
    to_the_day(&w);
    let b = read_booking(&w.deps, &siti, BookingKey::Secret(&secret)).await.unwrap();
    let shown = Redeem { nonce: "masuk".to_owned(), departure: d, shown: Shown::Number(b.number), at: w.deps.now() };
    redeem(&w.deps, &s.guide, &shown).await.unwrap();
    count(&w, &s, d, Way::Back).await;
    run_tour_timers(&w.deps).await.unwrap();
    let x = thanks(&w, &secret).await.unwrap();
    assert_eq!((x.from_balance, x.from_brought, x.in_money, x.brought.kept.len()), (Rupiah(20_000), Rupiah::ZERO, Rupiah::ZERO, 0));
    let mails = thanked(&w).await;
    assert!(mails[0].contains("Rp20.000 dari ongkosnya dibayar dengan sampah yang sudah Anda setor sebelumnya."), "{mails:?}");
    assert!(!mails[0].contains("Sampah yang Anda bawa") && !mails[0].contains("Lain kali"), "{mails:?}");
});

both_engines!(a_departure_that_nobody_counted_back_is_over_some_hours_later, |w| {
    let (s, c, d) = house(&w).await;
    let secret = w.confirm(&Actor::GUEST, d, "satu", 1).await;
    // Of another day first: it is back when the departure is with which it goes.
    let later = w.departure(&s, saturday().plus(7 * DAY)).await;
    let moved = w.confirm(&Actor::GUEST, later, "pindah", 1).await;
    let to_saturday = MoveBooking { from: later, to: d, expected_fee: Rupiah::ZERO };
    move_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&moved), to_saturday).await.unwrap();
    to_the_day(&w);
    comes(&w, &s, &c, d, &secret, 0).await;
    comes(&w, &s, &c, d, &moved, 0).await;
    let ends = backend::heritage::store::departures::find(&mut w.deps.db.reader(), d).await.unwrap().unwrap().ends_at;
    w.pass(ends.since(w.deps.now()) + 3 * HOUR - 1);
    run_tour_timers(&w.deps).await.unwrap();
    for of in [&secret, &moved] {
        assert!(matches!(thanks(&w, of).await, Err(ReadThanksError::NotYet)));
    }
    w.pass(1);
    run_tour_timers(&w.deps).await.unwrap();
    assert!(thanks(&w, &secret).await.is_ok() && thanks(&w, &moved).await.is_ok());
    assert_eq!(thanked(&w).await.len(), 2);
});

both_engines!(how_long_a_party_waits_and_writes_is_in_its_own_terms, |w| {
    let (s, c, d) = house(&w).await;
    let old = w.confirm(&Actor::GUEST, d, "lama", 1).await;
    let terms = Terms { back_hours: 1, review_days: 2, ..s.tour.terms };
    set_terms(&w.deps, &s.officer, s.tour.id, &terms, w.deps.now()).await.unwrap();
    let new = w.confirm(&Actor::GUEST, d, "baru", 1).await;
    to_the_day(&w);
    comes(&w, &s, &c, d, &old, 0).await;
    comes(&w, &s, &c, d, &new, 0).await;
    let ends = backend::heritage::store::departures::find(&mut w.deps.db.reader(), d).await.unwrap().unwrap().ends_at;
    w.pass(ends.since(w.deps.now()) + HOUR - 1);
    run_tour_timers(&w.deps).await.unwrap();
    assert!(matches!(thanks(&w, &new).await, Err(ReadThanksError::NotYet)));
    w.pass(1);
    run_tour_timers(&w.deps).await.unwrap();
    assert!(thanks(&w, &new).await.is_ok() && matches!(thanks(&w, &old).await, Err(ReadThanksError::NotYet)));
    w.pass(2 * HOUR);
    run_tour_timers(&w.deps).await.unwrap();
    assert!(thanks(&w, &old).await.is_ok());

    let write = async |secret: &str, nonce: &str| {
        let form =
            WriteReview { nonce: nonce.to_owned(), stars: Stars::new(5), text: String::new(), name: String::new(), locale: Locale::Id };
        write_review(&w.deps, &Actor::GUEST, "203.0.113.7", BookingKey::Secret(secret), &form).await
    };
    w.pass(2 * DAY - 2 * HOUR - 1);
    write(new.as_str(), "a").await.unwrap();
    w.pass(1);
    assert!(matches!(write(new.as_str(), "b").await, Err(WriteReviewError::Closed { .. })));
    write(old.as_str(), "c").await.unwrap();
});

both_engines!(the_village_sells_what_is_there, |w| {
    let stall = w.stall("Kebun").await;
    let goods = w.goods(&stall, "Opak", 12_000, 9).await;
    w.goods(&stall, "Habis", 12_000, 0).await;
    let q = "SELECT kelurahan FROM shop";
    let here: Kelurahan = w.deps.db.reader().fetch_one(sql(q)).await.unwrap().get("kelurahan").unwrap();
    let elsewhere = Kelurahan::all().find(|k| *k != here).unwrap();
    let (cards, _) = list_of_place(&w.deps, here, 8).await.unwrap();
    assert_eq!(cards.iter().map(|c| c.id).collect::<Vec<_>>(), [goods.product]);
    assert!(list_of_place(&w.deps, elsewhere, 8).await.unwrap().0.is_empty());
});
