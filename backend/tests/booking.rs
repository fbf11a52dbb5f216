//! Seats for a party: held, sold once, given back.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use std::time::Duration;

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::tours::timers::run_tour_timers;
use backend::heritage::book_party::{BookParty, BookPartyError, book_party};
use backend::heritage::change_departure::{ChangeDeparture, change_departure};
use backend::heritage::plan_departures::plan_departures;
use backend::heritage::purge_identities::purge_identities;
use backend::heritage::read_booking::{BookingKey, ReadBookingError, list_bookings, list_my_bookings, read_booking};
use backend::heritage::read_calendar::read_departure;
use backend::heritage::set_rules::set_rules;
use backend::heritage::store::{departures, tours};
use backend::testing::heritage::{Sightseeing, party, saturday};
use backend::testing::world::World;
use domain::heritage::booking::BookingState;
use domain::heritage::departure::NotBookable;
use domain::heritage::fare::FareCategory;
use domain::heritage::party::{PartyError, VisitorErrors};
use domain::heritage::rules::{IdentityField, Minors, VisitRules};
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, MINUTE};
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;

async fn left(w: &World, id: DepartureId) -> u32 {
    read_departure(&w.deps, id).await.unwrap().unwrap().departure.left()
}

async fn number(w: &World, q: &'static str) -> i64 {
    w.deps.db.reader().fetch_one(sql(q)).await.unwrap().get("n").unwrap()
}

both_engines!(a_party_holds_a_seat_of_every_leg, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let guest = w.guest().await;
    let mut form = party(d, "satu", 3);
    form.visitors[1].category = Some(FareCategory::Student);
    form.visitors[2].category = Some(FareCategory::Child);
    form.expected_fare = Rupiah(50_000);
    "kursi roda".clone_into(&mut form.needs);
    let booked = book_party(&w.deps, &guest, &form).await.unwrap();
    assert_eq!(book_party(&w.deps, &guest, &form).await.unwrap(), booked, "sent again it is the same booking");
    assert_eq!(left(&w, d).await, 22);
    let b = read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&booked.secret)).await.unwrap();
    assert_eq!((b.state, b.seats(), b.fare, b.needs.as_str()), (BookingState::Held, 3, Rupiah(50_000), "kursi roda"));
    assert_eq!(b.deadline_at, Some(w.deps.now().plus(20 * MINUTE)));
    assert!(b.visitors.iter().all(|v| v.identified) && b.number.starts_with("TR-261123-"));
    w.assert_seats_add_up().await;

    form.needs.clear();
    assert!(matches!(book_party(&w.deps, &guest, &form).await, Err(BookPartyError::KeyUsed { .. })));
});

both_engines!(the_form_of_a_person_tells_nobody_else_of_its_booking, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let (person, stranger) = (w.person("Siti", &[]).await, w.person("Orang Lain", &[]).await);
    let booked = book_party(&w.deps, &person, &party(d, "satu", 2)).await.unwrap();
    // Whoever has got hold of the key, and not of all that was typed.
    let changed = BookParty { needs: "kursi roda".to_owned(), ..party(d, "satu", 2) };
    for other in [&stranger, &w.guest().await, &Actor::GUEST] {
        let refused = book_party(&w.deps, other, &changed).await;
        assert!(matches!(refused, Err(BookPartyError::Key)), "{refused:?}");
    }
    let own = book_party(&w.deps, &person, &changed).await;
    assert!(matches!(&own, Err(BookPartyError::KeyUsed { secret, .. }) if *secret == booked.secret), "{own:?}");
    // Nor is a key the name of what a device does.
    let form = party(d, "walk-in:satu", 1);
    assert_eq!(book_party(&w.deps, &person, &form).await.unwrap(), book_party(&w.deps, &Actor::GUEST, &form).await.unwrap());
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM booking WHERE idempotency_key LIKE 'form:%'").await, 2);
    assert_eq!(left(&w, d).await, 22);
    w.assert_seats_add_up().await;
});

