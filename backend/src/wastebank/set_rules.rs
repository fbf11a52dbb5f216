//! The rules of the counter: set by an officer from a day on, never changed after.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::clock::Timestamp;
use domain::wastebank::rules::{RulesError, WasteRules};
use thiserror::Error;

use super::store::rules::{self, Dated};
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum SetRulesError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Rules(#[from] RulesError),
    #[error(transparent)]
    Db(#[from] DbError),
}

const NEWEST: i64 = 20;

/// Those in force, and all with their days, the newest first.
pub async fn read_rules(deps: &Deps, actor: &Actor) -> Result<(WasteRules, Vec<Dated>), SetRulesError> {
    actor.require_officer()?;
    let mut run = deps.db.reader();
    Ok((rules::in_force(&mut run, deps.now()).await?, rules::history(&mut run, NEWEST).await?))
}

/// From the first moment of a day; of today they hold from now on.
pub async fn set_rules(deps: &Deps, actor: &Actor, from: Timestamp, new: WasteRules) -> Result<(), SetRulesError> {
    actor.require_officer()?;
    let now = deps.now();
    new.check(from, now)?;
    let from = if from <= now { now } else { from };
    let mut tx = deps.db.begin().await?;
    if !rules::set(&mut tx, from, &new, actor.person(), now).await? {
        return Err(RulesError::Taken.into());
    }
    let detail = serde_json::to_string(&new).unwrap_or_default();
    audit::record(&mut tx, deps, actor, "waste.rules", &format!("from:{}", from.wib().date_input()), &detail).await?;
    tx.commit().await?;
    Ok(())
}
