//! Paying for a tour in any mixture, and money that goes back to where it came from.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::sandbox_payment::{press_sandbox, read_sandbox_payment};
use backend::flows::tours::cancel::{CancelBookingError, cancel_booking};
use backend::flows::tours::card::Next;
use backend::flows::tours::judge::refuse_visitor;
use backend::flows::tours::pay::{PayTour, PayTourError, pay_tour, read_pay_desk};
use backend::flows::tours::pay_back::{MarkRefundedError, list_refunds, mark_refunded};
use backend::flows::tours::read_weigh_in::read_weigh_in;
use backend::flows::tours::rebook::{MoveBooking, MoveBookingError, list_moves, move_booking};
use backend::flows::tours::timers::run_tour_timers;
use backend::heritage::book_party::{BookPartyError, book_party};
use backend::heritage::read_booking::{BookingKey, read_booking};
use backend::heritage::read_calendar::read_departure;
use backend::heritage::set_terms::set_terms;
use backend::testing::heritage::{cash, party, saturday};
use backend::testing::wastebank::{Counter, code, line};
use backend::testing::world::World;
use backend::wastebank::take_deposit::take_deposit;
use domain::heritage::booking::{Booking, BookingState};
use domain::heritage::manifest::RefusalReason;
use domain::heritage::part::TenderState;
use domain::heritage::tender::{TenderError, TenderKind};
use domain::heritage::terms::Terms;
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, HOUR, MINUTE};
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;
use domain::kernel::weight::Grams;
use domain::market::payment::PaymentOutcome;

/// A person with Rp40.000 in the waste bank.
async fn saver(w: &World) -> (Counter, Actor) {
    let counter = w.counter().await;
    let siti = w.person("Siti", &[]).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE waste_member SET person_id = $1").bind(siti.person())).await.unwrap();
    tx.commit().await.unwrap();
    let form = counter.form("tabungan", vec![line("PL-01", 10_000)], 40_000);
    take_deposit(&w.deps, &counter.operator, &form).await.unwrap();
    (counter, siti)
}

async fn balance(w: &World) -> i64 {
    w.deps.db.reader().fetch_one(sql("SELECT balance AS n FROM waste_member")).await.unwrap().get("n").unwrap()
}

async fn read(w: &World, secret: &str) -> Booking {
    read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(secret)).await.unwrap()
}

async fn left(w: &World, id: DepartureId) -> u32 {
    read_departure(&w.deps, id).await.unwrap().unwrap().departure.left()
}

fn part(b: &Booking, kind: TenderKind) -> Option<(i64, TenderState, i64)> {
    b.parts.iter().find(|p| p.kind == kind).map(|p| (p.amount.0, p.state, p.returned.0))
}

both_engines!(a_fare_is_paid_in_any_mixture, |w| {
    let s = w.sightseeing().await;
    let (_, siti) = saver(&w).await;
    let d = w.departure(&s, saturday()).await;
    let secret = w.hold(&siti, d, "satu", 3).await;
    let key = BookingKey::Secret(&secret);
    let desk = read_pay_desk(&w.deps, &siti, key).await.unwrap();
    assert_eq!((desk.balance, desk.materials.len(), desk.card, desk.booking.fare), (Some(Rupiah(40_000)), 2, true, Rupiah(60_000)));
    // 25.000 of the balance, 3 kg of PET (12.000), 10.000 in cash, 13.000 by card.
    let form = PayTour { balance: Rupiah(25_000), pledge: vec![(code("PL-01"), Grams(3_000))], cash: Rupiah(10_000) };
    let Next::Pay { url } = pay_tour(&w.deps, &siti, key, &form).await.unwrap() else { panic!("a card") };
    assert_eq!(pay_tour(&w.deps, &siti, key, &form).await.unwrap(), Next::Pay { url: url.clone() }, "sent again it goes on");
    let b = read(&w, &secret).await;
    assert_eq!((b.state, balance(&w).await), (BookingState::AwaitingPayment, 15_000));
    assert_eq!(part(&b, TenderKind::Balance), Some((25_000, TenderState::Paid, 0)));
    assert_eq!(part(&b, TenderKind::Pledge), Some((12_000, TenderState::Due, 0)));
    assert_eq!(part(&b, TenderKind::Cash), Some((10_000, TenderState::Due, 0)));
    assert_eq!(part(&b, TenderKind::Card), Some((13_000, TenderState::Due, 0)));
    let reference = url.rsplit('/').next().unwrap();
    assert_eq!(read_sandbox_payment(&w.deps, reference).await.unwrap().amount, Rupiah(13_000));
    press_sandbox(&w.deps, reference, PaymentOutcome::Failed).await.unwrap();
    press_sandbox(&w.deps, reference, PaymentOutcome::Paid).await.unwrap();
    press_sandbox(&w.deps, reference, PaymentOutcome::Failed).await.unwrap();
    let b = read(&w, &secret).await;
    assert_eq!((b.state, b.deadline_at, part(&b, TenderKind::Card)), (BookingState::Confirmed, None, Some((13_000, TenderState::Paid, 0))));
    assert_eq!(pay_tour(&w.deps, &siti, key, &form).await.unwrap(), Next::Done);
    assert_eq!(balance(&w).await, 15_000);
    w.run_jobs().await;
    let told = w.mails().iter().filter(|m| m.to.starts_with("siti.") && m.body.contains("3 kg")).count();
    assert_eq!(told, 1, "{:?}", w.mails());
    w.assert_seats_add_up().await;
});

