//! What there is to see: the tours, and the sites on the map. For everybody.

use domain::heritage::site::Site;
use domain::heritage::tour::TourCard;

use super::store::{sites, tours};
use crate::db::DbError;
use crate::deps::Deps;

pub async fn list_tours(deps: &Deps) -> Result<Vec<TourCard>, DbError> {
    Ok(tours::published(&mut deps.db.reader(), deps.now()).await?.iter().map(TourCard::from).collect())
}

pub async fn list_sites(deps: &Deps) -> Result<Vec<Site>, DbError> {
    sites::all(&mut deps.db.reader()).await
}
