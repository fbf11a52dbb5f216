//! The meeting point: parties without a booking, and actions whose name is used for something else.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::tours::board::{BoardError, CountHeads, Redeem, Shown, count_heads, decide_conflict, read_boarding, redeem};
use backend::flows::tours::read_admission::read_admission;
use backend::flows::tours::read_weigh_in::read_weigh_in;
use backend::flows::tours::settle::{Brought, SettleFareError};
use backend::flows::tours::walk_in::{WalkIn, WalkInError, WalkedIn, walk_in};
use backend::heritage::purge_identities::purge_identities;
use backend::heritage::read_calendar::read_departure;
use backend::heritage::set_rules::set_rules;
use backend::heritage::set_terms::set_terms;
use backend::testing::heritage::{Sightseeing, saturday};
use backend::testing::wastebank::{Counter, line};
use backend::testing::world::World;
use backend::wastebank::store::units;
use backend::wastebank::take_deposit::TakeDepositError;
use domain::heritage::boarding::{Outcome, Settlement, Way};
use domain::heritage::departure::NotBookable;
use domain::heritage::party::PartyError;
use domain::heritage::rules::{IdentityField, Minors, VisitRules};
use domain::heritage::terms::Terms;
use domain::heritage::walk_in::NoWalkIn;
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, HOUR, MINUTE};
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;
use domain::kernel::weight::Grams;

/// Bases that ask for a document, and take names until the visit.
async fn open_bases(w: &World, s: &Sightseeing) {
    let rules = VisitRules { identity: vec![IdentityField::Document], ..VisitRules::default() };
    for (speaker, slug) in [(&s.base, "pusdikpal"), (&s.artillery, "pusdik-armed")] {
        set_rules(&w.deps, speaker, s.site(slug), &rules, w.deps.now()).await.unwrap();
    }
}

/// The morning of a departure whose bases let people come along.
async fn morning(w: &World) -> (Sightseeing, DepartureId) {
    let s = w.sightseeing().await;
    open_bases(w, &s).await;
    let d = w.departure(&s, saturday()).await;
    w.pass(saturday().since(w.deps.now()) - 30 * MINUTE);
    (s, d)
}

/// The guide stands at the scale, too.
async fn scale(w: &World, s: &Sightseeing) -> Counter {
    let c = w.counter().await;
    let mut tx = w.deps.db.begin().await.unwrap();
    units::appoint(&mut tx, c.unit, s.guide.person().unwrap(), w.deps.now()).await.unwrap();
    tx.commit().await.unwrap();
    c
}

fn brought(c: &Counter, material: &str, grams: i64, worth: i64) -> Brought {
    Brought { unit: c.unit, member: Some(c.member.id), lines: vec![line(material, grams)], worth: Rupiah(worth), witness: None }
}

async fn left(w: &World, d: DepartureId) -> u32 {
    read_departure(&w.deps, d).await.unwrap().unwrap().departure.left()
}

async fn number(w: &World, q: &'static str) -> i64 {
    w.deps.db.reader().fetch_one(sql(q)).await.unwrap().get("n").unwrap()
}

async fn refused(w: &World, s: &Sightseeing, input: &WalkIn) -> WalkInError {
    walk_in(&w.deps, &s.guide, input).await.unwrap_err()
}

both_engines!(who_comes_without_a_booking_pays_in_cash_and_is_let_in, |w| {
    let (s, d) = morning(&w).await;
    let mut input = w.walking_in(d, "datang", 2);
    input.cash = Rupiah(39_999);
    let short = refused(&w, &s, &input).await;
    assert!(matches!(short, WalkInError::Settle(SettleFareError::Cash { due: Rupiah(40_000) })), "{short}");
    assert_eq!((left(&w, d).await, number(&w, "SELECT COUNT(*) AS n FROM booking").await), (25, 0), "nothing is written");
    input.cash = Rupiah(40_000);
    let came = walk_in(&w.deps, &s.guide, &input).await.unwrap();
    assert_eq!(came.settlement, Settlement { from_waste: Rupiah::ZERO, in_cash: Rupiah(40_000), surplus: Rupiah::ZERO });
    assert_eq!((came.admission.outcome, came.admission.party.as_ref().map(|p| p.persons)), (Outcome::Admitted, Some(2)));
    assert_eq!(walk_in(&w.deps, &s.guide, &input).await.unwrap(), came, "told twice it is one");
    let told = read_admission(&w.deps, &s.guide, d, "datang").await.unwrap().unwrap();
    assert_eq!(told, came.admission);
    assert!(read_admission(&w.deps, &s.officer, d, "datang").await.unwrap().is_none(), "another's action");
    let page = read_boarding(&w.deps, &s.guide, d).await.unwrap();
    assert_eq!((page.came(), page.parties.len(), left(&w, d).await), (2, 1, 23));
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM visitor WHERE sealed IS NOT NULL").await, 2, "what the bases ask is sealed");
    let seen = read_weigh_in(&w.deps, &s.guide, d, &came.number).await.unwrap();
    assert_eq!(seen.settled.map(|x| (x.settlement, x.slip)), Some((came.settlement, None)));
    input.visitors.pop();
    assert!(matches!(refused(&w, &s, &input).await, WalkInError::KeyUsed { number } if number == came.number));
    w.assert_seats_add_up().await;
});

