//! New terms of a tour from a day on. A booking keeps the terms under which it was made.

use domain::heritage::terms::{DatedTerms, Terms, TermsError};
use domain::identity::actor::Actor;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::TourId;
use thiserror::Error;

use super::staff::{StaffError, require_officer};
use super::store::rules;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::page_change::{PageTag, announce};

#[derive(Debug, Error)]
pub enum SetTermsError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    #[error(transparent)]
    Terms(#[from] TermsError),
    #[error("the day must not be over")]
    Past,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// All that were ever set, those to come included; the last first.
pub async fn list_terms(deps: &Deps, actor: &Actor, tour: TourId) -> Result<Vec<DatedTerms>, StaffError> {
    let mut run = deps.db.reader();
    require_officer(&mut run, actor, tour).await?;
    Ok(rules::terms_of(&mut run, tour).await?)
}

/// `from`: any moment of the first day on which they hold.
pub async fn set_terms(deps: &Deps, actor: &Actor, tour: TourId, terms: &Terms, from: Timestamp) -> Result<(), SetTermsError> {
    let by = require_officer(&mut deps.db.reader(), actor, tour).await?;
    terms.check()?;
    let from = from.start_of_wib_day();
    if from < deps.now().start_of_wib_day() {
        return Err(SetTermsError::Past);
    }
    let mut tx = deps.db.begin().await?;
    rules::set_terms(&mut tx, tour, terms, from, Some(by)).await?;
    audit::record(&mut tx, deps, actor, "heritage.terms_set", &format!("tour:{tour}"), &from.wib().date_input()).await?;
    announce(&mut tx, deps.now(), &[PageTag::Tour(tour)]).await?;
    Ok(tx.commit().await?)
}
