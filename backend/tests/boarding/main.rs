//! Tickets and the meeting point: forged, replayed, late, from two devices at once.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod late;
mod scale;

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::tours::board::{
    Admission, BoardError, CountHeads, Redeem, Shown, count_heads, decide_conflict, list_led, read_boarding, redeem,
};
use backend::flows::tours::judge::refuse_visitor;
use backend::flows::tours::pay::pay_tour;
use backend::flows::tours::rebook::{MoveBooking, move_booking};
use backend::flows::tours::settle::{SettleFare, settle_fare};
use backend::flows::tours::timers::run_tour_timers;
use backend::heritage::draw_ticket::{DrawTicketError, draw_ticket};
use backend::heritage::note_incident::{NoteIncident, NoteIncidentError, note_incident};
use backend::heritage::read_booking::{BookingKey, read_booking};
use backend::heritage::store::staff;
use backend::heritage::ticket_keys::{public_keys, revoke_ticket_key, rotate_ticket_keys};
use backend::testing::heritage::{Sightseeing, cash, saturday};
use backend::testing::world::World;
use domain::heritage::boarding::{Outcome, Way};
use domain::heritage::booking::{Booking, BookingState};
use domain::heritage::departure::DepartureState;
use domain::heritage::manifest::RefusalReason;
use domain::heritage::staff::Duty;
use domain::heritage::ticket::{TicketError, verify};
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::{DAY, HOUR, MINUTE};
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;

async fn read(w: &World, secret: &str) -> Booking {
    read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(secret)).await.unwrap()
}

async fn text(w: &World, secret: &str) -> String {
    draw_ticket(&w.deps, &Actor::GUEST, BookingKey::Secret(secret)).await.unwrap().text
}

/// To the morning of the departure.
fn to_the_day(w: &World) {
    w.pass(saturday().since(w.deps.now()) - 30 * MINUTE);
}

async fn show(w: &World, s: &Sightseeing, departure: DepartureId, nonce: &str, shown: Shown) -> Admission {
    let input = Redeem { nonce: nonce.to_owned(), departure, shown, at: w.deps.now() };
    redeem(&w.deps, &s.guide, &input).await.unwrap()
}

/// Confirmed and settled in cash, so that only the ticket is left to be shown.
async fn ready(w: &World, s: &Sightseeing, d: DepartureId, key: &str, persons: usize) -> String {
    let secret = w.confirm(&Actor::GUEST, d, key, persons).await;
    let b = read(w, &secret).await;
    let input =
        SettleFare { nonce: format!("tunai {key}"), departure: d, number: b.number.clone(), waste: None, cash: b.fare, at: saturday() };
    settle_fare(&w.deps, &s.guide, &input).await.unwrap();
    secret
}

both_engines!(a_ticket_is_signed_and_keys_change, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let secret = w.hold(&Actor::GUEST, d, "satu", 2).await;
    assert!(matches!(draw_ticket(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret)).await, Err(DrawTicketError::NoTicket)));
    pay_tour(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret), &cash()).await.unwrap();
    let first = text(&w, &secret).await;
    let keys = public_keys(&w.deps).await.unwrap();
    let ticket = verify(&first, &keys, saturday()).unwrap();
    assert_eq!((ticket.departure, ticket.persons, keys.len()), (d, 2, 1));
    assert_eq!(text(&w, &secret).await, first, "drawn again it is the same");

    assert!(rotate_ticket_keys(&w.deps, &s.officer).await.is_err());
    let admin = w.person("Yayan", &[Role::Admin]).await;
    let new = rotate_ticket_keys(&w.deps, &admin).await.unwrap();
    let second = text(&w, &secret).await;
    let keys = public_keys(&w.deps).await.unwrap();
    assert!(first != second && verify(&first, &keys, saturday()).is_ok() && verify(&second, &keys, saturday()).unwrap().key == new);
    revoke_ticket_key(&w.deps, &admin, ticket.key).await.unwrap();
    assert!(revoke_ticket_key(&w.deps, &admin, ticket.key).await.is_err());
    let keys = public_keys(&w.deps).await.unwrap();
    assert_eq!(verify(&first, &keys, saturday()), Err(TicketError::UnknownKey));
    assert!(verify(&second, &keys, saturday()).is_ok());
    let sealed: Vec<u8> = w.deps.db.reader().fetch_one(sql("SELECT sealed FROM ticket_key")).await.unwrap().get("sealed").unwrap();
    assert!(sealed.len() > 32 + 24, "the secret half is sealed");
});

