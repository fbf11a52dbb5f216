//! What a file is, before anything is decoded.

use std::io::{Cursor, ErrorKind};

use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{ImageDecoder, ImageError, Limits};

use super::{MAX_BYTES, MAX_MEMORY, MAX_PIXELS, PhotoError, PhotoFormat, PhotoInfo, container};

/// What a decoder may take besides the picture that the caller holds: 40 million pixels of 4 bytes, and its own tables.
const MAX_ALLOC: u64 = 256 * 1024 * 1024;

/// The type, size and soundness of a file, from its structure and header. No pixel is decoded.
pub fn inspect(bytes: &[u8]) -> Result<PhotoInfo, PhotoError> {
    open(bytes).map(|(info, ..)| info)
}

/// A decoder that stands before the pixels of a file that has passed all checks.
pub(super) fn open(bytes: &[u8]) -> Result<(PhotoInfo, Orientation, Box<dyn ImageDecoder + '_>), PhotoError> {
    if bytes.len() > MAX_BYTES {
        return Err(PhotoError::TooManyBytes);
    }
    let format = container::format(bytes)?;
    if let Some((width, height)) = png_size(format, bytes) {
        check_size(width, height)?; // first of all: such a file is not even walked
    }
    container::check(format, bytes)?;
    let limits = || {
        let mut limits = Limits::default();
        limits.max_alloc = Some(MAX_ALLOC);
        limits
    };
    let reader = Cursor::new(bytes);
    let mut decoder: Box<dyn ImageDecoder + '_> = match format {
        PhotoFormat::Jpeg => Box::new(JpegDecoder::new(reader).map_err(reason)?),
        PhotoFormat::Png => Box::new(PngDecoder::with_limits(reader, limits()).map_err(reason)?),
        PhotoFormat::Webp => Box::new(WebPDecoder::new(reader).map_err(reason)?),
    };
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    let beside = container::beside_picture(format, bytes) * u64::from(width) * u64::from(height);
    if decoder.total_bytes().saturating_add(beside) > MAX_MEMORY {
        return Err(PhotoError::TooHeavy);
    }
    decoder.set_limits(limits()).map_err(reason)?;
    // A photo with broken notes is still a photo.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let (width, height) = if turns(orientation) { (height, width) } else { (width, height) };
    Ok((PhotoInfo { format, width, height }, orientation, decoder))
}

/// Whether width and height change places.
pub(super) fn turns(orientation: Orientation) -> bool {
    matches!(orientation, Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH)
}

fn check_size(width: u32, height: u32) -> Result<(), PhotoError> {
    if width == 0 || height == 0 {
        Err(PhotoError::Damaged)
    } else if u64::from(width) * u64::from(height) > MAX_PIXELS {
        Err(PhotoError::TooManyPixels)
    } else {
        Ok(())
    }
}

/// The size as a PNG claims it, at its fixed place.
fn png_size(format: PhotoFormat, bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| bytes.get(at..at + 4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]));
    (format == PhotoFormat::Png && bytes.get(12..16) == Some(b"IHDR")).then(|| Some((number(16)?, number(20)?)))?
}

pub(super) fn reason(e: ImageError) -> PhotoError {
    match e {
        ImageError::Limits(_) => PhotoError::TooManyPixels,
        ImageError::Unsupported(_) => PhotoError::UnsupportedFormat,
        ImageError::IoError(e) if e.kind() == ErrorKind::UnexpectedEof => PhotoError::Truncated,
        _ => PhotoError::Damaged,
    }
}
