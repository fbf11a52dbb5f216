//! A photo's file, as pages ask for it. Anybody may who knows its id.

use bytes::Bytes;
use domain::kernel::ids::PhotoId;
use thiserror::Error;

use super::add_photo::rendition;
use super::store::photos;
use crate::adapters::blobs::BlobError;
use crate::adapters::photos::PhotoFormat;
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum ReadPhotoError {
    #[error(transparent)]
    Blob(#[from] BlobError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// In the wanted width, or in the best that there is. None for what was never made: other formats, unknown photos.
/// What is returned for an address never changes.
pub async fn read_photo(deps: &Deps, id: PhotoId, width: u32, format: PhotoFormat) -> Result<Option<Bytes>, ReadPhotoError> {
    if format == PhotoFormat::Png {
        return Ok(None);
    }
    if let Some(bytes) = deps.blobs.get(&rendition(id, width, format)).await? {
        return Ok(Some(bytes));
    }
    let found = photos::find(&mut deps.db.reader(), id).await?;
    match found.and_then(|p| p.best_width(width)) {
        Some(best) => Ok(deps.blobs.get(&rendition(id, best, format)).await?),
        None => Ok(None),
    }
}
