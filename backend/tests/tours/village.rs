//! What the village's part is taken of: all that is held of those who came, what moving has cost included.

use backend::both_engines;
use backend::flows::tours::board::{CountHeads, Redeem, Shown, count_heads, redeem};
use backend::flows::tours::cancel::cancel_booking;
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::flows::tours::rebook::{MoveBooking, move_booking};
use backend::flows::tours::settle::{SettleFare, settle_fare};
use backend::heritage::read_booking::BookingKey;
use backend::testing::heritage::saturday;
use backend::wastebank::share_with_village::shared;
use domain::heritage::boarding::{Outcome, Way};
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, HOUR};
use domain::kernel::money::Rupiah;

use crate::scene::{read, scene};

both_engines!(the_village_has_its_part_of_what_moving_has_cost, |w| {
    let x = scene(&w).await;
    let (d, next) = (w.departure(&x.s, saturday()).await, w.departure(&x.s, saturday().plus(7 * DAY)).await);
    let moves = w.confirm(&Actor::GUEST, d, "pindah", 1).await;
    let stays = w.confirm(&Actor::GUEST, next, "tetap", 1).await;
    // Has paid, and a quarter of it is kept.
    let cancels = w.hold(&x.siti, next, "batal", 1).await;
    let balance = PayTour { balance: Rupiah(20_000), ..PayTour::default() };
    pay_tour(&w.deps, &x.siti, BookingKey::Secret(&cancels), &balance).await.unwrap();
    w.pass(saturday().plus(-48 * HOUR).since(w.deps.now()));
    let form = MoveBooking { from: d, to: next, expected_fee: Rupiah(2_000) };
    move_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&moves), form).await.unwrap();
    w.pass(7 * DAY);
    cancel_booking(&w.deps, &x.siti, BookingKey::Secret(&cancels), Rupiah(5_000)).await.unwrap();

    w.pass(47 * HOUR);
    for (secret, cash) in [(&moves, 22_000), (&stays, 20_000)] {
        let (number, at) = (read(&w, secret).await.number, w.deps.now());
        let fare =
            SettleFare { nonce: format!("tunai {number}"), departure: next, number: number.clone(), waste: None, cash: Rupiah(cash), at };
        settle_fare(&w.deps, &x.s.guide, &fare).await.unwrap();
        let shown = Redeem { nonce: format!("masuk {number}"), departure: next, shown: Shown::Number(number), at };
        assert_eq!(redeem(&w.deps, &x.s.guide, &shown).await.unwrap().outcome, Outcome::Admitted);
    }
    w.pass(10 * HOUR);
    for (nonce, departure, counted) in [("a", d, 0), ("b", next, 2)] {
        let (nonce, note, at) = (nonce.to_owned(), String::new(), w.deps.now());
        count_heads(&w.deps, &x.s.guide, &CountHeads { nonce, departure, way: Way::Back, counted, note, at }).await.unwrap();
    }
    w.assert_seats_add_up().await;
    // A fifth of Rp42.000: nothing of it belongs to the day that the party has left, or to who cancelled.
    let mut run = w.deps.db.reader();
    let (left, came) = (shared(&mut run, &d.to_string()).await.unwrap(), shared(&mut run, &next.to_string()).await.unwrap());
    assert_eq!((left, came), (Rupiah::ZERO, Rupiah(8_400)));
});
