//! Sites, tours and what holds when.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use backend::both_engines;
use backend::heritage::appoint_staff::{Post, appoint, dismiss, list_posts};
use backend::heritage::list_fares::list_fares;
use backend::heritage::list_tours::{list_sites, list_tours};
use backend::heritage::read_site::read_site;
use backend::heritage::read_tour::read_tour;
use backend::heritage::set_fare::{SetFareError, set_fare};
use backend::heritage::set_rules::{SetRulesError, set_rules};
use backend::heritage::set_terms::{SetTermsError, list_terms, set_terms};
use backend::heritage::staff::{StaffError, workplaces};
use domain::heritage::fare::FareCategory;
use domain::heritage::rules::{IdentityField, Minors, RulesError, VisitRules};
use domain::heritage::site::{Certainty, SiteKind};
use domain::heritage::staff::Duty;
use domain::heritage::terms::{Terms, TermsError};
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::DAY;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::slug::Slug;

fn slug(s: &str) -> Slug {
    Slug::parse(s).unwrap()
}

both_engines!(a_tour_tells_its_way_its_fares_and_what_it_asks, |w| {
    w.sightseeing().await;
    let cards = list_tours(&w.deps).await.unwrap();
    assert_eq!((cards.len(), cards[0].fare_from, cards[0].minutes, cards[0].sites), (1, Some(Rupiah(15_000)), 285, 4));
    let tour = read_tour(&w.deps, &slug("wisata-militer")).await.unwrap().unwrap();
    assert_eq!((tour.legs.len(), tour.capacity(), tour.lead_days(), tour.enters_village()), (8, 25, 7, true));
    assert_eq!(tour.identity(), IdentityField::ALL);
    assert_eq!((tour.minors(), tour.terms.village_share_percent), (Minors::WithAdult, 15));
    assert_eq!(tour.tariff.total([FareCategory::Adult, FareCategory::Student]), Some(Rupiah(35_000)));
    assert!(tour.legs.iter().any(|l| l.barefoot) && tour.name.pick(Locale::En) == "Military Heritage tour");
    assert!(read_tour(&w.deps, &slug("tidak-ada")).await.unwrap().is_none());
});

both_engines!(a_site_says_how_well_it_is_known, |w| {
    w.sightseeing().await;
    assert_eq!(list_sites(&w.deps).await.unwrap().len(), 26);
    let page = read_site(&w.deps, &slug("pusdik-armed")).await.unwrap().unwrap();
    assert_eq!((page.site.kind, page.site.place.certainty, page.tours.len()), (SiteKind::Base, Certainty::Recalled, 1));
    assert!(page.rules.is_some_and(|r| r.approves_each && r.lead_days == 7));
    let mosque = read_site(&w.deps, &slug("masjid-agung-cimahi")).await.unwrap().unwrap();
    let told: Vec<(bool, &str)> = mosque.facts.iter().map(|f| (f.verified, f.text.pick(Locale::En))).collect();
    assert!(told[0].0 && !told[1].0 && told[1].1.contains("doubted"), "{told:?}");
    assert!(mosque.rules.is_none() && mosque.tours.is_empty() && !mosque.facts[1].sources.is_empty());
});

both_engines!(fares_begin_on_their_day, |w| {
    let s = w.sightseeing().await;
    let next_week = w.deps.now().plus(7 * DAY);
    let set =
        async |actor: &Actor, amount, from| set_fare(&w.deps, actor, s.tour.id, FareCategory::Adult, Rupiah(amount), from, "Perwal").await;
    set(&s.officer, 25_000, next_week).await.unwrap();
    assert!(matches!(set(&s.officer, 30_000, w.deps.now().plus(-DAY)).await, Err(SetFareError::Past)));
    assert!(matches!(set(&s.officer, -1, next_week).await, Err(SetFareError::Amount)));
    for stranger in [&s.guide, &s.base, &w.person("Kantor", &[Role::Officer, Role::Admin]).await] {
        assert!(matches!(set(stranger, 1, next_week).await, Err(SetFareError::Staff(StaffError::NotFound))));
    }
    assert!(matches!(set(&Actor::GUEST, 1, next_week).await, Err(SetFareError::Staff(StaffError::Forbidden(_)))));
    let table = list_fares(&w.deps, &s.officer, s.tour.id).await.unwrap();
    assert_eq!((table.now.of(FareCategory::Adult), table.coming.len()), (Some(Rupiah(20_000)), 1));
    assert!(matches!(list_fares(&w.deps, &s.guide, s.tour.id).await, Err(StaffError::NotFound)));
    w.pass(7 * DAY);
    let table = list_fares(&w.deps, &s.officer, s.tour.id).await.unwrap();
    assert_eq!((table.now.of(FareCategory::Adult), table.coming.len()), (Some(Rupiah(25_000)), 0));
    assert_eq!(table.past.iter().map(|f| f.amount).collect::<Vec<_>>(), [Rupiah(20_000)]);
});

