//! Officers open tours, tell of them, arrange their legs, publish and hide them.

use backend::both_engines;
use backend::db::{Run, sql};
use backend::heritage::arrange_legs::{ArrangeLegsError, LegStep, arrange_legs, read_route};
use backend::heritage::book_party::{BookPartyError, book_party};
use backend::heritage::change_tour::{ChangeTourError, change_tour};
use backend::heritage::list_tours::{list_own_tours, list_tours};
use backend::heritage::open_tour::{OpenTourError, open_tour};
use backend::heritage::plan_departures::{PlanDepartures, PlanDeparturesError, plan_departures};
use backend::heritage::publish_tour::{PublishTourError, hide_tour, publish_tour, read_readiness};
use backend::heritage::read_calendar::{read_calendar, read_departure};
use backend::heritage::read_manifest::list_names;
use backend::heritage::read_site::read_site;
use backend::heritage::read_tour::{read_booked_tour, read_own_tour, read_tour};
use backend::heritage::set_fare::set_fare;
use backend::heritage::set_terms::set_terms;
use backend::heritage::staff::{StaffError, workplaces};
use backend::page_change::{after, latest};
use backend::testing::heritage::{Sightseeing, party, ride, saturday, typed_tour};
use backend::testing::world::World;
use domain::heritage::fare::FareCategory;
use domain::heritage::readiness::Readiness;
use domain::heritage::route::{LegError, LegPlan, RouteError, RouteLeg};
use domain::heritage::rules::IdentityField;
use domain::heritage::terms::Terms;
use domain::heritage::tour::LegKind;
use domain::heritage::tour_profile::{ProfileError, TypedProfile};
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::clock::DAY;
use domain::kernel::ids::{DepartureId, LegId, TourId};
use domain::kernel::money::Rupiah;
use domain::kernel::slug::Slug;
use domain::kernel::text::TextError;

use crate::scene::read;

async fn audited(w: &World, action: &str) -> i64 {
    let q = sql("SELECT COUNT(*) AS n FROM audit WHERE action = $1").bind(action);
    w.deps.db.reader().fetch_one(q).await.unwrap().get("n").unwrap()
}

async fn planned(w: &World, officer: &Actor, tour: TourId, days: i64) -> DepartureId {
    let plan = PlanDepartures {
        tour,
        first: saturday().plus(days * DAY),
        rule: None,
        more: Vec::new(),
        left_out: Vec::new(),
        guide: None,
        vehicle: None,
    };
    plan_departures(&w.deps, officer, &plan).await.unwrap().made[0]
}

/// What the legs are called, in their order.
async fn order(w: &World, s: &Sightseeing, tour: TourId) -> Vec<String> {
    let route = read_route(&w.deps, &s.officer, tour).await.unwrap();
    route.legs().iter().map(|l| l.plan.name.id.clone()).collect()
}

