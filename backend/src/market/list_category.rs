//! A page of a category's products.

use domain::kernel::paging::{PageRequest, Paged};
use domain::kernel::slug::Slug;
use domain::market::card::ProductCard;
use domain::market::category::{Category, path_to, with_descendants};

pub use super::store::cards::CardSort;
use super::store::{cards, categories};
use crate::db::DbError;
use crate::deps::Deps;

pub const PER_PAGE: u32 = 24;

#[derive(Clone, Debug, PartialEq)]
pub struct CategoryPage {
    pub category: Category,
    /// From the top, without the category itself.
    pub above: Vec<Category>,
    pub below: Vec<Category>,
    pub products: Paged<ProductCard>,
}

/// None when there is no such category.
pub async fn list_category(deps: &Deps, slug: &Slug, sort: CardSort, page: Option<u32>) -> Result<Option<CategoryPage>, DbError> {
    let mut run = deps.db.reader();
    let all = categories::all(&mut run).await?;
    let path: Vec<Category> = path_to(&all, slug).into_iter().cloned().collect();
    let Some((category, above)) = path.split_last() else { return Ok(None) };
    let slugs = with_descendants(&all, slug);
    let request = PageRequest::new(page, PER_PAGE);
    let (items, total) = cards::in_categories(&mut run, &slugs, sort, request).await?;
    let below = all.iter().filter(|c| c.parent.as_ref() == Some(slug)).cloned().collect();
    Ok(Some(CategoryPage { category: category.clone(), above: above.to_vec(), below, products: Paged { items, total, request } }))
}
