//! A photo of the goods that comes with the counter's form, before there is a slip. It is kept by the form's key: it waits while
//! something else of the form is mended (the second person, a price), and becomes the slip's when the slip is written.

use bytes::Bytes;
use domain::identity::actor::Actor;
use domain::kernel::ids::{WasteFormPhotoId, WasteUnitId};
use thiserror::Error;
use tokio::task::JoinError;

use super::keep_slip_photo::drawn;
use super::read_counter::{CounterError, require_operator};
use super::store::form_photos;
use crate::adapters::blobs::BlobError;
use crate::adapters::photos::PhotoError;
use crate::db::DbError;
use crate::deps::Deps;
use crate::nonce;

pub(super) const FOLDER: &str = "waste/form";

fn file_of(id: WasteFormPhotoId) -> String {
    format!("{FOLDER}/{id}.jpg")
}

/// The photo whose file this is, if it is one's.
pub(super) fn photo_of(file: &str) -> Option<WasteFormPhotoId> {
    file.strip_prefix(FOLDER)?.strip_prefix('/')?.strip_suffix(".jpg")?.parse().ok()
}

#[derive(Debug, Error)]
pub enum FormPhotoError {
    #[error(transparent)]
    Counter(#[from] CounterError),
    #[error("the form's key is missing")]
    Nonce,
    #[error(transparent)]
    Photo(#[from] PhotoError),
    #[error("drawing it stopped: {0}")]
    Stopped(#[from] JoinError),
    #[error(transparent)]
    Blob(#[from] BlobError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// `nonce`: the form's. Sent once more, the newer photo counts.
pub async fn keep_form_photo(deps: &Deps, actor: &Actor, unit: WasteUnitId, nonce: &str, bytes: Bytes) -> Result<(), FormPhotoError> {
    let by = require_operator(&mut deps.db.reader(), actor, unit).await?;
    let nonce = nonce::of(by, nonce).ok_or(FormPhotoError::Nonce)?;
    let jpeg = drawn(bytes).await??;
    let file = file_of(deps.id());
    // Before the transaction: nobody waits for the disk. Without its row the file is nobody's, and is forgotten like those of a form
    // that was left (`forget_form_photos.rs`).
    deps.blobs.put(&file, jpeg.into()).await?;
    let mut tx = deps.db.begin().await?;
    form_photos::insert(&mut tx, &file, &nonce, by, deps.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Has this form its photo already?
pub async fn has_form_photo(deps: &Deps, actor: &Actor, unit: WasteUnitId, nonce: &str) -> Result<bool, CounterError> {
    let mut run = deps.db.reader();
    let by = require_operator(&mut run, actor, unit).await?;
    match nonce::of(by, nonce) {
        Some(nonce) => Ok(form_photos::is_there(&mut run, &nonce).await?),
        None => Ok(false),
    }
}
