//! What a tour costs now, what is set for later, and what it cost before. For everybody.

use domain::heritage::fare::{Fare, Tariff};
use domain::kernel::slug::Slug;

use super::store::{fares, tours};
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FareTable {
    pub now: Tariff,
    /// By the day on which each begins.
    pub coming: Vec<Fare>,
    /// Replaced by those that hold now; the last first.
    pub past: Vec<Fare>,
}

pub async fn list_fares(deps: &Deps, tour: &Slug) -> Result<Option<FareTable>, DbError> {
    let mut run = deps.db.reader();
    let now = deps.now();
    let Some(tour) = tours::find(&mut run, tour, now).await? else { return Ok(None) };
    let all = fares::of_tour(&mut run, tour.id).await?;
    let tariff = Tariff::at(&all, now);
    let (coming, begun): (Vec<Fare>, Vec<Fare>) = all.into_iter().partition(|f| f.from > now);
    let past = begun.into_iter().rev().filter(|f| !tariff.fares().contains(f)).collect();
    Ok(Some(FareTable { now: tariff, coming, past }))
}
