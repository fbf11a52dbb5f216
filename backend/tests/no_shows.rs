//! Who has not come when the departure begins: the seats are for who stands there, once, and may be had back while they are free.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::tours::board::{CountHeads, Redeem, Shown, count_heads, read_boarding, redeem};
use backend::flows::tours::close::{cancel_departure, close_day};
use backend::flows::tours::recall_party::{RecallPartyError, recall_party};
use backend::flows::tours::release_party::{ReleasePartyError, release_party};
use backend::flows::tours::settle::{SettleFare, SettleFareError, settle_fare};
use backend::flows::tours::timers::run_tour_timers;
use backend::flows::tours::walk_in::{WalkInError, walk_in};
use backend::heritage::read_booking::{BookingKey, read_booking};
use backend::heritage::read_calendar::read_departure;
use backend::heritage::set_rules::set_rules;
use backend::heritage::staff::StaffError;
use backend::testing::heritage::{Sightseeing, saturday};
use backend::testing::world::World;
use domain::heritage::boarding::{Outcome, Way};
use domain::heritage::booking::{Booking, BookingState};
use domain::heritage::part::TenderState;
use domain::heritage::rules::VisitRules;
use domain::identity::actor::Actor;
use domain::kernel::clock::{HOUR, MINUTE};
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;

/// A departure whose bases ask for nobody's name.
async fn tour(w: &World) -> (Sightseeing, DepartureId) {
    let s = w.sightseeing().await;
    for (speaker, slug) in [(&s.base, "pusdikpal"), (&s.artillery, "pusdik-armed")] {
        set_rules(&w.deps, speaker, s.site(slug), &VisitRules::default(), w.deps.now()).await.unwrap();
    }
    let d = w.departure(&s, saturday()).await;
    (s, d)
}

fn to_the_start(w: &World) {
    w.pass(saturday().since(w.deps.now()));
}

/// As if so few sat in the smallest leg.
async fn narrow(w: &World, seats: i64) {
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE departure_leg SET capacity = $1 WHERE position = 5").bind(seats)).await.unwrap();
    tx.commit().await.unwrap();
}

async fn read(w: &World, secret: &str) -> Booking {
    read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(secret)).await.unwrap()
}

/// How often something stands in the history of a booking.
async fn times(w: &World, secret: &str, what: &str) -> usize {
    read(w, secret).await.records.iter().filter(|r| r.what == what).count()
}

/// How often its party was written to that it has not come.
async fn told(w: &World, secret: &str) -> usize {
    let to = read(w, secret).await.contact.email.unwrap().to_string();
    w.run_jobs().await;
    w.mails().iter().filter(|m| m.to == to && m.body.contains("tetapi Anda tidak datang")).count()
}

async fn left(w: &World, d: DepartureId) -> u32 {
    read_departure(&w.deps, d).await.unwrap().unwrap().departure.left()
}

fn paid(w: &World, d: DepartureId, b: &Booking) -> SettleFare {
    let (nonce, number) = (format!("tunai {}", b.number), b.number.clone());
    SettleFare { nonce, departure: d, number, waste: None, cash: b.fare, at: w.deps.now() }
}

async fn show(w: &World, s: &Sightseeing, d: DepartureId, nonce: &str, number: &str) -> Outcome {
    let shown = Redeem { nonce: nonce.to_owned(), departure: d, shown: Shown::Number(number.to_owned()), at: w.deps.now() };
    redeem(&w.deps, &s.guide, &shown).await.unwrap().outcome
}

