//! How long what identifies visitors is kept. For everybody: the page about privacy says it.

use domain::kernel::ids::TourId;

use super::store::{rules, tours};
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptDays {
    /// After the visit, by the terms that hold now, of the tour that keeps it longest, hidden ones included: what their parties told is
    /// still here. None: nobody could ever book.
    pub longest: Option<u32>,
    /// Whose terms may change that.
    pub tours: Vec<TourId>,
}

pub async fn read_kept_days(deps: &Deps) -> Result<KeptDays, DbError> {
    let mut run = deps.db.reader();
    let tours = tours::ever_booked(&mut run).await?;
    let terms = rules::terms(&mut run, &tours, deps.now()).await?;
    let longest = tours.iter().map(|id| terms.get(id).copied().unwrap_or_default().purge_days).max();
    Ok(KeptDays { longest, tours })
}
