//! What terms say beside money: when a ticket opens, and when a party is reminded. A booking keeps those under which it was made.

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::tours::board::{Redeem, Shown, redeem};
use backend::flows::tours::timers::run_tour_timers;
use backend::heritage::draw_ticket::draw_ticket;
use backend::heritage::publish_tour::hide_tour;
use backend::heritage::read_booking::BookingKey;
use backend::heritage::read_calendar::read_departure;
use backend::heritage::read_kept_days::read_kept_days;
use backend::heritage::set_terms::{SetTermsError, set_terms};
use backend::testing::heritage::saturday;
use backend::testing::world::World;
use domain::heritage::boarding::Outcome;
use domain::heritage::terms::{Terms, TermsError};
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, HOUR, MINUTE};

use crate::scene::{Scene, scene};

async fn from_now_on(w: &World, x: &Scene, terms: Terms) {
    set_terms(&w.deps, &x.s.officer, x.s.tour.id, &terms, w.deps.now()).await.unwrap();
}

/// The forms of the bookings that were reminded, each with the last reminder.
async fn reminded(w: &World) -> Vec<(String, i64)> {
    run_tour_timers(&w.deps).await.unwrap();
    let q = "SELECT idempotency_key, reminded FROM booking WHERE reminded IS NOT NULL ORDER BY idempotency_key";
    let rows = w.deps.db.reader().fetch_all(sql(q)).await.unwrap();
    rows.iter().map(|r| (r.get("idempotency_key").unwrap(), r.get("reminded").unwrap())).collect()
}

both_engines!(a_party_is_reminded_by_the_terms_of_its_booking, |w| {
    let x = scene(&w).await;
    let d = w.departure(&x.s, saturday()).await;
    w.confirm(&Actor::GUEST, d, "lama", 1).await;
    let often = Terms { first_reminder_days: 10, last_reminder_days: 2, ..x.s.tour.terms };
    from_now_on(&w, &x, often).await;
    w.confirm(&Actor::GUEST, d, "baru", 1).await;
    from_now_on(&w, &x, Terms { first_reminder_days: 0, last_reminder_days: 0, ..often }).await;
    w.confirm(&Actor::GUEST, d, "diam", 1).await;
    let (old, new) = (|days: i64| ("form:lama".to_owned(), days), |days: i64| ("form:baru".to_owned(), days));
    for (before, expected) in [
        (10 * DAY + 1, vec![]),
        (10 * DAY, vec![new(10)]),
        (7 * DAY, vec![new(10), old(7)]),
        (2 * DAY, vec![new(2), old(7)]),
        (DAY, vec![new(2), old(1)]),
    ] {
        w.pass(saturday().plus(-before).since(w.deps.now()));
        assert_eq!(reminded(&w).await, expected, "{before}");
    }
    w.run_jobs().await;
    let told: Vec<String> = w.mails().into_iter().map(|m| m.subject).filter(|s| s.contains("hari lagi") || s.contains("Besok")).collect();
    assert_eq!(told.len(), 4, "{told:?}");
    for words in ["10 hari lagi", "7 hari lagi", "2 hari lagi", "Besok"] {
        assert!(told.iter().any(|s| s.starts_with(words)), "{words}: {told:?}");
    }
});

both_engines!(who_books_late_is_told_the_days_that_are_left, |w| {
    let x = scene(&w).await;
    let d = w.departure(&x.s, saturday()).await;
    w.pass(saturday().plus(-4 * DAY).since(w.deps.now()));
    w.confirm(&Actor::GUEST, d, "satu", 1).await;
    assert_eq!(reminded(&w).await, [("form:satu".to_owned(), 7_i64)]);
    w.run_jobs().await;
    assert!(w.mails().iter().any(|m| m.subject.starts_with("4 hari lagi")), "{:?}", w.mails());
});

both_engines!(a_ticket_opens_by_the_terms_of_its_booking, |w| {
    let x = scene(&w).await;
    let d = w.departure(&x.s, saturday()).await;
    let old = w.confirm(&Actor::GUEST, d, "lama", 1).await;
    from_now_on(&w, &x, Terms { ticket_hours: 1, ..x.s.tour.terms }).await;
    let new = w.confirm(&Actor::GUEST, d, "baru", 1).await;
    let drawn = async |secret: &str| draw_ticket(&w.deps, &Actor::GUEST, BookingKey::Secret(secret)).await.unwrap();
    let (old, new) = (drawn(&old).await, drawn(&new).await);
    assert_eq!((old.ticket.from, new.ticket.from), (saturday().plus(-3 * HOUR), saturday().plus(-HOUR)));
    // The meeting point goes by what the ticket says: nobody has paid yet, but one of them comes too early.
    let show = async |nonce: &str, ticket: &str| {
        let shown = Shown::Ticket(ticket.to_owned());
        redeem(&w.deps, &x.s.guide, &Redeem { nonce: nonce.to_owned(), departure: d, shown, at: w.deps.now() }).await.unwrap().outcome
    };
    w.pass(saturday().plus(-2 * HOUR).since(w.deps.now()));
    assert_eq!((show("a", &old.text).await, show("b", &new.text).await), (Outcome::Unpaid, Outcome::Expired));
    w.pass(50 * MINUTE);
    assert_eq!(show("c", &new.text).await, Outcome::Unpaid);
});

both_engines!(terms_have_limits, |w| {
    let x = scene(&w).await;
    let set = async |terms: Terms| set_terms(&w.deps, &x.s.officer, x.s.tour.id, &terms, w.deps.now()).await;
    let terms = x.s.tour.terms;
    let reversed = Terms { first_reminder_days: 1, last_reminder_days: 7, ..terms };
    assert!(matches!(set(reversed).await, Err(SetTermsError::Terms(TermsError::Reminders))));
    let never = Terms { ticket_hours: 0, ..terms };
    assert!(matches!(set(never).await, Err(SetTermsError::Terms(TermsError::Range { field: "ticket_hours", least: 1, most: 24 }))));
    set(Terms { first_reminder_days: 14, last_reminder_days: 3, ticket_hours: 2, ..terms }).await.unwrap();
});

both_engines!(how_long_papers_are_kept_is_told_of_a_hidden_tour_as_its_parties_booked, |w| {
    let x = scene(&w).await;
    let days = async || read_kept_days(&w.deps).await.unwrap().longest;
    from_now_on(&w, &x, Terms { purge_days: 30, ..x.s.tour.terms }).await;
    let d = w.departure(&x.s, saturday()).await;
    w.confirm(&Actor::GUEST, d, "satu", 1).await;
    from_now_on(&w, &x, Terms { purge_days: 7, ..x.s.tour.terms }).await;
    assert_eq!(days().await, Some(7), "of who books now");
    hide_tour(&w.deps, &x.s.officer, x.s.tour.id).await.unwrap();
    assert_eq!(days().await, Some(30), "nobody books now");
    let forgotten = read_departure(&w.deps, d).await.unwrap().unwrap().departure.ends_at.plus(30 * DAY);
    w.pass(forgotten.since(w.deps.now()) - 1);
    assert_eq!(days().await, Some(30));
    w.pass(1);
    assert_eq!(days().await, None);
});
