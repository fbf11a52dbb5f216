//! What identifies a visitor: forgotten some days after a visit that took place, and each look at it until then is written down.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use backend::both_engines;
use backend::db::{Row, Run, sql};
use backend::flows::tours::board::{CountHeads, Redeem, Shown, count_heads, redeem};
use backend::flows::tours::judge::{approve_visitors, refuse_visitor};
use backend::flows::tours::rebook::{MoveBooking, move_booking};
use backend::flows::tours::settle::{SettleFare, settle_fare};
use backend::flows::tours::timers::run_tour_timers;
use backend::heritage::purge_identities::purge_identities;
use backend::heritage::read_booking::{BookingKey, ReadBookingError, read_booking};
use backend::heritage::read_calendar::read_departure;
use backend::heritage::read_looks::{list_all_looks, list_party_looks, list_site_looks};
use backend::heritage::read_manifest::{list_manifests, list_names, read_manifest};
use backend::heritage::staff::StaffError;
use backend::heritage::store::{sites, staff};
use backend::testing::heritage::{Sightseeing, saturday};
use backend::testing::world::World;
use domain::heritage::boarding::{Outcome, Way};
use domain::heritage::booking::{Booking, BookingState};
use domain::heritage::departure::DepartureState;
use domain::heritage::identity_look::IdentityLook;
use domain::heritage::manifest::{Manifest, RefusalReason};
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::{DAY, HOUR, MINUTE, Timestamp};
use domain::kernel::ids::{DepartureId, PersonId, SiteId, VisitorId};
use domain::kernel::money::Rupiah;
use domain::kernel::paging::PageRequest;

async fn read(w: &World, secret: &str) -> Booking {
    read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(secret)).await.unwrap()
}

/// The list of the base, as its officer sees it.
async fn list(w: &World, s: &Sightseeing, departure: DepartureId) -> Manifest {
    read_manifest(&w.deps, &s.base, departure, s.site("pusdikpal")).await.unwrap()
}

/// How many persons of a list are identified.
fn identified(m: &Manifest) -> usize {
    m.lines.iter().filter(|l| l.identity.is_some()).count()
}

fn names(m: &Manifest) -> Vec<&str> {
    m.lines.iter().map(|l| l.name.as_str()).collect()
}

async fn number(w: &World, q: &'static str) -> i64 {
    w.deps.db.reader().fetch_one(sql(q)).await.unwrap().get("n").unwrap()
}

/// A party that pays in cash, is let in, goes, and comes back.
async fn go(w: &World, s: &Sightseeing, departure: DepartureId, secret: &str) {
    w.pass(saturday().since(w.deps.now()) - 30 * MINUTE);
    let b = read(w, secret).await;
    let paid = SettleFare { nonce: "tunai".to_owned(), departure, number: b.number.clone(), waste: None, cash: b.fare, at: w.deps.now() };
    settle_fare(&w.deps, &s.guide, &paid).await.unwrap();
    let shown = Redeem { nonce: "masuk".to_owned(), departure, shown: Shown::Number(b.number), at: w.deps.now() };
    assert_eq!(redeem(&w.deps, &s.guide, &shown).await.unwrap().outcome, Outcome::Admitted);
    for way in [Way::Out, Way::Back] {
        let count = CountHeads { nonce: format!("{way:?}"), departure, way, counted: 2, note: String::new(), at: w.deps.now() };
        count_heads(&w.deps, &s.guide, &count).await.unwrap();
        w.pass(5 * HOUR);
    }
}

both_engines!(who_went_is_forgotten_some_days_later_and_not_a_moment_before, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let later = w.departure(&s, saturday().plus(21 * DAY)).await;
    let went = w.confirm(&Actor::GUEST, d, "ikut", 2).await;
    w.confirm(&Actor::GUEST, later, "nanti", 1).await;
    go(&w, &s, d, &went).await;
    let back = read_departure(&w.deps, d).await.unwrap().unwrap().departure;
    let b = read(&w, &went).await;
    assert_eq!((back.state, b.state), (DepartureState::Back, BookingState::CheckedIn));
    assert!(b.terms.purge_days > 0 && b.visitors.iter().all(|v| v.identified));

    let forgotten_at = back.ends_at.plus(i64::from(b.terms.purge_days) * DAY);
    w.pass(forgotten_at.since(w.deps.now()) - 1);
    run_tour_timers(&w.deps).await.unwrap();
    assert_eq!(purge_identities(&w.deps).await.unwrap(), 0);
    let before = list(&w, &s, d).await;
    assert_eq!((identified(&before), names(&before)), (2, vec!["Tamu 1", "Tamu 2"]), "until the last moment");

    w.pass(1);
    assert_eq!(purge_identities(&w.deps).await.unwrap(), 2);
    let looks = number(&w, "SELECT COUNT(*) AS n FROM identity_view").await;
    let after = list(&w, &s, d).await;
    assert_eq!((identified(&after), names(&after)), (0, vec!["Tamu 1", "Tamu 2"]), "the names stay");
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM identity_view").await, looks, "there was nothing to look at");
    let b = read(&w, &went).await;
    assert!(b.state == BookingState::CheckedIn && b.visitors.len() == 2 && b.visitors.iter().all(|v| !v.identified));
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM booking WHERE form_digest <> ''").await, 1, "nor what was made of it");
    // Whoever goes later is not forgotten with them.
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM visitor WHERE sealed IS NOT NULL").await, 1);
    assert_eq!((identified(&list(&w, &s, later).await), purge_identities(&w.deps).await.unwrap()), (1, 0));
});

