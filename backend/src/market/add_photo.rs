//! An uploaded photo: looked at, kept as it came, and left to a job that draws it anew. Only what is drawn anew is shown.

use bytes::Bytes;
use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::{PersonId, PhotoId, ProductId};
use domain::market::photo::{Photo, PhotoState};
use domain::market::product::MAX_PHOTOS;
use thiserror::Error;
use tokio::task::{JoinError, spawn_blocking};

use super::store::{photos, products};
use crate::adapters::blobs::BlobError;
use crate::adapters::photos::{PhotoError, PhotoFormat, inspect};
use crate::db::DbError;
use crate::deps::Deps;
use crate::jobs::{self, Job};

#[derive(Debug, Error)]
pub enum AddPhotoError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Also another's product.
    #[error("no such product")]
    NotFound,
    #[error("there are {MAX_PHOTOS} photos already")]
    TooMany,
    #[error(transparent)]
    Photo(#[from] PhotoError),
    #[error("looking at it stopped: {0}")]
    Stopped(#[from] JoinError),
    #[error(transparent)]
    Blob(#[from] BlobError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Everything of a photo is kept below this.
pub(super) fn folder(id: PhotoId) -> String {
    format!("photo/{id}")
}

pub(super) fn original(id: PhotoId) -> String {
    format!("photo/{id}/original")
}

/// The photo whose original this key names, if it names one.
pub(super) fn photo_of_original(key: &str) -> Option<PhotoId> {
    key.strip_prefix("photo/")?.strip_suffix("/original")?.parse().ok()
}

pub(super) fn rendition(id: PhotoId, width: u32, format: PhotoFormat) -> String {
    format!("photo/{id}/{width}.{}", format.extension())
}

/// Behind the others. Its name and what the browser says of its type are of no interest.
pub async fn add_photo(deps: &Deps, actor: &Actor, product: ProductId, bytes: Bytes) -> Result<PhotoId, AddPhotoError> {
    let owner = actor.require_person()?;
    // Strangers' files are not even looked at.
    let mut run = deps.db.reader();
    products::find_own(&mut run, owner, product).await?.ok_or(AddPhotoError::NotFound)?;
    if photos::of_product(&mut run, product).await?.len() >= MAX_PHOTOS {
        return Err(AddPhotoError::TooMany);
    }
    let looked_at = bytes.clone();
    let info = spawn_blocking(move || inspect(&looked_at)).await??;
    let photo = Photo { id: deps.id(), product, state: PhotoState::Pending, width: info.width, height: info.height, widths: Vec::new() };
    deps.blobs.put(&original(photo.id), bytes).await?;
    let written = write(deps, owner, &photo).await;
    if written.is_err()
        && let Err(error) = deps.blobs.delete(&original(photo.id)).await
    {
        // Housekeeping finds it again; what went wrong first is what the merchant is told.
        tracing::warn!(%error, photo = %photo.id, "an original was left behind");
    }
    written.map(|()| photo.id)
}

async fn write(deps: &Deps, owner: PersonId, photo: &Photo) -> Result<(), AddPhotoError> {
    let mut tx = deps.db.begin().await?;
    // Locked, so that uploads at the same moment count each other.
    products::lock_own(&mut tx, owner, photo.product).await?.ok_or(AddPhotoError::NotFound)?;
    let others = photos::of_product(&mut tx, photo.product).await?.len();
    if others >= MAX_PHOTOS {
        return Err(AddPhotoError::TooMany);
    }
    // Positions have no gaps: moving and deleting number them anew.
    photos::insert(&mut tx, photo, i64::try_from(others).unwrap_or(0), deps.now()).await?;
    jobs::enqueue(&mut tx, deps, &Job::ProcessPhoto { photo: photo.id }).await?;
    tx.commit().await?;
    Ok(())
}
