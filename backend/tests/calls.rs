//! Whom no mail reaches is called: each word that no mail could carry, once, by a planner.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::tours::cancel::cancel_booking;
use backend::flows::tours::close::cancel_departure;
use backend::flows::tours::judge::refuse_visitor;
use backend::flows::tours::pay::pay_tour;
use backend::flows::tours::rebook::{MoveBooking, move_booking};
use backend::flows::tours::timers::run_tour_timers;
use backend::heritage::book_party::{BookParty, book_party};
use backend::heritage::call_parties::{count_calls, list_calls, mark_told};
use backend::heritage::change_departure::{ChangeDeparture, change_departure};
use backend::heritage::purge_identities::purge_identities;
use backend::heritage::read_booking::{BookingKey, read_booking};
use backend::heritage::staff::StaffError;
use backend::notices::Notice;
use backend::notices::list_notices::list_notices;
use backend::notices::store::NoticeRow;
use backend::testing::heritage::{Sightseeing, cash, party, saturday};
use backend::testing::world::World;
use domain::heritage::call::CallDesk;
use domain::heritage::contact::Contact;
use domain::heritage::manifest::RefusalReason;
use domain::heritage::news::{TourEnd, TourEvent};
use domain::heritage::staff::Duty;
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, HOUR};
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;
use domain::kernel::paging::PageRequest;

/// Reached by a number alone.
fn by_phone(departure: DepartureId, key: &str, persons: usize) -> BookParty {
    let with_mail = party(departure, key, persons);
    let phone = with_mail.contact.phone.clone().unwrap();
    BookParty { contact: Contact::parse("Mang Asep", phone.as_str(), "").unwrap(), ..with_mail }
}

async fn book(w: &World, actor: &Actor, form: &BookParty) -> String {
    book_party(&w.deps, actor, form).await.unwrap().secret
}

async fn pay(w: &World, actor: &Actor, secret: &str) {
    pay_tour(&w.deps, actor, BookingKey::Secret(secret), &cash()).await.unwrap();
}

async fn desk(w: &World, s: &Sightseeing) -> CallDesk {
    list_calls(&w.deps, &s.officer).await.unwrap()
}

async fn number(w: &World, q: &'static str) -> i64 {
    w.deps.db.reader().fetch_one(sql(q)).await.unwrap().get("n").unwrap()
}