both_engines!(rules_and_terms_begin_on_their_day, |w| {
    let s = w.sightseeing().await;
    let tomorrow = w.deps.now().plus(DAY);
    let rules = VisitRules { lead_days: 14, cutoff_hours: 96, approves_each: true, ..VisitRules::default() };
    let armed = s.site("pusdik-armed");
    set_rules(&w.deps, &s.artillery, armed, &rules, tomorrow).await.unwrap();
    assert!(matches!(set_rules(&w.deps, &s.base, armed, &rules, tomorrow).await, Err(SetRulesError::Staff(StaffError::NotFound))));
    let never = VisitRules { closed_weekdays: [true; 7], ..rules };
    assert!(matches!(set_rules(&w.deps, &s.artillery, armed, &never, tomorrow).await, Err(SetRulesError::Rules(RulesError::AlwaysClosed))));
    let terms = Terms { least_waste_percent: 20, ..Terms::default() };
    set_terms(&w.deps, &s.officer, s.tour.id, &terms, tomorrow).await.unwrap();
    let greedy = Terms { village_share_percent: 120, ..terms };
    assert!(matches!(
        set_terms(&w.deps, &s.officer, s.tour.id, &greedy, tomorrow).await,
        Err(SetTermsError::Terms(TermsError::Range { field: "village_share_percent", .. }))
    ));
    let known = list_terms(&w.deps, &s.officer, s.tour.id).await.unwrap();
    let shown: Vec<_> = known.iter().map(|t| (t.terms.least_waste_percent, t.by.as_deref())).collect();
    assert_eq!(shown, [(20, Some("Ratna")), (0, None)], "the last first");
    assert!(matches!(list_terms(&w.deps, &s.guide, s.tour.id).await, Err(StaffError::NotFound)));
    let lead = async || read_tour(&w.deps, &s.tour.slug).await.unwrap().map(|t| (t.lead_days(), t.terms.least_waste_percent));
    assert_eq!(lead().await, Some((7, 0)));
    w.pass(DAY);
    assert_eq!(lead().await, Some((14, 20)));
});

both_engines!(admins_say_who_works_where, |w| {
    let s = w.sightseeing().await;
    let (admin, new) = (w.person("Yayan", &[Role::Admin]).await, w.person("Baru", &[]).await);
    let person = new.person().unwrap();
    let post = Post::Tour(s.tour.id, Duty::Guide);
    assert!(appoint(&w.deps, &s.officer, person, post).await.is_err());
    assert!(workplaces(&w.deps, &new).await.unwrap().is_empty());
    appoint(&w.deps, &admin, person, post).await.unwrap();
    appoint(&w.deps, &admin, person, Post::Site(s.site("pusdikpal"))).await.unwrap();
    let at = workplaces(&w.deps, &new).await.unwrap();
    assert_eq!((at.plans.len(), at.guides.len(), at.sites[0].slug.as_str()), (0, 1, "pusdikpal"));
    let posts = list_posts(&w.deps, &admin).await.unwrap();
    let guides: Vec<&str> = posts.tours[0].people.iter().filter(|p| p.post == post).map(|p| p.name.as_str()).collect();
    assert_eq!(guides[..2], ["Baru", "Ujang"], "by name, before those of the demo");
    let pal = posts.sites.iter().find(|p| p.id == s.site("pusdikpal")).unwrap();
    assert!(pal.people.iter().any(|p| p.person == person));
    assert_eq!(posts.sites.len(), 9, "seven bases, the village, and the square where the tour begins");
    assert!(list_posts(&w.deps, &s.officer).await.is_err());
    dismiss(&w.deps, &admin, person, post).await.unwrap();
    dismiss(&w.deps, &admin, person, Post::Site(s.site("pusdikpal"))).await.unwrap();
    assert!(workplaces(&w.deps, &new).await.unwrap().is_empty());
    assert!(workplaces(&w.deps, &Actor::GUEST).await.is_err());
});
