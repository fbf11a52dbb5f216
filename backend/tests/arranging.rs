//! Officers put facts in an order, and what others write of them at the same time is not lost.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use backend::both_engines;
use backend::db::{Run, sql};
use backend::heritage::keep_facts::{KeepFactError, ReadFact, add_fact, change_fact, mark, move_fact, remove_fact};
use backend::heritage::read_site::read_site;
use backend::heritage::read_site_desk::read_site_desk;
use backend::heritage::staff::StaffError;
use backend::testing::heritage::Sightseeing;
use backend::testing::world::World;
use domain::heritage::site::SiteFact;
use domain::identity::role::Role;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::ids::SiteId;
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
