//! When tours go, and who has a say in it.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::tours::close::close_day;
use backend::heritage::book_party::{BookParty, book_party};
use backend::heritage::change_departure::{ChangeDeparture, ChangeDepartureError, change_departure};
use backend::heritage::decide_consent::{DecideConsentError, decide_consent, list_visits};
use backend::heritage::keep_vehicles::{AddVehicleError, add_vehicle};
use backend::heritage::plan_departures::{PlanDepartures, PlanDeparturesError, Skipped, plan_departures};
use backend::heritage::preview_departures::preview_departures;
use backend::heritage::read_booking::{BookingKey, read_booking};
use backend::heritage::read_calendar::{next_departures, read_calendar, read_departure, read_load};
use backend::heritage::staff::StaffError;
use backend::testing::heritage::{party, saturday};
use domain::heritage::booking::BookingState;
use domain::heritage::departure::{Consent, NotBookable};
use domain::heritage::fare::FareCategory;
use domain::heritage::recurrence::RecurrenceError;
use domain::heritage::tour::LegKind;
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, HOUR};
use domain::kernel::money::Rupiah;

both_engines!(a_rule_makes_departures_but_not_on_closed_days, |w| {
    let s = w.sightseeing().await;
    // Saturdays, Sundays and Mondays: on Sundays both bases are closed.
    let plan = s.plan(saturday(), Some("FREQ=WEEKLY;BYDAY=SA,SU,MO;COUNT=6"));
    let planned = plan_departures(&w.deps, &s.officer, &plan).await.unwrap();
    assert_eq!(planned.made.len(), 4);
    let closed = s.site("pusdikpal");
    assert_eq!(planned.skipped, [1, 8].map(|days| (saturday().plus(days * DAY), Skipped::SiteClosed(closed))));
    let again = plan_departures(&w.deps, &s.officer, &plan).await.unwrap();
    assert!(again.made.is_empty() && again.skipped.len() == 6, "{again:?}");

    let page = read_departure(&w.deps, planned.made[0]).await.unwrap().unwrap();
    assert_eq!((page.departure.capacity(), page.departure.left(), page.bookable), (25, 25, Err(NotBookable::AwaitsVillage)));
    assert_eq!(page.departure.book_until, saturday().plus(-7 * DAY));
    assert_eq!(page.departure.guide.as_ref().map(|g| g.1.as_str()), Some("Ujang"));
    let armed = page.departure.legs.iter().find(|l| l.site == Some(s.site("pusdik-armed"))).unwrap();
    assert_eq!((armed.starts_at.wib().hour, armed.cutoff_at), (9, Some(armed.starts_at.plus(-96 * HOUR))));
    assert!(page.departure.legs.iter().filter(|l| l.kind == LegKind::Bus).all(|l| l.capacity == 28));
    assert_eq!(page.tariff.of(FareCategory::Adult), Some(Rupiah(20_000)));
});

both_engines!(a_plan_is_seen_before_it_is_made_and_made_once, |w| {
    let s = w.sightseeing().await;
    let count = async |q: &'static str| w.deps.db.reader().fetch_one(sql(q)).await.unwrap().get::<i64>("n").unwrap();
    let (series, departures) = ("SELECT COUNT(*) AS n FROM departure_series", "SELECT COUNT(*) AS n FROM departure");
    let days = |n: i64| saturday().plus(n * DAY);
    close_day(&w.deps, &s.base, s.site("pusdikpal"), days(7), "latihan").await.unwrap();
    let plan = PlanDepartures { left_out: vec![days(14).plus(9 * HOUR)], ..s.plan(saturday(), Some("FREQ=WEEKLY;COUNT=4")) };
    let seen = preview_departures(&w.deps, &s.officer, &plan).await.unwrap();
    let shown: Vec<_> = seen.iter().map(|f| (f.at, f.skipped.is_none())).collect();
    assert_eq!(shown, [(days(0), true), (days(7), false), (days(21), true)], "what is left out is not there at all");
    let (site, reason) = seen[1].closed.clone().unwrap();
    let pal = s.tour.legs.iter().filter_map(|l| l.site.as_ref()).find(|x| x.id == s.site("pusdikpal")).unwrap();
    assert_eq!((site, reason.as_deref()), (pal.name.clone(), Some("latihan")));
    assert_eq!((count(series).await, count(departures).await), (0, 0), "nothing is made by looking");

    let made = plan_departures(&w.deps, &s.officer, &plan).await.unwrap();
    assert_eq!((made.made.len(), made.skipped.len(), made.is_there_already()), (2, 1, false));
    let again = plan_departures(&w.deps, &s.officer, &plan).await.unwrap();
    assert!(again.is_there_already(), "pressed twice: {again:?}");
    assert_eq!((count(series).await, count(departures).await), (1, 2));
    let kept = w.deps.db.reader().fetch_one(sql("SELECT rule FROM departure_series")).await.unwrap().get::<String>("rule").unwrap();
    assert_eq!(kept, "FREQ=WEEKLY;COUNT=4\nEXDATE;TZID=Asia/Jakarta:20261226T080000");
    let seen = preview_departures(&w.deps, &s.officer, &plan).await.unwrap();
    assert_eq!((seen[0].skipped, seen[2].skipped), (Some(Skipped::Planned), Some(Skipped::Planned)));

    // On Sundays both bases are closed, whatever the day.
    let sunday = preview_departures(&w.deps, &s.officer, &s.plan(days(1), None)).await.unwrap();
    assert!(
        matches!(&sunday[..], [f] if matches!(f.skipped, Some(Skipped::SiteClosed(_))) && f.closed.as_ref().is_some_and(|c| c.1.is_none()))
    );
    for stranger in [&s.guide, &s.base] {
        let refused = preview_departures(&w.deps, stranger, &plan).await;
        assert!(matches!(refused, Err(PlanDeparturesError::Staff(StaffError::NotFound))));
    }
});

