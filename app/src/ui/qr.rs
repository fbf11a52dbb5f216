//! A QR code, drawn on the server as one path: sharp on paper at any size.

use std::fmt::Write;
use std::io::Cursor;

use fast_qr::qr::QRBuilder;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use thiserror::Error;

use super::{Text, text::escape};

/// Free space around it, in modules: what readers need to find it.
const QUIET: usize = 4;

/// Why there is no picture of a code.
#[derive(Debug, Error)]
pub enum QrError {
    #[error("more than a code can hold")]
    TooLong,
    #[error(transparent)]
    Image(#[from] image::ImageError),
}

/// The code as a PNG, each module `scale` pixels wide.
pub fn png(text: &str, scale: u32) -> Result<Vec<u8>, QrError> {
    let code = QRBuilder::new(text).build().map_err(|_| QrError::TooLong)?;
    let width = u32::try_from(code.size + 2 * QUIET).unwrap_or(u32::MAX).saturating_mul(scale);
    let module = |pixel: u32| usize::try_from(pixel / scale).ok().and_then(|m| m.checked_sub(QUIET)).filter(|m| *m < code.size);
    let picture = image::GrayImage::from_fn(width, width, |x, y| {
        let dark = module(x).zip(module(y)).is_some_and(|(x, y)| code[y][x].value());
        image::Luma([if dark { 0 } else { u8::MAX }])
    });
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, image::ImageFormat::Png)?;
    Ok(out.into_inner())
}

/// The path of the dark modules and the width of the whole; `None` for more than a code can hold.
fn path(text: &str) -> Option<(String, usize)> {
    let code = QRBuilder::new(text).build().ok()?;
    let mut path = String::new();
    for y in 0..code.size {
        for x in 0..code.size {
            if code[y][x].value() {
                let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
            }
        }
    }
    Some((path, code.size + 2 * QUIET))
}

/// Says the same as `label` to who cannot see it; a text too long for a code shows nothing.
#[component]
pub fn QrCode(
    /// What a reader gets.
    #[prop(into)]
    text: Text,
    #[prop(into)] label: Text,
) -> AnyView {
    let svg = path(&text).map(|(path, size)| {
        format!(
            r##"<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{}" shape-rendering="crispEdges"><rect width="{size}" height="{size}" fill="#fff"/><path d="{path}" fill="#000"/></svg>"##,
            escape(&label)
        )
    });
    svg.map(InertElement::new).into_any()
}

#[cfg(test)]
mod tests {
    #[test]
    fn short_texts_fit_and_novels_do_not() {
        let (path, size) = super::path("327700426").unwrap();
        assert_eq!(size, 21 + 2 * super::QUIET);
        assert!(path.starts_with("M4 4h1v1h-1z"), "the corner of the first finder");
        assert!(super::path(&"x".repeat(5_000)).is_none());
    }

    #[test]
    fn a_picture_has_the_modules_of_the_path() {
        let (path, size) = super::path("TR-261212-7K4QX2M").unwrap();
        let picture = image::load_from_memory(&super::png("TR-261212-7K4QX2M", 3).unwrap()).unwrap().to_luma8();
        assert_eq!(picture.width() as usize, size * 3);
        let dark = picture.pixels().filter(|p| p.0[0] == 0).count();
        assert_eq!(dark, path.matches('M').count() * 9);
        assert!(matches!(super::png(&"x".repeat(5_000), 3), Err(super::QrError::TooLong)));
    }
}
