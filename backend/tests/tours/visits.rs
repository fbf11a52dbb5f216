//! Who plans a tour and who speaks for its sites are told of each other's decisions, once each.

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::tours::board::{Redeem, Shown, redeem};
use backend::flows::tours::close::{cancel_departure, close_day};
use backend::flows::tours::settle::{SettleFare, settle_fare};
use backend::flows::tours::tell_of_answers::tell_of_answers;
use backend::heritage::appoint_staff::{self, Post};
use backend::heritage::decide_consent::decide_consent;
use backend::heritage::plan_departures::{PlanDepartures, plan_departures};
use backend::heritage::store::staff;
use backend::notices::Notice;
use backend::notices::list_notices::list_notices;
use backend::notices::store::NoticeRow;
use backend::testing::heritage::{Sightseeing, saturday};
use backend::testing::world::World;
use domain::heritage::staff::Duty;
use domain::heritage::visit_news::{AnsweredVisit, VisitEvent};
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::{DAY, HOUR, MINUTE};
use domain::kernel::paging::PageRequest;

use crate::scene::read;

/// What somebody was told of visits, and where it leads; the newest first.
async fn told(w: &World, who: &Actor) -> Vec<(VisitEvent, String)> {
    let all = list_notices(&w.deps, who, PageRequest { page: 1, per_page: 50 }).await.unwrap().items;
    let of_visits = |n: NoticeRow| match n.notice {
        Notice::Visits(news) => Some((news.what, n.href)),
        _ => None,
    };
    all.into_iter().filter_map(of_visits).collect()
}

/// Subject and text of what was written to an address.
async fn mails(w: &World, to: &str) -> Vec<(String, String)> {
    w.run_jobs().await;
    w.mails().into_iter().filter(|m| m.to == to).map(|m| (m.subject, m.body)).collect()
}

async fn appoint(w: &World, s: &Sightseeing, who: &Actor) {
    let mut tx = w.deps.db.begin().await.unwrap();
    staff::appoint(&mut tx, s.tour.id, who.person().unwrap(), Duty::Officer, w.deps.now()).await.unwrap();
    tx.commit().await.unwrap();
}

both_engines!(the_village_is_asked_once_for_a_whole_plan, |w| {
    let s = w.sightseeing().await;
    let desk = format!("/meja-wisata/tempat/{}", s.site("kampung-adat-cireundeu"));
    let series = s.plan(saturday(), Some("FREQ=WEEKLY;COUNT=4"));
    // Sent twice it is one plan.
    for made in [4, 0] {
        assert_eq!(plan_departures(&w.deps, &s.officer, &series).await.unwrap().made.len(), made);
    }
    let news = told(&w, &s.elder).await;
    let [(VisitEvent::Asked { visits: 4, first, last, .. }, href)] = &news[..] else { panic!("{news:?}") };
    assert_eq!((*first, *last, href), (saturday(), saturday().plus(21 * DAY), &desk));
    let written = mails(&w, "sesepuh@example.id").await;
    assert!(written.len() == 1 && written[0].1.contains("Ada 4 keberangkatan baru") && written[0].1.contains(&desk), "{written:?}");
    for other in [&s.officer, &s.guide, &s.base] {
        assert!(told(&w, other).await.is_empty());
    }

    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE person SET locale = 'en' WHERE id = $1").bind(s.elder.person())).await.unwrap();
    tx.commit().await.unwrap();
    w.pass(HOUR);
    plan_departures(&w.deps, &s.officer, &s.plan(saturday().plus(28 * DAY), None)).await.unwrap();
    assert!(matches!(&told(&w, &s.elder).await[..], [(VisitEvent::Asked { visits: 1, .. }, _), _]));
    let written = mails(&w, "sesepuh@example.id").await;
    assert!(written.len() == 2 && written[1].1.contains("One new departure"), "in the reader's language: {written:?}");

    let (id, _) = w.draft(&s, "Keliling kota").await;
    let town = PlanDepartures { tour: id, guide: None, vehicle: None, ..s.plan(saturday().plus(DAY), None) };
    assert_eq!(plan_departures(&w.deps, &s.officer, &town).await.unwrap().made.len(), 1);
    assert_eq!(told(&w, &s.elder).await.len(), 2, "who does not come asks nobody");
});

