//! A photo that came: drawn anew, and put where its owner keeps it. What came itself is not kept.

use bytes::Bytes;
use thiserror::Error;
use tokio::task::JoinError;

use super::{PhotoError, PhotoFormat, draw};
use crate::adapters::blobs::{BlobError, Blobs};

#[derive(Debug, Error)]
pub enum KeepPhotoError {
    #[error(transparent)]
    Photo(#[from] PhotoError),
    #[error("drawing it stopped: {0}")]
    Stopped(#[from] JoinError),
    #[error(transparent)]
    Blob(#[from] BlobError),
}

/// What there is of a photo that is kept in all its sizes.
#[derive(Debug)]
pub struct KeptPhoto {
    /// Size of the original as it is to be shown.
    pub width: u32,
    pub height: u32,
    /// In which it is there as WebP and as JPEG, the smallest first.
    pub widths: Vec<u32>,
}

/// In all sizes, for pages to show: `key` says where each width and format lies. Done again it comes out the same.
pub async fn keep_sizes(blobs: &Blobs, bytes: Bytes, key: impl Fn(u32, PhotoFormat) -> String) -> Result<KeptPhoto, KeepPhotoError> {
    let drawn = draw(bytes).await??;
    let mut widths: Vec<u32> = drawn.renditions.iter().map(|r| r.width).collect();
    widths.sort_unstable();
    widths.dedup();
    for r in drawn.renditions {
        blobs.put(&key(r.width, r.format), r.bytes.into()).await?;
    }
    Ok(KeptPhoto { width: drawn.width, height: drawn.height, widths })
}

/// As one file, for a photo that proves something and is rarely looked at: the largest JPEG.
pub async fn keep_jpeg(blobs: &Blobs, file: &str, bytes: Bytes) -> Result<(), KeepPhotoError> {
    let drawn = draw(bytes).await??;
    let largest = drawn.renditions.into_iter().rfind(|r| r.format == PhotoFormat::Jpeg).ok_or(PhotoError::NotEncoded)?;
    Ok(blobs.put(file, largest.bytes.into()).await?)
}