both_engines!(who_has_not_come_makes_room_for_who_stands_there, |w| {
    let (s, d) = tour(&w).await;
    let secret = w.confirm(&Actor::GUEST, d, "satu", 2).await;
    let number = read(&w, &secret).await.number;
    narrow(&w, 2).await;
    let release = async |who: &Actor| release_party(&w.deps, who, d, &number.to_lowercase()).await;
    w.pass(saturday().since(w.deps.now()) - 1);
    assert!(matches!(release(&s.guide).await, Err(ReleasePartyError::TooEarly)), "until then everybody is waited for");
    w.pass(1);
    assert!(matches!(walk_in(&w.deps, &s.guide, &w.walking_in(d, "a", 1)).await, Err(WalkInError::TooFew { left: 0 })));
    for stranger in [&s.base, &s.elder, &Actor::GUEST] {
        assert!(matches!(release(stranger).await, Err(ReleasePartyError::Staff(_))));
    }
    let nobody = release_party(&w.deps, &s.guide, d, "TR-000000-XXXXXXX").await;
    assert!(matches!(nobody, Err(ReleasePartyError::Staff(StaffError::NotFound))));
    for _ in 0..2 {
        assert_eq!(release(&s.guide).await.unwrap(), 2, "said twice it is once");
    }
    assert_eq!((left(&w, d).await, times(&w, &secret, "no_show").await), (2, 1));
    let b = read(&w, &secret).await;
    assert!(b.state == BookingState::NoShow && b.parts.iter().all(|p| p.state == TenderState::Void), "{:?}", b.parts);
    let page = read_boarding(&w.deps, &s.guide, d).await.unwrap();
    assert_eq!((page.parties.len(), page.missed.len(), page.expected()), (0, 1, 0));

    let came = walk_in(&w.deps, &s.guide, &w.walking_in(d, "a", 1)).await.unwrap();
    assert_eq!((came.admission.outcome, left(&w, d).await), (Outcome::Admitted, 1));
    let back = recall_party(&w.deps, &s.guide, d, &number).await;
    assert!(matches!(back, Err(RecallPartyError::NoSeat { left: 1 })), "others have them");
    assert_eq!(show(&w, &s, d, "telat", &number).await, Outcome::Released);
    assert!(matches!(settle_fare(&w.deps, &s.guide, &paid(&w, d, &b)).await, Err(SettleFareError::Released)));
    w.pass(12 * HOUR - 1);
    run_tour_timers(&w.deps).await.unwrap();
    assert_eq!(told(&w, &secret).await, 0, "it may still come");
    for _ in 0..2 {
        w.pass(1);
        run_tour_timers(&w.deps).await.unwrap();
        assert_eq!(told(&w, &secret).await, 1);
    }
    assert_eq!((times(&w, &secret, "no_show").await, left(&w, d).await), (1, 1), "the clock has nothing to add");
    w.assert_seats_add_up().await;
});

both_engines!(who_comes_after_all_has_the_seats_back_and_owes_what_was_owed, |w| {
    let (s, d) = tour(&w).await;
    let (late, never) = (w.confirm(&Actor::GUEST, d, "telat", 2).await, w.confirm(&Actor::GUEST, d, "tidak", 3).await);
    let held = w.hold(&Actor::GUEST, d, "ragu", 1).await;
    to_the_start(&w);
    let number = async |secret: &str| read(&w, secret).await.number;
    let (late_number, never_number, held_number) = (number(&late).await, number(&never).await, number(&held).await);
    assert!(matches!(release_party(&w.deps, &s.guide, d, &held_number).await, Err(ReleasePartyError::NotPossible)));
    assert!(matches!(recall_party(&w.deps, &s.guide, d, &held_number).await, Err(RecallPartyError::NotPossible)));
    let before = read(&w, &late).await.parts;
    for of in [&late_number, &never_number] {
        release_party(&w.deps, &s.guide, d, of).await.unwrap();
    }
    for stranger in [&s.base, &Actor::GUEST] {
        assert!(matches!(recall_party(&w.deps, stranger, d, &late_number).await, Err(RecallPartyError::Staff(_))));
    }
    for _ in 0..2 {
        recall_party(&w.deps, &s.officer, d, &late_number).await.unwrap();
    }
    let b = read(&w, &late).await;
    assert_eq!((b.state, &b.parts, times(&w, &late, "recalled").await), (BookingState::Confirmed, &before, 1));
    w.assert_seats_add_up().await;
    assert_eq!(show(&w, &s, d, "belum", &late_number).await, Outcome::Unpaid);
    settle_fare(&w.deps, &s.guide, &paid(&w, d, &b)).await.unwrap();

    // Paid, given up and there after all: a ticket is enough while the seats are free.
    release_party(&w.deps, &s.guide, d, &late_number).await.unwrap();
    assert_eq!((read(&w, &late).await.held(), show(&w, &s, d, "masuk", &late_number).await), (Rupiah(40_000), Outcome::Admitted));
    assert!(matches!(release_party(&w.deps, &s.guide, d, &late_number).await, Err(ReleasePartyError::HasCome)));
    recall_party(&w.deps, &s.guide, d, &late_number).await.unwrap();
    assert_eq!(read(&w, &late).await.state, BookingState::CheckedIn);

    // Who is waited for again and does not come is given up by the clock.
    recall_party(&w.deps, &s.guide, d, &never_number).await.unwrap();
    w.pass(12 * HOUR);
    run_tour_timers(&w.deps).await.unwrap();
    assert_eq!((read(&w, &never).await.state, times(&w, &never, "no_show").await), (BookingState::NoShow, 2));
    assert!(matches!(recall_party(&w.deps, &s.guide, d, &never_number).await, Err(RecallPartyError::TooLate)));
    assert!(read_boarding(&w.deps, &s.guide, d).await.unwrap().missed.is_empty(), "nothing is left to be done about it");
    assert_eq!((told(&w, &never).await, told(&w, &late).await), (1, 0), "given up or not, what is told is so");
    w.assert_seats_add_up().await;
});

