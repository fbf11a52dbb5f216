//! The key of a booking form: it is made with the form, and the form makes one booking.

use domain::identity::actor::Actor;

use super::store::bookings::{self, KnownBooking};
use crate::db::{DbError, Run};

/// Its field of the form.
pub(super) const KEY: &str = "key";
const MAX_KEY: usize = 100;

/// With the owner in front, so that another's key finds nothing. `None`: there is no key.
pub(super) fn key_of(actor: &Actor, typed: &str) -> Option<String> {
    let typed = typed.trim();
    let owner = match actor {
        Actor::Person { id, .. } => id.to_string(),
        Actor::Guest { session: Some(session) } => session.to_string(),
        Actor::Guest { session: None } | Actor::System => "guest".to_owned(),
    };
    (!typed.is_empty() && typed.len() <= MAX_KEY).then(|| format!("{owner}:{typed}"))
}

/// What the form has made already: sent by its owner, or by a visitor without a session, whom keeping the form has given one
/// meanwhile.
pub(super) async fn find_made(run: &mut impl Run, actor: &Actor, typed: &str) -> Result<Option<KnownBooking>, DbError> {
    let (Some(own), Some(before)) = (key_of(actor, typed), key_of(&Actor::GUEST, typed)) else { return Ok(None) };
    bookings::find_by_keys(run, &own, &before).await
}
