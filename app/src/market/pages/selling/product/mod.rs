//! Products, as their merchant keeps them.

pub mod edit;
mod facts;
mod head;
pub mod licences;
mod line;
pub mod list;
pub mod new;
mod options;
pub mod photos;
mod rows;
mod save;
pub mod state;
pub mod variants;

use backend::market::list_categories::list_categories;
use backend::market::read_own_products::{OwnProduct, OwnProductsError, read_own_product};
use domain::market::category::Category;

use crate::web::{Ctx, WebError};

pub use list::LOW;

pub fn error(e: OwnProductsError) -> WebError {
    match e {
        OwnProductsError::Forbidden(e) => e.into(),
        OwnProductsError::NotFound => WebError::NotFound,
        OwnProductsError::Db(e) => e.into(),
    }
}

/// The product of an address; nonsense and others' products are not found.
async fn my_product(ctx: &Ctx, id: &str) -> Result<OwnProduct, WebError> {
    let id = id.parse().map_err(|_| WebError::NotFound)?;
    read_own_product(ctx.deps(), ctx.actor(), id).await.map_err(error)
}

async fn categories(ctx: &Ctx) -> Result<Vec<Category>, WebError> {
    Ok(list_categories(ctx.deps()).await?)
}
