//! A tour begins as a draft: whoever opens it plans it, and nobody else sees it before it is published (`publish_tour.rs`).

use domain::heritage::staff::Duty;
use domain::heritage::tour_profile::{ProfileError, TourProfile, TypedProfile};
use domain::identity::actor::Actor;
use domain::kernel::ids::TourId;
use domain::kernel::slug::Slug;
use thiserror::Error;

use super::staff::{StaffError, require_officer, require_opener};
use super::store::tours::NewTour;
use super::store::{staff, tours};
use crate::audit;
use crate::db::{DbError, Tx};
use crate::deps::Deps;

/// Words that stand in addresses where the slug of a tour does.
const RESERVED: [&str; 4] = ["baru", "tempat", "foto", "pesanan"];

#[derive(Debug, Error)]
pub enum OpenTourError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    #[error("{} things are wrong", .0.len())]
    Profile(Vec<ProfileError>),
    #[error("another tour has this name")]
    NameTaken,
    #[error("this form has opened a tour already, with other words")]
    Opened,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// `id`: of the form, so that a form that is sent twice opens one tour.
pub async fn open_tour(deps: &Deps, actor: &Actor, id: TourId, typed: &TypedProfile) -> Result<Slug, OpenTourError> {
    let by = require_opener(&mut deps.db.reader(), actor).await?;
    let profile = typed.read().map_err(OpenTourError::Profile)?;
    let slug = Slug::from_name(&profile.name.id);
    if RESERVED.contains(&slug.as_str()) {
        return Err(OpenTourError::NameTaken);
    }
    let mut tx = deps.db.begin().await?;
    let new = NewTour { id, slug: &slug, profile: &profile, published: false, demo: false };
    if !tours::insert(&mut tx, &new).await? {
        return known(&mut tx, deps, actor, id, &profile).await;
    }
    staff::appoint(&mut tx, id, by, Duty::Officer, deps.now()).await?;
    audit::record(&mut tx, deps, actor, "heritage.tour_opened", &format!("tour:{id}"), &profile.name.id).await?;
    tx.commit().await?;
    Ok(slug)
}

/// The form came twice, or another tour has the name.
async fn known(tx: &mut Tx, deps: &Deps, actor: &Actor, id: TourId, profile: &TourProfile) -> Result<Slug, OpenTourError> {
    let Some(tour) = tours::by_id(tx, id, deps.now()).await? else { return Err(OpenTourError::NameTaken) };
    require_officer(tx, actor, id).await?;
    if TourProfile::from(&tour) == *profile { Ok(tour.slug) } else { Err(OpenTourError::Opened) }
}