both_engines!(who_left_a_number_alone_is_called_and_nobody_else, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let member = w.person("Anggota", &[]).await;
    let asep = book(&w, &Actor::GUEST, &by_phone(d, "telepon", 2)).await;
    let other = book(&w, &member, &by_phone(d, "akun", 1)).await;
    pay(&w, &Actor::GUEST, &asep).await;
    pay(&w, &member, &other).await;
    w.confirm(&Actor::GUEST, d, "surat", 1).await;
    assert_eq!(count_calls(&w.deps, &s.officer).await.unwrap(), 0, "who has just booked knows that it is booked");

    w.pass(saturday().since(w.deps.now()) - 6 * DAY);
    run_tour_timers(&w.deps).await.unwrap();
    run_tour_timers(&w.deps).await.unwrap();
    w.pass(HOUR);
    cancel_departure(&w.deps, &s.officer, d, "bus rusak").await.unwrap();
    let open = desk(&w, &s).await.open;
    assert_eq!(open.len(), 1, "one has the address of an account, one its own: {open:?}");
    let (p, b) = (&open[0], read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&asep)).await.unwrap());
    assert_eq!((p.name.as_str(), &p.number, &p.secret, Some(&p.phone)), ("Mang Asep", &b.number, &asep, b.contact.phone.as_ref()));
    let [newest, oldest] = &p.calls[..] else { panic!("{p:?}") };
    assert!(matches!(&newest.news.what, TourEvent::Offered { reason } if reason == "bus rusak"), "{p:?}");
    assert!(matches!(oldest.news.what, TourEvent::Reminder { .. }) && oldest.at < newest.at, "{p:?}");
    assert_eq!(count_calls(&w.deps, &s.officer).await.unwrap(), 1, "parties, not words");

    let told: Vec<_> = p.calls.iter().map(|c| c.id).collect();
    for stranger in [&s.guide, &s.base, &member] {
        assert!(matches!(list_calls(&w.deps, stranger).await, Err(StaffError::NotFound)));
        assert!(matches!(mark_told(&w.deps, stranger, &told).await, Err(StaffError::NotFound)));
    }
    assert!(matches!(list_calls(&w.deps, &Actor::GUEST).await, Err(StaffError::Forbidden(_))));
    assert_eq!(mark_told(&w.deps, &s.officer, &[]).await.unwrap(), 0);
    w.pass(HOUR);
    let at = w.deps.now();
    assert_eq!(mark_told(&w.deps, &s.officer, &told).await.unwrap(), 2);
    // A second planner presses later: the first stays written down.
    let second = w.person("Dewi", &[]).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    backend::heritage::store::staff::appoint(&mut tx, s.tour.id, second.person().unwrap(), Duty::Officer, at).await.unwrap();
    tx.commit().await.unwrap();
    w.pass(HOUR);
    assert_eq!(mark_told(&w.deps, &second, &told).await.unwrap(), 0);
    let desk = desk(&w, &s).await;
    assert!(desk.open.is_empty() && desk.done.len() == 2);
    assert!(desk.done.iter().all(|c| c.by == "Ratna" && c.told_at == at && c.number == b.number), "{:?}", desk.done);
    w.run_jobs().await;
    let mails = w.mails();
    let to_asep: Vec<_> = mails.iter().filter(|m| m.body.contains("Mang Asep")).collect();
    assert!(!to_asep.is_empty() && to_asep.iter().all(|m| m.to == "anggota@example.id"), "the one with an account: {to_asep:?}");
    assert!(to_asep.iter().any(|m| m.body.contains("bus rusak")), "also that there is no bus: {to_asep:?}");
});

both_engines!(an_inbox_alone_is_no_telling, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let member = w.person("Anggota", &[]).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    let by_number = "UPDATE person SET email = NULL, phone = '6281299990000' WHERE id = $1";
    tx.execute(sql(by_number).bind(member.person())).await.unwrap();
    tx.commit().await.unwrap();
    let number_alone = book(&w, &member, &by_phone(d, "telepon", 1)).await;
    pay(&w, &member, &number_alone).await;
    // Whoever gave an address with the booking is written to there.
    w.confirm(&member, d, "surat", 1).await;
    cancel_departure(&w.deps, &s.officer, d, "bus rusak").await.unwrap();
    let open = desk(&w, &s).await.open;
    assert!(open.len() == 1 && open[0].secret == number_alone, "{open:?}");
    assert!(
        matches!(&open[0].calls[..], [c] if matches!(&c.news.what, TourEvent::Offered { reason } if reason == "bus rusak")),
        "{open:?}"
    );
    let inbox = list_notices(&w.deps, &member, PageRequest { page: 1, per_page: 50 }).await.unwrap().items;
    let offered = |n: &NoticeRow| matches!(&n.notice, Notice::Tour(news) if matches!(news.what, TourEvent::Offered { .. }));
    assert_eq!(inbox.iter().filter(|n| offered(n)).count(), 2, "it stands in the inbox as well");
    w.run_jobs().await;
    let told: Vec<_> = w.mails().into_iter().filter(|m| m.body.contains("bus rusak")).map(|m| m.to).collect();
    assert!(told.len() == 1 && told[0].starts_with("siti."), "{told:?}");
});

