//! What is told of a tour, changed by its officer. Its address stays; its way is arranged in `arrange_legs.rs`.

use domain::heritage::tour_profile::{ProfileError, TourProfile, TypedProfile};
use domain::identity::actor::Actor;
use domain::kernel::ids::TourId;
use thiserror::Error;

use super::staff::{StaffError, require_officer};
use super::store::tours;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
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
    require_officer(&mut deps.db.reader(), actor, id).await?;
    let after = typed.read().map_err(ChangeTourError::Profile)?;
    let mut tx = deps.db.begin().await?;
    tours::lock(&mut tx, id).await?;
    let tour = tours::by_id(&mut tx, id, deps.now()).await?.ok_or(StaffError::NotFound)?;
    let changed = changes(&TourProfile::from(&tour), &after);
    if changed.is_empty() {
        return Ok(());
    }
    tours::update(&mut tx, id, &after).await?;
    let mut tags = vec![PageTag::Tour(id)];
    // The pages of its places name it.
    tags.extend(tour.legs.iter().filter_map(|leg| Some(PageTag::Place(leg.site.as_ref()?.id))));
    announce(&mut tx, deps.now(), &tags).await?;
    audit::record(&mut tx, deps, actor, "heritage.tour_changed", &format!("tour:{id}"), &changed.join(", ")).await?;
    Ok(tx.commit().await?)
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
