//! What the village's part is taken of, and when: all that is held of those who came, what moving has cost included.

use backend::both_engines;
use backend::flows::tours::board::{CountHeads, Redeem, Shown, count_heads, redeem};
use backend::flows::tours::cancel::cancel_booking;
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::flows::tours::rebook::{MoveBooking, move_booking};
use backend::flows::tours::settle::{SettleFare, settle_fare};
use backend::flows::tours::share::share_fares;
use backend::heritage::read_booking::BookingKey;
use backend::heritage::set_terms::set_terms;
use backend::heritage::store::departures;
use backend::testing::heritage::saturday;
use backend::wastebank::share_with_village::shared;
use domain::heritage::boarding::{Outcome, Way};
use domain::heritage::terms::Terms;
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

both_engines!(the_village_has_its_part_of_a_departure_that_nobody_counts_back, |w| {
    let x = scene(&w).await;
    let d = w.departure(&x.s, saturday()).await;
    let mut parties = Vec::new();
    // Each by the terms under which it has booked.
    for (key, back_hours) in [("satu", 1), ("dua", 3)] {
        let terms = Terms { village_share_percent: 20, back_hours, ..x.s.tour.terms };
        set_terms(&w.deps, &x.s.officer, x.s.tour.id, &terms, w.deps.now()).await.unwrap();
        parties.push(w.confirm(&Actor::GUEST, d, key, 2).await);
    }
    w.pass(saturday().since(w.deps.now()));
    for secret in parties {
        let (number, at) = (read(&w, &secret).await.number, w.deps.now());
        let (nonce, cash) = (format!("tunai {number}"), Rupiah(40_000));
        let fare = SettleFare { nonce, departure: d, number: number.clone(), waste: None, cash, at };
        settle_fare(&w.deps, &x.s.guide, &fare).await.unwrap();
        let shown = Redeem { nonce: format!("masuk {number}"), departure: d, shown: Shown::Number(number), at };
        assert_eq!(redeem(&w.deps, &x.s.guide, &shown).await.unwrap().outcome, Outcome::Admitted);
    }
    // It leaves, and the guide forgets the last press.
    let out = CountHeads { nonce: "out".to_owned(), departure: d, way: Way::Out, counted: 4, note: String::new(), at: w.deps.now() };
    count_heads(&w.deps, &x.s.guide, &out).await.unwrap();
    let ends = departures::find(&mut w.deps.db.reader(), d).await.unwrap().unwrap().ends_at;
    w.pass(ends.since(w.deps.now()) + HOUR - 1);
    let share = async || {
        share_fares(&w.deps).await.unwrap();
        shared(&mut w.deps.db.reader(), &d.to_string()).await.unwrap()
    };
    for (more, due) in [(0, 0), (1, 8_000), (2 * HOUR - 1, 8_000), (1, 16_000), (0, 16_000)] {
        w.pass(more);
        assert_eq!(share().await, Rupiah(due));
    }
    // Counted back after all it is no more.
    let back = CountHeads { nonce: "back".to_owned(), way: Way::Back, at: w.deps.now(), ..out };
    count_heads(&w.deps, &x.s.guide, &back).await.unwrap();
    assert_eq!(share().await, Rupiah(16_000));
    w.assert_seats_add_up().await;
});
