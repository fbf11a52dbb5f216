//! What there is to see: the tours, and the sites on the map. For everybody; and the tours that somebody works for.

use domain::heritage::site::Site;
use domain::heritage::tour::TourCard;
use domain::identity::actor::Actor;

use super::staff::StaffError;
use super::store::{sites, tours};
use crate::db::DbError;
use crate::deps::Deps;

pub async fn list_tours(deps: &Deps) -> Result<Vec<TourCard>, DbError> {
    Ok(tours::published(&mut deps.db.reader(), deps.now()).await?.iter().map(TourCard::from).collect())
}

/// Drafts as well.
pub async fn list_own_tours(deps: &Deps, actor: &Actor) -> Result<Vec<TourCard>, StaffError> {
    let person = actor.require_person()?;
    Ok(tours::of_staff(&mut deps.db.reader(), person, deps.now()).await?.iter().map(TourCard::from).collect())
}

pub async fn list_sites(deps: &Deps) -> Result<Vec<Site>, DbError> {
    sites::all(&mut deps.db.reader()).await
}
