//! What a base asks from a day on holds for that day, whenever it was planned.

use backend::both_engines;
use backend::flows::tours::judge::approve_visitors;
use backend::heritage::plan_departures::{PlanDepartures, Skipped, plan_departures};
use backend::heritage::preview_departures::preview_departures;
use backend::heritage::read_calendar::read_departure;
use backend::heritage::read_manifest::read_manifest;
use backend::heritage::set_rules::set_rules;
use backend::testing::heritage::{Sightseeing, saturday};
use backend::testing::world::World;
use domain::heritage::departure::Departure;
use domain::heritage::rules::{IdentityField, VisitRules};
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, HOUR, Timestamp};
use domain::kernel::ids::DepartureId;

fn day(n: i64) -> Timestamp {
    saturday().plus(n * DAY)
}

/// A base that decides about each a week ahead, and never on a Monday.
fn strict(cutoff_hours: u32) -> VisitRules {
    let closed_weekdays = [true, false, false, false, false, false, false];
    VisitRules {
        lead_days: 7,
        cutoff_hours,
        approves_each: true,
        identity: vec![IdentityField::Document],
        closed_weekdays,
        ..VisitRules::default()
    }
}

/// The bases ask nothing; the village wants to know two days ahead.
async fn lenient(w: &World) -> Sightseeing {
    let s = w.sightseeing().await;
    for (speaker, slug) in [(&s.base, "pusdikpal"), (&s.artillery, "pusdik-armed")] {
        set_rules(&w.deps, speaker, s.site(slug), &VisitRules::default(), w.deps.now()).await.unwrap();
    }
    s
}

async fn find(w: &World, id: DepartureId) -> Departure {
    read_departure(&w.deps, id).await.unwrap().unwrap().departure
}

/// When the visit to Pusdikpal begins, and when its list closes.
async fn list(w: &World, s: &Sightseeing, id: DepartureId) -> (Timestamp, Option<Timestamp>) {
    let d = find(w, id).await;
    let leg = d.legs.iter().find(|l| l.site == Some(s.site("pusdikpal"))).unwrap();
    (leg.starts_at, leg.cutoff_at)
}

/// The base decides about the one who comes.
async fn approve(w: &World, s: &Sightseeing, d: DepartureId) {
    let pal = s.site("pusdikpal");
    let lines = read_manifest(&w.deps, &s.base, d, pal).await.unwrap().lines;
    assert_eq!(lines.len(), 1);
    approve_visitors(&w.deps, &s.base, d, pal, &[lines[0].visitor]).await.unwrap();
}

both_engines!(a_day_is_planned_by_the_rules_that_will_hold, |w| {
    let s = lenient(&w).await;
    let pal = s.site("pusdikpal");
    set_rules(&w.deps, &s.base, pal, &strict(48), day(2)).await.unwrap();
    // A Saturday, a Monday and a Tuesday.
    let plan = PlanDepartures { more: vec![day(2), day(3)], ..s.plan(day(0), None) };
    let seen = preview_departures(&w.deps, &s.officer, &plan).await.unwrap();
    assert_eq!(seen.iter().map(|f| f.skipped).collect::<Vec<_>>(), [None, Some(Skipped::SiteClosed(pal)), None]);
    let planned = plan_departures(&w.deps, &s.officer, &plan).await.unwrap();
    assert_eq!(planned.skipped, [(day(2), Skipped::SiteClosed(pal))]);
    let [before, after] = planned.made[..] else { panic!("{planned:?}") };
    assert_eq!((find(&w, before).await.book_until, list(&w, &s, before).await.1), (day(-2), None));
    assert_eq!(find(&w, after).await.book_until, day(3 - 7));
    let (visit, closes) = list(&w, &s, after).await;
    assert_eq!(closes, Some(visit.plus(-48 * HOUR)));
});

both_engines!(who_is_asked_by_the_rules_of_the_day_is_on_a_list, |w| {
    let s = lenient(&w).await;
    set_rules(&w.deps, &s.base, s.site("pusdikpal"), &strict(48), day(2)).await.unwrap();
    let d = w.departure(&s, day(3)).await;
    w.confirm(&Actor::GUEST, d, "satu", 1).await;
    let manifest = read_manifest(&w.deps, &s.base, d, s.site("pusdikpal")).await.unwrap();
    assert!(manifest.lines[0].identity.is_some(), "what was asked is seen by who asks");
    approve(&w, &s, d).await;
});

both_engines!(a_visit_that_is_planned_gets_the_list_that_its_base_begins_to_ask_for, |w| {
    let s = lenient(&w).await;
    let pal = s.site("pusdikpal");
    set_rules(&w.deps, &s.base, pal, &VisitRules::default(), day(5)).await.unwrap();
    let (early, tuesday, late) = (w.departure(&s, day(0)).await, w.departure(&s, day(3)).await, w.departure(&s, day(7)).await);
    w.confirm(&Actor::GUEST, tuesday, "satu", 1).await;
    set_rules(&w.deps, &s.base, pal, &strict(96), day(2)).await.unwrap();
    assert_eq!(find(&w, tuesday).await.book_until, day(3 - 2), "its own deadline stays");
    assert_eq!(list(&w, &s, tuesday).await.1, Some(day(3 - 2)), "whoever is booked until then is on the list");
    assert_eq!((list(&w, &s, early).await.1, list(&w, &s, late).await.1), (None, None), "neither before, nor after the next rules");
    approve(&w, &s, tuesday).await;
    // A list that is there keeps its deadline.
    set_rules(&w.deps, &s.base, pal, &strict(1), day(2)).await.unwrap();
    assert_eq!(list(&w, &s, tuesday).await.1, Some(day(3 - 2)));
});
