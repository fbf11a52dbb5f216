//! A photo of the goods that comes with the counter's form, before there is a slip. It is kept by the form's key: it waits while
//! something else of the form is mended (the second person, a price), and becomes the slip's when the slip is written.

use bytes::Bytes;
use domain::identity::actor::Actor;
use domain::kernel::ids::WasteUnitId;
use thiserror::Error;

use super::photo_files::file_of;
use super::read_counter::{CounterError, require_operator};
use super::store::form_photos;
use crate::adapters::photos::{KeepPhotoError, keep_jpeg};
use crate::db::DbError;
use crate::deps::Deps;
use crate::nonce;

#[derive(Debug, Error)]
pub enum FormPhotoError {
    #[error(transparent)]
    Counter(#[from] CounterError),
    #[error("the form's key is missing")]
    Nonce,
    #[error(transparent)]
    Photo(#[from] KeepPhotoError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// `nonce`: the form's. Sent once more, the newer photo counts.
pub async fn keep_form_photo(deps: &Deps, actor: &Actor, unit: WasteUnitId, nonce: &str, bytes: Bytes) -> Result<(), FormPhotoError> {
    let by = require_operator(&mut deps.db.reader(), actor, unit).await?;
    let nonce = nonce::of(by, nonce).ok_or(FormPhotoError::Nonce)?;
    let file = file_of(deps.id());
    // Before the transaction: nobody waits for the disk. Without its row the file is nobody's, and is forgotten.
    keep_jpeg(&deps.blobs, &file, bytes).await?;
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
