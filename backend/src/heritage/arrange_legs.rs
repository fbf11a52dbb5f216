//! The legs of a tour, arranged by its officer one step at a time. A step holds for departures that are planned from now on: each
//! departure has copies of its own.

use std::collections::BTreeSet;

use domain::heritage::route::{LegError, Route, RouteError, RouteLeg};
use domain::identity::actor::Actor;
use domain::kernel::ids::{LegId, SiteId, TourId};
use thiserror::Error;

use super::staff::{StaffError, require_officer};
use super::store::{sites, tour_legs, tours};
use crate::audit;
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::page_change::{PageTag, announce};

#[derive(Clone, Debug)]
pub enum LegStep {
    Add(RouteLeg),
    Change(RouteLeg),
    /// Before another one; none: to the end.
    Put {
        leg: LegId,
        before: Option<LegId>,
    },
    Remove(LegId),
}

#[derive(Debug, Error)]
pub enum ArrangeLegsError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    #[error("{} things are wrong", .0.len())]
    Leg(Vec<LegError>),
    #[error(transparent)]
    Route(#[from] RouteError),
    #[error("a tour that everybody sees has somewhere to go")]
    LastLeg,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// In their order, each with its id.
pub async fn read_route(deps: &Deps, actor: &Actor, tour: TourId) -> Result<Route, StaffError> {
    let mut run = deps.db.reader();
    require_officer(&mut run, actor, tour).await?;
    Ok(tour_legs::route(&mut run, tour).await?)
}

/// Sent twice it is done once.
pub async fn arrange_legs(deps: &Deps, actor: &Actor, tour: TourId, step: &LegStep) -> Result<(), ArrangeLegsError> {
    require_officer(&mut deps.db.reader(), actor, tour).await?;
    let mut tx = deps.db.begin().await?;
    tours::lock(&mut tx, tour).await?;
    let before = tour_legs::route(&mut tx, tour).await?;
    let mut after = before.clone();
    let what = take(&mut tx, &mut after, step).await?;
    if after == before {
        return Ok(());
    }
    let published = tours::by_id(&mut tx, tour, deps.now()).await?.is_some_and(|t| t.published);
    if published && after.is_empty() {
        return Err(ArrangeLegsError::LastLeg);
    }
    tour_legs::write(&mut tx, tour, &after).await?;
    let called: BTreeSet<SiteId> = before.sites().chain(after.sites()).collect();
    let tags: Vec<PageTag> = called.into_iter().map(PageTag::Place).chain([PageTag::Tour(tour)]).collect();
    announce(&mut tx, deps.now(), &tags).await?;
    audit::record(&mut tx, deps, actor, "heritage.legs_arranged", &format!("tour:{tour}"), &what).await?;
    Ok(tx.commit().await?)
}

/// What was done, for whoever asks later.
async fn take(tx: &mut Tx, route: &mut Route, step: &LegStep) -> Result<String, ArrangeLegsError> {
    let named = |route: &Route, id| route.find(id).map_or_else(String::new, |l| l.plan.name.id.clone());
    match step {
        LegStep::Add(leg) => {
            let leg = sound(tx, leg).await?;
            let what = format!("added {}", leg.plan.name.id);
            route.add(leg)?;
            Ok(what)
        }
        LegStep::Change(leg) => {
            let leg = sound(tx, leg).await?;
            let what =
                format!("changed {}: {}, {} min, {} persons", leg.plan.name.id, leg.plan.kind.code(), leg.plan.minutes, leg.plan.capacity);
            route.change(leg)?;
            Ok(what)
        }
        LegStep::Put { leg, before } => {
            route.put(*leg, *before)?;
            Ok(format!("moved {}", named(route, *leg)))
        }
        LegStep::Remove(id) => {
            let what = format!("removed {}", named(route, *id));
            route.remove(*id);
            Ok(what)
        }
    }
}

async fn sound(tx: &mut Tx, leg: &RouteLeg) -> Result<RouteLeg, ArrangeLegsError> {
    let ids: Vec<SiteId> = leg.plan.site.into_iter().collect();
    // Whoever changes the kind of a site waits, and then finds the leg.
    sites::lock(tx, &ids).await?;
    let at = sites::by_ids(tx, &ids).await?.pop().map(|s| s.kind);
    Ok(RouteLeg { id: leg.id, plan: leg.plan.read(at).map_err(ArrangeLegsError::Leg)? })
}