both_engines!(a_ticket_lets_a_party_in_once, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let secret = ready(&w, &s, d, "satu", 2).await;
    let ticket = text(&w, &secret).await;
    to_the_day(&w);
    let first = show(&w, &s, d, "a", Shown::Ticket(ticket.clone())).await;
    assert_eq!((first.outcome, first.party.as_ref().map(|p| p.persons)), (Outcome::Admitted, Some(2)));
    assert_eq!(first.party.unwrap().unapproved, 2, "no base has said yes yet: the guide sees it");
    assert_eq!(
        show(&w, &s, d, "a", Shown::Ticket(ticket.clone())).await.outcome,
        Outcome::Admitted,
        "uploaded twice it is the same action"
    );
    let again = show(&w, &s, d, "b", Shown::Ticket(ticket)).await;
    assert_eq!((again.outcome, again.first.map(|f| f.by)), (Outcome::AlreadyUsed, Some("Ujang".to_owned())));
    let number = read(&w, &secret).await.number;
    assert_eq!(show(&w, &s, d, "c", Shown::Number(number.to_lowercase())).await.outcome, Outcome::AlreadyUsed);
    let page = read_boarding(&w.deps, &s.guide, d).await.unwrap();
    assert_eq!((page.came(), page.expected(), page.conflicts.len(), page.keys.len()), (2, 2, 2, 1));
    decide_conflict(&w.deps, &s.guide, d, &page.conflicts[0].nonce, "orang yang sama").await.unwrap();
    assert!(matches!(decide_conflict(&w.deps, &s.guide, d, &page.conflicts[0].nonce, "lagi").await, Err(BoardError::Nothing)));
    assert_eq!(list_led(&w.deps, &s.guide).await.unwrap().len(), 1);
    for stranger in [&s.base, &s.elder, &Actor::GUEST] {
        assert!(read_boarding(&w.deps, stranger, d).await.is_err());
    }
});

both_engines!(what_happened_on_the_way_is_written_down_once, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let note = async |who: &Actor, nonce: &str, words: &str| {
        let input = NoteIncident { nonce: nonce.to_owned(), departure: d, note: words.to_owned(), at: w.deps.now() };
        note_incident(&w.deps, who, &input).await
    };
    note(&s.guide, "satu", "Jalan ditutup,\nputar lewat Leuwigajah").await.unwrap();
    note(&s.guide, "satu", "Jalan ditutup,\nputar lewat Leuwigajah").await.unwrap();
    w.pass(MINUTE);
    note(&s.officer, "dua", "Semua kembali").await.unwrap();
    assert!(matches!(note(&s.guide, "satu", "Lain lagi").await, Err(NoteIncidentError::Used)), "another note is not lost");
    assert!(matches!(note(&s.guide, "tiga", " ").await, Err(NoteIncidentError::Note(_))));
    assert!(matches!(note(&s.guide, "", "x").await, Err(NoteIncidentError::Nonce)));
    for stranger in [&s.base, &s.elder, &Actor::GUEST] {
        assert!(matches!(note(stranger, "empat", "x").await, Err(NoteIncidentError::Staff(_))));
    }
    let page = read_boarding(&w.deps, &s.guide, d).await.unwrap();
    let written: Vec<_> = page.incidents.iter().map(|i| (i.by.as_str(), i.note.lines().count())).collect();
    assert_eq!(written, [("Ujang", 2), ("Ratna", 1)]);
    let audited = "SELECT COUNT(*) AS n FROM audit WHERE action = 'heritage.incident_noted'";
    assert_eq!(w.deps.db.reader().fetch_one(sql(audited)).await.unwrap().get::<i64>("n").unwrap(), 2);
});

