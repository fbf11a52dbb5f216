//! A tour with its legs, fares and terms as they hold now: for everybody while it is published, always for parties and staff.

use domain::heritage::tour::Tour;
use domain::identity::actor::Actor;
use domain::kernel::slug::Slug;

use super::staff::{StaffError, require_duty_of};
use super::store::tours;
use crate::db::DbError;
use crate::deps::Deps;

/// `None`: there is none, or it is not published.
pub async fn read_tour(deps: &Deps, slug: &Slug) -> Result<Option<Tour>, DbError> {
    tours::find(&mut deps.db.reader(), slug, deps.now()).await
}

/// For whoever has a booking: the tour may have been hidden since.
pub async fn read_booked_tour(deps: &Deps, slug: &Slug) -> Result<Option<Tour>, DbError> {
    tours::find_any(&mut deps.db.reader(), slug, deps.now()).await
}

/// For those who work for it, drafts as well.
pub async fn read_own_tour(deps: &Deps, actor: &Actor, slug: &Slug) -> Result<Tour, StaffError> {
    actor.require_person()?;
    let mut run = deps.db.reader();
    let tour = tours::find_any(&mut run, slug, deps.now()).await?.ok_or(StaffError::NotFound)?;
    require_duty_of(&mut run, actor, tour.id).await?;
    Ok(tour)
}
