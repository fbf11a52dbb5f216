//! A photo's file, as pages ask for it: everybody may see what is on sale, the rest is between a shop and the officers.

use bytes::Bytes;
use domain::identity::actor::Actor;
use domain::kernel::ids::PhotoId;
use thiserror::Error;

use super::add_photo::rendition;
use super::store::photos::{self, PhotoShown};
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

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoFile {
    pub bytes: Bytes,
    /// Not only for who asked.
    pub public: bool,
}

/// In the wanted width, or in the best that there is. None for what was never made (other formats, unknown photos) and
/// for what is not this actor's to see. What is returned for an address never changes.
pub async fn read_photo(
    deps: &Deps,
    actor: &Actor,
    id: PhotoId,
    width: u32,
    format: PhotoFormat,
) -> Result<Option<PhotoFile>, ReadPhotoError> {
    if format == PhotoFormat::Png {
        return Ok(None);
    }
    let Some(PhotoShown { photo, owner, public }) = photos::find_shown(&mut deps.db.reader(), id).await? else { return Ok(None) };
    if !public && actor.person() != Some(owner) && actor.require_officer().is_err() {
        return Ok(None);
    }
    let Some(best) = photo.best_width(width) else { return Ok(None) };
    let bytes = deps.blobs.get(&rendition(id, best, format)).await?;
    Ok(bytes.map(|bytes| PhotoFile { bytes, public }))
}
