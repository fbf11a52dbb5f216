//! The category tree, kept by officers: two levels, products only at the ends.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::slug::Slug;
use domain::kernel::text::{self, TextError};
use domain::market::category::{Category, MAX_NAME};
use thiserror::Error;

use super::open_shop::free_slugs;
use super::store::categories;
use crate::audit;
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::jobs::{self, Job};
use crate::page_change::{self, PageTag};

#[derive(Debug, Error)]
pub enum KeepCategoriesError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("no such category")]
    NotFound,
    #[error("{field}: {why}")]
    Text { field: &'static str, why: TextError },
    /// Unknown, itself below another, the category itself, or the category has others below it.
    #[error("this cannot be the category above")]
    Parent,
    /// Products stand only in categories that have none below them.
    #[error("there are products in it")]
    HasProducts,
    #[error("there are categories below it")]
    HasChildren,
    #[error(transparent)]
    Db(#[from] DbError),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryInput {
    pub parent: Option<Slug>,
    pub name_id: String,
    pub name_en: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

/// A new category behind its siblings (`known` is none), or changes of one. Its address stays once it is made.
pub async fn save_category(deps: &Deps, actor: &Actor, known: Option<&Slug>, input: CategoryInput) -> Result<Slug, KeepCategoriesError> {
    actor.require_officer()?;
    let name = |field, text: &str| text::line(text, MAX_NAME).map_err(|why| KeepCategoriesError::Text { field, why });
    let (name_id, name_en) = (name("name_id", &input.name_id)?, name("name_en", &input.name_en)?);
    let mut tx = deps.db.begin().await?;
    let all = categories::all(&mut tx).await?;
    let before = known.map(|slug| all.iter().find(|c| c.slug == *slug).ok_or(KeepCategoriesError::NotFound)).transpose()?;
    if let Some(parent) = &input.parent {
        let fits = all.iter().any(|c| c.slug == *parent && c.parent.is_none()) && known != Some(parent);
        let has_children = known.is_some_and(|slug| all.iter().any(|c| c.parent.as_ref() == Some(slug)));
        if !fits || has_children {
            return Err(KeepCategoriesError::Parent);
        }
        if categories::products_in(&mut tx, parent).await? > 0 {
            return Err(KeepCategoriesError::HasProducts);
        }
    }
    let slug = match before {
        Some(before) => {
            let after = Category { parent: input.parent, name_id, name_en, ..before.clone() };
            categories::update(&mut tx, &after).await?;
            // The search index knows its name.
            jobs::enqueue(&mut tx, deps, &Job::IndexCategory { category: after.slug.clone() }).await?;
            after.slug
        }
        None => {
            insert(&mut tx, deps, &all, Category { slug: Slug::from_name(&name_id), parent: input.parent, name_id, name_en, position: 0 })
                .await?
        }
    };
    changed(&mut tx, deps, actor, if known.is_some() { "category.change" } else { "category.add" }, &slug).await?;
    tx.commit().await?;
    Ok(slug)
}

async fn insert(tx: &mut Tx, deps: &Deps, all: &[Category], mut new: Category) -> Result<Slug, DbError> {
    new.position = all.iter().map(|c| c.position).max().unwrap_or(0) + 1;
    for slug in free_slugs(deps, &new.name_id.clone()) {
        new.slug = slug;
        if categories::insert(tx, &new).await? {
            break;
        }
    }
    Ok(new.slug)
}

/// Past its neighbour of the same level; at the end of the row nothing happens.
pub async fn move_category(deps: &Deps, actor: &Actor, slug: &Slug, direction: Direction) -> Result<(), KeepCategoriesError> {
    actor.require_officer()?;
    let mut tx = deps.db.begin().await?;
    let all = categories::all(&mut tx).await?;
    let parent = all.iter().find(|c| c.slug == *slug).ok_or(KeepCategoriesError::NotFound)?.parent.clone();
    let mut row: Vec<Category> = all.into_iter().filter(|c| c.parent == parent).collect();
    let from = row.iter().position(|c| c.slug == *slug).unwrap_or(0);
    let to = match direction {
        Direction::Up => from.checked_sub(1),
        Direction::Down => Some(from + 1).filter(|to| *to < row.len()),
    };
    let Some(to) = to else { return Ok(()) };
    row.swap(from, to);
    for (position, c) in (1..).zip(&mut row) {
        c.position = position;
        categories::update(&mut tx, c).await?;
    }
    changed(&mut tx, deps, actor, "category.move", slug).await?;
    tx.commit().await?;
    Ok(())
}

/// Only an empty one.
pub async fn delete_category(deps: &Deps, actor: &Actor, slug: &Slug) -> Result<(), KeepCategoriesError> {
    actor.require_officer()?;
    let mut tx = deps.db.begin().await?;
    let all = categories::all(&mut tx).await?;
    if !all.iter().any(|c| c.slug == *slug) {
        return Err(KeepCategoriesError::NotFound);
    }
    if all.iter().any(|c| c.parent.as_ref() == Some(slug)) {
        return Err(KeepCategoriesError::HasChildren);
    }
    if categories::products_in(&mut tx, slug).await? > 0 {
        return Err(KeepCategoriesError::HasProducts);
    }
    categories::delete(&mut tx, slug).await?;
    changed(&mut tx, deps, actor, "category.delete", slug).await?;
    tx.commit().await?;
    Ok(())
}

async fn changed(tx: &mut Tx, deps: &Deps, actor: &Actor, action: &str, slug: &Slug) -> Result<(), DbError> {
    audit::record(tx, deps, actor, action, &format!("category:{slug}"), "").await?;
    page_change::announce(tx, deps.now(), &[PageTag::Site]).await
}
