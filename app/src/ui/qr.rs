//! A QR code, drawn on the server as one path: sharp on paper at any size.

use std::fmt::Write;

use fast_qr::qr::QRBuilder;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;

use super::{Text, text::escape};

/// Free space around it, in modules: what readers need to find it.
const QUIET: usize = 4;

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
}