both_engines!(a_promise_is_not_asked_for_once_nothing_of_it_is_due, |w| {
    let s = w.sightseeing().await;
    let (_, siti) = saver(&w).await;
    let d = w.departure(&s, saturday()).await;
    let secret = w.hold(&siti, d, "satu", 2).await;
    let form = PayTour { balance: Rupiah(20_000), pledge: vec![(code("PL-01"), Grams(5_000))], cash: Rupiah::ZERO };
    assert_eq!(pay_tour(&w.deps, &siti, BookingKey::Secret(&secret), &form).await.unwrap(), Next::Done);
    let b = read(&w, &secret).await;
    let brings = async || read_weigh_in(&w.deps, &s.guide, d, &b.number).await.unwrap().party.pledge;
    assert_eq!((b.pledge_due(), brings().await.len()), (&b.pledge[..], 1));
    // What is due falls away first: the promise of the one who stays at home.
    refuse_visitor(&w.deps, &s.base, d, s.site("pusdikpal"), b.visitors[0].id, RefusalReason::Security, "").await.unwrap();
    let b = read(&w, &secret).await;
    assert_eq!(part(&b, TenderKind::Pledge), Some((0, TenderState::Due, 0)));
    assert!(b.pledge.len() == 1 && b.pledge_due().is_empty() && brings().await.is_empty(), "what was promised stays written down");
    assert_eq!(balance(&w).await, 20_000);
    w.assert_seats_add_up().await;
});

both_engines!(what_does_not_cover_the_fare_is_refused, |w| {
    let s = w.sightseeing().await;
    let (_, siti) = saver(&w).await;
    let terms = Terms { least_waste_percent: 50, ..s.tour.terms };
    set_terms(&w.deps, &s.officer, s.tour.id, &terms, w.deps.now()).await.unwrap();
    let d = w.departure(&s, saturday()).await;
    let secret = w.hold(&siti, d, "satu", 3).await;
    let pay = async |actor: &Actor, form: PayTour| pay_tour(&w.deps, actor, BookingKey::Secret(&secret), &form).await.unwrap_err();
    assert!(matches!(pay(&siti, cash()).await, PayTourError::Tender(TenderError::TooLittleWaste { least: Rupiah(30_000) })));
    let light = PayTour { pledge: vec![(code("LG-07"), Grams(2_999))], ..cash() };
    assert!(matches!(pay(&siti, light).await, PayTourError::Tender(TenderError::TooLight { least: Grams(3_000) })));
    let unknown = PayTour { pledge: vec![(code("XX-99"), Grams(9_000))], ..cash() };
    assert!(matches!(pay(&siti, unknown).await, PayTourError::NotTaken { .. }));
    let all = PayTour { balance: Rupiah(60_000), ..PayTour::default() };
    assert!(matches!(pay(&siti, all.clone()).await, PayTourError::Short { balance: Rupiah(40_000) }));
    for stranger in [&Actor::GUEST, &w.person("Lain", &[]).await] {
        assert!(matches!(pay(stranger, all.clone()).await, PayTourError::NoBalance), "nobody pays from another's balance");
    }
    assert!(read(&w, &secret).await.parts.is_empty());
    w.pass(20 * MINUTE);
    let half = PayTour { balance: Rupiah(30_000), ..cash() };
    assert!(matches!(pay(&siti, half.clone()).await, PayTourError::NotHeld));
    run_tour_timers(&w.deps).await.unwrap();
    assert!(matches!(pay(&siti, half).await, PayTourError::NotHeld));
    assert_eq!((balance(&w).await, left(&w, d).await), (40_000, 25));
});

