//! To another day: what it costs by the terms, that no money is made or lost by it, and whom that day admits.

use backend::both_engines;
use backend::flows::sandbox_payment::press_sandbox;
use backend::flows::tours::board::{Redeem, Shown, redeem};
use backend::flows::tours::cancel::{CancelBookingError, cancel_booking};
use backend::flows::tours::card::Next;
use backend::flows::tours::close::close_day;
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::flows::tours::rebook::{MoveBooking, MoveBookingError, list_moves, move_booking};
use backend::flows::tours::settle::{SettleFare, settle_fare};
use backend::heritage::publish_tour::hide_tour;
use backend::heritage::read_booking::BookingKey;
use backend::heritage::set_terms::set_terms;
use backend::testing::heritage::{cash, saturday};
use backend::testing::wastebank::code;
use backend::testing::world::World;
use domain::heritage::boarding::{Outcome, due};
use domain::heritage::booking::Booking;
use domain::heritage::departure::NotBookable;
use domain::heritage::tender::TenderKind;
use domain::heritage::terms::{Cancelling, Terms};
use domain::kernel::clock::{DAY, HOUR};
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;
use domain::kernel::weight::Grams;
use domain::market::payment::PaymentOutcome;

use crate::scene::{Scene, number, read, scene};

const BALANCE: &str = "SELECT balance AS n FROM waste_member";

/// One person, Rp20.000; the secret of the booking.
async fn book(w: &World, x: &Scene, d: DepartureId, key: &str, form: &PayTour) -> String {
    let secret = w.hold(&x.siti, d, key, 1).await;
    if let Next::Pay { url } = pay_tour(&w.deps, &x.siti, BookingKey::Secret(&secret), form).await.unwrap() {
        press_sandbox(&w.deps, url.rsplit('/').next().unwrap(), PaymentOutcome::Paid).await.unwrap();
    }
    secret
}

async fn shift(w: &World, x: &Scene, secret: &str, from: DepartureId, to: DepartureId, fee: i64) -> Result<(), MoveBookingError> {
    move_booking(&w.deps, &x.siti, BookingKey::Secret(secret), MoveBooking { from, to, expected_fee: Rupiah(fee) }).await
}

fn hours_before(w: &World, hours: i64) {
    w.pass(saturday().plus(-hours * HOUR).since(w.deps.now()));
}

/// At the meeting point, all of it in cash.
async fn settle(w: &World, x: &Scene, b: &Booking) -> Rupiah {
    let cash = due(b);
    let (nonce, number, at) = (format!("tunai {}", b.number), b.number.clone(), w.deps.now());
    let form = SettleFare { nonce, departure: b.departure, number, waste: None, cash, at };
    settle_fare(&w.deps, &x.s.guide, &form).await.unwrap().in_cash
}