both_engines!(waste_pays_and_its_surplus_stays_on_the_balance, |w| {
    let (s, d) = morning(&w).await;
    let c = scale(&w, &s).await;
    let mut input = w.walking_in(d, "sampah", 1);
    input.waste = Some(brought(&c, "PL-01", 2_000, 8_000));
    input.cash = Rupiah(12_000);
    let part = walk_in(&w.deps, &s.guide, &input).await.unwrap();
    assert_eq!(part.settlement, Settlement { from_waste: Rupiah(8_000), in_cash: Rupiah(12_000), surplus: Rupiah::ZERO });
    let mut more = w.walking_in(d, "lebih", 1);
    more.waste = Some(brought(&c, "PL-01", 7_000, 28_000));
    more.cash = Rupiah::ZERO;
    let all = walk_in(&w.deps, &s.guide, &more).await.unwrap();
    assert_eq!(all.settlement, Settlement { from_waste: Rupiah(20_000), in_cash: Rupiah::ZERO, surplus: Rupiah(8_000) });
    assert_eq!(walk_in(&w.deps, &s.guide, &more).await.unwrap(), all);
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM waste_deposit").await, 2);
    assert_eq!(number(&w, "SELECT balance AS n FROM waste_member").await, 8_000);

    // What the scale would refuse books no seat; nor does less than a kilogram each.
    let mut light = w.walking_in(d, "ringan", 2);
    light.waste = Some(brought(&c, "PL-01", 1_999, 7_996));
    light.cash = Rupiah(32_004);
    assert!(matches!(refused(&w, &s, &light).await, WalkInError::TooLight { least: Grams(2_000) }));
    let mut copper = w.walking_in(d, "tembaga", 1);
    copper.waste = Some(brought(&c, "LG-07", 4_000, 300_000));
    copper.cash = Rupiah::ZERO;
    let alone = refused(&w, &s, &copper).await;
    assert!(matches!(alone, WalkInError::Settle(SettleFareError::Deposit(TakeDepositError::WitnessMissing { .. }))), "{alone}");
    copper.waste.as_mut().unwrap().member = None;
    assert!(matches!(refused(&w, &s, &copper).await, WalkInError::Settle(SettleFareError::NoMember)));
    let mut dear = w.walking_in(d, "mahal", 1);
    dear.waste = Some(brought(&c, "PL-01", 1_000, 9_000));
    dear.cash = Rupiah(11_000);
    let changed = refused(&w, &s, &dear).await;
    assert!(matches!(changed, WalkInError::Settle(SettleFareError::Deposit(TakeDepositError::TotalChanged { now: Rupiah(4_000) }))));
    assert_eq!(left(&w, d).await, 23);
    copper.waste = Some(Brought { witness: c.witness.person(), ..brought(&c, "LG-07", 4_000, 300_000) });
    assert_eq!(walk_in(&w.deps, &s.guide, &copper).await.unwrap().settlement.surplus, Rupiah(280_000));
    w.assert_seats_add_up().await;
});

both_engines!(who_came_along_is_known_by_its_action_after_the_papers_are_forgotten, |w| {
    let (s, d) = morning(&w).await;
    let mut input = w.walking_in(d, "datang", 2);
    input.cash = Rupiah(40_000);
    let came = walk_in(&w.deps, &s.guide, &input).await.unwrap();
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE booking SET purge_at = $1").bind(w.deps.now())).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(purge_identities(&w.deps).await.unwrap(), 2);
    assert_eq!(walk_in(&w.deps, &s.guide, &input).await.unwrap(), came, "the phone had not heard the answer");
    input.cash = Rupiah(30_000);
    let changed = refused(&w, &s, &input).await;
    assert!(matches!(changed, WalkInError::Settle(SettleFareError::Board(BoardError::Used))), "{changed}");
    assert_eq!((left(&w, d).await, number(&w, "SELECT COUNT(*) AS n FROM booking").await), (23, 1));
    w.assert_seats_add_up().await;
});