both_engines!(nothing_of_the_day_is_done_before_it, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let secret = ready(&w, &s, d, "satu", 2).await;
    let number = read(&w, &secret).await.number;
    w.pass(saturday().start_of_wib_day().since(w.deps.now()) - MINUTE);
    assert_eq!(show(&w, &s, d, "malam", Shown::Number(number.clone())).await.outcome, Outcome::Expired, "the day before");
    let count = async |nonce: &str| {
        let (nonce, way, note) = (nonce.to_owned(), Way::Out, String::new());
        count_heads(&w.deps, &s.guide, &CountHeads { nonce, departure: d, way, counted: 0, note, at: w.deps.now() }).await
    };
    assert!(matches!(count("malam").await, Err(BoardError::TooEarly)));
    w.pass(MINUTE);
    count("pagi").await.unwrap();
    assert_eq!(show(&w, &s, d, "pagi", Shown::Number(number)).await.outcome, Outcome::Admitted);
});

both_engines!(what_is_not_good_is_told_by_its_code, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let other = w.departure(&s, saturday().plus(7 * DAY)).await;
    let good = ready(&w, &s, d, "satu", 1).await;
    let elsewhere = ready(&w, &s, other, "lain", 1).await;
    let unpaid = w.confirm(&Actor::GUEST, d, "hutang", 1).await;
    let refused = w.confirm(&Actor::GUEST, d, "ditolak", 1).await;
    let held = w.hold(&Actor::GUEST, d, "ragu", 1).await;
    let moved = ready(&w, &s, d, "pindah", 1).await;
    let tickets = [text(&w, &unpaid).await, text(&w, &refused).await, text(&w, &elsewhere).await, text(&w, &moved).await];
    let ticket = text(&w, &good).await;
    let visitor = read(&w, &refused).await.visitors[0].id;
    refuse_visitor(&w.deps, &s.base, d, s.site("pusdikpal"), visitor, RefusalReason::Security, "").await.unwrap();
    let another_day = MoveBooking { from: d, to: other, expected_fee: Rupiah::ZERO };
    move_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&moved), another_day).await.unwrap();
    let number = read(&w, &held).await.number;
    let early = show(&w, &s, d, "dini", Shown::Ticket(ticket.clone())).await;
    assert_eq!(early.outcome, Outcome::Expired, "days before");
    to_the_day(&w);
    let mut forged = ticket.clone();
    forged.replace_range(100..101, if &ticket[100..101] == "A" { "B" } else { "A" });
    for (n, (shown, outcome)) in [
        (Shown::Ticket(tickets[0].clone()), Outcome::Unpaid),
        (Shown::Ticket(tickets[1].clone()), Outcome::Refused),
        (Shown::Ticket(tickets[2].clone()), Outcome::WrongDeparture),
        (Shown::Ticket(tickets[3].clone()), Outcome::WrongDeparture),
        (Shown::Ticket(forged), Outcome::Unknown),
        (Shown::Ticket(ticket[..90].to_owned()), Outcome::Unknown),
        (Shown::Ticket(String::new()), Outcome::Unknown),
        (Shown::Number("TR-000000-XXXXXXX".to_owned()), Outcome::Unknown),
        (Shown::Number(number), Outcome::Expired),
    ]
    .into_iter()
    .enumerate()
    {
        if n == 8 {
            run_tour_timers(&w.deps).await.unwrap();
        }
        assert_eq!(show(&w, &s, d, &format!("n{n}"), shown).await.outcome, outcome, "{n}");
    }
    assert_eq!(show(&w, &s, d, "akhir", Shown::Ticket(ticket)).await.outcome, Outcome::Admitted);
    let mut input = Redeem { nonce: String::new(), departure: d, shown: Shown::Number(String::new()), at: w.deps.now() };
    assert!(matches!(redeem(&w.deps, &s.guide, &input).await, Err(BoardError::Nonce)));
    "x".clone_into(&mut input.nonce);
    assert!(matches!(redeem(&w.deps, &s.base, &input).await, Err(BoardError::Staff(_))));
});

