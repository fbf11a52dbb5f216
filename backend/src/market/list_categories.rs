//! The whole category tree, for forms that pick from it.

use domain::market::category::Category;

use super::store::categories;
use crate::db::DbError;
use crate::deps::Deps;

pub async fn list_categories(deps: &Deps) -> Result<Vec<Category>, DbError> {
    categories::all(&mut deps.db.reader()).await
}
