//! What a device tells when nobody can wait for the party any more: it was there in time, and what was weighed and paid is booked.

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::tours::board::{BoardError, CountHeads, Redeem, Shown, count_heads, read_boarding, redeem};
use backend::flows::tours::settle::{SettleFare, SettleFareError, settle_fare};
use backend::flows::tours::timers::run_tour_timers;
use backend::flows::tours::walk_in::{WalkInError, walk_in};
use backend::heritage::set_rules::set_rules;
use backend::heritage::set_terms::set_terms;
use backend::testing::heritage::{Sightseeing, saturday};
use backend::testing::world::World;
use domain::heritage::boarding::{Outcome, Settlement, Way};
use domain::heritage::booking::{Booking, BookingState};
use domain::heritage::conflict::Reason;
use domain::heritage::rules::VisitRules;
use domain::heritage::terms::Terms;
use domain::heritage::walk_in::NoWalkIn;
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, HOUR, Timestamp};
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;

use crate::scale::{pledged, settle};
use crate::{read, to_the_day};

/// A departure whose bases ask for nobody's name.
async fn start(w: &World) -> (Sightseeing, DepartureId) {
    let s = w.sightseeing().await;
    for (speaker, slug) in [(&s.base, "pusdikpal"), (&s.artillery, "pusdik-armed")] {
        set_rules(&w.deps, speaker, s.site(slug), &VisitRules::default(), w.deps.now()).await.unwrap();
    }
    let d = w.departure(&s, saturday()).await;
    (s, d)
}

fn pass_to(w: &World, at: Timestamp) {
    w.pass(at.since(w.deps.now()));
}

async fn shown_at(w: &World, s: &Sightseeing, d: DepartureId, nonce: &str, number: &str, at: Timestamp) -> Outcome {
    let input = Redeem { nonce: nonce.to_owned(), departure: d, shown: Shown::Number(number.to_owned()), at };
    redeem(&w.deps, &s.guide, &input).await.unwrap().outcome
}

fn in_cash(d: DepartureId, nonce: &str, b: &Booking, at: Timestamp) -> SettleFare {
    SettleFare { nonce: nonce.to_owned(), departure: d, number: b.number.clone(), waste: None, cash: b.fare, at }
}

fn times(b: &Booking, what: &str) -> usize {
    b.records.iter().filter(|r| r.what == what).count()
}

both_engines!(what_was_weighed_in_time_is_booked_after_the_clock_gave_the_party_up, |w| {
    let (s, c, d, secret, number) = pledged(&w).await;
    to_the_day(&w);
    let (then, missed) = (w.deps.now(), saturday().plus(12 * HOUR));
    pass_to(&w, missed.plus(HOUR));
    run_tour_timers(&w.deps).await.unwrap();
    assert_eq!(read(&w, &secret).await.state, BookingState::NoShow);
    let told = |at| SettleFare { at, ..settle(d, &number, &c, 3_000, 28_000) };
    let late = settle_fare(&w.deps, &s.guide, &told(missed.plus(1))).await;
    assert!(matches!(late, Err(SettleFareError::Released)), "it came too late");
    assert_eq!(shown_at(&w, &s, d, "belum", &number, then).await, Outcome::Unpaid, "as it would have been then");
    let other_cash = SettleFare { cash: Rupiah(27_000), ..told(then) };
    let wrong = settle_fare(&w.deps, &s.guide, &other_cash).await;
    assert!(matches!(wrong, Err(SettleFareError::Cash { due: Rupiah(28_000) })), "what it owed it owes");

    let settled = settle_fare(&w.deps, &s.guide, &told(missed)).await.unwrap();
    assert_eq!(settled, Settlement { from_waste: Rupiah(12_000), in_cash: Rupiah(28_000), surplus: Rupiah::ZERO });
    assert_eq!(settle_fare(&w.deps, &s.guide, &told(missed)).await.unwrap(), settled, "told twice");
    assert_eq!(read(&w, &secret).await.held(), Rupiah(40_000));
    // The clock looks in between.
    run_tour_timers(&w.deps).await.unwrap();
    w.assert_seats_add_up().await;
    assert_eq!(shown_at(&w, &s, d, "masuk", &number, then).await, Outcome::Admitted);
    let b = read(&w, &secret).await;
    assert_eq!((b.state, b.held(), times(&b, "no_show"), times(&b, "settled")), (BookingState::CheckedIn, Rupiah(40_000), 1, 1));
    w.run_jobs().await;
    let missing = w.mails().iter().filter(|m| m.body.contains("tetapi Anda tidak datang")).count();
    assert_eq!(missing, 1, "told by the clock, once");
    w.assert_seats_add_up().await;
});