both_engines!(single_days_are_planned_together, |w| {
    let s = w.sightseeing().await;
    let plan = PlanDepartures { more: vec![saturday().plus(10 * DAY), saturday().plus(3 * DAY)], ..s.plan(saturday(), None) };
    let planned = plan_departures(&w.deps, &s.officer, &plan).await.unwrap();
    let load = read_load(&w.deps, &s.officer, s.tour.id, saturday()).await.unwrap();
    let starts: Vec<_> = load.iter().map(|d| d.starts_at).collect();
    assert_eq!((planned.made.len(), starts), (3, [0, 3, 10].map(|n| saturday().plus(n * DAY)).to_vec()));
    let mut plan = s.plan(saturday(), None);
    plan.vehicle = Some(w.deps.id());
    assert!(matches!(preview_departures(&w.deps, &s.officer, &plan).await, Err(PlanDeparturesError::NoVehicle)));
});

both_engines!(rules_that_are_none_plan_nothing, |w| {
    let s = w.sightseeing().await;
    for (rule, why) in [("FREQ=DAILY", RecurrenceError::Endless), ("selalu", RecurrenceError::NotARule)] {
        let refused = plan_departures(&w.deps, &s.officer, &s.plan(saturday(), Some(rule))).await;
        assert!(matches!(refused, Err(PlanDeparturesError::Recurrence(w)) if w == why), "{rule}");
    }
    let past = plan_departures(&w.deps, &s.officer, &s.plan(w.deps.now().plus(-HOUR), None)).await.unwrap();
    assert_eq!(past.skipped[0].1, Skipped::Past);
    let mut plan = s.plan(saturday(), None);
    plan.guide = s.elder.person();
    assert!(matches!(plan_departures(&w.deps, &s.officer, &plan).await, Err(PlanDeparturesError::NoGuide)));
    for stranger in [&s.guide, &s.elder] {
        let refused = plan_departures(&w.deps, stranger, &s.plan(saturday(), None)).await;
        assert!(matches!(refused, Err(PlanDeparturesError::Staff(StaffError::NotFound))));
    }
    assert!(plan_departures(&w.deps, &Actor::GUEST, &s.plan(saturday(), None)).await.is_err());
    assert!(read_load(&w.deps, &s.officer, s.tour.id, saturday()).await.unwrap().is_empty());
});

both_engines!(nobody_is_in_two_places_at_once, |w| {
    let s = w.sightseeing().await;
    let first = w.departure(&s, saturday()).await;
    let busy = plan_departures(&w.deps, &s.officer, &s.plan(saturday().plus(HOUR), None)).await.unwrap();
    assert_eq!(busy.skipped[0].1, Skipped::GuideBusy);
    let mut plan = s.plan(saturday().plus(HOUR), None);
    plan.guide = None;
    assert_eq!(plan_departures(&w.deps, &s.officer, &plan).await.unwrap().skipped[0].1, Skipped::VehicleBusy);
    plan.vehicle = None;
    let second = plan_departures(&w.deps, &s.officer, &plan).await.unwrap().made[0];
    let change = |vehicle, capacities| ChangeDeparture { guide: None, vehicle, capacities };
    let refused = change_departure(&w.deps, &s.officer, second, &change(Some(s.bus.id), vec![])).await;
    assert!(matches!(refused, Err(ChangeDepartureError::VehicleBusy)));
    let small = add_vehicle(&w.deps, &s.officer, s.tour.id, "Angkot", "d 1 a", 10).await.unwrap();
    assert!(matches!(add_vehicle(&w.deps, &s.officer, s.tour.id, "Lain", "D 1 A", 10).await, Err(AddVehicleError::Known)));
    change_departure(&w.deps, &s.officer, second, &change(Some(small), vec![(1, 12)])).await.unwrap();
    let page = read_departure(&w.deps, second).await.unwrap().unwrap();
    assert_eq!((page.departure.legs[0].capacity, page.departure.legs[1].capacity, page.departure.capacity()), (12, 10, 10));
    let refused = change_departure(&w.deps, &s.officer, second, &change(Some(small), vec![(2, 11)])).await;
    assert!(matches!(refused, Err(ChangeDepartureError::TooMany { position: 2, most: 10 })));
    assert!(change_departure(&w.deps, &s.guide, first, &ChangeDeparture::default()).await.is_err());
    w.pass(20 * DAY);
    let over = change_departure(&w.deps, &s.officer, first, &ChangeDeparture::default()).await;
    assert!(matches!(over, Err(ChangeDepartureError::Over)));
});

