//! Whoever has to decide about visitors is told when their list closes, and whoever leads and plans a tour what is still undecided.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::tours::board::{CountHeads, count_heads};
use backend::flows::tours::close::cancel_departure;
use backend::flows::tours::judge::approve_visitors;
use backend::flows::tours::pay::pay_tour;
use backend::flows::tours::tell_of_lists::tell_of_lists;
use backend::flows::tours::timers::run_tour_timers;
use backend::heritage::read_booking::BookingKey;
use backend::heritage::read_calendar::read_departure;
use backend::heritage::read_manifest::read_manifest;
use backend::heritage::set_rules::set_rules;
use backend::heritage::store::staff;
use backend::notices::Notice;
use backend::notices::list_notices::list_notices;
use backend::testing::heritage::{cash, saturday};
use backend::testing::world::World;
use domain::heritage::boarding::Way;
use domain::heritage::news::{ListEvent, ListNews};
use domain::heritage::rules::{IdentityField, VisitRules};
use domain::identity::actor::Actor;
use domain::kernel::clock::{HOUR, MINUTE};
use domain::kernel::paging::PageRequest;

/// What somebody was told of lists, and where it leads; the newest first.
async fn told(w: &World, who: &Actor) -> Vec<(ListNews, String)> {
    let all = list_notices(&w.deps, who, PageRequest { page: 1, per_page: 50 }).await.unwrap().items;
    let of_list = |n: backend::notices::store::NoticeRow| match n.notice {
        Notice::VisitorList(news) => Some((news, n.href)),
        _ => None,
    };
    all.into_iter().filter_map(of_list).collect()
}

/// To so long before the tour.
fn until_before(w: &World, ms: i64) {
    w.pass(saturday().since(w.deps.now()) - ms);
}

both_engines!(each_base_is_told_once_when_its_list_closes, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    w.confirm(&Actor::GUEST, d, "satu", 2).await;
    w.hold(&Actor::GUEST, d, "belum", 1).await;
    let (pal, armed) = (s.site("pusdikpal"), s.site("pusdik-armed"));
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE person SET locale = 'en' WHERE id = $1").bind(s.artillery.person())).await.unwrap();
    tx.commit().await.unwrap();
    until_before(&w, 97 * HOUR);
    // Whoever has not paid has lost the seats by now.
    run_tour_timers(&w.deps).await.unwrap();
    assert_eq!(tell_of_lists(&w.deps).await.unwrap(), 0, "nothing has closed yet");

    // The artillery's list closes a day before the other.
    until_before(&w, 90 * HOUR);
    let (one, two) = futures::join!(tell_of_lists(&w.deps), tell_of_lists(&w.deps));
    assert!(one.unwrap() + two.unwrap() >= 1);
    let news = told(&w, &s.artillery).await;
    assert_eq!((news.len(), told(&w, &s.base).await.len()), (1, 0), "two nodes at once tell once");
    assert_eq!(news[0].1, format!("/meja-wisata/tempat/{armed}/{d}"));
    let ListEvent::Closed { names, open, until, .. } = &news[0].0.what else { panic!("{news:?}") };
    assert_eq!((*names, *open, *until), (2, Some(2), Some(saturday())), "only who is confirmed");

    let visitor = read_manifest(&w.deps, &s.base, d, pal).await.unwrap().lines[0].visitor;
    approve_visitors(&w.deps, &s.base, d, pal, &[visitor]).await.unwrap();
    until_before(&w, 60 * HOUR);
    assert_eq!(tell_of_lists(&w.deps).await.unwrap(), 1);
    assert_eq!(tell_of_lists(&w.deps).await.unwrap(), 0);
    let news = told(&w, &s.base).await;
    assert!(news.len() == 1 && matches!(news[0].0.what, ListEvent::Closed { names: 2, open: Some(1), .. }), "{news:?}");
    for somebody in [&s.guide, &s.officer, &s.elder] {
        assert!(told(&w, somebody).await.is_empty(), "theirs is no list, or not yet");
    }
    w.run_jobs().await;
    let mails = w.mails();
    let to = |address: &str| mails.iter().filter(|m| m.to == address).map(|m| (m.subject.as_str(), m.body.as_str())).collect::<Vec<_>>();
    let (base, artillery) = (to("pal@example.id"), to("armed@example.id"));
    assert!(base.len() == 1 && base[0].0.starts_with("Daftar tamu"), "{base:?}");
    assert!(base[0].1.contains("Belum diputuskan: 1") && base[0].1.contains(&format!("/meja-wisata/tempat/{pal}/{d}")), "{base:?}");
    assert!(artillery.len() == 1 && artillery[0].0.starts_with("The guest list of"), "in the reader's language: {artillery:?}");
});