/// Whose papers were looked at, when, by whom, for which site.
type Look = (Timestamp, PersonId, SiteId, VisitorId);

async fn looks(w: &World) -> Vec<Look> {
    let rows = w.deps.db.reader().fetch_all(sql("SELECT at, person_id, site_id, visitor_id FROM identity_view")).await.unwrap();
    let look =
        |r: &Row| -> Look { (r.get("at").unwrap(), r.get("person_id").unwrap(), r.get("site_id").unwrap(), r.get("visitor_id").unwrap()) };
    let mut looks: Vec<Look> = rows.iter().map(look).collect();
    looks.sort_unstable();
    looks
}

both_engines!(each_look_is_written_down_with_who_and_when, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    w.confirm(&Actor::GUEST, d, "satu", 2).await;
    let (pal, armed) = (s.site("pusdikpal"), s.site("pusdik-armed"));
    let deputy = w.person("Wakil", &[]).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    staff::appoint_speaker(&mut tx, pal, deputy.person().unwrap(), w.deps.now()).await.unwrap();
    tx.commit().await.unwrap();

    let mut expected: Vec<Look> = Vec::new();
    // The same person again, another one of the same base, and another base.
    for (actor, site) in [(&s.base, pal), (&s.base, pal), (&deputy, pal), (&s.artillery, armed)] {
        let seen = read_manifest(&w.deps, actor, d, site).await.unwrap();
        assert_eq!(identified(&seen), 2);
        expected.extend(seen.lines.iter().map(|l| (w.deps.now(), actor.person().unwrap(), site, l.visitor)));
        expected.sort_unstable();
        assert_eq!(looks(&w).await, expected);
        w.pass(MINUTE);
    }

    // Where nothing is shown that identifies somebody, nothing is written down.
    let visitor = list_names(&w.deps, &s.guide, d).await.unwrap()[0].lines[0].visitor;
    list_manifests(&w.deps, &s.base, pal).await.unwrap();
    read_manifest(&w.deps, &s.elder, d, s.site("kampung-adat-cireundeu")).await.unwrap();
    assert!(read_manifest(&w.deps, &s.guide, d, pal).await.is_err() && read_manifest(&w.deps, &s.artillery, d, pal).await.is_err());
    approve_visitors(&w.deps, &s.base, d, pal, &[visitor]).await.unwrap();
    refuse_visitor(&w.deps, &s.base, d, pal, visitor, RefusalReason::Security, "").await.unwrap();
    assert_eq!(looks(&w).await, expected);

    // Of who was refused nothing is left to see.
    let seen = read_manifest(&w.deps, &deputy, d, pal).await.unwrap();
    assert_eq!((seen.lines.len(), identified(&seen)), (2, 1));
    let shown = seen.lines.iter().find(|l| l.identity.is_some()).unwrap();
    expected.push((w.deps.now(), deputy.person().unwrap(), pal, shown.visitor));
    expected.sort_unstable();
    assert_eq!(looks(&w).await, expected);
});

both_engines!(looks_are_kept_for_a_year, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    w.confirm(&Actor::GUEST, d, "satu", 2).await;
    let first = w.deps.now();
    list(&w, &s, d).await;
    w.pass(DAY);
    list(&w, &s, d).await;
    let last = w.deps.now();
    let mut moments: Vec<Timestamp> = looks(&w).await.into_iter().map(|look| look.0).collect();
    assert_eq!(moments, [first, first, last, last]);
    for (at, kept) in [(first.plus(365 * DAY - 1), 4), (first.plus(365 * DAY), 2), (last.plus(365 * DAY), 0)] {
        w.pass(at.since(w.deps.now()));
        purge_identities(&w.deps).await.unwrap();
        moments.drain(..moments.len() - kept);
        assert_eq!(looks(&w).await.into_iter().map(|look| look.0).collect::<Vec<_>>(), moments);
    }
});