both_engines!(an_action_that_broke_off_goes_on_where_it_was, |w| {
    let (s, d) = morning(&w).await;
    let c = scale(&w, &s).await;
    let mut input = w.walking_in(d, "putus", 1);
    input.waste = Some(brought(&c, "PL-01", 2_000, 8_000));
    input.cash = Rupiah(12_000);
    let came = walk_in(&w.deps, &s.guide, &input).await.unwrap();
    // As if the power had gone before the last step.
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("DELETE FROM redemption")).await.unwrap();
    tx.execute(sql("UPDATE booking SET state = 'confirmed'")).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(walk_in(&w.deps, &s.guide, &input).await.unwrap(), came);
    assert_eq!((left(&w, d).await, number(&w, "SELECT COUNT(*) AS n FROM waste_deposit").await), (24, 1));
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM redemption").await, 1);
    w.assert_seats_add_up().await;
});

both_engines!(a_base_that_had_to_know_earlier_lets_nobody_come_along, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    assert!(matches!(refused(&w, &s, &w.walking_in(d, "a", 1)).await, WalkInError::NoWalkIn(NoWalkIn::NotYet)), "on another day");
    w.pass(saturday().since(w.deps.now()) - 30 * MINUTE);
    let WalkInError::NoWalkIn(NoWalkIn::ListClosed { site, until }) = refused(&w, &s, &w.walking_in(d, "a", 1)).await else { panic!() };
    assert_eq!(site.id, "Kawasan Pusdikpal");
    assert!(until < saturday().plus(-6 * DAY));
    let mut early = w.walking_in(d, "b", 1);
    early.at = until;
    let slow = refused(&w, &s, &early).await;
    assert!(matches!(slow, WalkInError::NoWalkIn(NoWalkIn::ListClosed { .. })), "a clock of another day tells of this one: {slow}");
    // A list that closes when the visit begins: who stood there before it counts, however late the device tells of it.
    open_bases(&w, &s).await;
    let morning = w.walking_in(d, "pagi", 1);
    w.pass(3 * HOUR);
    assert!(matches!(refused(&w, &s, &w.walking_in(d, "siang", 1)).await, WalkInError::NoWalkIn(NoWalkIn::ListClosed { .. })));
    assert_eq!(walk_in(&w.deps, &s.guide, &morning).await.unwrap().admission.outcome, Outcome::Admitted, "the device told late");
    w.assert_seats_add_up().await;
});

both_engines!(what_is_wrong_takes_no_seat, |w| {
    let (s, d) = morning(&w).await;
    let right = w.walking_in(d, "a", 1);
    for stranger in [&s.base, &s.elder, &Actor::GUEST] {
        assert!(matches!(walk_in(&w.deps, stranger, &right).await, Err(WalkInError::Board(BoardError::Staff(_)))));
    }
    let change = |with: &dyn Fn(&mut WalkIn)| {
        let mut input = right.clone();
        with(&mut input);
        input
    };
    assert!(matches!(refused(&w, &s, &change(&|i| i.nonce.clear())).await, WalkInError::Board(BoardError::Nonce)));
    assert!(matches!(refused(&w, &s, &change(&|i| i.name.clear())).await, WalkInError::Name(_)));
    assert!(matches!(refused(&w, &s, &change(&|i| i.conduct = false)).await, WalkInError::Conduct));
    assert!(matches!(refused(&w, &s, &change(&|i| i.visitors[0].document.clear())).await, WalkInError::Party(PartyError::Visitors(_))));
    let fare = refused(&w, &s, &change(&|i| i.expected_fare = Rupiah(1))).await;
    assert!(matches!(fare, WalkInError::FareChanged { now: Rupiah(20_000) }));
    let asks = VisitRules { identity: vec![IdentityField::BirthDate], minors: Minors::WithAdult, ..VisitRules::default() };
    set_rules(&w.deps, &s.base, s.site("pusdikpal"), &asks, w.deps.now()).await.unwrap();
    let ten = refused(&w, &s, &change(&|i| "2016-05-01".clone_into(&mut i.visitors[0].birth_date))).await;
    assert!(matches!(ten, WalkInError::Party(PartyError::ChildAlone { rows }) if rows == [0]));
    let terms = Terms { least_waste_percent: 50, ..s.tour.terms };
    set_terms(&w.deps, &s.officer, s.tour.id, &terms, w.deps.now()).await.unwrap();
    assert!(matches!(refused(&w, &s, &right).await, WalkInError::TooLittleWaste { least: Rupiah(10_000) }));
    set_terms(&w.deps, &s.officer, s.tour.id, &s.tour.terms, w.deps.now().plus(1)).await.unwrap();
    w.pass(2);
    let out = CountHeads { nonce: "x".to_owned(), departure: d, way: Way::Out, counted: 0, note: String::new(), at: w.deps.now() };
    count_heads(&w.deps, &s.guide, &out).await.unwrap();
    w.pass(HOUR);
    assert!(matches!(refused(&w, &s, &w.walking_in(d, "a", 1)).await, WalkInError::NoWalkIn(NoWalkIn::Left)));
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE departure_leg SET closed = TRUE WHERE position = 3")).await.unwrap();
    tx.commit().await.unwrap();
    let closed = refused(&w, &s, &right).await;
    assert!(matches!(closed, WalkInError::NoWalkIn(NoWalkIn::NotBookable(NotBookable::SiteClosed))));
    assert_eq!(left(&w, d).await, 25);
});