both_engines!(the_day_before_guide_and_planners_hear_what_is_undecided, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    w.confirm(&Actor::GUEST, d, "satu", 2).await;
    let (pal, armed) = (s.site("pusdikpal"), s.site("pusdik-armed"));
    let all: Vec<_> = read_manifest(&w.deps, &s.base, d, pal).await.unwrap().lines.iter().map(|l| l.visitor).collect();
    approve_visitors(&w.deps, &s.base, d, pal, &all).await.unwrap();
    approve_visitors(&w.deps, &s.artillery, d, armed, &all[..1]).await.unwrap();
    until_before(&w, 25 * HOUR);
    assert_eq!(tell_of_lists(&w.deps).await.unwrap(), 2, "both lists have closed");
    assert!(told(&w, &s.guide).await.is_empty(), "more than a day before");
    until_before(&w, 23 * HOUR);
    assert_eq!(tell_of_lists(&w.deps).await.unwrap(), 1);
    assert_eq!(tell_of_lists(&w.deps).await.unwrap(), 0);
    for who in [&s.guide, &s.officer] {
        let news = told(&w, who).await;
        assert!(news.len() == 1 && news[0].1 == format!("/meja-wisata/berangkat/{d}"), "{news:?}");
        let ListEvent::Undecided { sites } = &news[0].0.what else { panic!("{news:?}") };
        assert_eq!(sites.iter().map(|x| x.open).collect::<Vec<_>>(), [1], "only the base that has not decided all");
    }
    w.run_jobs().await;
    let mails = w.mails();
    let mail = mails.iter().find(|m| m.to == "ujang@example.id").unwrap();
    assert!(mail.subject.contains("belum diputuskan") && mail.body.contains("Hubungi petugas pangkalannya"), "{mail:?}");
});

both_engines!(a_base_that_decides_about_nobody_is_told_to_print_its_list, |w| {
    let s = w.sightseeing().await;
    let (pal, armed) = (s.site("pusdikpal"), s.site("pusdik-armed"));
    let asks = VisitRules { lead_days: 7, cutoff_hours: 96, identity: vec![IdentityField::Document], ..VisitRules::default() };
    set_rules(&w.deps, &s.artillery, armed, &asks, w.deps.now()).await.unwrap();
    let d = w.departure(&s, saturday()).await;
    w.confirm(&Actor::GUEST, d, "satu", 2).await;
    let all: Vec<_> = read_manifest(&w.deps, &s.base, d, pal).await.unwrap().lines.iter().map(|l| l.visitor).collect();
    approve_visitors(&w.deps, &s.base, d, pal, &all).await.unwrap();
    until_before(&w, 90 * HOUR);
    assert_eq!(tell_of_lists(&w.deps).await.unwrap(), 1);
    let news = told(&w, &s.artillery).await;
    assert!(matches!(&news[..], [(ListNews { what: ListEvent::Closed { names: 2, open: None, .. }, .. }, _)]), "{news:?}");
    until_before(&w, 23 * HOUR);
    tell_of_lists(&w.deps).await.unwrap();
    for who in [&s.guide, &s.officer] {
        assert!(told(&w, who).await.is_empty(), "nothing is undecided");
    }
    w.run_jobs().await;
    let mails = w.mails();
    let mail = mails.iter().find(|m| m.to == "armed@example.id").unwrap();
    assert!(mail.body.contains("Cetak daftarnya untuk pos jaga") && !mail.body.contains("Belum diputuskan"), "{mail:?}");
});