/// When, by whom, of which departure, how many persons.
fn told(look: &IdentityLook) -> (Timestamp, &str, Option<Timestamp>, u32) {
    (look.at, look.by_name.as_str(), look.starts_at, look.persons)
}

both_engines!(looks_are_answered_for_with_names_to_the_base_and_without_to_the_party, |w| {
    let s = w.sightseeing().await;
    let (d, later) = (w.departure(&s, saturday()).await, w.departure(&s, saturday().plus(7 * DAY)).await);
    let neng = w.person("Neng", &[]).await;
    let seen = w.confirm(&neng, d, "satu", 2).await;
    let (pal, armed) = (s.site("pusdikpal"), s.site("pusdik-armed"));
    let admin = w.person("Admin", &[Role::Admin]).await;
    let page = |n| PageRequest::new(Some(n), 2);
    let none = list_site_looks(&w.deps, &s.base, pal, page(1)).await.unwrap();
    assert_eq!((none.items, none.total), (vec![], 0));
    let to_party = async |who: &Actor, key: BookingKey<'_>| list_party_looks(&w.deps, who, key).await;
    assert_eq!(to_party(&Actor::GUEST, BookingKey::Secret(&seen)).await.unwrap(), []);

    let first = w.deps.now();
    list(&w, &s, d).await;
    w.pass(HOUR);
    list(&w, &s, d).await;
    w.pass(DAY);
    read_manifest(&w.deps, &s.artillery, d, armed).await.unwrap();
    let at_armed = w.deps.now();
    // The party goes on another day: the looks of before were at the list of the first one.
    let moved = MoveBooking { from: d, to: later, expected_fee: Rupiah::ZERO };
    move_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&seen), moved).await.unwrap();
    let unseen = w.confirm(&Actor::GUEST, d, "dua", 1).await;
    w.pass(MINUTE);
    list(&w, &s, later).await;
    let last = w.deps.now();

    let of_pal = list_site_looks(&w.deps, &s.base, pal, page(1)).await.unwrap();
    let (old, new) = (Some(saturday()), Some(saturday().plus(7 * DAY)));
    let newest: Vec<_> = of_pal.items.iter().map(told).collect();
    assert_eq!((newest, of_pal.total, of_pal.pages()), (vec![(last, "Pal", new, 2), (first.plus(HOUR), "Pal", old, 2)], 3, 2));
    let oldest = list_site_looks(&w.deps, &s.base, pal, page(2)).await.unwrap();
    assert_eq!(oldest.items.iter().map(told).collect::<Vec<_>>(), [(first, "Pal", old, 2)]);
    let all = list_all_looks(&w.deps, &admin, PageRequest::new(None, 50)).await.unwrap();
    assert_eq!((all.items.len(), all.total, told(&all.items[1])), (4, 4, (at_armed, "Armed", old, 2)));

    // Each base for itself, and nobody else; the whole for admins alone.
    let officer = w.person("Petugas", &[Role::Officer]).await;
    for other in [&s.artillery, &s.officer, &s.guide, &s.elder, &officer, &admin] {
        assert!(matches!(list_site_looks(&w.deps, other, pal, page(1)).await, Err(StaffError::NotFound)));
    }
    for other in [&s.base, &s.officer, &officer, &Actor::GUEST] {
        assert!(matches!(list_all_looks(&w.deps, other, page(1)).await, Err(StaffError::Forbidden(_))));
    }
    assert!(matches!(list_site_looks(&w.deps, &Actor::GUEST, pal, page(1)).await, Err(StaffError::Forbidden(_))));

    // The party reads each day once for each base.
    let days = to_party(&Actor::GUEST, BookingKey::Secret(&seen)).await.unwrap();
    let site = async |id: SiteId| sites::by_ids(&mut w.deps.db.reader(), &[id]).await.unwrap().remove(0).name;
    let (pal_name, armed_name) = (site(pal).await, site(armed).await);
    let read_days: Vec<_> = days.iter().map(|x| (&x.site_name, x.at)).collect();
    assert_eq!(read_days, [(&pal_name, last), (&armed_name, at_armed), (&pal_name, first.plus(HOUR))]);
    assert_eq!(to_party(&Actor::GUEST, BookingKey::Secret(&unseen)).await.unwrap(), []);
    // By its number it is read by who made it, and by nobody else.
    let number = read(&w, &seen).await.number;
    assert_eq!(to_party(&neng, BookingKey::Number(&number)).await.unwrap(), days);
    for (who, key) in
        [(&admin, BookingKey::Number(&number)), (&Actor::GUEST, BookingKey::Number(&number)), (&neng, BookingKey::Secret("bukan-rahasia"))]
    {
        assert!(matches!(to_party(who, key).await, Err(ReadBookingError::NotFound)), "{key:?}");
    }
});
