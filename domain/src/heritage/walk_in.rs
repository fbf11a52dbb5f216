//! Somebody stands at the meeting point without a booking: may they come along?

use thiserror::Error;

use super::departure::{Consent, Departure, DepartureState, NotBookable};
use super::tour::Tour;
use crate::kernel::bilingual::Bilingual;
use crate::kernel::clock::Timestamp;

/// Why nobody comes along without a booking, whatever seats are left.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoWalkIn {
    /// The tour is hidden: those who have booked leave, and nobody is added to them.
    #[error("the tour takes nobody any more")]
    Withdrawn,
    /// It is for another day, which has not come: they book, or the day was mistaken.
    #[error("the day has not come")]
    NotYet,
    /// It is on its way, or over.
    #[error("the departure has left")]
    Left,
    #[error(transparent)]
    NotBookable(#[from] NotBookable),
    /// A base wants to know who comes, and had to be told earlier.
    #[error("a base had to know until {until:?}")]
    ListClosed { site: Bilingual, until: Timestamp },
}

/// `left_at`: when heads were counted on the way out; `at`: when somebody stood there, by the device. The lead times of sites
/// that ask for no names do not matter: they know that the departure comes, and its legs say how many.
///
/// A walk-in is a booking made on the spot, so a tour that is withdrawn sells none, whatever seats a departure has left that still
/// goes: to hide a tour is how its officers end its sale, and who stands at the meeting point neither knows why nor decides it.
pub fn may_walk_in(tour: &Tour, departure: &Departure, left_at: Option<Timestamp>, at: Timestamp) -> Result<(), NoWalkIn> {
    if !tour.published {
        return Err(NoWalkIn::Withdrawn);
    }
    match (departure.state, departure.consent) {
        (DepartureState::Cancelled, _) => return Err(NotBookable::Cancelled.into()),
        (_, Consent::Refused) => return Err(NotBookable::RefusedByVillage.into()),
        (_, Consent::Waiting) => return Err(NotBookable::AwaitsVillage.into()),
        (_, Consent::NotNeeded | Consent::Given) => {}
    }
    if departure.legs.iter().any(|l| l.closed) {
        return Err(NotBookable::SiteClosed.into());
    }
    if !departure.has_come(at) {
        return Err(NoWalkIn::NotYet);
    }
    if at > left_at.unwrap_or(departure.ends_at) {
        return Err(NoWalkIn::Left);
    }
    for site in tour.legs.iter().filter_map(|l| l.site.as_ref()) {
        let visit = departure.legs.iter().find(|l| l.site == Some(site.id)).map(|l| l.starts_at);
        let until = site.rules.as_ref().zip(visit).and_then(|(rules, visit)| rules.listed_until(visit));
        if let Some(until) = until.filter(|until| at > *until) {
            return Err(NoWalkIn::ListClosed { site: site.name.clone(), until });
        }
    }
    Ok(())
}

/// May a device write down walk-ins while it is alone? Not where a site asks for papers: what identifies people is not kept on
/// phones.
pub fn may_walk_in_offline(tour: &Tour, departure: &Departure, left_at: Option<Timestamp>, at: Timestamp) -> bool {
    let asked = tour.legs.iter().filter_map(|l| l.site.as_ref()?.rules.as_ref()).any(|rules| !rules.identity.is_empty());
    !asked && departure.left() > 0 && may_walk_in(tour, departure, left_at, at).is_ok()
}
