//! A product becomes public, goes back to the drawer, or is put away.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::ProductId;
use domain::market::category::is_leaf;
use domain::market::product::{Product, ProductGap, ProductState};
use thiserror::Error;

use super::store::{categories, products, shops};
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::jobs::{self, Job};
use crate::page_change::{self, PageTag};

#[derive(Debug, Error)]
pub enum PublishProductError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Also another's product.
    #[error("no such product")]
    NotFound,
    #[error("still missing: {0:?}")]
    Gaps(Vec<ProductGap>),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Publishing what is public changes nothing.
pub async fn publish_product(deps: &Deps, actor: &Actor, id: ProductId) -> Result<(), PublishProductError> {
    set_state(deps, actor, id, ProductState::Published).await
}

/// Back to a draft, from the public or from the archive.
pub async fn unpublish_product(deps: &Deps, actor: &Actor, id: ProductId) -> Result<(), PublishProductError> {
    set_state(deps, actor, id, ProductState::Draft).await
}

pub async fn archive_product(deps: &Deps, actor: &Actor, id: ProductId) -> Result<(), PublishProductError> {
    set_state(deps, actor, id, ProductState::Archived).await
}

async fn set_state(deps: &Deps, actor: &Actor, id: ProductId, to: ProductState) -> Result<(), PublishProductError> {
    let owner = actor.require_person()?;
    let now = deps.now();
    let mut tx = deps.db.begin().await?;
    let mut product = products::lock_own(&mut tx, owner, id).await?.ok_or(PublishProductError::NotFound)?;
    if product.state == to {
        return Ok(());
    }
    if to == ProductState::Published {
        let gaps = gaps(&mut tx, &product).await?;
        if !gaps.is_empty() {
            return Err(PublishProductError::Gaps(gaps));
        }
        // Once: a product that was hidden for a day is not new.
        product.published_at = product.published_at.or(Some(now));
    }
    let was_public = product.state == ProductState::Published;
    product.state = to;
    product.updated_at = now;
    products::update(&mut tx, &product).await?;
    if was_public || to == ProductState::Published {
        page_change::announce(&mut tx, now, &[PageTag::Listing, PageTag::Product(id), PageTag::Shop(product.shop)]).await?;
        jobs::enqueue(&mut tx, deps, &Job::IndexProduct { product: id }).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn gaps(tx: &mut Tx, product: &Product) -> Result<Vec<ProductGap>, DbError> {
    let shop = shops::find(tx, product.shop).await?;
    let checks = [
        (ProductGap::Name, product.name_id.is_empty()),
        (ProductGap::Variant, product.active_variants().next().is_none()),
        (ProductGap::Category, !is_leaf(&categories::all(tx).await?, &product.category)),
        (ProductGap::Shop, !shop.is_some_and(|s| s.state.is_public())),
    ];
    Ok(checks.into_iter().filter(|(_, missing)| *missing).map(|(gap, _)| gap).collect())
}
