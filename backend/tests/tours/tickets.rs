//! Tickets that are shown to clocks that are wrong, and signed by keys that are not ours.

use backend::both_engines;
use backend::flows::tours::board::{Redeem, Shown, redeem};
use backend::flows::tours::settle::{SettleFare, settle_fare};
use backend::heritage::draw_ticket::draw_ticket;
use backend::heritage::read_booking::BookingKey;
use backend::heritage::read_calendar::read_departure;
use backend::testing::heritage::saturday;
use backend::testing::world::World;
use domain::heritage::boarding::Outcome;
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, HOUR, MINUTE, SECOND, Timestamp};
use domain::kernel::ids::DepartureId;

use crate::scene::{Scene, number, read, scene};

/// A party that has paid; its ticket.
async fn ticket(w: &World, x: &Scene, d: DepartureId, key: &str) -> String {
    let secret = w.confirm(&Actor::GUEST, d, key, 1).await;
    let b = read(w, &secret).await;
    let paid = SettleFare { nonce: key.to_owned(), departure: d, number: b.number, waste: None, cash: b.fare, at: w.deps.now() };
    settle_fare(&w.deps, &x.s.guide, &paid).await.unwrap();
    draw_ticket(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret)).await.unwrap().text
}

async fn show(w: &World, x: &Scene, d: DepartureId, nonce: &str, ticket: &str, at: Timestamp) -> Outcome {
    let input = Redeem { nonce: nonce.to_owned(), departure: d, shown: Shown::Ticket(ticket.to_owned()), at };
    redeem(&w.deps, &x.s.guide, &input).await.unwrap().outcome
}

both_engines!(a_clock_may_be_ten_minutes_wrong, |w| {
    let x = scene(&w).await;
    let d = w.departure(&x.s, saturday()).await;
    let (first, last, ahead) = (ticket(&w, &x, d, "a").await, ticket(&w, &x, d, "b").await, ticket(&w, &x, d, "c").await);
    let opens = saturday().plus(-3 * HOUR);
    let ends = read_departure(&w.deps, d).await.unwrap().unwrap().departure.ends_at;
    w.pass(opens.plus(-10 * MINUTE - SECOND).since(w.deps.now()));
    assert_eq!(show(&w, &x, d, "1", &first, w.deps.now()).await, Outcome::Expired);
    // Of a clock that is ahead the house believes no more than its own.
    assert_eq!(show(&w, &x, d, "2", &first, w.deps.now().plus(DAY)).await, Outcome::Expired);
    w.pass(SECOND);
    assert_eq!(show(&w, &x, d, "3", &first, w.deps.now()).await, Outcome::Admitted);
    w.pass(HOUR);
    assert_eq!(show(&w, &x, d, "4", &ahead, w.deps.now().plus(DAY)).await, Outcome::Admitted);
    assert_eq!(number(&w, "SELECT MAX(at) AS n FROM redemption").await, w.deps.now().0);
    w.pass(ends.plus(DAY).since(w.deps.now()));
    assert_eq!(show(&w, &x, d, "5", &last, ends.plus(10 * MINUTE + SECOND)).await, Outcome::Expired);
    assert_eq!(show(&w, &x, d, "6", &last, ends.plus(10 * MINUTE)).await, Outcome::Admitted, "told late");
});

both_engines!(a_ticket_of_another_house_is_nobodys, |w| {
    let x = scene(&w).await;
    let d = w.departure(&x.s, saturday()).await;
    let good = ticket(&w, &x, d, "a").await;
    // A house with a key of its own, under the same number.
    let theirs = {
        let other = World::sqlite().await;
        other.deps.random.bytes::<1>();
        let y = scene(&other).await;
        let d = other.departure(&y.s, saturday()).await;
        ticket(&other, &y, d, "a").await
    };
    w.pass(saturday().since(w.deps.now()));
    assert_ne!(good, theirs);
    assert_eq!(show(&w, &x, d, "1", &theirs, w.deps.now()).await, Outcome::Unknown);
    for cut in [0, 1, 90, good.len() - 1] {
        assert_eq!(show(&w, &x, d, &format!("cut {cut}"), &good[..cut], w.deps.now()).await, Outcome::Unknown);
    }
    assert_eq!(show(&w, &x, d, "2", &format!(" {} ", good.to_lowercase()), w.deps.now()).await, Outcome::Admitted);
    assert_eq!(show(&w, &x, d, "3", &good, w.deps.now()).await, Outcome::AlreadyUsed);
});
