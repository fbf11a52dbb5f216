//! Balances that several parties have paid from, when they end together; and what changes while somebody waits for a lock.

use std::time::Duration;

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::tours::close::{Closed, cancel_departure, close_day};
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::heritage::read_booking::BookingKey;
use backend::heritage::store::departures;
use backend::testing::heritage::saturday;
use backend::testing::wastebank::{Counter, line};
use backend::testing::world::World;
use backend::wastebank::register_member::register_member;
use backend::wastebank::store::members;
use backend::wastebank::take_deposit::{TakeDeposit, take_deposit};
use domain::heritage::booking::BookingState;
use domain::heritage::departure::DepartureState;
use domain::identity::actor::Actor;
use domain::kernel::ids::WasteMemberId;
use domain::kernel::money::Rupiah;

use crate::scene::{number, read};

/// A member of the waste bank with Rp40.000, and an account.
async fn saver(w: &World, c: &Counter, name: &str, member: WasteMemberId) -> Actor {
    let person = w.person(name, &[]).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE waste_member SET person_id = $1 WHERE id = $2").bind(person.person()).bind(member)).await.unwrap();
    tx.commit().await.unwrap();
    let form = TakeDeposit { member, ..c.form(name, vec![line("PL-01", 10_000)], 40_000) };
    take_deposit(&w.deps, &c.operator, &form).await.unwrap();
    person
}

both_engines!(balances_are_locked_by_id_whatever_the_order_of_the_parties, |w| {
    let s = w.sightseeing().await;
    let c = w.counter().await;
    let d = w.departure(&s, saturday()).await;
    let other = register_member(&w.deps, &c.operator, c.unit, "Neng Rina", None, "baru").await.unwrap();
    let (low, high) = (c.member.id.min(other.id), c.member.id.max(other.id));
    for (name, member, number) in [("Siti", low, "TR-Z"), ("Rina", high, "TR-A")] {
        let person = saver(&w, &c, name, member).await;
        let secret = w.hold(&person, d, name, 1).await;
        // The rest by card, which nobody pays: the party is not confirmed.
        let form = PayTour { balance: Rupiah(7_000), ..PayTour::default() };
        pay_tour(&w.deps, &person, BookingKey::Secret(&secret), &form).await.unwrap();
        let mut tx = w.deps.db.begin().await.unwrap();
        tx.execute(sql("UPDATE booking SET number = $2 WHERE secret = $1").bind(&secret).bind(number)).await.unwrap();
        tx.commit().await.unwrap();
    }
    // Somebody else moves both balances, the lower first, while a departure ends whose first party has the higher.
    let mut tx = w.deps.db.begin().await.unwrap();
    members::lock(&mut tx, low).await.unwrap();
    let (deps, officer) = (w.deps.clone(), s.officer.clone());
    let ending = tokio::spawn(async move { cancel_departure(&deps, &officer, d, "bus rusak").await });
    tokio::time::sleep(Duration::from_millis(500)).await;
    members::lock(&mut tx, high).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(ending.await.unwrap().unwrap(), Closed { departures: 1, offered: 0, ended: 2, ..Closed::default() });
    assert_eq!(number(&w, "SELECT CAST(SUM(balance) AS BIGINT) AS n FROM waste_member").await, 80_000);
    w.assert_seats_add_up().await;
});

both_engines!(a_bus_that_leaves_while_its_day_is_closed_has_left, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let secret = w.confirm(&Actor::GUEST, d, "satu", 2).await;
    w.pass(saturday().since(w.deps.now()));
    // Heads are counted out while the base waits for the departure.
    let mut tx = w.deps.db.begin().await.unwrap();
    departures::lock(&mut tx, d).await.unwrap();
    let (deps, speaker, site) = (w.deps.clone(), s.artillery.clone(), s.site("pusdik-armed"));
    let closing = tokio::spawn(async move { close_day(&deps, &speaker, site, deps.now(), "latihan").await });
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(departures::set_state(&mut tx, d, DepartureState::Planned, DepartureState::Out).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(closing.await.unwrap().unwrap(), Closed::default(), "nothing is stopped, and nobody is offered anything");
    let b = read(&w, &secret).await;
    assert_eq!((b.state, b.offered), (BookingState::Confirmed, false));
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM departure_leg WHERE closed").await, 0);
});