both_engines!(what_is_wrong_holds_nothing, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let book = async |change: &dyn Fn(&mut BookParty)| {
        let mut form = party(d, "x", 2);
        change(&mut form);
        book_party(&w.deps, &Actor::GUEST, &form).await.unwrap_err()
    };
    assert!(matches!(book(&|f| f.idempotency_key.clear()).await, BookPartyError::Key));
    assert!(matches!(book(&|f| f.conduct = false).await, BookPartyError::Conduct));
    assert!(matches!(book(&|f| f.expected_fare = Rupiah(1)).await, BookPartyError::FareChanged { now: Rupiah(40_000) }));
    assert!(matches!(book(&|f| f.visitors.clear()).await, BookPartyError::Party(PartyError::Empty)));
    let anonymous = book(&|f| f.visitors[1].document.clear()).await;
    let why = VisitorErrors { document: true, ..VisitorErrors::default() };
    assert!(matches!(anonymous, BookPartyError::Party(PartyError::Visitors(rows)) if rows == [(1, why)]));
    // Ten years old, and booked like a grown-up.
    let alone = book(&|f| f.visitors.iter_mut().for_each(|v| "2016-05-01".clone_into(&mut v.birth_date))).await;
    assert!(matches!(alone, BookPartyError::Party(PartyError::ChildAlone { rows }) if rows == [0, 1]));
    assert!(matches!(book(&|f| *f = party(d, "x", 13)).await, BookPartyError::Party(PartyError::TooLarge { most: 12 })));
    assert!(matches!(book(&|f| f.departure = w.deps.id()).await, BookPartyError::NotFound));
    let waiting = plan_departures(&w.deps, &s.officer, &s.plan(saturday().plus(7 * DAY), None)).await.unwrap().made[0];
    assert!(matches!(book(&|f| f.departure = waiting).await, BookPartyError::NotBookable(NotBookable::AwaitsVillage)));
    w.pass(12 * DAY + 1);
    assert!(matches!(book(&|_| {}).await, BookPartyError::NotBookable(NotBookable::TooLate)));
    assert_eq!((number(&w, "SELECT COUNT(*) AS n FROM booking").await, left(&w, d).await), (0, 25));
});

both_engines!(who_is_under_age_on_the_day_comes_with_a_grown_up, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let book = async |key: &str, born: [&str; 2]| {
        let mut form = party(d, key, 2);
        for (v, born) in form.visitors.iter_mut().zip(born) {
            born.clone_into(&mut v.birth_date);
        }
        book_party(&w.deps, &Actor::GUEST, &form).await
    };
    // The tour is on 12 December 2026: one has the birthday on the next day, the other on the day itself.
    let late = book("sehari", ["2008-12-13", "2016-05-01"]).await;
    assert!(matches!(late, Err(BookPartyError::Party(PartyError::ChildAlone { rows })) if rows == [0, 1]));
    assert!(book("hari-h", ["2008-12-12", "2016-05-01"]).await.is_ok());
    assert_eq!(left(&w, d).await, 23);
    let rules = VisitRules { identity: vec![IdentityField::BirthDate], minors: Minors::NotAdmitted, ..VisitRules::default() };
    set_rules(&w.deps, &s.base, s.site("pusdikpal"), &rules, w.deps.now()).await.unwrap();
    let never = book("tidak", ["1990-08-17", "2016-05-01"]).await;
    assert!(matches!(never, Err(BookPartyError::Party(PartyError::NoChildren { rows })) if rows == [1]));
    assert!(book("dewasa", ["1990-08-17", "2008-12-12"]).await.is_ok());
});