both_engines!(where_nothing_is_to_be_decided_nobody_is_told, |w| {
    let s = w.sightseeing().await;
    w.departure(&s, saturday()).await;
    let off = w.departure(&s, saturday().plus(6 * HOUR)).await;
    w.confirm(&Actor::GUEST, off, "batal", 2).await;
    cancel_departure(&w.deps, &s.officer, off, "bus rusak").await.unwrap();
    for hours in [60, 12] {
        until_before(&w, hours * HOUR);
        tell_of_lists(&w.deps).await.unwrap();
        assert_eq!(tell_of_lists(&w.deps).await.unwrap(), 0, "an empty list is looked at once");
    }
    for who in [&s.base, &s.artillery, &s.guide, &s.officer] {
        assert!(told(&w, who).await.is_empty());
    }
});

both_engines!(a_list_waits_for_who_may_still_pay, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let last = saturday().plus(-7 * 24 * HOUR);
    // As of bases whose lists close with the last booking.
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE departure_leg SET cutoff_at = $1 WHERE cutoff_at IS NOT NULL").bind(last)).await.unwrap();
    tx.commit().await.unwrap();
    w.pass(last.since(w.deps.now()));
    let secret = w.hold(&Actor::GUEST, d, "akhir", 2).await;
    assert_eq!(tell_of_lists(&w.deps).await.unwrap(), 0);
    w.pass(10 * MINUTE);
    pay_tour(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret), &cash()).await.unwrap();
    assert_eq!(tell_of_lists(&w.deps).await.unwrap(), 2);
    assert_eq!(tell_of_lists(&w.deps).await.unwrap(), 0);
    for base in [&s.base, &s.artillery] {
        let news = told(&w, base).await;
        assert!(matches!(&news[..], [(ListNews { what: ListEvent::Closed { names: 2, open: Some(2), .. }, .. }, _)]), "{news:?}");
    }
});

both_engines!(a_departure_that_cannot_be_read_leaves_no_other_without_its_list, |w| {
    let s = w.sightseeing().await;
    let (broken, d) = (w.departure(&s, saturday()).await, w.departure(&s, saturday().plus(6 * HOUR)).await);
    for (departure, key) in [(broken, "satu"), (d, "dua")] {
        w.confirm(&Actor::GUEST, departure, key, 2).await;
    }
    let set = async |consent: &str| {
        let mut tx = w.deps.db.begin().await.unwrap();
        tx.execute(sql("UPDATE departure SET consent = $2 WHERE id = $1").bind(broken).bind(consent)).await.unwrap();
        tx.commit().await.unwrap();
    };
    set("none").await;
    // Its lists close before the other's, and it leaves before.
    for (hours, lists) in [(60, 2), (12, 1)] {
        until_before(&w, hours * HOUR);
        assert_eq!(tell_of_lists(&w.deps).await.unwrap(), lists);
    }
    for who in [&s.base, &s.artillery, &s.guide, &s.officer] {
        assert_eq!(told(&w, who).await.len(), 1);
    }
    // Nothing of it is marked as told: it is made up for.
    set("given").await;
    assert_eq!(tell_of_lists(&w.deps).await.unwrap(), 3);
    assert_eq!(told(&w, &s.base).await.len(), 2);
});