both_engines!(money_goes_back_to_where_it_came_from, |w| {
    let s = w.sightseeing().await;
    let (_, siti) = saver(&w).await;
    let d = w.departure(&s, saturday()).await;
    let secret = w.hold(&siti, d, "satu", 3).await;
    let key = BookingKey::Secret(&secret);
    let form = PayTour { balance: Rupiah(30_000), ..PayTour::default() };
    let Next::Pay { url } = pay_tour(&w.deps, &siti, key, &form).await.unwrap() else { panic!("a card") };
    press_sandbox(&w.deps, url.rsplit('/').next().unwrap(), PaymentOutcome::Paid).await.unwrap();
    // Two days before: a quarter of 60.000 is kept, of the card first.
    w.pass(saturday().since(w.deps.now()) - 48 * HOUR);
    assert!(matches!(cancel_booking(&w.deps, &siti, key, Rupiah::ZERO).await, Err(CancelBookingError::FeeChanged { now: Rupiah(15_000) })));
    assert_eq!(cancel_booking(&w.deps, &siti, key, Rupiah(15_000)).await.unwrap(), Rupiah(45_000));
    assert!(matches!(cancel_booking(&w.deps, &siti, key, Rupiah::ZERO).await, Err(CancelBookingError::NotPossible)));
    let b = read(&w, &secret).await;
    assert_eq!((b.state, balance(&w).await), (BookingState::Cancelled, 40_000));
    assert_eq!(part(&b, TenderKind::Card), Some((30_000, TenderState::Paid, 15_000)));
    let owed = w.deps.db.reader().fetch_all(sql("SELECT kind, amount FROM fare_refund")).await.unwrap();
    assert_eq!(
        owed.iter().map(|r| (r.get::<String>("kind").unwrap(), r.get("amount").unwrap())).collect::<Vec<_>>(),
        [("card".to_owned(), 15_000_i64)]
    );
    assert_eq!(left(&w, d).await, 25);
    w.assert_seats_add_up().await;

    assert!(list_refunds(&w.deps, &s.guide, s.tour.id).await.is_err());
    let owed = list_refunds(&w.deps, &s.officer, s.tour.id).await.unwrap().open;
    assert_eq!((owed.len(), owed[0].amount, owed[0].kind), (1, Rupiah(15_000), TenderKind::Card));
    let mark = async |actor: &Actor, proof| mark_refunded(&w.deps, actor, s.tour.id, &owed[0].reference, proof).await;
    assert!(matches!(mark(&s.guide, "TRX-1").await, Err(MarkRefundedError::Staff(_))));
    assert!(matches!(mark(&s.officer, " ").await, Err(MarkRefundedError::Proof(_))));
    mark(&s.officer, " TRX-1 ").await.unwrap();
    assert!(matches!(mark(&s.officer, "TRX-2").await, Err(MarkRefundedError::Nothing)), "once");
    let desk = list_refunds(&w.deps, &s.officer, s.tour.id).await.unwrap();
    let done = &desk.done[0];
    assert!(desk.open.is_empty() && done.refund.reference == owed[0].reference);
    assert_eq!((done.by.as_str(), done.proof.as_str()), ("Ratna", "TRX-1"));
    // The party is told once, with the number by which the money is found.
    w.run_jobs().await;
    let told: Vec<_> = w.mails().into_iter().filter(|m| m.subject.ends_with("sudah dikembalikan")).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].subject.starts_with("Rp15.000 dari pesanan TR-") && told[0].body.contains("ke kartu Anda"), "{told:?}");
    assert!(told[0].body.contains("Nomor bukti: TRX-1"), "{told:?}");
});

both_engines!(a_card_that_pays_too_late_pays_back, |w| {
    let s = w.sightseeing().await;
    let (_, siti) = saver(&w).await;
    let d = w.departure(&s, saturday()).await;
    let secret = w.hold(&siti, d, "satu", 1).await;
    let form = PayTour { balance: Rupiah(5_000), ..PayTour::default() };
    let Next::Pay { url } = pay_tour(&w.deps, &siti, BookingKey::Secret(&secret), &form).await.unwrap() else { panic!("a card") };
    w.pass(20 * MINUTE);
    assert_eq!(run_tour_timers(&w.deps).await.unwrap(), 1);
    assert_eq!((read(&w, &secret).await.state, balance(&w).await, left(&w, d).await), (BookingState::Expired, 40_000, 25));
    press_sandbox(&w.deps, url.rsplit('/').next().unwrap(), PaymentOutcome::Paid).await.unwrap();
    let owed: i64 = w.deps.db.reader().fetch_one(sql("SELECT amount AS n FROM fare_refund")).await.unwrap().get("n").unwrap();
    assert_eq!((owed, read(&w, &secret).await.state), (15_000, BookingState::Expired));
});

