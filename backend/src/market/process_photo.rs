//! The job behind a photo: its files follow its row. Done twice, or cut off in the middle, it comes out the same.

use domain::kernel::ids::PhotoId;
use domain::market::photo::{Photo, PhotoState};
use thiserror::Error;

use super::add_photo::{folder, original, rendition};
use super::store::photos;
use crate::adapters::blobs::BlobError;
use crate::adapters::photos::{KeepPhotoError, keep_sizes};
use crate::db::DbError;
use crate::deps::Deps;
use crate::jobs::{self, Job};
use crate::page_change::{self, PageTag};

#[derive(Debug, Error)]
pub enum ProcessPhotoError {
    #[error(transparent)]
    Blob(#[from] BlobError),
    #[error(transparent)]
    Db(#[from] DbError),
    #[error(transparent)]
    Keep(#[from] KeepPhotoError),
}

pub async fn process_photo(deps: &Deps, id: PhotoId) -> Result<(), ProcessPhotoError> {
    match photos::find(&mut deps.db.reader(), id).await? {
        Some(photo) if photo.state == PhotoState::Pending => {
            make(deps, &photo).await?;
            tidy(deps, id).await
        }
        _ => tidy(deps, id).await,
    }
}

/// What a photo that is made or gone leaves behind goes. The camera's own file, with its place and time, is kept no
/// longer than needed.
async fn tidy(deps: &Deps, id: PhotoId) -> Result<(), ProcessPhotoError> {
    match photos::find(&mut deps.db.reader(), id).await? {
        None => Ok(deps.blobs.delete_folder(&folder(id)).await?),
        Some(photo) if photo.state == PhotoState::Pending => Ok(()),
        Some(_) => Ok(deps.blobs.delete(&original(id)).await?),
    }
}

async fn make(deps: &Deps, photo: &Photo) -> Result<(), ProcessPhotoError> {
    let (state, widths) = match deps.blobs.get(&original(photo.id)).await? {
        Some(bytes) => match keep_sizes(&deps.blobs, bytes, |width, format| rendition(photo.id, width, format)).await {
            Ok(kept) => (PhotoState::Ready, kept.widths),
            // It may be that it cannot be decoded after all.
            Err(KeepPhotoError::Photo(_)) => (PhotoState::Failed, Vec::new()),
            Err(error) => return Err(error.into()),
        },
        None => (PhotoState::Failed, Vec::new()),
    };
    let mut tx = deps.db.begin().await?;
    let made_now = photos::set_made(&mut tx, photo.id, state, &widths).await?;
    if made_now {
        page_change::announce(&mut tx, deps.now(), &[PageTag::Product(photo.product)]).await?;
        jobs::enqueue(&mut tx, deps, &Job::IndexProduct { product: photo.product }).await?;
    }
    tx.commit().await?;
    Ok(())
}