both_engines!(seats_that_came_back_and_a_refusal_are_worth_a_call, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let capacities = (1..=8).map(|position| (position, 2)).collect();
    let change = ChangeDeparture { guide: s.guide.person(), vehicle: Some(s.bus.id), capacities };
    change_departure(&w.deps, &s.officer, d, &change).await.unwrap();
    w.hold(&Actor::GUEST, d, "dulu", 2).await;
    let asep = book(&w, &Actor::GUEST, &BookParty { wait: true, ..by_phone(d, "tunggu", 1) }).await;
    assert!(desk(&w, &s).await.open.is_empty(), "it knows that it waits");
    w.pass(2 * HOUR);
    run_tour_timers(&w.deps).await.unwrap();
    let what = async || desk(&w, &s).await.open.remove(0).calls.into_iter().map(|c| c.news.what).collect::<Vec<_>>();
    assert!(matches!(what().await[..], [TourEvent::MovedUp { .. }]));

    pay(&w, &Actor::GUEST, &asep).await;
    w.pass(HOUR);
    let visitor = read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&asep)).await.unwrap().visitors[0].id;
    refuse_visitor(&w.deps, &s.base, d, s.site("pusdikpal"), visitor, RefusalReason::Security, "").await.unwrap();
    // What identified the visitor is forgotten at once; what is to be told is not.
    run_tour_timers(&w.deps).await.unwrap();
    assert_eq!(
        number(
            &w,
            "SELECT COUNT(*) AS n FROM visitor v JOIN booking b ON b.id = v.booking_id WHERE b.state = 'refused' AND v.sealed IS NOT NULL"
        )
        .await,
        0
    );
    let all = what().await;
    assert!(matches!(all[..], [TourEvent::Ended { cause: TourEnd::Refused, .. }]), "there are no seats for it any more: {all:?}");
});

both_engines!(news_of_a_departure_that_is_not_theirs_any_more_is_not_told, |w| {
    let s = w.sightseeing().await;
    let (d, next) = (w.departure(&s, saturday()).await, w.departure(&s, saturday().plus(7 * DAY)).await);
    let asep = book(&w, &Actor::GUEST, &by_phone(d, "telepon", 1)).await;
    let key = BookingKey::Secret(&asep);
    pay(&w, &Actor::GUEST, &asep).await;
    w.pass(saturday().since(w.deps.now()) - 6 * DAY);
    run_tour_timers(&w.deps).await.unwrap();
    cancel_departure(&w.deps, &s.officer, d, "bus rusak").await.unwrap();
    assert_eq!(desk(&w, &s).await.open[0].calls.len(), 2, "a reminder, and that the bus is broken");
    let form = MoveBooking { from: d, to: next, expected_fee: Rupiah::ZERO };
    move_booking(&w.deps, &Actor::GUEST, key, form).await.unwrap();
    assert!(desk(&w, &s).await.open.is_empty(), "it has chosen by itself");

    w.pass(7 * DAY);
    run_tour_timers(&w.deps).await.unwrap();
    let open = desk(&w, &s).await.open;
    assert!(matches!(open[0].calls[..], [ref c] if c.news.starts_at == saturday().plus(7 * DAY)), "of the new day: {open:?}");
    cancel_booking(&w.deps, &Actor::GUEST, key, Rupiah::ZERO).await.unwrap();
    assert!(desk(&w, &s).await.open.is_empty());
});

both_engines!(nobody_is_reminded_of_what_has_begun, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let asep = book(&w, &Actor::GUEST, &by_phone(d, "telepon", 1)).await;
    pay(&w, &Actor::GUEST, &asep).await;
    w.pass(saturday().since(w.deps.now()) - 6 * DAY);
    run_tour_timers(&w.deps).await.unwrap();
    w.pass(saturday().since(w.deps.now()) - 1);
    purge_identities(&w.deps).await.unwrap();
    assert_eq!(desk(&w, &s).await.open.len(), 1, "not a moment before");
    w.pass(1);
    purge_identities(&w.deps).await.unwrap();
    assert!(desk(&w, &s).await.open.is_empty());
});

both_engines!(what_was_to_be_told_is_forgotten_with_the_visit, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let asep = book(&w, &Actor::GUEST, &by_phone(d, "telepon", 1)).await;
    pay(&w, &Actor::GUEST, &asep).await;
    cancel_departure(&w.deps, &s.officer, d, "bus rusak").await.unwrap();
    let terms = read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&asep)).await.unwrap().terms;
    let forgotten_at = terms.purge_at(saturday());
    w.pass(forgotten_at.since(w.deps.now()) - 1);
    purge_identities(&w.deps).await.unwrap();
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM party_call").await, 1, "not a moment before");
    w.pass(1);
    purge_identities(&w.deps).await.unwrap();
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM party_call").await, 0);
});
