//! Whether everybody sees a tour. A tour that is hidden again keeps its departures, and its parties their pages; nobody books, not at
//! the meeting point either, nobody moves up from a waiting list, and only a party whose day was closed or cancelled moves.

use domain::heritage::readiness::Readiness;
use domain::identity::actor::Actor;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::TourId;
use thiserror::Error;

use super::move_up::move_up;
use super::staff::{StaffError, require_officer};
use super::store::{booking_reads, departures, fares, rules, tour_legs, tours};
use crate::audit;
use crate::db::{DbError, Run};
use crate::deps::Deps;
use crate::page_change::{PageTag, announce};

#[derive(Debug, Error)]
pub enum PublishTourError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    #[error("something is still to be done: {0:?}")]
    NotReady(Readiness),
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn read_readiness(deps: &Deps, actor: &Actor, tour: TourId) -> Result<Readiness, StaffError> {
    let mut run = deps.db.reader();
    require_officer(&mut run, actor, tour).await?;
    Ok(readiness(&mut run, tour, deps.now()).await?)
}

async fn readiness(run: &mut impl Run, tour: TourId, at: Timestamp) -> Result<Readiness, DbError> {
    Ok(Readiness {
        legs: !tour_legs::route(run, tour).await?.is_empty(),
        fares: !fares::of_tour(run, tour).await?.is_empty(),
        terms: rules::terms(run, &[tour], at).await?.contains_key(&tour),
    })
}

/// Published already, it stays so.
pub async fn publish_tour(deps: &Deps, actor: &Actor, tour: TourId) -> Result<(), PublishTourError> {
    show(deps, actor, tour, true).await
}

/// Hidden already, it stays so.
pub async fn hide_tour(deps: &Deps, actor: &Actor, tour: TourId) -> Result<(), PublishTourError> {
    show(deps, actor, tour, false).await
}

async fn show(deps: &Deps, actor: &Actor, tour: TourId, published: bool) -> Result<(), PublishTourError> {
    require_officer(&mut deps.db.reader(), actor, tour).await?;
    let mut tx = deps.db.begin().await?;
    // Nobody takes its last leg away meanwhile.
    tours::lock(&mut tx, tour).await?;
    let ready = readiness(&mut tx, tour, deps.now()).await?;
    if published && !ready.is_ready() {
        return Err(PublishTourError::NotReady(ready));
    }
    if !tours::set_published(&mut tx, tour, published).await? {
        return Ok(());
    }
    if published {
        // Seats came back while it took nobody: who has waited comes before who books now.
        for departure in booking_reads::waited_for(&mut tx, tour).await? {
            departures::lock(&mut tx, departure).await?;
            move_up(&mut tx, deps, departure).await?;
        }
    }
    // Lists of tours, the pages of its places, the map of the site: none of them has its tag while it is not there.
    announce(&mut tx, deps.now(), &[PageTag::Site]).await?;
    let action = if published { "heritage.tour_published" } else { "heritage.tour_hidden" };
    audit::record(&mut tx, deps, actor, action, &format!("tour:{tour}"), "").await?;
    Ok(tx.commit().await?)
}