both_engines!(a_tour_is_opened_once_and_seen_by_who_plans_it, |w| {
    let (s, d) = (w.sightseeing().await, &w.deps);
    let id: TourId = d.id();
    let slug = open_tour(d, &s.officer, id, &typed_tour("Jalan Kota")).await.unwrap();
    assert_eq!(open_tour(d, &s.officer, id, &typed_tour("Jalan Kota")).await.unwrap(), slug, "sent twice");
    let other = open_tour(d, &s.officer, id, &typed_tour("Jalan Lain")).await;
    assert!(matches!(other, Err(OpenTourError::Opened)), "{other:?}");
    for name in ["jalan  KOTA", "Baru", "Tempat", "Wisata Militer"] {
        let taken = open_tour(d, &s.officer, d.id(), &typed_tour(name)).await;
        assert!(matches!(taken, Err(OpenTourError::NameTaken)), "{name}: {taken:?}");
    }
    let bad = TypedProfile { languages: Vec::new(), ..typed_tour(" ") };
    let Err(OpenTourError::Profile(wrong)) = open_tour(d, &s.officer, d.id(), &bad).await else { panic!("nameless") };
    assert_eq!(wrong, [ProfileError::Text { field: "name_id", why: TextError::Empty }, ProfileError::NoLanguage]);
    assert_eq!(audited(&w, "heritage.tour_opened").await, 1);

    let draft = read_own_tour(d, &s.officer, &slug).await.unwrap();
    assert_eq!((draft.id, draft.published, draft.demo, draft.name.id.as_str()), (id, false, false, "Jalan Kota"));
    assert_eq!(draft.bring, [Bilingual::new("Topi", "A hat"), Bilingual::new("Air minum", "Water")]);
    assert!(read_tour(d, &slug).await.unwrap().is_none() && list_tours(d).await.unwrap().len() == 1);
    assert!(read_calendar(d, &slug, None).await.unwrap().is_none());
    assert_eq!(list_own_tours(d, &s.officer).await.unwrap().iter().map(|t| t.published).collect::<Vec<_>>(), [true, false]);
    assert!(matches!(read_own_tour(d, &s.guide, &slug).await, Err(StaffError::NotFound)));

    // The first of a city is opened by one of its officers, who plans it from then on.
    let city = w.person("Dewi", &[Role::Officer]).await;
    assert!(workplaces(d, &city).await.unwrap().opens);
    let first: TourId = d.id();
    open_tour(d, &city, first, &typed_tour("Tur Kota")).await.unwrap();
    assert_eq!(workplaces(d, &city).await.unwrap().plans, [first]);
    let foreign = open_tour(d, &city, id, &typed_tour("Jalan Kota")).await;
    assert!(matches!(foreign, Err(OpenTourError::Staff(StaffError::NotFound))), "{foreign:?}");
    for stranger in [&s.guide, &s.base, &w.person("Budi", &[Role::Merchant]).await] {
        assert!(!workplaces(d, stranger).await.unwrap().opens);
        let refused = open_tour(d, stranger, d.id(), &typed_tour("Lain")).await;
        assert!(matches!(refused, Err(OpenTourError::Staff(StaffError::NotFound))), "{refused:?}");
    }
    let guest = open_tour(d, &Actor::GUEST, d.id(), &typed_tour("Lain")).await;
    assert!(matches!(guest, Err(OpenTourError::Staff(StaffError::Forbidden(_)))), "{guest:?}");
});

both_engines!(a_tour_is_told_of_anew_and_keeps_its_address, |w| {
    let (s, d) = (w.sightseeing().await, &w.deps);
    let seen = latest(&d.db).await.unwrap();
    let new = TypedProfile { bring: Bilingual::new("Payung", ""), ..typed_tour("Wisata Baru") };
    for _ in 0..2 {
        change_tour(d, &s.officer, s.tour.id, &new).await.unwrap();
    }
    assert_eq!(audited(&w, "heritage.tour_changed").await, 1, "the same again is no change");
    let tags: Vec<String> = after(&d.db, seen).await.unwrap().into_iter().map(|(_, tag)| tag).collect();
    for tag in [format!("tour:{}", s.tour.id), format!("place:{}", s.site("pusdikpal"))] {
        assert_eq!(tags.iter().filter(|t| **t == tag).count(), 1, "{tag} in {tags:?}");
    }
    let told = read_tour(d, &s.tour.slug).await.unwrap().unwrap();
    assert_eq!((told.name.id.as_str(), told.bring.len(), told.legs.len()), ("Wisata Baru", 1, 8));
    let uneven = TypedProfile { conduct: Bilingual::new("Satu\nDua", "One"), ..new.clone() };
    let Err(ChangeTourError::Profile(wrong)) = change_tour(d, &s.officer, s.tour.id, &uneven).await else { panic!("uneven") };
    assert_eq!(wrong, [ProfileError::Uneven { field: "conduct_en" }]);
    for stranger in [&s.guide, &s.elder, &w.person("Kantor", &[Role::Officer, Role::Admin]).await] {
        let refused = change_tour(d, stranger, s.tour.id, &new).await;
        assert!(matches!(refused, Err(ChangeTourError::Staff(StaffError::NotFound))), "{refused:?}");
    }
});

