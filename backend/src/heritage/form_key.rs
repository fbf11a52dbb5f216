//! The key of a booking form: 256 random bits that are made with the form and stand on its page alone. The form makes one booking,
//! whoever presses it: a visitor without a session, the guest whom keeping the form has given one, the person who has logged in
//! meanwhile. So nobody stands in the key; who is told what it has made is asked of the booking.

use domain::identity::actor::Actor;

use super::store::bookings::{self, KnownBooking};
use crate::db::{DbError, Run};

/// Its field of the form.
pub(super) const KEY: &str = "key";
const MAX_KEY: usize = 100;

/// With a word in front, so that nothing that is typed is the name of a device's action. `None`: there is no key.
pub(super) fn key_of(typed: &str) -> Option<String> {
    let typed = typed.trim();
    (!typed.is_empty() && typed.len() <= MAX_KEY).then(|| format!("form:{typed}"))
}

/// Nobody guesses a key, but a page may have been left open: what a person has booked is told to that person alone. A guest has
/// nothing to show but the key.
pub(super) fn is_told(known: &KnownBooking, actor: &Actor) -> bool {
    known.person.is_none_or(|person| actor.person() == Some(person))
}

/// What the form has made already, for who may know it.
pub(super) async fn find_made(run: &mut impl Run, actor: &Actor, typed: &str) -> Result<Option<KnownBooking>, DbError> {
    let Some(key) = key_of(typed) else { return Ok(None) };
    Ok(bookings::find_by_key(run, &key).await?.filter(|known| is_told(known, actor)))
}
