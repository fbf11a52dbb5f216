//! What an operator works with: the counters they stand at, and what is taken today for how much.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{PersonId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::wastebank::material::{Material, MaterialCode};
use domain::wastebank::price::Tier;
use domain::wastebank::rules::WasteRules;
use domain::wastebank::unit::Unit;
use thiserror::Error;

use super::store::{materials, prices, rules, units};
use crate::db::{DbError, Run};
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum CounterError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Also one where somebody else stands.
    #[error("no such counter")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The counters of this person; none for everybody who is not an operator.
pub async fn list_counters(deps: &Deps, actor: &Actor) -> Result<Vec<Unit>, CounterError> {
    let person = actor.require_person()?;
    let found = units::of_operator(&mut deps.db.reader(), person).await?;
    Ok(found.into_iter().map(|(unit, _)| unit).collect())
}

/// The operator behind this counter, or nobody's business.
pub(crate) async fn require_operator(run: &mut impl Run, actor: &Actor, unit: WasteUnitId) -> Result<PersonId, CounterError> {
    let person = actor.require_person()?;
    if units::is_operator(run, unit, person).await? { Ok(person) } else { Err(CounterError::NotFound) }
}

/// What is taken now, each material with its price for members. What has no price is not taken.
pub async fn taken_now(deps: &Deps) -> Result<Vec<(Material, Rupiah)>, DbError> {
    taken_at(deps, deps.now()).await
}

/// The same of another moment, as far as it is known.
pub async fn taken_at(deps: &Deps, at: Timestamp) -> Result<Vec<(Material, Rupiah)>, DbError> {
    let mut run = deps.db.reader();
    let rates = prices::rates(&mut run, Tier::Member, at).await?;
    let all = materials::all(&mut run).await?;
    Ok(all.into_iter().filter_map(|m| rates.get(&m.code).map(|rate| (m.clone(), *rate))).collect())
}

/// What is taken now, with the price of now, and as far as it is known still then: for what is promised today and brought later.
pub async fn taken_until(deps: &Deps, then: Timestamp) -> Result<Vec<(Material, Rupiah)>, DbError> {
    let still = prices::rates(&mut deps.db.reader(), Tier::Member, then).await?;
    let mut taken = taken_now(deps).await?;
    taken.retain(|(m, _)| still.contains_key(&m.code));
    Ok(taken)
}

/// What has a price for members at a moment, as far as it is known.
pub(crate) async fn taken_codes(run: &mut impl Run, at: Timestamp) -> Result<Vec<MaterialCode>, DbError> {
    Ok(prices::rates(run, Tier::Member, at).await?.into_keys().collect())
}

/// The rules of a moment, for who works at a counter.
pub async fn rules_at(deps: &Deps, at: Timestamp) -> Result<WasteRules, DbError> {
    rules::in_force(&mut deps.db.reader(), at).await
}