both_engines!(what_identifies_a_person_is_sealed_and_then_forgotten, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let secret = w.hold(&Actor::GUEST, d, "satu", 1).await;
    let row = w.deps.db.reader().fetch_one(sql("SELECT id, sealed FROM visitor")).await.unwrap();
    let (id, sealed): (domain::kernel::ids::VisitorId, Vec<u8>) = (row.get("id").unwrap(), row.get("sealed").unwrap());
    assert!(!sealed.windows(6).any(|w| w == b"327701"), "not readable");
    let plain = String::from_utf8(w.deps.vault.open_seal(id.0.as_bytes(), &sealed).unwrap()).unwrap();
    assert!(plain.contains("3277015508900001"), "{plain}");
    // A booking that ended without a visit is forgotten at once, another fourteen days after it.
    assert_eq!(purge_identities(&w.deps).await.unwrap(), 0);
    w.pass(21 * MINUTE);
    assert_eq!(run_tour_timers(&w.deps).await.unwrap(), 1);
    assert_eq!(purge_identities(&w.deps).await.unwrap(), 0, "the house has done it");
    let b = read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret)).await.unwrap();
    assert!(b.visitors.iter().all(|v| !v.identified));
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM booking WHERE form_digest <> ''").await, 0);
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM booking WHERE purge_at IS NOT NULL").await, 0, "and not looked at again");
});

both_engines!(seats_that_are_not_paid_for_come_back_once, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let secret = w.hold(&Actor::GUEST, d, "satu", 5).await;
    w.pass(20 * MINUTE - 1);
    assert_eq!(run_tour_timers(&w.deps).await.unwrap(), 0);
    w.pass(1);
    let (a, b) = tokio::join!(run_tour_timers(&w.deps), run_tour_timers(&w.deps));
    assert_eq!(a.unwrap() + b.unwrap(), 1, "on whatever number of nodes");
    assert_eq!((left(&w, d).await, run_tour_timers(&w.deps).await.unwrap()), (25, 0));
    let b = read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret)).await.unwrap();
    assert_eq!((b.state, b.deadline_at), (BookingState::Expired, None));
    w.assert_seats_add_up().await;
});

both_engines!(a_booking_that_cannot_be_read_holds_up_no_other, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let broken = w.hold(&Actor::GUEST, d, "satu", 2).await;
    w.pass(MINUTE);
    let late = w.hold(&Actor::GUEST, d, "dua", 3).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE booking SET terms = 'none' WHERE secret = $1").bind(broken.as_str())).await.unwrap();
    tx.commit().await.unwrap();
    w.pass(20 * MINUTE);
    assert_eq!(run_tour_timers(&w.deps).await.unwrap(), 1);
    let b = read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&late)).await.unwrap();
    assert_eq!((b.state, left(&w, d).await), (BookingState::Expired, 23));
});

both_engines!(a_booking_is_read_by_its_link_or_its_owner, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let (owner, other) = (w.person("Siti", &[]).await, w.person("Lain", &[]).await);
    let secret = w.hold(&owner, d, "satu", 1).await;
    let b = read_booking(&w.deps, &other, BookingKey::Secret(&secret)).await.unwrap();
    assert!(read_booking(&w.deps, &owner, BookingKey::Number(&b.number)).await.is_ok());
    for stranger in [&other, &Actor::GUEST] {
        assert!(matches!(read_booking(&w.deps, stranger, BookingKey::Number(&b.number)).await, Err(ReadBookingError::NotFound)));
    }
    assert_eq!(list_my_bookings(&w.deps, &owner).await.unwrap(), [b]);
    assert!(list_my_bookings(&w.deps, &other).await.unwrap().is_empty() && list_my_bookings(&w.deps, &Actor::GUEST).await.is_err());
    assert_eq!(list_bookings(&w.deps, &s.officer, d).await.unwrap().len(), 1);
    assert!(list_bookings(&w.deps, &s.guide, d).await.is_err());
});