/// A departure begins, and leads nowhere. `closed`: because a site has closed the day, not because it was cancelled.
async fn stays_at_home(w: &World, closed: bool) {
    let (s, d) = tour(w).await;
    let (waited, gone) = (w.confirm(&Actor::GUEST, d, "satu", 2).await, w.confirm(&Actor::GUEST, d, "dua", 1).await);
    let (waited_number, b) = (read(w, &waited).await.number, read(w, &gone).await);
    to_the_start(w);
    settle_fare(&w.deps, &s.guide, &paid(w, d, &b)).await.unwrap();
    release_party(&w.deps, &s.guide, d, &b.number).await.unwrap();
    let told = if closed {
        close_day(&w.deps, &s.artillery, s.site("pusdik-armed"), w.deps.now(), "latihan").await.unwrap()
    } else {
        cancel_departure(&w.deps, &s.officer, d, "bus rusak").await.unwrap()
    };
    assert_eq!((told.offered, read(w, &gone).await.offered), (2, true), "it has missed nothing");
    w.assert_seats_add_up().await;
    for number in [&waited_number, &b.number] {
        assert!(matches!(release_party(&w.deps, &s.guide, d, number).await, Err(ReleasePartyError::NotPossible)));
    }
    w.pass(13 * HOUR);
    run_tour_timers(&w.deps).await.unwrap();
    let end = read(w, &gone).await;
    assert_eq!((end.state, end.held(), read(w, &waited).await.state), (BookingState::Cancelled, Rupiah::ZERO, BookingState::Cancelled));
    w.assert_seats_add_up().await;
}

both_engines!(of_a_departure_that_was_cancelled_nobody_is_missed, |w| {
    stays_at_home(&w, false).await;
});

both_engines!(of_a_day_that_was_closed_nobody_is_missed, |w| {
    stays_at_home(&w, true).await;
});

