//! A QR code in a camera's picture.

use rqrr::PreparedImage;

/// `light` has whole rows of `width` pixels. The first code that can be read.
pub fn find(light: &[u8], width: usize) -> Option<String> {
    let height = light.len().checked_div(width)?;
    let mut picture = PreparedImage::prepare_from_greyscale(width, height, |x, y| light.get(y * width + x).copied().unwrap_or(u8::MAX));
    picture.detect_grids().into_iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fast_qr::QRBuilder;

    /// As a camera sees it: each module some pixels large, on paper, with uneven light.
    fn picture(text: &str, size: usize) -> (Vec<u8>, usize) {
        let code = QRBuilder::new(text).build().unwrap();
        let (modules, margin) = (code.size, 4);
        let width = (modules + 2 * margin) * size;
        let light = (0..width * width).map(|i| {
            let (x, y) = (i % width / size, i / width / size);
            let inside = (margin..margin + modules).contains(&x) && (margin..margin + modules).contains(&y);
            let dark = inside && code[y - margin][x - margin].value();
            let shade = u8::try_from(i % 17 + (i / width) * 40 / width).unwrap();
            if dark { 30 + shade } else { 240 - shade }
        });
        (light.collect(), width)
    }

    #[test]
    fn a_ticket_is_read_from_a_picture() {
        let text = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".repeat(6);
        let (light, width) = picture(&text[..176], 5);
        assert_eq!(find(&light, width).as_deref(), Some(&text[..176]));
    }

    #[test]
    fn nothing_is_found_where_nothing_is() {
        assert_eq!(find(&[], 0), None);
        assert_eq!(find(&[], 640), None);
        assert_eq!(find(&[128; 64 * 48 + 7], 64), None);
    }
}
