//! A new fare from a day on. What has been sold keeps its fare.

use domain::heritage::fare::{Fare, FareCategory};
use domain::identity::actor::Actor;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::TourId;
use domain::kernel::money::Rupiah;
use domain::kernel::text::{self, TextError};
use thiserror::Error;

use super::staff::{StaffError, require_officer};
use super::store::fares;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::page_change::{PageTag, announce};

/// More than this for one person is a slip of the finger.
pub const MOST: Rupiah = Rupiah(5_000_000);
pub const MAX_SOURCE: usize = 120;

#[derive(Debug, Error)]
pub enum SetFareError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    #[error("the fare must be between Rp0 and {MOST}")]
    Amount,
    /// A tariff never changes the past.
    #[error("the day must not be over")]
    Past,
    #[error("source: {0}")]
    Source(TextError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// `from`: any moment of the first day of departures for which it holds.
pub async fn set_fare(
    deps: &Deps,
    actor: &Actor,
    tour: TourId,
    category: FareCategory,
    amount: Rupiah,
    from: Timestamp,
    source: &str,
) -> Result<(), SetFareError> {
    let by = require_officer(&mut deps.db.reader(), actor, tour).await?;
    let from = from.start_of_wib_day();
    if amount < Rupiah::ZERO || amount > MOST {
        return Err(SetFareError::Amount);
    }
    if from < deps.now().start_of_wib_day() {
        return Err(SetFareError::Past);
    }
    let source = text::optional_line(source, MAX_SOURCE).map_err(SetFareError::Source)?;
    let fare = Fare { category, amount, from, source };
    let mut tx = deps.db.begin().await?;
    fares::set(&mut tx, tour, &fare, Some(by)).await?;
    let detail = format!("{} {amount} {}", category.code(), from.wib().date_input());
    audit::record(&mut tx, deps, actor, "heritage.fare_set", &format!("tour:{tour}"), &detail).await?;
    announce(&mut tx, deps.now(), &[PageTag::Tour(tour)]).await?;
    Ok(tx.commit().await?)
}