both_engines!(legs_are_arranged_once_and_departures_keep_theirs, |w| {
    let (s, d) = (w.sightseeing().await, &w.deps);
    let tour = s.tour.id;
    let old = planned(&w, &s.officer, tour, 0).await;
    let before = read_departure(d, old).await.unwrap().unwrap();
    let route = read_route(d, &s.officer, tour).await.unwrap();
    let (first, pal) = (route.legs()[0].id, route.legs()[2].id);
    let step = async |step: LegStep| arrange_legs(d, &s.officer, tour, &step).await;

    let plan = LegPlan { kind: LegKind::Sight, site: Some(s.site("alun-alun-cimahi")), minutes: 15, capacity: 12, ..ride() };
    let added = RouteLeg { id: d.id::<LegId>(), plan: LegPlan { name: Bilingual::new("Sarapan", ""), ..plan } };
    // Pressed twice at once.
    let (one, two) = tokio::join!(step(LegStep::Add(added.clone())), step(LegStep::Add(added.clone())));
    one.unwrap();
    two.unwrap();
    assert_eq!(order(&w, &s, tour).await.iter().filter(|n| *n == "Sarapan").count(), 1);
    let again = RouteLeg { plan: LegPlan { minutes: 20, ..added.plan.clone() }, ..added.clone() };
    assert!(matches!(step(LegStep::Add(again.clone())).await, Err(ArrangeLegsError::Route(RouteError::Added))));
    let seen = latest(&d.db).await.unwrap();
    for _ in 0..2 {
        step(LegStep::Put { leg: added.id, before: Some(first) }).await.unwrap();
        step(LegStep::Change(again.clone())).await.unwrap();
        step(LegStep::Remove(pal)).await.unwrap();
    }
    assert_eq!(audited(&w, "heritage.legs_arranged").await, 4, "each of them once");
    let tags = after(&d.db, seen).await.unwrap();
    assert!(tags.iter().any(|(_, tag)| *tag == format!("place:{}", s.site("pusdikpal"))), "its page names the tour no more");
    let names = order(&w, &s, tour).await;
    assert_eq!((names.len(), names[0].as_str()), (8, "Sarapan"));
    assert!(read_site(d, &Slug::parse("pusdikpal").unwrap()).await.unwrap().unwrap().tours.is_empty());

    // What is planned from now on goes the new way; what is planned already goes as it was promised, and asks for what its bases ask.
    let new = read_departure(d, planned(&w, &s.officer, tour, 7).await).await.unwrap().unwrap();
    assert_eq!((new.departure.legs.len(), new.departure.capacity()), (8, 12));
    assert!(new.departure.legs.iter().all(|l| l.site != Some(s.site("pusdikpal"))));
    assert_eq!(new.tour.identity(), [IdentityField::Document, IdentityField::Nationality]);
    let kept = read_departure(d, old).await.unwrap().unwrap();
    assert_eq!(kept.departure, before.departure);
    assert_eq!((kept.tour.identity(), kept.tour.capacity()), (IdentityField::ALL.to_vec(), 25));
    assert_eq!(list_names(d, &s.officer, old).await.unwrap().len(), 3);

    let missing = step(LegStep::Put { leg: first, before: Some(pal) }).await;
    assert!(matches!(missing, Err(ArrangeLegsError::Route(RouteError::Gone))), "{missing:?}");
    let changed = step(LegStep::Change(RouteLeg { id: pal, plan: ride() })).await;
    assert!(matches!(changed, Err(ArrangeLegsError::Route(RouteError::Gone))), "{changed:?}");
    let nowhere = LegPlan { kind: LegKind::Base, site: Some(d.id()), minutes: 0, ..ride() };
    let Err(ArrangeLegsError::Leg(wrong)) = step(LegStep::Add(RouteLeg { id: d.id(), plan: nowhere })).await else { panic!("nowhere") };
    assert_eq!(wrong, [LegError::Site, LegError::Minutes]);
    for stranger in [&s.guide, &s.base, &w.person("Kantor", &[Role::Officer, Role::Admin]).await] {
        let refused = arrange_legs(d, stranger, tour, &LegStep::Remove(first)).await;
        assert!(matches!(refused, Err(ArrangeLegsError::Staff(StaffError::NotFound))), "{refused:?}");
        assert!(matches!(read_route(d, stranger, tour).await, Err(StaffError::NotFound)));
    }
    assert_eq!(order(&w, &s, tour).await, names);
});

