//! How long what identifies visitors is kept. For everybody: the page about privacy says it.

use domain::kernel::ids::TourId;

use super::store::tours;
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptDays {
    /// After the visit, by the terms that hold now, of the tour that keeps it longest; none: no tour can be booked.
    pub longest: Option<u32>,
    /// Whose terms may change that.
    pub tours: Vec<TourId>,
}

pub async fn read_kept_days(deps: &Deps) -> Result<KeptDays, DbError> {
    let all = tours::published(&mut deps.db.reader(), deps.now()).await?;
    Ok(KeptDays { longest: all.iter().map(|t| t.terms.purge_days).max(), tours: all.iter().map(|t| t.id).collect() })
}
