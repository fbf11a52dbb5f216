//! A base refuses some of a party that has moved for a fee: their part of the fee falls away with their fare, as it does when all
//! of a party are refused.

use backend::both_engines;
use backend::flows::tours::judge::refuse_visitor;
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::flows::tours::rebook::{MoveBooking, move_booking};
use backend::flows::tours::settle::{SettleFare, settle_fare};
use backend::heritage::read_booking::BookingKey;
use backend::testing::heritage::{cash, saturday};
use backend::testing::world::World;
use domain::heritage::booking::BookingState;
use domain::heritage::manifest::RefusalReason;
use domain::heritage::tender::TenderKind;
use domain::kernel::clock::{DAY, HOUR};
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;

use crate::scene::{Scene, number, read, scene};

const BALANCE: &str = "SELECT balance AS n FROM waste_member";
const OWED: &str = "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS n FROM fare_refund";

/// Moved two days before for a tenth of its fare, Rp20.000 each; the secret of the booking, and where it is now.
async fn moved(w: &World, x: &Scene, persons: usize, form: &PayTour) -> (String, DepartureId) {
    let (from, to) = (w.departure(&x.s, saturday()).await, w.departure(&x.s, saturday().plus(7 * DAY)).await);
    let secret = w.hold(&x.siti, from, "pindah", persons).await;
    pay_tour(&w.deps, &x.siti, BookingKey::Secret(&secret), form).await.unwrap();
    w.pass(saturday().plus(-48 * HOUR).since(w.deps.now()));
    let expected_fee = read(w, &secret).await.moving(w.deps.now()).unwrap();
    move_booking(&w.deps, &x.siti, BookingKey::Secret(&secret), MoveBooking { from, to, expected_fee }).await.unwrap();
    (secret, to)
}

/// One of those who still go.
async fn refuse(w: &World, x: &Scene, secret: &str, d: DepartureId) {
    let b = read(w, secret).await;
    let visitor = b.visitors.iter().find(|v| v.going).unwrap().id;
    refuse_visitor(&w.deps, &x.s.base, d, x.s.site("pusdikpal"), visitor, RefusalReason::Security, "").await.unwrap();
    w.assert_seats_add_up().await;
}

both_engines!(a_balance_gets_the_fare_back_and_less_cash_is_due, |w| {
    let x = scene(&w).await;
    let (secret, d) = moved(&w, &x, 2, &PayTour { balance: Rupiah(40_000), ..PayTour::default() }).await;
    let b = read(&w, &secret).await;
    assert_eq!((b.move_fee, b.held(), b.due(TenderKind::Cash)), (Rupiah(4_000), Rupiah(40_000), Rupiah(4_000)));
    refuse(&w, &x, &secret, d).await;
    let b = read(&w, &secret).await;
    assert_eq!((b.fare, b.move_fee, b.moved_late), (Rupiah(20_000), Rupiah(2_000), true));
    assert_eq!((b.held(), b.due(TenderKind::Cash)), (Rupiah(20_000), Rupiah(2_000)), "the fee is kept of no balance");
    assert_eq!(number(&w, BALANCE).await, 20_000);
    refuse(&w, &x, &secret, d).await;
    let b = read(&w, &secret).await;
    assert_eq!((b.state, b.held(), number(&w, BALANCE).await), (BookingState::Refused, Rupiah::ZERO, 40_000));
});

both_engines!(cash_that_was_taken_goes_back_with_the_fee, |w| {
    let x = scene(&w).await;
    let (secret, d) = moved(&w, &x, 3, &cash()).await;
    refuse(&w, &x, &secret, d).await;
    let b = read(&w, &secret).await;
    assert_eq!((b.price(), b.due(TenderKind::Cash), number(&w, OWED).await), (Rupiah(44_000), Rupiah(44_000), 0));
    let form = SettleFare {
        nonce: "tunai".to_owned(),
        departure: d,
        number: b.number.clone(),
        waste: None,
        cash: Rupiah(44_000),
        at: w.deps.now(),
    };
    settle_fare(&w.deps, &x.s.guide, &form).await.unwrap();
    refuse(&w, &x, &secret, d).await;
    let b = read(&w, &secret).await;
    assert_eq!((b.fare, b.move_fee, b.held()), (Rupiah(20_000), Rupiah(2_000), Rupiah(22_000)));
    assert_eq!(number(&w, OWED).await, 22_000);
    refuse(&w, &x, &secret, d).await;
    assert_eq!((read(&w, &secret).await.held(), number(&w, OWED).await), (Rupiah::ZERO, 44_000));
});
