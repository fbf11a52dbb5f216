//! What a tour costs now, and what is set for later. For everybody.

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
}

pub async fn list_fares(deps: &Deps, tour: &Slug) -> Result<Option<FareTable>, DbError> {
    let mut run = deps.db.reader();
    let now = deps.now();
    let Some(tour) = tours::find(&mut run, tour, now).await? else { return Ok(None) };
    let all = fares::of_tour(&mut run, tour.id).await?;
    let table = FareTable { now: Tariff::at(&all, now), coming: all.into_iter().filter(|f| f.from > now).collect() };
    Ok(Some(table))
}