both_engines!(cancelling_ends_a_day_before, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let secret = w.confirm(&Actor::GUEST, d, "satu", 1).await;
    w.pass(saturday().since(w.deps.now()) - 24 * HOUR + 1);
    let late = cancel_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret), Rupiah::ZERO).await;
    assert!(matches!(late, Err(CancelBookingError::TooLate)));
    // Nobody came: what was due falls away.
    run_tour_timers(&w.deps).await.unwrap();
    w.pass(DAY + 12 * HOUR);
    assert_eq!(run_tour_timers(&w.deps).await.unwrap(), 1);
    let b = read(&w, &secret).await;
    assert_eq!((b.state, part(&b, TenderKind::Cash)), (BookingState::NoShow, Some((20_000, TenderState::Void, 0))));
    w.assert_seats_add_up().await;
});

both_engines!(a_party_is_reminded_a_week_and_a_day_before, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    w.confirm(&Actor::GUEST, d, "satu", 1).await;
    let told = async || {
        run_tour_timers(&w.deps).await.unwrap();
        run_tour_timers(&w.deps).await.unwrap();
        w.run_jobs().await;
        w.mails().into_iter().filter(|m| m.to.starts_with("siti.")).map(|m| m.subject).collect::<Vec<_>>()
    };
    assert_eq!(told().await.len(), 1, "that it is confirmed");
    w.pass(12 * DAY);
    assert_eq!(told().await.len(), 2);
    w.pass(6 * DAY);
    let subjects = told().await;
    assert!(subjects.len() == 3 && subjects[2].contains("Besok") && subjects[1].contains('7'), "{subjects:?}");
    w.pass(12 * HOUR);
    assert!(told().await.len() >= 3);
});

both_engines!(a_party_moves_to_another_day, |w| {
    let s = w.sightseeing().await;
    let (first, second) = (w.departure(&s, saturday()).await, w.departure(&s, saturday().plus(7 * DAY)).await);
    let secret = w.confirm(&Actor::GUEST, first, "satu", 3).await;
    let key = BookingKey::Secret(&secret);
    assert_eq!(list_moves(&w.deps, &Actor::GUEST, key).await.unwrap().open.iter().map(|e| e.id).collect::<Vec<_>>(), [second]);
    let there = MoveBooking { from: first, to: second, expected_fee: Rupiah::ZERO };
    let (a, b) = tokio::join!(move_booking(&w.deps, &Actor::GUEST, key, there), move_booking(&w.deps, &Actor::GUEST, key, there));
    assert!(a.is_ok() && b.is_ok(), "the same form twice");
    assert_eq!((left(&w, first).await, left(&w, second).await), (25, 22));
    assert_eq!(read(&w, &secret).await.starts_at, saturday().plus(7 * DAY));
    for n in 0..2 {
        w.hold(&Actor::GUEST, first, &format!("penuh{n}"), 12).await;
    }
    let back = MoveBooking { from: second, to: first, expected_fee: Rupiah::ZERO };
    assert!(matches!(move_booking(&w.deps, &Actor::GUEST, key, back).await, Err(MoveBookingError::TooFew { left: 1 })));
    w.assert_seats_add_up().await;
    w.pass(saturday().plus(7 * DAY).since(w.deps.now()) - 24 * HOUR + 1);
    assert!(matches!(move_booking(&w.deps, &Actor::GUEST, key, back).await, Err(MoveBookingError::TooLate)));
});

both_engines!(who_waits_moves_up_by_the_size_of_the_party, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    for n in 0..2 {
        w.confirm(&Actor::GUEST, d, &format!("penuh{n}"), 12).await;
    }
    let small = w.confirm(&Actor::GUEST, d, "satu", 1).await;
    let mut form = party(d, "besar", 4);
    assert!(matches!(book_party(&w.deps, &Actor::GUEST, &form).await, Err(BookPartyError::NotBookable(_))));
    form.wait = true;
    let large = book_party(&w.deps, &Actor::GUEST, &form).await.unwrap().secret;
    w.pass(MINUTE);
    let mut form = party(d, "kecil", 1);
    form.wait = true;
    let one = book_party(&w.deps, &Actor::GUEST, &form).await.unwrap().secret;
    assert_eq!(read(&w, &one).await.state, BookingState::Waiting);
    cancel_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&small), Rupiah::ZERO).await.unwrap();
    let b = read(&w, &one).await;
    assert_eq!((b.state, b.deadline_at), (BookingState::Held, Some(w.deps.now().plus(12 * HOUR))));
    assert_eq!((read(&w, &large).await.state, left(&w, d).await), (BookingState::Waiting, 0));
    w.pass(12 * HOUR);
    run_tour_timers(&w.deps).await.unwrap();
    assert_eq!((read(&w, &one).await.state, left(&w, d).await), (BookingState::Expired, 1));
    w.pass(12 * DAY);
    run_tour_timers(&w.deps).await.unwrap();
    assert_eq!(read(&w, &large).await.state, BookingState::Expired);
    w.assert_seats_add_up().await;
});