both_engines!(a_list_that_closes_with_its_visit_is_told_of_then, |w| {
    let s = w.sightseeing().await;
    let (pal, armed) = (s.site("pusdikpal"), s.site("pusdik-armed"));
    let rules = VisitRules { approves_each: true, ..VisitRules::default() };
    for (speaker, site) in [(&s.base, pal), (&s.artillery, armed)] {
        set_rules(&w.deps, speaker, site, &rules, w.deps.now()).await.unwrap();
    }
    let d = w.departure(&s, saturday()).await;
    w.confirm(&Actor::GUEST, d, "satu", 2).await;
    let legs = read_departure(&w.deps, d).await.unwrap().unwrap().departure.legs;
    let begins = |site| legs.iter().find(|l| l.site == Some(site)).map(|l| (l.starts_at, l.cutoff_at)).unwrap();
    let (at_pal, at_armed) = (begins(pal).0, begins(armed).0);
    assert_eq!((begins(pal).1, begins(armed).1), (Some(at_pal), Some(at_armed)));
    until_before(&w, HOUR);
    assert_eq!(tell_of_lists(&w.deps).await.unwrap(), 1, "the guide and the planners, of what is undecided");

    // They are on their way by then.
    let out = CountHeads { nonce: "out".to_owned(), departure: d, way: Way::Out, counted: 0, note: String::new(), at: w.deps.now() };
    count_heads(&w.deps, &s.guide, &out).await.unwrap();
    w.pass(at_pal.since(w.deps.now()) - MINUTE);
    assert_eq!((tell_of_lists(&w.deps).await.unwrap(), told(&w, &s.base).await.len()), (0, 0), "not closed yet");
    w.pass(MINUTE);
    assert_eq!(tell_of_lists(&w.deps).await.unwrap(), 1);
    assert_eq!(tell_of_lists(&w.deps).await.unwrap(), 0);
    let news = told(&w, &s.base).await;
    assert!(matches!(&news[..], [(ListNews { what: ListEvent::Closed { names: 2, open: Some(2), until: None, .. }, .. }, _)]), "{news:?}");
    w.run_jobs().await;
    assert!(w.mails().iter().any(|m| m.to == "pal@example.id" && m.body.contains("sudah berangkat")), "{:?}", w.mails());

    // As of a house that was down all the morning.
    w.pass(at_armed.since(w.deps.now()) + 3 * HOUR);
    assert_eq!((tell_of_lists(&w.deps).await.unwrap(), told(&w, &s.artillery).await.len()), (0, 0), "hours after the visit it is no news");
});

both_engines!(a_list_waits_for_somebody_who_can_decide, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    w.confirm(&Actor::GUEST, d, "satu", 2).await;
    let pal = s.site("pusdikpal");
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("DELETE FROM site_officer WHERE site_id = $1").bind(pal)).await.unwrap();
    tx.commit().await.unwrap();
    until_before(&w, 60 * HOUR);
    assert_eq!(tell_of_lists(&w.deps).await.unwrap(), 1, "the other base");
    assert!(told(&w, &s.base).await.is_empty());
    let mut tx = w.deps.db.begin().await.unwrap();
    staff::appoint_speaker(&mut tx, pal, s.base.person().unwrap(), w.deps.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(tell_of_lists(&w.deps).await.unwrap(), 1);
    assert_eq!((tell_of_lists(&w.deps).await.unwrap(), told(&w, &s.base).await.len()), (0, 1));
});

both_engines!(a_list_to_read_is_told_of_again_when_it_is_to_be_decided_about, |w| {
    let s = w.sightseeing().await;
    let armed = s.site("pusdik-armed");
    let reads = VisitRules { lead_days: 7, cutoff_hours: 96, identity: vec![IdentityField::Document], ..VisitRules::default() };
    let decides = VisitRules { approves_each: true, ..reads.clone() };
    set_rules(&w.deps, &s.artillery, armed, &reads, w.deps.now()).await.unwrap();
    let d = w.departure(&s, saturday()).await;
    w.confirm(&Actor::GUEST, d, "satu", 2).await;
    until_before(&w, 90 * HOUR);
    assert_eq!(tell_of_lists(&w.deps).await.unwrap(), 1);
    // Set twice it turns once.
    for times in [1, 0] {
        w.pass(MINUTE);
        set_rules(&w.deps, &s.artillery, armed, &decides, w.deps.now()).await.unwrap();
        assert_eq!(tell_of_lists(&w.deps).await.unwrap(), times);
    }
    let news = told(&w, &s.artillery).await;
    let opens: Vec<Option<u32>> = news
        .iter()
        .map(|(n, _)| match &n.what {
            ListEvent::Closed { open, .. } => *open,
            other @ ListEvent::Undecided { .. } => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(opens, [Some(2), None]);
});