both_engines!(who_was_given_up_and_has_no_seats_any_more_is_paid_back_when_nothing_leaves, |w| {
    let (s, d) = tour(&w).await;
    let secret = w.confirm(&Actor::GUEST, d, "satu", 2).await;
    let b = read(&w, &secret).await;
    narrow(&w, 2).await;
    to_the_start(&w);
    settle_fare(&w.deps, &s.guide, &paid(&w, d, &b)).await.unwrap();
    release_party(&w.deps, &s.guide, d, &b.number).await.unwrap();
    walk_in(&w.deps, &s.guide, &w.walking_in(d, "a", 1)).await.unwrap();
    let closed = close_day(&w.deps, &s.artillery, s.site("pusdik-armed"), w.deps.now(), "latihan").await.unwrap();
    assert_eq!((closed.offered, closed.ended, closed.aboard.len()), (0, 2, 1), "who has its seats gets nothing for them either");
    let end = read(&w, &secret).await;
    assert_eq!((end.state, end.held()), (BookingState::Cancelled, Rupiah::ZERO), "it has missed nothing");
    w.assert_seats_add_up().await;
    w.pass(13 * HOUR);
    run_tour_timers(&w.deps).await.unwrap();
    assert_eq!((told(&w, &secret).await, times(&w, &secret, "closed").await), (0, 1));
});

both_engines!(nobody_is_had_back_where_there_is_nothing_to_come_to, |w| {
    let (s, d) = tour(&w).await;
    let secret = w.confirm(&Actor::GUEST, d, "satu", 1).await;
    let number = read(&w, &secret).await.number;
    to_the_start(&w);
    let recall = async || recall_party(&w.deps, &s.guide, d, &number).await;
    let count = async |way: Way| {
        let count = CountHeads { nonce: format!("{way:?}"), departure: d, way, counted: 1, note: String::new(), at: w.deps.now() };
        count_heads(&w.deps, &s.guide, &count).await.unwrap();
    };
    release_party(&w.deps, &s.guide, d, &number).await.unwrap();
    count(Way::Out).await;
    recall().await.unwrap();
    release_party(&w.deps, &s.guide, d, &number).await.unwrap();
    count(Way::Back).await;
    assert!(matches!(recall().await, Err(RecallPartyError::NotPossible)), "the tour is home");
    assert!(read_boarding(&w.deps, &s.guide, d).await.unwrap().missed.is_empty());
    w.assert_seats_add_up().await;
});

both_engines!(a_scan_a_release_and_a_walk_in_at_once_leave_the_seats_with_one, |w| {
    let (s, d) = tour(&w).await;
    let secret = w.confirm(&Actor::GUEST, d, "satu", 2).await;
    let b = read(&w, &secret).await;
    narrow(&w, 2).await;
    w.pass(saturday().since(w.deps.now()) + 10 * MINUTE);
    settle_fare(&w.deps, &s.guide, &paid(&w, d, &b)).await.unwrap();
    let tries: Vec<_> = (0..9)
        .map(|n| {
            let (deps, guide, number) = (w.deps.clone(), s.guide.clone(), b.number.clone());
            let along = w.walking_in(d, &format!("jalan {n}"), 2);
            let shown = Redeem { nonce: format!("pindai {n}"), departure: d, shown: Shown::Number(number.clone()), at: w.deps.now() };
            tokio::spawn(async move {
                match n % 3 {
                    0 => match release_party(&deps, &guide, d, &number).await {
                        Ok(2) | Err(ReleasePartyError::HasCome) => false,
                        other => panic!("{other:?}"),
                    },
                    1 => match redeem(&deps, &guide, &shown).await.unwrap().outcome {
                        Outcome::Admitted | Outcome::AlreadyUsed | Outcome::NoSeat => false,
                        other => panic!("{other:?}"),
                    },
                    _ => match walk_in(&deps, &guide, &along).await {
                        Ok(came) => came.admission.outcome == Outcome::Admitted,
                        Err(WalkInError::TooFew { left: 0 }) => false,
                        Err(e) => panic!("{e}"),
                    },
                }
            })
        })
        .collect();
    let mut along = 0;
    for one in tries {
        along += usize::from(one.await.unwrap());
    }
    let b = read(&w, &secret).await;
    assert!(matches!((b.state, along), (BookingState::CheckedIn, 0) | (BookingState::NoShow, 1)), "{:?} {along}", b.state);
    assert_eq!((left(&w, d).await, b.held()), (0, Rupiah(40_000)), "what was paid is kept, or has paid");
    w.assert_seats_add_up().await;
});
