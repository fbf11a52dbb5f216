//! What is told of a tour, changed by its officer. Its address stays; its way is arranged in `arrange_legs.rs`. Departures have no
//! meeting point of their own: whoever is sure to come is told in the same transaction when it changes.

use domain::heritage::booking::BookingState;
use domain::heritage::departure::DepartureState;
use domain::heritage::news::TourEvent;
use domain::heritage::tour::MeetingPoint;
use domain::heritage::tour_profile::{ProfileError, TourProfile, TypedProfile};
use domain::identity::actor::Actor;
use domain::kernel::clock::DAY;
use domain::kernel::ids::{PersonId, TourId};
use thiserror::Error;

use super::foresee::AHEAD;
use super::staff::{StaffError, require_officer};
use super::store::{booking_reads, bookings, calls, departures, tours};
use crate::audit;
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::flows::tours::tell::tell_party;
use crate::page_change::{PageTag, announce};

#[derive(Debug, Error)]
pub enum ChangeTourError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    #[error("{} things are wrong", .0.len())]
    Profile(Vec<ProfileError>),
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn change_tour(deps: &Deps, actor: &Actor, id: TourId, typed: &TypedProfile) -> Result<(), ChangeTourError> {
    let by = require_officer(&mut deps.db.reader(), actor, id).await?;
    let after = typed.read().map_err(ChangeTourError::Profile)?;
    let mut tx = deps.db.begin().await?;
    tours::lock(&mut tx, id).await?;
    let tour = tours::by_id(&mut tx, id, deps.now()).await?.ok_or(StaffError::NotFound)?;
    let before = TourProfile::from(&tour);
    let changed = changes(&before, &after);
    if changed.is_empty() {
        return Ok(());
    }
    tours::update(&mut tx, id, &after).await?;
    if before.meeting.has_moved(&after.meeting) {
        tell_parties(&mut tx, deps, id, &after.meeting, by).await?;
    }
    let mut tags = vec![PageTag::Tour(id)];
    // The pages of its places name it.
    tags.extend(tour.legs.iter().filter_map(|leg| Some(PageTag::Place(leg.site.as_ref()?.id))));
    announce(&mut tx, deps.now(), &tags).await?;
    audit::record(&mut tx, deps, actor, "heritage.tour_changed", &format!("tour:{id}"), &changed.join(", ")).await?;
    Ok(tx.commit().await?)
}

/// Under the locks of the departures, so that nobody's booking is confirmed or moved beside them.
async fn tell_parties(tx: &mut Tx, deps: &Deps, tour: TourId, to: &MeetingPoint, by: PersonId) -> Result<(), DbError> {
    let now = deps.now();
    let mut planned = departures::between(tx, tour, now, now.plus(AHEAD + DAY)).await?;
    planned.retain(|d| d.state == DepartureState::Planned);
    planned.sort_by_key(|d| d.id);
    for d in &planned {
        departures::lock(tx, d.id).await?;
        for b in booking_reads::live_of(tx, d.id).await? {
            // Whose day is closed knows that it will not be as planned.
            if b.state != BookingState::Confirmed || b.offered {
                continue;
            }
            calls::forget_meeting_point(tx, b.id).await?;
            bookings::record(tx, deps, b.id, "meeting_point", Some(by), &to.name.id).await?;
            let what = TourEvent::MeetingPoint { place: to.name.clone(), address: to.address.clone(), hint: to.hint.clone() };
            // Each change is news, also one back to where it was.
            tell_party(tx, deps, &b, what, &format!("meeting_point:{}", b.records.len())).await?;
        }
    }
    Ok(())
}

fn changes(before: &TourProfile, after: &TourProfile) -> Vec<String> {
    [
        (before.name != after.name).then(|| format!("name {}", after.name.id)),
        (before.story != after.story).then(|| "story".to_owned()),
        (before.meeting != after.meeting).then(|| format!("meeting {}", after.meeting.name.id)),
        (before.languages != after.languages).then(|| "languages".to_owned()),
        (before.access != after.access).then(|| "access".to_owned()),
        (before.bring != after.bring).then(|| "bring".to_owned()),
        (before.conduct != after.conduct).then(|| "conduct".to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}
