//! A party on another day: somebody has had a birthday by then, or not yet, and a base may ask for more.

use backend::both_engines;
use backend::flows::tours::judge::refuse_visitor;
use backend::flows::tours::pay::pay_tour;
use backend::flows::tours::rebook::{MoveBooking, MoveBookingError, Moves, list_moves, move_booking};
use backend::heritage::book_party::{BookParty, BookPartyError, book_party};
use backend::heritage::read_booking::BookingKey;
use backend::heritage::set_rules::set_rules;
use backend::testing::heritage::{cash, party, saturday};
use domain::heritage::another_day::NotThatDay;
use domain::heritage::manifest::RefusalReason;
use domain::heritage::party::PartyError;
use domain::heritage::rules::{IdentityField, Minors, VisitRules};
use domain::identity::actor::Actor;
use domain::kernel::clock::DAY;
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;

use crate::scene::{number, read, scene};

/// Neng is of age from 19 December 2026 on, Ujang for years not yet.
fn sister_and_brother(d: DepartureId, key: &str) -> BookParty {
    let mut form = party(d, key, 2);
    for (v, (name, born)) in form.visitors.iter_mut().zip([("Neng", "2008-12-19"), ("Ujang", "2012-01-01")]) {
        name.clone_into(&mut v.name);
        born.clone_into(&mut v.birth_date);
    }
    form
}

both_engines!(the_rules_of_the_new_day_hold_for_who_moves, |w| {
    let x = scene(&w).await;
    let with_adult =
        VisitRules { identity: vec![IdentityField::BirthDate], minors: Minors::WithAdult, approves_each: true, ..VisitRules::default() };
    let site = x.s.site("pusdikpal");
    set_rules(&w.deps, &x.s.base, site, &with_adult, w.deps.now()).await.unwrap();
    let asks_more = VisitRules { identity: vec![IdentityField::BirthDate, IdentityField::Nationality], ..with_adult.clone() };
    set_rules(&w.deps, &x.s.base, site, &asks_more, saturday().plus(10 * DAY)).await.unwrap();
    let (twelfth, nineteenth, after, last) = (
        w.departure(&x.s, saturday()).await,
        w.departure(&x.s, saturday().plus(7 * DAY)).await,
        w.departure(&x.s, saturday().plus(8 * DAY)).await,
        w.departure(&x.s, saturday().plus(14 * DAY)).await,
    );
    let alone = book_party(&w.deps, &Actor::GUEST, &sister_and_brother(twelfth, "dini")).await;
    assert!(matches!(alone, Err(BookPartyError::Party(PartyError::ChildAlone { .. }))));
    let secret = book_party(&w.deps, &Actor::GUEST, &sister_and_brother(nineteenth, "satu")).await.unwrap().secret;
    let key = BookingKey::Secret(&secret);
    pay_tour(&w.deps, &Actor::GUEST, key, &cash()).await.unwrap();
    // Offered is only what would take them, and of the other days it is said why not.
    let both = vec!["Neng".to_owned(), "Ujang".to_owned()];
    let missing: Vec<_> = both.iter().map(|name| (name.clone(), vec![IdentityField::Nationality])).collect();
    let Moves { open, shut } = list_moves(&w.deps, &Actor::GUEST, key).await.unwrap();
    assert_eq!(open.iter().map(|e| e.id).collect::<Vec<_>>(), [after]);
    let why = [(saturday(), NotThatDay::ChildAlone(both.clone())), (saturday().plus(14 * DAY), NotThatDay::Missing(missing.clone()))];
    assert_eq!(shut, why);
    let shift = async |from, to| move_booking(&w.deps, &Actor::GUEST, key, MoveBooking { from, to, expected_fee: Rupiah::ZERO }).await;
    // A week before she was a child herself.
    match shift(nineteenth, twelfth).await {
        Err(MoveBookingError::Party(why)) => assert_eq!(why, NotThatDay::ChildAlone(both)),
        other => panic!("{other:?}"),
    }
    // Later the base asks for something that nobody has told; whoever books for that day is asked.
    match shift(nineteenth, last).await {
        Err(MoveBookingError::Party(why)) => assert_eq!(why, NotThatDay::Missing(missing)),
        other => panic!("{other:?}"),
    }
    let mut silent = sister_and_brother(last, "diam");
    silent.visitors[0].nationality.clear();
    let asked = book_party(&w.deps, &Actor::GUEST, &silent).await;
    assert!(matches!(asked, Err(BookPartyError::Party(PartyError::Visitors(ref rows))) if rows[0].1.nationality));
    assert_eq!(read(&w, &secret).await.departure, nineteenth);
    w.assert_seats_add_up().await;
    shift(nineteenth, after).await.unwrap();
    assert_eq!(read(&w, &secret).await.departure, after);
    // The rule was checked by what is sealed, and nobody was shown it.
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM identity_view").await, 0);
    w.assert_seats_add_up().await;
});

both_engines!(a_new_rule_of_a_base_names_whom_it_keeps_out, |w| {
    let x = scene(&w).await;
    let (d, next) = (w.departure(&x.s, saturday()).await, w.departure(&x.s, saturday().plus(7 * DAY)).await);
    let ages = VisitRules { identity: vec![IdentityField::BirthDate], approves_each: true, ..VisitRules::default() };
    let site = x.s.site("pusdikpal");
    set_rules(&w.deps, &x.s.base, site, &ages, w.deps.now()).await.unwrap();
    let grown_ups = VisitRules { minors: Minors::NotAdmitted, ..ages };
    set_rules(&w.deps, &x.s.base, site, &grown_ups, saturday().plus(DAY)).await.unwrap();
    let secret = book_party(&w.deps, &Actor::GUEST, &sister_and_brother(d, "satu")).await.unwrap().secret;
    pay_tour(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret), &cash()).await.unwrap();
    let form = MoveBooking { from: d, to: next, expected_fee: Rupiah::ZERO };
    let kept_out = move_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret), form).await;
    assert!(matches!(&kept_out, Err(MoveBookingError::Party(NotThatDay::NoChildren(who))) if *who == ["Ujang"]), "{kept_out:?}");
    let offered = async || list_moves(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret)).await.unwrap().open.len();
    assert_eq!(offered().await, 0);
    // Without him his sister may.
    let brother = read(&w, &secret).await.visitors.into_iter().find(|v| v.name == "Ujang").unwrap().id;
    refuse_visitor(&w.deps, &x.s.base, d, site, brother, RefusalReason::MinorNotAdmitted, "").await.unwrap();
    assert_eq!(offered().await, 1);
    move_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret), form).await.unwrap();
    w.assert_seats_add_up().await;
});
