//! What the shops of one place sell, for a page that leads there.

use domain::kernel::wilayah::Kelurahan;
use domain::market::card::ProductCard;
use domain::market::category::Category;

use super::store::{cards, categories};
use crate::db::DbError;
use crate::deps::Deps;

/// At most so many that can be bought now, the newest first; and all categories, for their cloths.
pub async fn list_of_place(deps: &Deps, place: Kelurahan, most: i64) -> Result<(Vec<ProductCard>, Vec<Category>), DbError> {
    let mut run = deps.db.reader();
    Ok((cards::of_kelurahan(&mut run, place, most).await?, categories::all(&mut run).await?))
}
