//! Reviews of a tour, as everybody sees them, as their writer does, and as an officer of the tour.

use domain::heritage::review::{Rating, Review, ReviewLine};
use domain::identity::actor::Actor;
use domain::kernel::ids::{BookingId, TourId};

use super::staff::{StaffError, require_officer};
use super::store::reviews;
use crate::db::DbError;
use crate::deps::Deps;

/// How many an officer sees, the newest first.
const NEWEST: i64 = 200;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TourReviews {
    /// Of all that are shown.
    pub rating: Rating,
    /// The newest of them.
    pub newest: Vec<Review>,
}

pub async fn read_reviews(deps: &Deps, tour: TourId, most: i64) -> Result<TourReviews, DbError> {
    let mut run = deps.db.reader();
    let rating = reviews::rating(&mut run, tour).await?;
    let newest = if rating.count == 0 { Vec::new() } else { reviews::shown(&mut run, tour, most).await? };
    Ok(TourReviews { rating, newest })
}

/// For who has found the booking by its link.
pub async fn read_own_review(deps: &Deps, booking: BookingId) -> Result<Option<Review>, DbError> {
    reviews::of_booking(&mut deps.db.reader(), booking).await
}

pub async fn list_reviews(deps: &Deps, actor: &Actor, tour: TourId) -> Result<Vec<ReviewLine>, StaffError> {
    let mut run = deps.db.reader();
    require_officer(&mut run, actor, tour).await?;
    Ok(reviews::all(&mut run, tour, NEWEST).await?)
}