/// Forty seats on the least of the legs, and a rush of parties of one.
async fn rush(w: World) {
    const PARTIES: usize = 500;
    let s: Sightseeing = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let legs: Vec<(u32, u32)> = (1..=8).map(|p| (p, if p == 5 { 40 } else { 44 })).collect();
    change_departure(&w.deps, &s.officer, d, &ChangeDeparture { guide: None, vehicle: None, capacities: legs }).await.unwrap();
    let tries: Vec<_> = (0..PARTIES)
        .map(|n| {
            let deps = w.deps.clone();
            tokio::spawn(async move { book_party(&deps, &Actor::GUEST, &party(d, &format!("k{n}"), 1)).await })
        })
        .collect();
    let mut sold = 0;
    for one in tries {
        match one.await.unwrap() {
            Ok(_) => sold += 1,
            Err(BookPartyError::TooFew { .. } | BookPartyError::NotBookable(NotBookable::Full)) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((sold, left(&w, d).await), (40, 0));
    w.assert_seats_add_up().await;
}

both_engines!(five_hundred_at_once_on_the_last_forty_seats, |w| {
    rush(w).await;
});

both_engines!(the_same_form_at_once_is_one_booking, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let sent: Vec<_> = (0..8)
        .map(|_| {
            let deps = w.deps.clone();
            tokio::spawn(async move { book_party(&deps, &Actor::GUEST, &party(d, "satu", 2)).await.unwrap() })
        })
        .collect();
    let mut got = Vec::new();
    for one in sent {
        got.push(one.await.unwrap());
    }
    got.dedup();
    assert_eq!((got.len(), left(&w, d).await), (1, 23));
    // The answer was lost, and keeping the form has begun a session meanwhile.
    let again = book_party(&w.deps, &w.guest().await, &party(d, "satu", 2)).await.unwrap();
    assert_eq!((&again, left(&w, d).await), (&got[0], 23));
});

both_engines!(a_session_that_begins_between_two_presses_makes_no_second_booking, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let (guest, person) = (w.guest().await, w.person("Siti", &[]).await);
    // Whichever of them is overtaken.
    let pairs = [[&Actor::GUEST, &guest], [&guest, &Actor::GUEST], [&person, &Actor::GUEST], [&guest, &person], [&person, &guest]];
    for (n, pair) in (1..).zip(pairs) {
        // Both presses have looked for the booking, and wait for the departure.
        let mut tx = w.deps.db.begin().await.unwrap();
        departures::lock(&mut tx, d).await.unwrap();
        let mut sent = Vec::new();
        for actor in pair.map(Clone::clone) {
            let (deps, form) = (w.deps.clone(), party(d, &format!("k{n}"), 2));
            sent.push(tokio::spawn(async move { book_party(&deps, &actor, &form).await.unwrap() }));
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        tx.commit().await.unwrap();
        let (first, second) = (sent.remove(0).await.unwrap(), sent.remove(0).await.unwrap());
        assert_eq!((&first, left(&w, d).await), (&second, 25 - 2 * n), "{pair:?}");
        // And pressed once more, by whomever.
        for actor in [&Actor::GUEST, &guest, &person] {
            assert_eq!(book_party(&w.deps, actor, &party(d, &format!("k{n}"), 2)).await.unwrap(), first);
        }
    }
    assert_eq!(left(&w, d).await, 15);
    w.assert_seats_add_up().await;
});

both_engines!(a_tour_that_is_hidden_while_a_party_waits_takes_it_no_more, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    departures::lock(&mut tx, d).await.unwrap();
    let deps = w.deps.clone();
    let waits = tokio::spawn(async move { book_party(&deps, &Actor::GUEST, &party(d, "satu", 2)).await });
    tokio::time::sleep(Duration::from_millis(500)).await;
    tours::set_published(&mut tx, s.tour.id, false).await.unwrap();
    tx.commit().await.unwrap();
    let refused = waits.await.unwrap();
    assert!(matches!(refused, Err(BookPartyError::NotFound)), "{refused:?}");
    assert_eq!((number(&w, "SELECT COUNT(*) AS n FROM booking").await, left(&w, d).await), (0, 25));
});
