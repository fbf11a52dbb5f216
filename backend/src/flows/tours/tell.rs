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
use crate::links;
use crate::notices::Notice;

/// `occasion`: the same one is told once.
pub(crate) async fn tell_party(tx: &mut Tx, deps: &Deps, booking: &Booking, what: TourEvent, occasion: &str) -> Result<(), DbError> {
    let person = booking_reads::person_of(tx, booking.id).await?;
    let c = &booking.contact;
    let to = Reader { person, name: c.name.clone(), email: c.email.as_ref().map(ToString::to_string), locale: booking.locale };
    let news = TourNews { number: booking.number.clone(), tour: booking.tour_name.clone(), starts_at: booking.starts_at, what };
    let href = match news.what {
        TourEvent::Thanks { .. } => links::thanks(&booking.secret),
        _ => links::booking(&booking.secret),
    };
    let occasion = format!("tour:{occasion}:{}", booking.id);
    // Neither an inbox nor an address: a planner calls.
    if to.person.is_none() && to.email.is_none() && c.phone.is_some() && news.what.wants_a_call() {
        calls::insert(tx, deps, booking, &news, &occasion).await?;
    }
    tell(tx, deps, &[Message { to: &to, notice: Notice::Tour(news), href, occasion }]).await
}

/// What is still to be brought to the meeting point.
pub(super) fn to_bring(booking: &Booking) -> (Rupiah, Grams) {
    (booking.due(TenderKind::Cash), booking.pledge_due().iter().map(|l| l.amount).sum())
}
