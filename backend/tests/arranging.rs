//! Officers put facts and tours in an order, and what others do at the same time is not lost.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use backend::both_engines;
use backend::db::{Run, sql};
use backend::heritage::arrange_tours::{arrange_tours, list_arranged};
use backend::heritage::keep_facts::{KeepFactError, ReadFact, add_fact, change_fact, mark, move_fact, remove_fact};
use backend::heritage::list_tours::list_tours;
use backend::heritage::publish_tour::{hide_tour, publish_tour};
use backend::heritage::read_site::read_site;
use backend::heritage::read_site_desk::read_site_desk;
use backend::heritage::staff::StaffError;
use backend::testing::heritage::Sightseeing;
use backend::testing::world::World;
use domain::heritage::site::SiteFact;
use domain::identity::role::Role;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::ids::{SiteId, TourId};
use domain::kernel::slug::Slug;

fn fact(text: &str) -> SiteFact {
    SiteFact { text: Bilingual::new(text, ""), verified: false, sources: Vec::new() }
}

/// What is told there, with the positions.
async fn told(w: &World, s: &Sightseeing, site: SiteId) -> Vec<(i64, String)> {
    let kept = read_site_desk(&w.deps, &s.officer, site).await.unwrap().facts;
    kept.into_iter().map(|(position, fact)| (position, fact.text.id)).collect()
}

/// With three facts of its own.
async fn square(w: &World, s: &Sightseeing) -> SiteId {
    let site = s.site("alun-alun-cimahi");
    for (position, old) in read_site_desk(&w.deps, &s.officer, site).await.unwrap().facts {
        remove_fact(&w.deps, &s.officer, site, ReadFact { position, mark: &mark(&old) }).await.unwrap();
    }
    for text in ["satu", "dua", "tiga"] {
        add_fact(&w.deps, &s.officer, site, fact(text)).await.unwrap();
    }
    site
}

fn said(facts: &[(i64, &str)]) -> Vec<(i64, String)> {
    facts.iter().map(|(position, text)| (*position, (*text).to_owned())).collect()
}

async fn count(w: &World, table: &str, column: &str, value: &str) -> i64 {
    let q = sql(format!("SELECT COUNT(*) AS n FROM {table} WHERE {column} = $1")).bind(value);
    w.deps.db.reader().fetch_one(q).await.unwrap().get("n").unwrap()
}

both_engines!(facts_are_put_in_order_and_found_by_whoever_has_read_them, |w| {
    let (s, d) = (w.sightseeing().await, &w.deps);
    let site = square(&w, &s).await;
    let (two, three) = (mark(&fact("dua")), mark(&fact("tiga")));
    let tag = format!("place:{site}");
    let announced = count(&w, "page_change", "tag", &tag).await;
    for _ in 0..2 {
        move_fact(d, &s.officer, site, ReadFact { position: 3, mark: &three }, Some(1)).await.unwrap();
        assert_eq!(told(&w, &s, site).await, said(&[(3, "tiga"), (1, "satu"), (2, "dua")]));
    }
    let moved = count(&w, "audit", "action", "heritage.fact_moved").await;
    assert_eq!((moved, count(&w, "page_change", "tag", &tag).await), (1, announced + 1), "sent twice it is one");
    let page = read_site(d, &Slug::parse("alun-alun-cimahi").unwrap()).await.unwrap().unwrap();
    assert_eq!(page.facts, [fact("tiga"), fact("satu"), fact("dua")]);

    // Of a page that was read before: it changes the fact that it showed, where it stands now.
    change_fact(d, &s.officer, site, ReadFact { position: 2, mark: &two }, fact("dua, lebih tepat")).await.unwrap();
    assert_eq!(told(&w, &s, site).await, said(&[(3, "tiga"), (1, "satu"), (2, "dua, lebih tepat")]));
    let unread = move_fact(d, &s.officer, site, ReadFact { position: 2, mark: &two }, None).await;
    assert!(matches!(unread, Err(KeepFactError::Changed)), "{unread:?}");
    let nowhere = move_fact(d, &s.officer, site, ReadFact { position: 3, mark: &three }, Some(9)).await;
    assert!(matches!(nowhere, Err(KeepFactError::Changed)), "{nowhere:?}");

    // Whatever was put where, another comes last.
    remove_fact(d, &s.officer, site, ReadFact { position: 3, mark: &three }).await.unwrap();
    add_fact(d, &s.officer, site, fact("empat")).await.unwrap();
    assert_eq!(told(&w, &s, site).await, said(&[(1, "satu"), (2, "dua, lebih tepat"), (3, "empat")]));
    move_fact(d, &s.officer, site, ReadFact { position: 1, mark: &mark(&fact("satu")) }, None).await.unwrap();
    add_fact(d, &s.officer, site, fact("lima")).await.unwrap();
    assert_eq!(told(&w, &s, site).await, said(&[(2, "dua, lebih tepat"), (3, "empat"), (1, "satu"), (4, "lima")]));
});

