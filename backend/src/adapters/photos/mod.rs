//! Photos as strangers upload them, made into photos that are safe and small to show.
//!
//! [`inspect`] and [`process`] are pure, bytes to bytes. [`inspect`] looks at the structure and the header only and costs next to nothing; [`process`]
//! decodes (up to [`MAX_MEMORY`] for a moment, seconds of CPU): [`draw`] runs it off the async threads and one at a time, [`keep_jpeg`] and [`keep_sizes`] put what it has drawn. What is uploaded is never
//! served, only what [`process`] has drawn anew: no metadata, no appended bytes, no lies about the type survive that.

mod container;
mod draw;
mod inspect;
mod keep;
mod process;
#[cfg(test)]
mod tests;

pub use draw::draw;
pub use inspect::inspect;
pub use keep::{KeepPhotoError, KeptPhoto, keep_jpeg, keep_sizes};
pub use process::process;
use thiserror::Error;

/// The largest file that is looked at.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;
/// The largest photo that is decoded, in pixels.
pub const MAX_PIXELS: u64 = 40_000_000;
/// The most memory that decoding may take. An ordinary photo of 40 megapixels stays below it (JPEG 3, PNG 4 bytes a
/// pixel); what has to be held twice or in a coarser form does not: a progressive JPEG goes up to 22 megapixels, a
/// lossless WebP and a PNG of 16 bits to 25, a lossy WebP to 30.
pub const MAX_MEMORY: u64 = 200_000_000;
/// The widths that are made, where the photo is at least that wide.
pub const WIDTHS: [u32; 3] = [320, 640, 1280];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoFormat {
    Jpeg,
    Png,
    Webp,
}

impl PhotoFormat {
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }

    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }
}

/// What a file is, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhotoInfo {
    pub format: PhotoFormat,
    /// As it is to be shown: turned by its orientation.
    pub width: u32,
    pub height: u32,
}

/// One file made of a photo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendition {
    pub format: PhotoFormat,
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Processed {
    /// Size of the original as it is to be shown.
    pub width: u32,
    pub height: u32,
    /// For each width, the smallest first: WebP, then JPEG.
    pub renditions: Vec<Rendition>,
}

/// Why a file is not taken. Each has its own words for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PhotoError {
    #[error("not an image")]
    NotAnImage,
    #[error("an image, but not JPEG, PNG or WebP")]
    UnsupportedFormat,
    #[error("the file ends too early")]
    Truncated,
    #[error("the image is damaged")]
    Damaged,
    #[error("something else is hidden in or behind the image")]
    Polyglot,
    #[error("an animation")]
    Animated,
    #[error("larger than {MAX_BYTES} bytes")]
    TooManyBytes,
    #[error("more than {MAX_PIXELS} pixels")]
    TooManyPixels,
    #[error("decoding it would take more than {MAX_MEMORY} bytes")]
    TooHeavy,
    #[error("the image could not be encoded")]
    NotEncoded,
}