both_engines!(the_last_seat_is_one_seat, |w| {
    let (s, d) = morning(&w).await;
    // As if only one were left of the smallest leg.
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE departure_leg SET capacity = 1 WHERE position = 5")).await.unwrap();
    tx.commit().await.unwrap();
    let tries: Vec<_> = (0..8)
        .map(|n| {
            let (deps, guide) = (w.deps.clone(), s.guide.clone());
            let input = w.walking_in(d, &format!("n{}", n / 2), 1);
            tokio::spawn(async move { walk_in(&deps, &guide, &input).await })
        })
        .collect();
    let mut came: Vec<WalkedIn> = Vec::new();
    for one in tries {
        match one.await.unwrap() {
            Ok(one) => came.push(one),
            Err(WalkInError::TooFew { left: 0 }) => {}
            Err(e) => panic!("{e}"),
        }
    }
    assert!((1..=2).contains(&came.len()) && came.iter().all(|c| *c == came[0]), "{came:?}");
    assert_eq!((left(&w, d).await, number(&w, "SELECT COUNT(*) AS n FROM booking").await), (0, 1));
    assert!(matches!(refused(&w, &s, &w.walking_in(d, "lagi", 1)).await, WalkInError::TooFew { left: 0 }));
    w.assert_seats_add_up().await;
});

both_engines!(a_name_of_an_action_stands_for_one_thing, |w| {
    let (s, d) = morning(&w).await;
    let first = walk_in(&w.deps, &s.guide, &w.walking_in(d, "satu", 1)).await.unwrap().number;
    let second = walk_in(&w.deps, &s.guide, &w.walking_in(d, "dua", 1)).await.unwrap().number;
    let show = async |nonce: &str, number: &str| {
        let shown = Redeem { nonce: nonce.to_owned(), departure: d, shown: Shown::Number(number.to_owned()), at: w.deps.now() };
        redeem(&w.deps, &s.guide, &shown).await
    };
    assert_eq!(show("a", &first).await.unwrap().outcome, Outcome::AlreadyUsed);
    assert!(matches!(show("a", &second).await, Err(BoardError::Used)), "another ticket gets no other's answer");
    assert!(matches!(show("a", "TR-000000-XXXXXXX").await, Err(BoardError::Used)));
    let count = async |counted, note: &str| {
        let (nonce, way, note) = ("hitung".to_owned(), Way::Out, note.to_owned());
        count_heads(&w.deps, &s.guide, &CountHeads { nonce, departure: d, way, counted, note, at: w.deps.now() }).await
    };
    count(2, "Lengkap").await.unwrap();
    count(2, "Lengkap").await.unwrap();
    assert!(matches!(count(1, "Lengkap").await, Err(BoardError::Used)), "a changed count is not lost");
    let page = read_boarding(&w.deps, &s.guide, d).await.unwrap();
    let counted: Vec<_> = page.counts.iter().map(|c| (c.counted, c.expected, c.by.as_str(), c.is_off())).collect();
    assert_eq!(counted, [(2, 2, "Ujang", false)]);
    decide_conflict(&w.deps, &s.officer, d, &page.conflicts[0].nonce, "orang yang sama").await.unwrap();
    let page = read_boarding(&w.deps, &s.guide, d).await.unwrap();
    assert_eq!((page.conflicts[0].decided_by.as_deref(), page.conflicts[0].is_late()), (Some("Ratna"), false));
});