both_engines!(planners_hear_the_villages_answers_together, |w| {
    let s = w.sightseeing().await;
    let made = plan_departures(&w.deps, &s.officer, &s.plan(saturday(), Some("FREQ=WEEKLY;COUNT=4"))).await.unwrap().made;
    decide_consent(&w.deps, &s.elder, made[1], false, "upacara adat").await.unwrap();
    w.pass(4 * MINUTE);
    for (n, note) in [(2, "lewat hutan"), (0, "")] {
        decide_consent(&w.deps, &s.elder, made[n], true, note).await.unwrap();
    }
    w.pass(6 * MINUTE - 1);
    assert_eq!(tell_of_answers(&w.deps).await.unwrap(), 0, "they are still at it");
    w.pass(1);
    let (one, two) = futures::join!(tell_of_answers(&w.deps), tell_of_answers(&w.deps));
    assert_eq!(one.unwrap() + two.unwrap(), 1, "two nodes at once tell once");
    let news = told(&w, &s.officer).await;
    let [(VisitEvent::Answered { given, refused }, href)] = &news[..] else { panic!("{news:?}") };
    let visit = |days: i64, note: &str| AnsweredVisit { starts_at: saturday().plus(days * DAY), note: note.to_owned() };
    assert_eq!((&given[..], &refused[..]), (&[visit(0, ""), visit(14, "lewat hutan")][..], &[visit(7, "upacara adat")][..]));
    assert_eq!(href, "/meja-wisata/tur/wisata-militer?bulan=2026-12");
    assert!(told(&w, &s.guide).await.is_empty() && told(&w, &s.elder).await.len() == 1, "the elders know what they have said");
    let written = mails(&w, "ratna@example.id").await;
    assert!(written.len() == 1 && written[0].1.contains("19 Des 2026, 08.00 WIB: upacara adat"), "{written:?}");

    w.pass(HOUR);
    assert_eq!(tell_of_answers(&w.deps).await.unwrap(), 0);
    decide_consent(&w.deps, &s.elder, made[3], true, "").await.unwrap();
    w.pass(10 * MINUTE);
    assert_eq!(tell_of_answers(&w.deps).await.unwrap(), 1);
    let news = told(&w, &s.officer).await;
    assert!(news.len() == 2 && news[0].1 == format!("/meja-wisata/berangkat/{}", made[3]), "one leads to itself: {news:?}");
});

both_engines!(a_tour_that_cannot_be_told_of_keeps_no_other_untold, |w| {
    let s = w.sightseeing().await;
    w.departure(&s, saturday()).await;
    // Opened later, so that it comes after the one that is broken.
    w.pass(MINUTE);
    let (later, _) = w.draft(&s, "Keliling kota").await;
    let plan = PlanDepartures { tour: later, guide: None, vehicle: None, ..s.plan(saturday().plus(DAY), None) };
    let made = plan_departures(&w.deps, &s.officer, &plan).await.unwrap().made;
    let mut tx = w.deps.db.begin().await.unwrap();
    let answer = "UPDATE departure SET consent = 'given', consent_by = $2, consent_at = $3 WHERE id = $1";
    tx.execute(sql(answer).bind(made[0]).bind(s.elder.person()).bind(w.deps.now())).await.unwrap();
    tx.execute(sql("UPDATE tour SET name = 'rusak' WHERE id = $1").bind(s.tour.id)).await.unwrap();
    tx.commit().await.unwrap();
    w.pass(HOUR);
    assert_eq!(tell_of_answers(&w.deps).await.unwrap(), 1);
    let news = told(&w, &s.officer).await;
    assert!(matches!(&news[..], [(_, href)] if *href == format!("/meja-wisata/berangkat/{}", made[0])), "{news:?}");
});

both_engines!(an_answer_to_what_is_cancelled_is_no_news, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    cancel_departure(&w.deps, &s.officer, d, "bus rusak").await.unwrap();
    w.pass(HOUR);
    assert_eq!(tell_of_answers(&w.deps).await.unwrap(), 1, "looked at once");
    assert_eq!(tell_of_answers(&w.deps).await.unwrap(), 0);
    assert!(told(&w, &s.officer).await.is_empty());
});