both_engines!(more_seats_are_for_those_who_wait, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let change = |capacities| ChangeDeparture { guide: s.guide.person(), vehicle: Some(s.bus.id), capacities };
    let all = |capacity| change((1..=8).map(|position| (position, capacity)).collect());
    change_departure(&w.deps, &s.officer, d, &all(3)).await.unwrap();
    w.hold(&Actor::GUEST, d, "satu", 3).await;
    let waits = async |key: &str, persons| {
        let form = BookParty { wait: true, ..party(d, key, persons) };
        book_party(&w.deps, &Actor::GUEST, &form).await.unwrap().secret
    };
    let (large, small) = (waits("enam", 6).await, waits("dua", 2).await);
    let state = async |secret: &str| read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(secret)).await.unwrap().state;
    // One leg alone makes no seat.
    change_departure(&w.deps, &s.officer, d, &change(vec![(1, 20)])).await.unwrap();
    assert_eq!((state(&large).await, state(&small).await), (BookingState::Waiting, BookingState::Waiting));
    change_departure(&w.deps, &s.officer, d, &all(5)).await.unwrap();
    assert_eq!((state(&large).await, state(&small).await), (BookingState::Waiting, BookingState::Held), "the first that fits");
    change_departure(&w.deps, &s.officer, d, &all(11)).await.unwrap();
    assert_eq!(state(&large).await, BookingState::Held);
    w.assert_seats_add_up().await;
    w.run_jobs().await;
    let to_parties = w.mails().iter().filter(|m| m.to.starts_with("siti.")).count();
    assert_eq!(to_parties, 4, "both are told that they wait, and that they need not any more");
});

both_engines!(a_series_does_not_stand_in_its_own_way_but_in_that_of_others, |w| {
    let s = w.sightseeing().await;
    let plan = s.plan(saturday(), Some("FREQ=DAILY;BYHOUR=8,11,14,17;BYMINUTE=0;BYSECOND=0;COUNT=4"));
    let planned = plan_departures(&w.deps, &s.officer, &plan).await.unwrap();
    // A tour takes close to five hours: every other one has its guide.
    assert_eq!((planned.made.len(), planned.skipped[0].1), (2, Skipped::GuideBusy));
    let free = PlanDepartures {
        guide: None,
        vehicle: None,
        ..s.plan(saturday(), Some("FREQ=DAILY;BYHOUR=8,11,14,17;BYMINUTE=0;BYSECOND=0;COUNT=4"))
    };
    let rest = plan_departures(&w.deps, &s.officer, &free).await.unwrap();
    let skipped: Vec<_> = rest.skipped.iter().map(|(_, why)| *why).collect();
    assert_eq!((rest.made.len(), skipped), (2, vec![Skipped::Planned, Skipped::Planned]));
    assert_eq!(read_departure(&w.deps, rest.made[1]).await.unwrap().unwrap().departure.legs.len(), 8);
});

both_engines!(the_village_has_the_say, |w| {
    let s = w.sightseeing().await;
    let id = plan_departures(&w.deps, &s.officer, &s.plan(saturday(), None)).await.unwrap().made[0];
    assert!(next_departures(&w.deps, s.tour.id, 5).await.unwrap().is_empty());
    for stranger in [&s.officer, &s.base, &s.guide] {
        assert!(matches!(decide_consent(&w.deps, stranger, id, true, "").await, Err(DecideConsentError::Staff(StaffError::NotFound))));
    }
    let village = s.site("kampung-adat-cireundeu");
    assert_eq!(list_visits(&w.deps, &s.elder, village).await.unwrap()[0].consent, Consent::Waiting);
    assert!(list_visits(&w.deps, &s.base, village).await.is_err());
    assert!(matches!(decide_consent(&w.deps, &s.elder, id, false, " ").await, Err(DecideConsentError::Note(_))));
    decide_consent(&w.deps, &s.elder, id, true, "").await.unwrap();
    assert!(matches!(decide_consent(&w.deps, &s.elder, id, false, "upacara").await, Err(DecideConsentError::Already)));
    assert_eq!(next_departures(&w.deps, s.tour.id, 5).await.unwrap()[0].left, 25);

    let (_, month) = read_calendar(&w.deps, &s.tour.slug, Some(saturday())).await.unwrap().unwrap();
    let (_, next) = read_calendar(&w.deps, &s.tour.slug, None).await.unwrap().unwrap();
    assert_eq!(next, month, "without a month the one of the next departure");
    assert_eq!(month.days.len(), 31);
    let entry = &month.days[11].departures[0];
    assert_eq!((entry.id, entry.left, entry.bookable), (id, 25, Ok(())));
    w.pass(13 * DAY);
    let page = read_departure(&w.deps, id).await.unwrap().unwrap();
    assert_eq!(page.bookable, Err(NotBookable::TooLate), "the bases must know a week before");
});