both_engines!(a_tour_is_published_when_it_is_ready_and_hidden_again, |w| {
    let (s, d) = (w.sightseeing().await, &w.deps);
    let id: TourId = d.id();
    let slug = open_tour(d, &s.officer, id, &typed_tour("Jalan Kota")).await.unwrap();
    let plan =
        PlanDepartures { tour: id, first: saturday(), rule: None, more: Vec::new(), left_out: Vec::new(), guide: None, vehicle: None };
    assert!(matches!(plan_departures(d, &s.officer, &plan).await, Err(PlanDeparturesError::NoLegs)));
    let todo = async || read_readiness(d, &s.officer, id).await.unwrap();
    assert_eq!(todo().await, Readiness { legs: false, fares: false, terms: false });
    let leg = RouteLeg { id: d.id::<LegId>(), plan: ride() };
    arrange_legs(d, &s.officer, id, &LegStep::Add(leg.clone())).await.unwrap();
    set_fare(d, &s.officer, id, FareCategory::Adult, Rupiah(20_000), w.deps.now().plus(DAY), "Rapat").await.unwrap();
    set_terms(d, &s.officer, id, &Terms::default(), w.deps.now().plus(DAY)).await.unwrap();
    let early = publish_tour(d, &s.officer, id).await;
    let terms = Readiness { legs: true, fares: true, terms: false };
    assert!(matches!(early, Err(PublishTourError::NotReady(todo)) if todo == terms), "{early:?}");
    set_terms(d, &s.officer, id, &Terms::default(), w.deps.now()).await.unwrap();
    for stranger in [&s.guide, &s.elder, &w.person("Kantor", &[Role::Officer, Role::Admin]).await] {
        for refused in [publish_tour(d, stranger, id).await, hide_tour(d, stranger, id).await] {
            assert!(matches!(refused, Err(PublishTourError::Staff(StaffError::NotFound))), "{refused:?}");
        }
        assert!(matches!(read_readiness(d, stranger, id).await, Err(StaffError::NotFound)));
    }

    // Planned before anybody sees it, and booked only then.
    let departure = planned(&w, &s.officer, id, 0).await;
    let form = party(departure, "dulu", 2);
    assert!(matches!(book_party(d, &Actor::GUEST, &form).await, Err(BookPartyError::NotFound)));
    let seen = latest(&d.db).await.unwrap();
    for _ in 0..2 {
        publish_tour(d, &s.officer, id).await.unwrap();
    }
    assert_eq!(after(&d.db, seen).await.unwrap().into_iter().map(|(_, tag)| tag).collect::<Vec<_>>(), ["site"]);
    assert_eq!(list_tours(d).await.unwrap().len(), 2);
    assert!(read_tour(d, &slug).await.unwrap().is_some());
    let secret = book_party(d, &Actor::GUEST, &form).await.unwrap().secret;
    let last = arrange_legs(d, &s.officer, id, &LegStep::Remove(leg.id)).await;
    assert!(matches!(last, Err(ArrangeLegsError::LastLeg)), "{last:?}");

    for _ in 0..2 {
        hide_tour(d, &s.officer, id).await.unwrap();
    }
    assert!(read_tour(d, &slug).await.unwrap().is_none() && list_tours(d).await.unwrap().len() == 1);
    assert!(matches!(book_party(d, &Actor::GUEST, &party(departure, "nanti", 1)).await, Err(BookPartyError::NotFound)));
    assert_eq!((read(&w, &secret).await.seats(), read_booked_tour(d, &slug).await.unwrap().unwrap().id), (2, id));
    arrange_legs(d, &s.officer, id, &LegStep::Remove(leg.id)).await.unwrap();
    assert_eq!(read_departure(d, departure).await.unwrap().unwrap().tour.legs.len(), 1, "its departure keeps the leg");
    assert_eq!((audited(&w, "heritage.tour_published").await, audited(&w, "heritage.tour_hidden").await), (1, 1));
    w.assert_seats_add_up().await;
});
