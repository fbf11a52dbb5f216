//! A photo drawn anew in the sizes that pages use.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ExtendedColorType, RgbImage, RgbaImage};

use super::inspect::{open, reason, turns};
use super::{PhotoError, PhotoFormat, Processed, Rendition, WIDTHS};

const WEBP_QUALITY: f32 = 78.0;
const JPEG_QUALITY: u8 = 82;
/// No rendition is higher: a page never shows such a strip, and WebP ends at 16,383.
const MAX_HEIGHT: u32 = 4096;

/// Decodes, turns upright, and makes each width as WebP and as JPEG (on white where it was see-through). Widths above the
/// photo's own are not made; the photo's own is, when it lies below the widest.
pub fn process(bytes: &[u8]) -> Result<Processed, PhotoError> {
    let (info, orientation, decoder) = open(bytes)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(reason)?;
    let mut renditions = Vec::new();
    // From the widest down: each is drawn from the one before, which is sharp and spares memory.
    let mut upright = false;
    for (width, height) in sizes(info.width, info.height).into_iter().rev() {
        let (w, h) = if turns(orientation) && !upright { (height, width) } else { (width, height) };
        image = shrink(&image, w, h);
        if !upright {
            image.apply_orientation(orientation);
            upright = true;
        }
        // Pushed in reverse, so that WebP stands before JPEG in the end.
        renditions.push(jpeg(&image)?);
        renditions.push(webp(&image)?);
    }
    renditions.reverse();
    Ok(Processed { width: info.width, height: info.height, renditions })
}

/// The sizes to make, the smallest first.
fn sizes(width: u32, height: u32) -> Vec<(u32, u32)> {
    let mut out: Vec<(u32, u32)> = Vec::new();
    for target in WIDTHS {
        let size = fit(width, height, target.min(width));
        if out.last() != Some(&size) {
            out.push(size);
        }
    }
    out
}

/// The size with this width and the same shape, or with the greatest height where that would be higher.
fn fit(width: u32, height: u32, target: u32) -> (u32, u32) {
    let scaled = |n: u32, by: u32, of: u32| {
        u32::try_from((u64::from(n) * u64::from(by) + u64::from(of) / 2) / u64::from(of.max(1))).unwrap_or(u32::MAX).max(1)
    };
    let h = scaled(height, target, width);
    if h <= MAX_HEIGHT { (target, h) } else { (scaled(width, MAX_HEIGHT, height).min(target), MAX_HEIGHT) }
}

fn shrink(image: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    if (image.width(), image.height()) == (width, height) {
        return image.clone();
    }
    // A plain average first where there is much to lose: the fine filter over 40 million pixels takes seconds.
    let (rough_w, rough_h) = (width.saturating_mul(2), height.saturating_mul(2));
    if image.width() > rough_w.saturating_mul(2) && image.height() > rough_h.saturating_mul(2) {
        image.thumbnail_exact(rough_w, rough_h).resize_exact(width, height, FilterType::Lanczos3)
    } else {
        image.resize_exact(width, height, FilterType::Lanczos3)
    }
}

fn webp(image: &DynamicImage) -> Result<Rendition, PhotoError> {
    let (width, height) = (image.width(), image.height());
    let encoded = if image.color().has_alpha() {
        let rgba = image.to_rgba8();
        webp::Encoder::from_rgba(&rgba, width, height).encode_simple(false, WEBP_QUALITY)
    } else {
        let rgb = image.to_rgb8();
        webp::Encoder::from_rgb(&rgb, width, height).encode_simple(false, WEBP_QUALITY)
    };
    let bytes = encoded.map_err(|_| PhotoError::NotEncoded)?.to_vec();
    Ok(Rendition { format: PhotoFormat::Webp, width, height, bytes })
}

fn jpeg(image: &DynamicImage) -> Result<Rendition, PhotoError> {
    let rgb = if image.color().has_alpha() { on_white(&image.to_rgba8()) } else { image.to_rgb8() };
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
    encoder.encode(&rgb, rgb.width(), rgb.height(), ExtendedColorType::Rgb8).map_err(|_| PhotoError::NotEncoded)?;
    Ok(Rendition { format: PhotoFormat::Jpeg, width: rgb.width(), height: rgb.height(), bytes })
}

fn on_white(image: &RgbaImage) -> RgbImage {
    let mut out = RgbImage::new(image.width(), image.height());
    for (to, from) in out.pixels_mut().zip(image.pixels()) {
        let [r, g, b, alpha] = from.0.map(u32::from);
        to.0 = [r, g, b].map(|c| u8::try_from((c * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_keep_the_shape_and_never_grow() {
        assert_eq!(sizes(4000, 3000), [(320, 240), (640, 480), (1280, 960)]);
        assert_eq!(sizes(500, 500), [(320, 320), (500, 500)]);
        assert_eq!(sizes(100, 1), [(100, 1)]);
        assert_eq!(sizes(700, 57_142), [(50, 4096)]);
        assert_eq!(sizes(1280, 1), [(320, 1), (640, 1), (1280, 1)]);
    }
}