both_engines!(two_devices_at_once_let_one_in, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let helper = w.person("Asep", &[]).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    staff::appoint(&mut tx, s.tour.id, helper.person().unwrap(), Duty::Guide, w.deps.now()).await.unwrap();
    tx.commit().await.unwrap();
    let secret = ready(&w, &s, d, "satu", 2).await;
    let ticket = text(&w, &secret).await;
    to_the_day(&w);
    let scans: Vec<_> = (0..8)
        .map(|n| {
            let (deps, actor) = (w.deps.clone(), if n % 2 == 0 { s.guide.clone() } else { helper.clone() });
            let input = Redeem { nonce: format!("n{}", n / 4), departure: d, shown: Shown::Ticket(ticket.clone()), at: w.deps.now() };
            tokio::spawn(async move { (n, redeem(&deps, &actor, &input).await.unwrap().outcome) })
        })
        .collect();
    let mut admitted = Vec::new();
    for scan in scans {
        let (n, outcome) = scan.await.unwrap();
        if outcome == Outcome::Admitted {
            admitted.push((n % 2, n / 4));
        }
    }
    admitted.dedup();
    let first = admitted[0];
    assert!(admitted.iter().all(|a| *a == first), "one action of one device: {admitted:?}");
    assert_eq!(read(&w, &secret).await.state, BookingState::CheckedIn);
    w.assert_seats_add_up().await;
});

both_engines!(a_device_that_was_offline_tells_late, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let secret = ready(&w, &s, d, "satu", 2).await;
    let ticket = text(&w, &secret).await;
    to_the_day(&w);
    let at = w.deps.now();
    w.pass(DAY);
    run_tour_timers(&w.deps).await.unwrap();
    assert_eq!(read(&w, &secret).await.state, BookingState::NoShow);
    let mut input = Redeem { nonce: "lama".to_owned(), departure: d, shown: Shown::Ticket(ticket), at };
    let told = redeem(&w.deps, &s.guide, &input).await.unwrap();
    assert_eq!((told.outcome, read(&w, &secret).await.state), (Outcome::Admitted, BookingState::CheckedIn));
    input.at = w.deps.now().plus(DAY);
    "lagi".clone_into(&mut input.nonce);
    assert_eq!(redeem(&w.deps, &s.guide, &input).await.unwrap().outcome, Outcome::Expired, "by its own clock");
    w.assert_seats_add_up().await;
});

both_engines!(heads_are_counted_out_and_back, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let secret = ready(&w, &s, d, "satu", 3).await;
    to_the_day(&w);
    show(&w, &s, d, "a", Shown::Ticket(text(&w, &secret).await)).await;
    let count = async |nonce: &str, way, counted, note: &str| {
        let input = CountHeads { nonce: nonce.to_owned(), departure: d, way, counted, note: note.to_owned(), at: w.deps.now() };
        count_heads(&w.deps, &s.guide, &input).await.unwrap();
    };
    count("berangkat", Way::Out, 3, "").await;
    count("berangkat", Way::Out, 3, "").await;
    assert_eq!(read_boarding(&w.deps, &s.guide, d).await.unwrap().departure.state, DepartureState::Out);
    w.pass(5 * HOUR);
    count("pulang", Way::Back, 2, "Satu peserta pulang sendiri").await;
    let page = read_boarding(&w.deps, &s.officer, d).await.unwrap();
    assert_eq!(page.departure.state, DepartureState::Back);
    let counts: Vec<_> = page.counts.iter().map(|c| (c.way, c.counted, c.expected)).collect();
    assert_eq!(counts, [(Way::Out, 3, 3), (Way::Back, 2, 3)]);
    let input = CountHeads { nonce: "x".to_owned(), departure: d, way: Way::Out, counted: 3, note: String::new(), at: w.deps.now() };
    assert!(count_heads(&w.deps, &s.elder, &input).await.is_err());
});