both_engines!(a_late_move_costs_cash_whatever_the_fare_is_paid_with, |w| {
    let x = scene(&w).await;
    let (d, next) = (w.departure(&x.s, saturday()).await, w.departure(&x.s, saturday().plus(7 * DAY)).await);
    let waste = |grams| vec![(code("PL-01"), Grams(grams))];
    let mixed = PayTour { balance: Rupiah(5_000), pledge: waste(1_000), cash: Rupiah(6_000) };
    let mut parties = Vec::new();
    for (key, form, due_in_cash) in [
        ("saldo", PayTour { balance: Rupiah(20_000), ..PayTour::default() }, 2_000),
        ("janji", PayTour { pledge: waste(5_000), ..PayTour::default() }, 2_000),
        ("tunai", cash(), 22_000),
        ("kartu", PayTour::default(), 2_000),
        ("campur", mixed, 8_000),
    ] {
        parties.push((book(&w, &x, d, key, &form).await, Rupiah(due_in_cash)));
    }
    hours_before(&w, 48);
    for (secret, due_in_cash) in &parties {
        let before = read(&w, secret).await;
        assert_eq!(before.moving(w.deps.now()), Some(Rupiah(2_000)));
        for _ in 0..2 {
            shift(&w, &x, secret, d, next, 2_000).await.unwrap();
        }
        let b = read(&w, secret).await;
        assert_eq!((b.departure, b.fare, b.price()), (next, Rupiah(20_000), Rupiah(22_000)), "once, though it was sent twice");
        assert_eq!(b.due(TenderKind::Cash), *due_in_cash);
        assert_eq!((b.held(), b.due(TenderKind::Pledge)), (before.held(), before.due(TenderKind::Pledge)), "the rest stays as it is");
    }
    w.assert_seats_add_up().await;
    w.run_jobs().await;
    assert_eq!(w.mails().iter().filter(|m| m.body.contains("Biaya pindahnya Rp2.000")).count(), 5);
    // What is due is taken at the meeting point, and everybody is let in.
    w.pass(saturday().plus(7 * DAY - HOUR).since(w.deps.now()));
    for (secret, _) in &parties {
        let b = read(&w, secret).await;
        let show = async |nonce: &str| {
            let (nonce, shown) = (format!("{nonce} {}", b.number), Shown::Number(b.number.clone()));
            redeem(&w.deps, &x.s.guide, &Redeem { nonce, departure: next, shown, at: w.deps.now() }).await.unwrap().outcome
        };
        assert_eq!(show("dulu").await, Outcome::Unpaid);
        assert_eq!(settle(&w, &x, &b).await, due(&b));
        assert_eq!(show("lunas").await, Outcome::Admitted);
        assert_eq!(read(&w, secret).await.held(), Rupiah(22_000));
    }
    w.assert_seats_add_up().await;
});

both_engines!(moving_is_free_for_a_while_then_costs_then_ends, |w| {
    let x = scene(&w).await;
    let (d, next, third) = (
        w.departure(&x.s, saturday()).await,
        w.departure(&x.s, saturday().plus(7 * DAY)).await,
        w.departure(&x.s, saturday().plus(14 * DAY)).await,
    );
    let terms = Terms { last_move_hours: 36, move_fee_percent: 15, ..x.s.tour.terms };
    set_terms(&w.deps, &x.s.officer, x.s.tour.id, &terms, w.deps.now()).await.unwrap();
    let (early, slow, late) =
        (book(&w, &x, d, "a", &cash()).await, book(&w, &x, d, "b", &cash()).await, book(&w, &x, d, "c", &cash()).await);
    // Terms of later bookings are not theirs.
    set_terms(&w.deps, &x.s.officer, x.s.tour.id, &Terms { move_fee_percent: 50, ..terms }, w.deps.now()).await.unwrap();
    hours_before(&w, 72);
    shift(&w, &x, &early, d, next, 0).await.unwrap();
    assert_eq!(read(&w, &early).await.due(TenderKind::Cash), Rupiah(20_000));
    // A deadline passed while the page was open.
    w.pass(1);
    assert!(matches!(shift(&w, &x, &slow, d, next, 0).await, Err(MoveBookingError::FeeChanged { now: Rupiah(3_000) })));
    assert_eq!((read(&w, &slow).await.departure, read(&w, &slow).await.price()), (d, Rupiah(20_000)));
    shift(&w, &x, &slow, d, next, 3_000).await.unwrap();
    // From there it is free again, and an old form moves nobody back.
    shift(&w, &x, &slow, next, third, 0).await.unwrap();
    assert!(matches!(shift(&w, &x, &slow, d, next, 3_000).await, Err(MoveBookingError::Elsewhere)));
    let b = read(&w, &slow).await;
    assert_eq!((b.departure, b.due(TenderKind::Cash)), (third, Rupiah(23_000)));
    hours_before(&w, 36);
    w.pass(1);
    assert!(matches!(shift(&w, &x, &late, d, next, 3_000).await, Err(MoveBookingError::TooLate)));
    assert!(matches!(list_moves(&w.deps, &x.siti, BookingKey::Secret(&late)).await, Err(MoveBookingError::TooLate)));
    w.assert_seats_add_up().await;
});

