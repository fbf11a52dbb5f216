//! What was pledged is weighed: too little of it, too much, and who may settle.

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::tours::board::{BoardError, Shown};
use backend::flows::tours::judge::refuse_visitor;
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::flows::tours::settle::{Brought, SettleFare, SettleFareError, settle_fare};
use backend::heritage::read_booking::BookingKey;
use backend::testing::heritage::{Sightseeing, cash, saturday};
use backend::testing::wastebank::{Counter, code, line};
use backend::testing::world::World;
use backend::wastebank::take_deposit::take_deposit;
use domain::heritage::boarding::{Outcome, Settlement};
use domain::heritage::manifest::RefusalReason;
use domain::identity::actor::Actor;
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;
use domain::kernel::weight::Grams;

use crate::{read, show, to_the_day};

/// A party of two that pledged 5 kg of PET (Rp20.000) and pays the rest in cash; the guide stands at the scale.
pub async fn pledged(w: &World) -> (Sightseeing, Counter, DepartureId, String, String) {
    let s = w.sightseeing().await;
    let c = w.counter().await;
    let d = w.departure(&s, saturday()).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("INSERT INTO waste_operator (unit_id, person_id, since) VALUES ($1, $2, 0)").bind(c.unit).bind(s.guide.person()))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let secret = w.hold(&Actor::GUEST, d, "satu", 2).await;
    let form = PayTour { pledge: vec![(code("PL-01"), Grams(5_000))], ..cash() };
    pay_tour(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret), &form).await.unwrap();
    let number = read(w, &secret).await.number;
    (s, c, d, secret, number)
}

async fn balance(w: &World) -> i64 {
    w.deps.db.reader().fetch_one(sql("SELECT balance AS n FROM waste_member")).await.unwrap().get("n").unwrap()
}

pub fn settle(d: DepartureId, number: &str, c: &Counter, grams: i64, cash: i64) -> SettleFare {
    let worth = Rupiah(grams * 4);
    let waste = Brought { unit: c.unit, member: Some(c.member.id), lines: vec![line("PL-01", grams)], worth, witness: None };
    SettleFare {
        nonce: format!("timbang {grams}"),
        departure: d,
        number: number.to_owned(),
        waste: Some(waste),
        cash: Rupiah(cash),
        at: saturday(),
    }
}

both_engines!(too_little_waste_is_made_up_in_cash, |w| {
    let (s, c, d, secret, number) = pledged(&w).await;
    to_the_day(&w);
    let ticket = Shown::Number(number.clone());
    assert_eq!(show(&w, &s, d, "awal", ticket.clone()).await.outcome, Outcome::Unpaid);
    let wrong = settle_fare(&w.deps, &s.guide, &settle(d, &number, &c, 3_000, 20_000)).await;
    assert!(matches!(wrong, Err(SettleFareError::Cash { due: Rupiah(28_000) })));
    let settled = settle_fare(&w.deps, &s.guide, &settle(d, &number, &c, 3_000, 28_000)).await.unwrap();
    assert_eq!(settled, Settlement { from_waste: Rupiah(12_000), in_cash: Rupiah(28_000), surplus: Rupiah::ZERO });
    assert_eq!(settle_fare(&w.deps, &s.guide, &settle(d, &number, &c, 3_000, 28_000)).await.unwrap(), settled, "told twice");
    let other = settle_fare(&w.deps, &s.guide, &settle(d, &number, &c, 4_000, 24_000)).await;
    assert!(matches!(other, Err(SettleFareError::NothingDue)), "another action");
    assert_eq!((balance(&w).await, read(&w, &secret).await.held()), (0, Rupiah(40_000)));
    assert_eq!(show(&w, &s, d, "lalu", ticket).await.outcome, Outcome::Admitted);
    w.assert_seats_add_up().await;
});

both_engines!(too_much_waste_goes_to_the_balance, |w| {
    let (s, c, d, secret, number) = pledged(&w).await;
    let settled = settle_fare(&w.deps, &s.guide, &settle(d, &number, &c, 12_000, 0)).await.unwrap();
    assert_eq!(settled, Settlement { from_waste: Rupiah(40_000), in_cash: Rupiah::ZERO, surplus: Rupiah(8_000) });
    assert_eq!((balance(&w).await, read(&w, &secret).await.held()), (8_000, Rupiah(40_000)));
    // Refused afterwards, the waste of that person goes back to the balance that paid it.
    let visitor = read(&w, &secret).await.visitors[0].id;
    refuse_visitor(&w.deps, &s.base, d, s.site("pusdikpal"), visitor, RefusalReason::Other, "").await.unwrap();
    assert_eq!((balance(&w).await, read(&w, &secret).await.held()), (28_000, Rupiah(20_000)));
    w.assert_seats_add_up().await;
});

both_engines!(only_who_works_there_settles, |w| {
    let (s, c, d, secret, number) = pledged(&w).await;
    let strangers = settle_fare(&w.deps, &c.operator, &settle(d, &number, &c, 5_000, 20_000)).await;
    assert!(matches!(strangers, Err(SettleFareError::Board(BoardError::Staff(_)))), "an operator of a counter only");
    let no_scale = settle_fare(&w.deps, &s.officer, &settle(d, &number, &c, 5_000, 20_000)).await;
    assert!(matches!(no_scale, Err(SettleFareError::Deposit(_))), "an officer of the tour only");
    let mut nobody = settle(d, &number, &c, 5_000, 20_000);
    nobody.waste.as_mut().unwrap().member = None;
    assert!(matches!(settle_fare(&w.deps, &s.guide, &nobody).await, Err(SettleFareError::NoMember)));
    assert_eq!((balance(&w).await, read(&w, &secret).await.held()), (0, Rupiah::ZERO));
    let seen = take_deposit(&w.deps, &c.operator, &c.form("lain", vec![line("PL-01", 1_000)], 4_000)).await;
    assert!(seen.is_ok());
});
