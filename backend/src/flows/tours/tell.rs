//! Telling a party.

use domain::heritage::booking::Booking;
use domain::heritage::news::{TourEvent, TourNews};
use domain::heritage::tender::TenderKind;
use domain::kernel::money::Rupiah;
use domain::kernel::weight::Grams;

use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::flows::notify::{Message, Reader, tell};
use crate::heritage::store::{booking_reads, calls};
use crate::identity::account;
use crate::links;
use crate::notices::Notice;

/// `occasion`: the same one stands once in an inbox and among the calls; a mail is sent each time.
pub(crate) async fn tell_party(tx: &mut Tx, deps: &Deps, booking: &Booking, what: TourEvent, occasion: &str) -> Result<(), DbError> {
    let to = reader(tx, booking).await?;
    let news = TourNews { number: booking.number.clone(), tour: booking.tour_name.clone(), starts_at: booking.starts_at, what };
    let href = match news.what {
        TourEvent::Thanks { .. } => links::thanks(&booking.secret),
        _ => links::booking(&booking.secret),
    };
    let occasion = format!("tour:{occasion}:{}", booking.id);
    // No mail reaches it: a planner calls. An inbox is looked into by whoever happens to log in, and that may be after the day.
    if to.email.is_none() && booking.contact.phone.is_some() && news.what.wants_a_call() {
        calls::insert(tx, deps, booking, &news, &occasion).await?;
    }
    tell(tx, deps, &[Message { to: &to, notice: Notice::Tour(news), href, occasion }]).await
}

/// Told at the address given with the booking, or at that of the account.
async fn reader(tx: &mut Tx, booking: &Booking) -> Result<Reader, DbError> {
    let person = booking_reads::person_of(tx, booking.id).await?;
    let email = match (booking.contact.email.clone(), person) {
        (None, Some(person)) => account::contact(tx, person).await?.and_then(|c| c.email),
        (typed, _) => typed,
    };
    Ok(Reader { person, name: booking.contact.name.clone(), email: email.map(|e| e.to_string()), locale: booking.locale })
}

/// What is still to be brought to the meeting point.
pub(super) fn to_bring(booking: &Booking) -> (Rupiah, Grams) {
    (booking.due(TenderKind::Cash), booking.pledge_due().iter().map(|l| l.amount).sum())
}
