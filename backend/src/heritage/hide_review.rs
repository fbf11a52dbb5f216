//! An officer takes a review off the tour's page, with a reason that its writer reads, and may put it back.

use domain::identity::actor::Actor;
use domain::kernel::ids::{BookingId, TourId};
use domain::kernel::text::{self, TextError};
use thiserror::Error;

use super::staff::{StaffError, require_officer};
use super::store::reviews;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::page_change::{PageTag, announce};

pub const MAX_REASON: usize = 200;

#[derive(Debug, Error)]
pub enum HideReviewError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    #[error("reason: {0}")]
    Reason(TextError),
    /// Done already, or another tour's.
    #[error("nothing to do")]
    Nothing,
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn hide_review(deps: &Deps, actor: &Actor, tour: TourId, booking: BookingId, reason: &str) -> Result<(), HideReviewError> {
    let by = require_officer(&mut deps.db.reader(), actor, tour).await?;
    let reason = text::line(reason, MAX_REASON).map_err(HideReviewError::Reason)?;
    let now = deps.now();
    let mut tx = deps.db.begin().await?;
    if !reviews::hide(&mut tx, tour, booking, by, &reason, now).await? {
        return Err(HideReviewError::Nothing);
    }
    audit::record(&mut tx, deps, actor, "heritage.review_hidden", &format!("booking:{booking}"), &reason).await?;
    announce(&mut tx, now, &[PageTag::Tour(tour)]).await?;
    Ok(tx.commit().await?)
}

pub async fn show_review(deps: &Deps, actor: &Actor, tour: TourId, booking: BookingId) -> Result<(), HideReviewError> {
    require_officer(&mut deps.db.reader(), actor, tour).await?;
    let mut tx = deps.db.begin().await?;
    if !reviews::show(&mut tx, tour, booking).await? {
        return Err(HideReviewError::Nothing);
    }
    audit::record(&mut tx, deps, actor, "heritage.review_shown", &format!("booking:{booking}"), "").await?;
    announce(&mut tx, deps.now(), &[PageTag::Tour(tour)]).await?;
    Ok(tx.commit().await?)
}
