//! What a tour costs now, what is set for later, and what it cost before. For its officers.

use domain::heritage::fare::{Fare, Tariff};
use domain::identity::actor::Actor;
use domain::kernel::ids::TourId;

use super::staff::{StaffError, require_officer};
use super::store::fares;
use crate::deps::Deps;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FareTable {
    pub now: Tariff,
    /// By the day on which each begins.
    pub coming: Vec<Fare>,
    /// Replaced by those that hold now; the last first.
    pub past: Vec<Fare>,
}

pub async fn list_fares(deps: &Deps, actor: &Actor, tour: TourId) -> Result<FareTable, StaffError> {
    let mut run = deps.db.reader();
    let now = deps.now();
    require_officer(&mut run, actor, tour).await?;
    let all = fares::of_tour(&mut run, tour).await?;
    let tariff = Tariff::at(&all, now);
    let (coming, begun): (Vec<Fare>, Vec<Fare>) = all.into_iter().partition(|f| f.from > now);
    let past = begun.into_iter().rev().filter(|f| !tariff.fares().contains(f)).collect();
    Ok(FareTable { now: tariff, coming, past })
}