both_engines!(planners_hear_of_a_closed_day_once, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let second = w.person("Dewi", &[]).await;
    // The base's officer plans as well, and knows what was just done.
    for planner in [&second, &s.base] {
        appoint(&w, &s, planner).await;
    }
    let pal = s.site("pusdikpal");
    for reason in ["latihan", "lagi"] {
        close_day(&w.deps, &s.base, pal, saturday(), reason).await.unwrap();
    }
    for planner in [&s.officer, &second] {
        let news = told(&w, planner).await;
        let [(VisitEvent::DayClosed { day, reason, stopped: 1, aboard: 0, .. }, href)] = &news[..] else { panic!("{news:?}") };
        assert_eq!((*day, reason.as_str()), (saturday().start_of_wib_day(), "latihan"));
        assert_eq!(href, &format!("/meja-wisata/berangkat/{d}"));
    }
    for other in [&s.base, &s.guide, &s.artillery] {
        assert!(told(&w, other).await.is_empty());
    }
    let written = mails(&w, "ratna@example.id").await;
    let (subject, body) = &written[0];
    assert!(written.len() == 1 && subject.contains("tutup 12 Des 2026") && body.contains("Alasannya: latihan"), "{written:?}");

    // A day on which nothing goes there: whoever would plan it knows.
    w.pass(HOUR);
    close_day(&w.deps, &s.base, pal, saturday().plus(40 * DAY), "upacara").await.unwrap();
    let news = told(&w, &second).await;
    let [(VisitEvent::DayClosed { stopped: 0, .. }, href), _] = &news[..] else { panic!("{news:?}") };
    assert_eq!(href, "/meja-wisata/tur/wisata-militer?bulan=2027-01");
});

both_engines!(planners_hear_who_has_come_already, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let secret = w.confirm(&Actor::GUEST, d, "naik", 3).await;
    w.pass(saturday().since(w.deps.now()) - HOUR / 2);
    let (b, at) = (read(&w, &secret).await, w.deps.now());
    let paid = SettleFare { nonce: "t".to_owned(), departure: d, number: b.number.clone(), waste: None, cash: b.fare, at };
    settle_fare(&w.deps, &s.guide, &paid).await.unwrap();
    redeem(&w.deps, &s.guide, &Redeem { nonce: "a".to_owned(), departure: d, shown: Shown::Number(b.number), at }).await.unwrap();
    close_day(&w.deps, &s.base, s.site("pusdikpal"), saturday(), "latihan").await.unwrap();
    let news = told(&w, &s.officer).await;
    assert!(matches!(&news[..], [(VisitEvent::DayClosed { stopped: 1, aboard: 1, .. }, _)]), "{news:?}");
    let written = mails(&w, "ratna@example.id").await;
    assert!(written.iter().any(|(_, body)| body.contains("Telepon pemandunya sekarang")), "{written:?}");
});

both_engines!(who_comes_to_speak_for_a_village_hears_what_waits_for_its_word, |w| {
    let s = w.sightseeing().await;
    let village = s.site("kampung-adat-cireundeu");
    let made = plan_departures(&w.deps, &s.officer, &s.plan(saturday(), Some("FREQ=WEEKLY;COUNT=4"))).await.unwrap().made;
    decide_consent(&w.deps, &s.elder, made[0], true, "").await.unwrap();
    let admin = w.person("Ade", &[Role::Admin]).await;
    let (abah, other) = (w.person("Abah", &[]).await, w.person("Lain", &[]).await);
    // Pressed twice it is once.
    for (who, site) in [(&abah, village), (&abah, village), (&other, s.site("pusdikpal"))] {
        appoint_staff::appoint(&w.deps, &admin, who.person().unwrap(), Post::Site(site)).await.unwrap();
        w.pass(MINUTE);
    }
    let news = told(&w, &abah).await;
    let [(VisitEvent::Asked { visits: 3, first, last, .. }, href)] = &news[..] else { panic!("{news:?}") };
    assert_eq!((*first, *last), (saturday().plus(7 * DAY), saturday().plus(21 * DAY)));
    assert_eq!(href, &format!("/meja-wisata/tempat/{village}"));
    assert_eq!(mails(&w, "abah@example.id").await.len(), 1);
    assert!(told(&w, &other).await.is_empty(), "no village");
});
