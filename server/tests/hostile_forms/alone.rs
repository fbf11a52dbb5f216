//! A party that left a number alone, and has to be called: so that there is a form that says it was.

use backend::flows::tours::close::cancel_departure;
use backend::flows::tours::pay::pay_tour;
use backend::heritage::book_party::{BookParty, book_party};
use backend::heritage::read_booking::BookingKey;
use backend::testing::heritage::{Sightseeing, cash, party, saturday};
use backend::testing::world::World;
use domain::heritage::contact::Contact;
use domain::identity::actor::Actor;
use domain::kernel::clock::DAY;

pub async fn to_call(w: &World, s: &Sightseeing) {
    let departure = w.departure(s, saturday().plus(14 * DAY)).await;
    let contact = Contact::parse("Neng Siti", "0812-0000-1111", "").unwrap();
    let alone = BookParty { contact, ..party(departure, "telepon", 1) };
    let secret = book_party(&w.deps, &Actor::GUEST, &alone).await.unwrap().secret;
    pay_tour(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret), &cash()).await.unwrap();
    cancel_departure(&w.deps, &s.officer, departure, "bus rusak").await.unwrap();
}
