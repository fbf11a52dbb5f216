//! The order of a product's photos; the first is the one that lists show.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::{PhotoId, ProductId};
use domain::market::photo::Photo;
use thiserror::Error;

use super::add_photo::folder;
use super::store::{photos, products};
use crate::adapters::blobs::BlobError;
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::jobs::{self, Job};
use crate::page_change::{self, PageTag};

#[derive(Debug, Error)]
pub enum ArrangePhotosError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Also another's.
    #[error("no such photo")]
    NotFound,
    #[error(transparent)]
    Blob(#[from] BlobError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// To a place counted from zero; the others make room. Returns the product.
pub async fn move_photo(deps: &Deps, actor: &Actor, id: PhotoId, to: usize) -> Result<ProductId, ArrangePhotosError> {
    let mut tx = deps.db.begin().await?;
    let (photo, mut all) = own(&mut tx, actor, id).await?;
    all.retain(|p| p.id != id);
    let to = to.min(all.len());
    let product = photo.product;
    all.insert(to, photo);
    number(&mut tx, deps, product, &all).await?;
    tx.commit().await?;
    Ok(product)
}

/// Returns the product.
pub async fn delete_photo(deps: &Deps, actor: &Actor, id: PhotoId) -> Result<ProductId, ArrangePhotosError> {
    let mut tx = deps.db.begin().await?;
    let (photo, mut all) = own(&mut tx, actor, id).await?;
    all.retain(|p| p.id != id);
    photos::delete(&mut tx, id).await?;
    number(&mut tx, deps, photo.product, &all).await?;
    // The files go right after the commit; the job finds what a crash leaves behind.
    jobs::enqueue(&mut tx, deps, &Job::ProcessPhoto { photo: id }).await?;
    tx.commit().await?;
    deps.blobs.delete_folder(&folder(id)).await?;
    Ok(photo.product)
}

/// The photo and all of its product, which is locked.
async fn own(tx: &mut Tx, actor: &Actor, id: PhotoId) -> Result<(Photo, Vec<Photo>), ArrangePhotosError> {
    let owner = actor.require_person()?;
    let photo = photos::find(tx, id).await?.ok_or(ArrangePhotosError::NotFound)?;
    products::lock_own(tx, owner, photo.product).await?.ok_or(ArrangePhotosError::NotFound)?;
    let all = photos::of_product(tx, photo.product).await?;
    // Read again under the lock: it may have been deleted just now.
    let photo = all.iter().find(|p| p.id == id).cloned().ok_or(ArrangePhotosError::NotFound)?;
    Ok((photo, all))
}

async fn number(tx: &mut Tx, deps: &Deps, product: ProductId, all: &[Photo]) -> Result<(), DbError> {
    for (position, p) in (0_i64..).zip(all) {
        photos::set_position(tx, p.id, position).await?;
    }
    page_change::announce(tx, deps.now(), &[PageTag::Product(product)]).await?;
    jobs::enqueue(tx, deps, &Job::IndexProduct { product }).await
}