both_engines!(where_others_have_the_seats_the_money_is_booked_and_a_person_decides, |w| {
    let (s, d) = start(&w).await;
    let secret = w.confirm(&Actor::GUEST, d, "satu", 2).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE departure_leg SET capacity = 2 WHERE position = 5")).await.unwrap();
    tx.commit().await.unwrap();
    pass_to(&w, saturday());
    let along = w.walking_in(d, "jalan", 1);
    w.pass(13 * HOUR);
    run_tour_timers(&w.deps).await.unwrap();
    assert_eq!(walk_in(&w.deps, &s.guide, &along).await.unwrap().admission.outcome, Outcome::Admitted, "the seats were free");
    let b = read(&w, &secret).await;
    settle_fare(&w.deps, &s.guide, &in_cash(d, "tunai", &b, saturday())).await.unwrap();
    assert_eq!(shown_at(&w, &s, d, "masuk", &b.number, saturday()).await, Outcome::NoSeat);
    let end = read(&w, &secret).await;
    assert_eq!((end.state, end.held()), (BookingState::NoShow, Rupiah(40_000)), "the guide has its cash");
    let page = read_boarding(&w.deps, &s.officer, d).await.unwrap();
    let listed: Vec<_> = page.conflicts.iter().map(|c| (c.reason, c.about.as_deref())).collect();
    assert_eq!(listed, [(Reason::Ticket(Outcome::NoSeat), Some(b.number.as_str()))]);
    w.assert_seats_add_up().await;
});

/// A party comes along so long after the start, and is told of when the clock misses it; and the clock rings between its steps.
async fn rung_between(w: &World, no_show_hours: u32, came: i64, told: i64) {
    let (s, d) = start(w).await;
    let blocking = w.confirm(&Actor::GUEST, d, "lain", 1).await;
    pass_to(w, saturday());
    set_terms(&w.deps, &s.officer, s.tour.id, &Terms { no_show_hours, ..s.tour.terms }, w.deps.now()).await.unwrap();
    // The name of the second step is another party's, so that the action breaks off after the first.
    let b = read(w, &blocking).await;
    settle_fare(&w.deps, &s.guide, &in_cash(d, "sama", &b, saturday())).await.unwrap();
    assert_eq!(shown_at(w, &s, d, "masuk", &b.number, saturday()).await, Outcome::Admitted);
    pass_to(w, saturday().plus(came));
    let along = w.walking_in(d, "sama", 2);
    pass_to(w, saturday().plus(told));
    let broken = walk_in(&w.deps, &s.guide, &along).await;
    assert!(matches!(broken, Err(WalkInError::Settle(SettleFareError::Board(BoardError::Used)))), "{broken:?}");
    run_tour_timers(&w.deps).await.unwrap();
    let missed = "SELECT COUNT(*) AS n FROM booking WHERE state = 'no_show'";
    assert_eq!(w.deps.db.reader().fetch_one(sql(missed)).await.unwrap().get::<i64>("n").unwrap(), 1, "between two steps");
    w.assert_seats_add_up().await;

    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE fare_settlement SET nonce = 'lain'")).await.unwrap();
    tx.commit().await.unwrap();
    let done = walk_in(&w.deps, &s.guide, &along).await.unwrap();
    assert_eq!((done.admission.outcome, done.settlement.in_cash), (Outcome::Admitted, Rupiah(40_000)));
    assert_eq!(walk_in(&w.deps, &s.guide, &along).await.unwrap(), done, "told twice it is one");
    run_tour_timers(&w.deps).await.unwrap();
    assert_eq!(read_boarding(&w.deps, &s.guide, d).await.unwrap().came(), 3);
    w.assert_seats_add_up().await;
}

both_engines!(who_came_along_and_is_told_of_late_is_not_lost_between_two_steps, |w| {
    rung_between(&w, 12, 0, 13 * HOUR).await;
});

both_engines!(who_came_along_after_the_others_were_given_up_was_not_late, |w| {
    rung_between(&w, 1, 3 * HOUR, 3 * HOUR).await;
});

both_engines!(a_clock_of_another_day_shuts_nobody_out, |w| {
    let (s, d) = start(&w).await;
    pass_to(&w, saturday());
    let right = w.walking_in(d, "tepat", 1);
    let mut slow = w.walking_in(d, "lambat", 1);
    slow.at = w.deps.now().plus(-DAY);
    let count = async |nonce: &str, way: Way| {
        let at = w.deps.now().plus(-DAY);
        let count = CountHeads { nonce: nonce.to_owned(), departure: d, way, counted: 2, note: String::new(), at };
        count_heads(&w.deps, &s.officer, &count).await.unwrap();
    };
    w.pass(HOUR);
    count("keluar", Way::Out).await;
    for party in [&right, &slow] {
        assert_eq!(walk_in(&w.deps, &s.guide, party).await.unwrap().admission.outcome, Outcome::Admitted);
    }
    let left = walk_in(&w.deps, &s.guide, &w.walking_in(d, "telat", 1)).await;
    assert!(matches!(left, Err(WalkInError::NoWalkIn(NoWalkIn::Left))), "{left:?}");
    w.pass(5 * HOUR);
    count("kembali", Way::Back).await;
    let page = read_boarding(&w.deps, &s.guide, d).await.unwrap();
    let counted: Vec<_> = page.counts.iter().map(|c| (c.way, c.at)).collect();
    assert_eq!(counted, [(Way::Out, saturday()), (Way::Back, page.departure.ends_at.min(w.deps.now()))]);
    w.assert_seats_add_up().await;
});
