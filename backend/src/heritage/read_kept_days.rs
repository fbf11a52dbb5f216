//! How long what identifies visitors is kept. For everybody: the page about privacy says it.

use domain::kernel::ids::TourId;

use super::store::{rules, tours};
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptDays {
    /// After the visit, of the tour that keeps it longest: by the terms that hold now; of hidden ones, which nobody can book now, by those
    /// of the parties whose papers are still here. None: nobody can book, and nothing is kept.
    pub longest: Option<u32>,
    /// Whose terms may change that.
    pub tours: Vec<TourId>,
}

pub async fn read_kept_days(deps: &Deps) -> Result<KeptDays, DbError> {
    let mut run = deps.db.reader();
    let tours = tours::ever_booked(&mut run).await?;
    let open: Vec<TourId> = tours.iter().filter(|(_, published)| *published).map(|(id, _)| *id).collect();
    let terms = rules::terms(&mut run, &open, deps.now()).await?;
    let kept = tours::kept_terms_of_hidden(&mut run, deps.now()).await?;
    let of_open = open.iter().map(|id| terms.get(id).copied().unwrap_or_default());
    let longest = of_open.chain(kept).map(|terms| terms.purge_days).max();
    let tours = tours.into_iter().map(|(id, _)| id).collect();
    Ok(KeptDays { longest, tours })
}