both_engines!(moving_is_no_way_around_the_fee_for_cancelling, |w| {
    let x = scene(&w).await;
    let (d, next) = (w.departure(&x.s, saturday()).await, w.departure(&x.s, saturday().plus(7 * DAY)).await);
    let paid = book(&w, &x, d, "saldo", &PayTour { balance: Rupiah(20_000), ..PayTour::default() }).await;
    let (closed, promised) = (
        book(&w, &x, d, "tutup", &PayTour { balance: Rupiah(20_000), ..PayTour::default() }).await,
        book(&w, &x, d, "tunai", &cash()).await,
    );
    assert_eq!(number(&w, BALANCE).await, 0);
    hours_before(&w, 48);
    for secret in [&paid, &closed, &promised] {
        shift(&w, &x, secret, d, next, 2_000).await.unwrap();
    }
    // A quarter of the fare as before, and what moving cost.
    let b = read(&w, &paid).await;
    assert_eq!(b.cancelling(w.deps.now()), (Cancelling::ForFee, Rupiah(7_000)));
    let cancel = async |secret: &str, fee| cancel_booking(&w.deps, &x.siti, BookingKey::Secret(secret), Rupiah(fee)).await;
    assert!(matches!(cancel(&paid, 0).await, Err(CancelBookingError::FeeChanged { now: Rupiah(7_000) })));
    assert_eq!(cancel(&paid, 7_000).await.unwrap(), Rupiah(13_000));
    assert_eq!(cancel(&promised, 0).await.unwrap(), Rupiah::ZERO, "nothing was paid, and nothing can be kept");
    // The house closes the day: then all of it goes back.
    close_day(&w.deps, &x.s.artillery, x.s.site("pusdik-armed"), saturday().plus(7 * DAY), "latihan").await.unwrap();
    assert_eq!(cancel(&closed, 0).await.unwrap(), Rupiah(20_000));
    assert_eq!(number(&w, BALANCE).await, 33_000);
    w.assert_seats_add_up().await;
});

both_engines!(moving_late_for_nothing_is_no_way_around_it_either, |w| {
    let x = scene(&w).await;
    let (d, next) = (w.departure(&x.s, saturday()).await, w.departure(&x.s, saturday().plus(14 * DAY)).await);
    let terms = Terms { move_fee_percent: 0, last_move_hours: 24, ..x.s.tour.terms };
    set_terms(&w.deps, &x.s.officer, x.s.tour.id, &terms, w.deps.now()).await.unwrap();
    let balance = PayTour { balance: Rupiah(20_000), ..PayTour::default() };
    let (early, late) = (book(&w, &x, d, "awal", &balance).await, book(&w, &x, d, "akhir", &balance).await);
    hours_before(&w, 72);
    shift(&w, &x, &early, d, next, 0).await.unwrap();
    hours_before(&w, 30);
    assert!(read(&w, &late).await.moves_late(w.deps.now()));
    shift(&w, &x, &late, d, next, 0).await.unwrap();
    let how = async |secret: &str| read(&w, secret).await.cancelling(w.deps.now());
    assert_eq!(how(&early).await, (Cancelling::Free, Rupiah::ZERO));
    assert_eq!((how(&late).await, read(&w, &late).await.move_fee), ((Cancelling::ForFee, Rupiah(5_000)), Rupiah::ZERO));
    // To move on in good time makes nobody early again.
    shift(&w, &x, &late, next, w.departure(&x.s, saturday().plus(21 * DAY)).await, 0).await.unwrap();
    assert_eq!(how(&late).await, (Cancelling::ForFee, Rupiah(5_000)));
    let cancel = async |secret: &str, fee| cancel_booking(&w.deps, &x.siti, BookingKey::Secret(secret), Rupiah(fee)).await;
    assert!(matches!(cancel(&late, 0).await, Err(CancelBookingError::FeeChanged { now: Rupiah(5_000) })));
    assert_eq!((cancel(&late, 5_000).await.unwrap(), cancel(&early, 0).await.unwrap()), (Rupiah(15_000), Rupiah(20_000)));
    w.assert_seats_add_up().await;
});

