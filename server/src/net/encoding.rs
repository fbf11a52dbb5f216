//! Compressed forms of a body, and which of them a browser takes.

use std::io::Write;

use bytes::Bytes;
use http::{HeaderMap, header};

/// What the browser can read, besides the plain form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accepts {
    pub brotli: bool,
    pub gzip: bool,
}

impl Accepts {
    pub fn of(headers: &HeaderMap) -> Self {
        let mut found = Self::default();
        for value in headers.get_all(header::ACCEPT_ENCODING) {
            let Ok(text) = value.to_str() else { continue };
            for part in text.split(',') {
                let (name, weight) = part.split_once(';').map_or((part, ""), |(n, w)| (n, w.trim()));
                // q=0, q=0.0 …: expressly not this one.
                let refused = weight
                    .strip_prefix("q=")
                    .is_some_and(|q| q.trim().trim_start_matches('0').trim_start_matches('.').trim_matches('0').is_empty());
                if refused {
                    continue;
                }
                match name.trim() {
                    "br" => found.brotli = true,
                    "gzip" => found.gzip = true,
                    _ => {}
                }
            }
        }
        found
    }
}

/// `quality` 0 (fast) to 11 (small). Nothing when it does not get smaller.
pub fn brotli(plain: &[u8], quality: u32) -> Option<Bytes> {
    let mut out = Vec::with_capacity(plain.len() / 4 + 64);
    let mut writer = brotli::CompressorWriter::new(&mut out, 16 * 1024, quality, window(plain.len()));
    writer.write_all(plain).ok()?;
    drop(writer);
    (out.len() < plain.len()).then(|| Bytes::from(out))
}

/// As far back as the encoder needs to look, as a power of two. It takes memory for all that it may look back at, whatever
/// it is given.
fn window(bytes: usize) -> u32 {
    bytes.next_power_of_two().ilog2().clamp(12, 22)
}

/// `level` 1 (fast) to 9 (small). Nothing when it does not get smaller.
pub fn gzip(plain: &[u8], level: u32) -> Option<Bytes> {
    let mut writer = flate2::write::GzEncoder::new(Vec::with_capacity(plain.len() / 4 + 64), flate2::Compression::new(level));
    writer.write_all(plain).ok()?;
    let out = writer.finish().ok()?;
    (out.len() < plain.len()).then(|| Bytes::from(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(text: &str) -> (bool, bool) {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, text.parse().unwrap());
        let a = Accepts::of(&headers);
        (a.brotli, a.gzip)
    }

    #[test]
    fn the_browser_chooses() {
        assert_eq!(accepts("gzip, deflate, br, zstd"), (true, true));
        assert_eq!(accepts("gzip;q=1.0, br;q=0"), (false, true));
        assert_eq!(accepts("br;q=0.001,gzip;q=0.000"), (true, false));
        assert_eq!(accepts("identity"), (false, false));
        assert_eq!(accepts("brotli, x-gzip"), (false, false));
    }

    #[test]
    fn compressed_forms_come_back_whole() {
        use std::io::Read;
        let plain = "keripik singkong ".repeat(500);
        let (mut a, mut b) = (String::new(), String::new());
        brotli::Decompressor::new(&brotli(plain.as_bytes(), 5).unwrap()[..], 4096).read_to_string(&mut a).unwrap();
        flate2::read::GzDecoder::new(&gzip(plain.as_bytes(), 6).unwrap()[..]).read_to_string(&mut b).unwrap();
        assert!(a == plain && b == plain);
        assert_eq!(gzip(b"x", 9), None);
    }
}
