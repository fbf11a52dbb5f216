//! A guest holds seats by typing a name: of one contact a few, of one network with a wide margin.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use backend::both_engines;
use backend::flows::tours::cancel::cancel_booking;
use backend::heritage::book_party::{BookParty, BookPartyError, Booked, book_party};
use backend::heritage::limit_guest::GuestLimit;
use backend::heritage::read_booking::BookingKey;
use backend::heritage::set_terms::set_terms;
use backend::settings::change_booking_limits;
use backend::testing::heritage::{party, saturday};
use backend::testing::world::World;
use domain::heritage::booking_limits::BookingLimits;
use domain::heritage::contact::Contact;
use domain::heritage::terms::Terms;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::{DAY, HOUR};
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;

fn of(contact: &Contact, d: DepartureId, key: &str, persons: usize) -> BookParty {
    BookParty { contact: contact.clone(), ..party(d, key, persons) }
}

fn siti() -> Contact {
    Contact::parse("Siti", "0812 3456 7890", "").unwrap()
}

async fn book(w: &World, form: &BookParty) -> Result<Booked, BookPartyError> {
    book_party(&w.deps, &Actor::GUEST, form).await
}

fn open(result: Result<Booked, BookPartyError>) -> (i64, i64) {
    match result {
        Err(BookPartyError::Guest(GuestLimit::Open(o))) => (o.bookings, o.seats),
        other => panic!("{other:?}"),
    }
}

both_engines!(a_contact_holds_a_few_bookings_until_it_pays_or_cancels, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let mut made = Vec::new();
    for key in ["a", "b", "c"] {
        made.push(book(&w, &of(&siti(), d, key, 1)).await.unwrap());
    }
    assert_eq!(open(book(&w, &of(&siti(), d, "d", 1)).await), (3, 3));
    assert_eq!(book(&w, &of(&siti(), d, "a", 1)).await.unwrap(), made[0], "the same form again is the same booking");
    // By the address alone, and written otherwise, it is the same contact.
    let other = Contact::parse("Orang Lain", "+62 812-3456-7890", "lain@example.id").unwrap();
    assert_eq!(open(book(&w, &of(&other, d, "e", 1)).await), (3, 3));
    book(&w, &of(&Contact::parse("Budi", "0812 0000 0001", "").unwrap(), d, "f", 1)).await.unwrap();
    let shopper = w.person("Rina", &[]).await;
    for key in ["g", "h", "i", "j"] {
        book_party(&w.deps, &shopper, &of(&siti(), d, key, 1)).await.unwrap();
    }
    cancel_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&made[1].secret), Rupiah::ZERO).await.unwrap();
    book(&w, &of(&siti(), d, "k", 1)).await.unwrap();
    w.assert_seats_add_up().await;
});

both_engines!(a_real_group_is_not_hindered, |w| {
    let s = w.sightseeing().await;
    let terms = Terms { largest_party: 20, ..s.tour.terms };
    set_terms(&w.deps, &s.officer, s.tour.id, &terms, w.deps.now()).await.unwrap();
    let d = w.departure(&s, saturday()).await;
    let next = w.departure(&s, saturday().plus(7 * DAY)).await;
    book(&w, &of(&siti(), d, "kelas 5", 20)).await.unwrap();
    book(&w, &of(&siti(), d, "guru", 5)).await.unwrap();
    assert_eq!(open(book(&w, &of(&siti(), next, "kelas 6", 20)).await), (2, 25), "25 seats are open, and 20 more are too many");
    book(&w, &of(&siti(), next, "wali", 5)).await.unwrap();
    w.assert_seats_add_up().await;
});

both_engines!(two_at_once_do_not_slip_through, |w| {
    let s = w.sightseeing().await;
    let (d, next) = (w.departure(&s, saturday()).await, w.departure(&s, saturday().plus(7 * DAY)).await);
    let sent: Vec<_> = (0..10)
        .map(|n| {
            let (deps, form) = (w.deps.clone(), of(&siti(), if n % 2 == 0 { d } else { next }, &format!("n{n}"), 1));
            tokio::spawn(async move { book_party(&deps, &Actor::GUEST, &form).await.is_ok() })
        })
        .collect();
    let mut made = 0;
    for one in sent {
        made += i64::from(one.await.unwrap());
    }
    assert_eq!(made, BookingLimits::default().open_per_contact);
    w.assert_seats_add_up().await;
});

both_engines!(whoever_books_and_lets_go_again_and_again_is_told_to_wait, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    for n in 0..10 {
        let made = book(&w, &of(&siti(), d, &format!("n{n}"), 1)).await.unwrap();
        cancel_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&made.secret), Rupiah::ZERO).await.unwrap();
    }
    let refused = book(&w, &of(&siti(), d, "lagi", 1)).await;
    assert!(matches!(refused, Err(BookPartyError::Guest(GuestLimit::Often { .. }))), "{refused:?}");
    w.pass(DAY);
    book(&w, &of(&siti(), d, "besok", 1)).await.unwrap();
    w.assert_seats_add_up().await;
});

both_engines!(a_network_has_a_wide_margin_that_an_admin_sets, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let admin = w.person("Yayan", &[Role::Admin]).await;
    let limits = BookingLimits { hourly_per_address: 2, ..BookingLimits::default() };
    assert!(change_booking_limits(&w.deps, &s.officer, limits).await.is_err());
    change_booking_limits(&w.deps, &admin, limits).await.unwrap();
    for key in ["a", "b"] {
        book(&w, &party(d, key, 1)).await.unwrap();
    }
    let refused = book(&w, &party(d, "c", 1)).await;
    assert!(matches!(refused, Err(BookPartyError::Guest(GuestLimit::Often { .. }))), "{refused:?}");
    let elsewhere = BookParty { address: "198.51.100.4".to_owned(), ..party(d, "c", 1) };
    book(&w, &elsewhere).await.unwrap();
    w.pass(HOUR);
    book(&w, &party(d, "d", 1)).await.unwrap();
    // What was refused has not been counted, and holds nothing.
    w.assert_seats_add_up().await;
});
