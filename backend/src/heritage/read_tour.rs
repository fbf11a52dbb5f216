//! A tour with its legs, fares and terms as they hold now. For everybody.

use domain::heritage::tour::Tour;
use domain::kernel::slug::Slug;

use super::store::tours;
use crate::db::DbError;
use crate::deps::Deps;

/// `None`: there is none, or it is not published.
pub async fn read_tour(deps: &Deps, slug: &Slug) -> Result<Option<Tour>, DbError> {
    tours::find(&mut deps.db.reader(), slug, deps.now()).await
}