both_engines!(who_is_offered_another_day_moves_for_nothing, |w| {
    let x = scene(&w).await;
    let (d, next) = (w.departure(&x.s, saturday()).await, w.departure(&x.s, saturday().plus(7 * DAY)).await);
    let secret = book(&w, &x, d, "a", &cash()).await;
    hours_before(&w, 2);
    assert_eq!(read(&w, &secret).await.moving(w.deps.now()), Some(Rupiah(2_000)));
    close_day(&w.deps, &x.s.artillery, x.s.site("pusdik-armed"), saturday(), "latihan").await.unwrap();
    assert!(matches!(shift(&w, &x, &secret, d, next, 2_000).await, Err(MoveBookingError::FeeChanged { now: Rupiah(0) })));
    shift(&w, &x, &secret, d, next, 0).await.unwrap();
    let b = read(&w, &secret).await;
    assert_eq!((b.departure, b.offered, b.price()), (next, false, Rupiah(20_000)));
    assert_eq!(b.cancelling(w.deps.now()), (Cancelling::Free, Rupiah::ZERO), "it was not the party that was late");
    w.assert_seats_add_up().await;
});

both_engines!(a_fare_that_is_settled_takes_no_fee, |w| {
    let x = scene(&w).await;
    let (d, next) = (w.departure(&x.s, saturday()).await, w.departure(&x.s, saturday().plus(7 * DAY)).await);
    let (early, late) = (book(&w, &x, d, "a", &cash()).await, book(&w, &x, d, "b", &cash()).await);
    for secret in [&early, &late] {
        let b = read(&w, secret).await;
        settle(&w, &x, &b).await;
    }
    shift(&w, &x, &early, d, next, 0).await.unwrap();
    hours_before(&w, 48);
    assert!(matches!(shift(&w, &x, &late, d, next, 2_000).await, Err(MoveBookingError::Settled)));
    assert!(matches!(list_moves(&w.deps, &x.siti, BookingKey::Secret(&late)).await, Err(MoveBookingError::Settled)));
    let b = read(&w, &late).await;
    assert_eq!((b.departure, b.price(), b.held()), (d, Rupiah(20_000), Rupiah(20_000)));
    w.assert_seats_add_up().await;
});

both_engines!(in_a_hidden_tour_moves_only_who_has_lost_their_day, |w| {
    let x = scene(&w).await;
    let (d, next) = (w.departure(&x.s, saturday()).await, w.departure(&x.s, saturday().plus(7 * DAY)).await);
    let secret = book(&w, &x, d, "a", &cash()).await;
    hide_tour(&w.deps, &x.s.officer, x.s.tour.id).await.unwrap();
    let refused = shift(&w, &x, &secret, d, next, 0).await;
    assert!(matches!(refused, Err(MoveBookingError::NotBookable(NotBookable::TooLate))), "{refused:?}");
    let nowhere = list_moves(&w.deps, &x.siti, BookingKey::Secret(&secret)).await;
    assert!(matches!(nowhere, Err(MoveBookingError::NotBookable(NotBookable::TooLate))), "{nowhere:?}");
    assert_eq!(read(&w, &secret).await.departure, d);
    close_day(&w.deps, &x.s.artillery, x.s.site("pusdik-armed"), saturday(), "latihan").await.unwrap();
    let moves = list_moves(&w.deps, &x.siti, BookingKey::Secret(&secret)).await.unwrap();
    assert_eq!(moves.open.iter().map(|e| e.id).collect::<Vec<_>>(), [next]);
    shift(&w, &x, &secret, d, next, 0).await.unwrap();
    assert_eq!(read(&w, &secret).await.departure, next);
    w.assert_seats_add_up().await;
});