both_engines!(moving_and_writing_at_once_loses_nothing, |w| {
    let (s, d) = (w.sightseeing().await, &w.deps);
    let site = square(&w, &s).await;
    let (one, two, three) = (mark(&fact("satu")), mark(&fact("dua")), mark(&fact("tiga")));
    let (first, last, changed, added) = tokio::join!(
        move_fact(d, &s.officer, site, ReadFact { position: 3, mark: &three }, Some(1)),
        move_fact(d, &s.officer, site, ReadFact { position: 1, mark: &one }, None),
        change_fact(d, &s.officer, site, ReadFact { position: 2, mark: &two }, fact("dua, lebih tepat")),
        add_fact(d, &s.officer, site, fact("empat")),
    );
    for done in [first, last, changed, added] {
        done.unwrap();
    }
    let mut all = told(&w, &s, site).await;
    let at = |text: &str| all.iter().position(|(_, told)| told == text).unwrap();
    assert!(at("tiga") < at("satu") && at("dua, lebih tepat") < at("satu"), "both were put there: {all:?}");
    all.sort();
    assert_eq!(all, said(&[(1, "satu"), (2, "dua, lebih tepat"), (3, "tiga"), (4, "empat")]));
});

both_engines!(only_who_keeps_sites_puts_facts_in_order, |w| {
    let (s, d) = (w.sightseeing().await, &w.deps);
    let site = square(&w, &s).await;
    let (merchant, guest) = (w.person("Budi", &[Role::Merchant]).await, w.guest().await);
    let three = mark(&fact("tiga"));
    let read = ReadFact { position: 3, mark: &three };
    for who in [&s.guide, &s.base, &s.elder, &merchant, &guest] {
        let refused = move_fact(d, who, site, read, Some(1)).await;
        assert!(matches!(refused, Err(KeepFactError::Staff(StaffError::NotFound | StaffError::Forbidden(_)))), "{refused:?}");
    }
    assert_eq!(told(&w, &s, site).await, said(&[(1, "satu"), (2, "dua"), (3, "tiga")]));
    let city = w.person("Dewi", &[Role::Officer]).await;
    move_fact(d, &city, site, read, Some(1)).await.unwrap();
    assert_eq!(told(&w, &s, site).await, said(&[(3, "tiga"), (1, "satu"), (2, "dua")]));
});

/// The demo's tour and two more, as everybody sees them.
async fn three(w: &World, s: &Sightseeing) -> [TourId; 3] {
    let mut all = [s.tour.id; 3];
    for (at, name) in [(1, "Jalan Sore"), (2, "Jalan Pagi")] {
        all[at] = w.draft(s, name).await.0;
        publish_tour(&w.deps, &s.officer, all[at]).await.unwrap();
    }
    all
}

async fn shown(w: &World) -> Vec<TourId> {
    list_tours(&w.deps).await.unwrap().into_iter().map(|tour| tour.id).collect()
}

both_engines!(tours_are_shown_in_the_order_of_the_officers, |w| {
    let (s, d) = (w.sightseeing().await, &w.deps);
    let [first, second, third] = three(&w, &s).await;
    assert_eq!(shown(&w).await, [first, second, third]);
    let announced = count(&w, "page_change", "tag", "site").await;
    for _ in 0..2 {
        arrange_tours(d, &s.officer, third, Some(first)).await.unwrap();
        assert_eq!(shown(&w).await, [third, first, second]);
    }
    let arranged = count(&w, "audit", "action", "heritage.tours_arranged").await;
    assert_eq!((arranged, count(&w, "page_change", "tag", "site").await), (1, announced + 1), "sent twice it is one");
    let page = read_site(d, &Slug::parse("alun-alun-cimahi").unwrap()).await.unwrap().unwrap();
    assert_eq!(page.tours[0].slug.as_str(), "jalan-pagi", "on the pages of places, too");

    // What is hidden keeps its place among the others.
    hide_tour(d, &s.officer, first).await.unwrap();
    let listed: Vec<TourId> = list_arranged(d, &s.officer).await.unwrap().into_iter().map(|tour| tour.id).collect();
    assert_eq!(listed, [third, second]);
    arrange_tours(d, &s.officer, second, Some(third)).await.unwrap();
    publish_tour(d, &s.officer, first).await.unwrap();
    assert_eq!(shown(&w).await, [second, third, first]);
    arrange_tours(d, &s.officer, second, None).await.unwrap();
    let new = w.draft(&s, "Jalan Malam").await.0;
    publish_tour(d, &s.officer, new).await.unwrap();
    assert_eq!(shown(&w).await, [third, first, second, new], "a new one comes last");
});

both_engines!(tours_moved_at_once_are_all_there, |w| {
    let (s, d) = (w.sightseeing().await, &w.deps);
    let [first, second, third] = three(&w, &s).await;
    let city = w.person("Dewi", &[Role::Officer]).await;
    let (one, other) = tokio::join!(arrange_tours(d, &s.officer, third, Some(first)), arrange_tours(d, &city, second, Some(first)));
    one.unwrap();
    other.unwrap();
    let now = shown(&w).await;
    assert!(now == [third, second, first] || now == [second, third, first], "both were put before the first: {now:?}");
});

both_engines!(only_who_opens_tours_puts_them_in_order, |w| {
    let (s, d) = (w.sightseeing().await, &w.deps);
    let [first, second, third] = three(&w, &s).await;
    let (merchant, guest) = (w.person("Budi", &[Role::Merchant]).await, w.guest().await);
    for who in [&s.guide, &s.base, &s.elder, &merchant, &guest] {
        let refused = arrange_tours(d, who, third, Some(first)).await;
        assert!(matches!(refused, Err(StaffError::NotFound | StaffError::Forbidden(_))), "{refused:?}");
        assert!(list_arranged(d, who).await.is_err());
    }
    for (tour, before) in [(d.id(), None), (first, Some(d.id()))] {
        let nowhere = arrange_tours(d, &s.officer, tour, before).await;
        assert!(matches!(nowhere, Err(StaffError::NotFound)), "{nowhere:?}");
    }
    assert_eq!(shown(&w).await, [first, second, third]);
});
