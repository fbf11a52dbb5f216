//! The site's own files, inside the program. `/pkg/x` and `/x` are the same file; with the hash of its content in the
//! address (`?v=…`) a browser may keep it for ever. The build lays compressed forms beside the files (`x.br`, `x.gz`);
//! where it did not, they are made after the start.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Read;
use std::sync::{Arc, OnceLock};

use app::web::assets::AssetHashes;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header};
use rust_embed::RustEmbed;

use crate::net::body::OutBody;
use crate::net::encoding::{self, Accepts};
use crate::page_cache::etag_names;

#[derive(RustEmbed)]
#[folder = "$SENTRA_SITE_DIR"]
struct Embedded;

struct Asset {
    hash: String,
    kind: HeaderValue,
    plain: Bytes,
    small: OnceLock<Small>,
}

/// Compressed forms; none of what does not get smaller.
struct Small {
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

#[derive(Clone)]
pub struct Assets(Arc<HashMap<String, Asset>>);

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Without a hash in the address: asked again, answered with "not modified".
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");
/// Fonts and icons are named for what they are and change once in years.
const MONTH: HeaderValue = HeaderValue::from_static("public, max-age=2592000");

impl Assets {
    pub fn load() -> Self {
        let mut files = HashMap::new();
        for name in Embedded::iter().filter(|n| !is_compressed_form(n)) {
            let Some(file) = Embedded::get(&name) else { continue };
            let hash = file.metadata.sha256_hash().iter().take(8).fold(String::new(), |text, b| text + &format!("{b:02x}"));
            let kind = HeaderValue::from_str(&kind_of(&name, file.metadata.mimetype()))
                .unwrap_or(HeaderValue::from_static("application/octet-stream"));
            let form = |ending: &str| Embedded::get(&format!("{name}{ending}")).map(|f| f.data);
            let small = ready_made(&file.data, form(".br"), form(".gz")).map_or_else(OnceLock::new, OnceLock::from);
            files.insert(name.into_owned(), Asset { hash, kind, plain: bytes(file.data), small });
        }
        Self(Arc::new(files))
    }

    /// Makes the compressed forms that the build did not; takes a second or two, so call it where blocking is fine.
    pub fn compress(&self) {
        for asset in self.0.values() {
            asset.small.get_or_init(|| {
                let worth = asset.plain.len() > 256 && !is_compressed(&asset.kind);
                let (brotli, gzip) =
                    if worth { (encoding::brotli(&asset.plain, 11), encoding::gzip(&asset.plain, 9)) } else { (None, None) };
                Small { brotli, gzip }
            });
        }
    }

    pub fn hashes(&self) -> AssetHashes {
        let names = self.0.iter().flat_map(|(name, a)| [(name.clone(), a.hash.clone()), (format!("pkg/{name}"), a.hash.clone())]);
        AssetHashes::new(names)
    }

    /// The answer, when the path is that of a file.
    pub fn answer<B>(&self, request: &Request<B>) -> Option<Response<OutBody>> {
        let path = request.uri().path().strip_prefix('/')?;
        let asset = self.0.get(path.strip_prefix("pkg/").unwrap_or(path))?;
        if request.method() != Method::GET && request.method() != Method::HEAD {
            return None;
        }
        // Behind it an address may name the versions of what the file fetches: the bundle's, behind `boot.js`.
        let version = request.uri().query().and_then(|q| q.strip_prefix("v=")?.split('&').next());
        let keep = match version {
            Some(v) if v == asset.hash => FOR_EVER,
            None if path.starts_with("fonts/") => MONTH,
            _ => ASK_AGAIN,
        };
        Some(asset.answer(request.method(), request.headers(), keep))
    }
}

impl Asset {
    fn answer(&self, method: &Method, asked: &HeaderMap, keep: HeaderValue) -> Response<OutBody> {
        let accepts = Accepts::of(asked);
        let (brotli, gzip) = self.small.get().map_or((None, None), |s| (s.brotli.as_ref(), s.gzip.as_ref()));
        let (body, encoding) = match (brotli, gzip) {
            (Some(b), _) if accepts.brotli => (b, Some("br")),
            (_, Some(g)) if accepts.gzip => (g, Some("gzip")),
            _ => (&self.plain, None),
        };
        let etag = HeaderValue::from_str(&format!("\"{}-{}\"", self.hash, encoding.unwrap_or("plain")))
            .unwrap_or(HeaderValue::from_static("\"\""));
        let known = asked.get(header::IF_NONE_MATCH).is_some_and(|known| etag_names(known, &etag));
        let mut response = Response::new(if known || method == Method::HEAD { OutBody::EMPTY } else { OutBody::from(body.clone()) });
        let headers = response.headers_mut();
        headers.insert(header::ETAG, etag);
        headers.insert(header::CACHE_CONTROL, keep);
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        if known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, self.kind.clone());
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        if let Some(e) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(e));
        }
        response
    }
}

fn bytes(data: Cow<'static, [u8]>) -> Bytes {
    match data {
        Cow::Borrowed(within_the_program) => Bytes::from_static(within_the_program),
        Cow::Owned(read) => Bytes::from(read),
    }
}

fn is_compressed_form(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    matches!(ending, "br" | "gz")
}

/// What the build compressed, as long as it is this file that it compressed and not an older one.
fn ready_made(plain: &[u8], brotli: Option<Cow<'static, [u8]>>, gzip: Option<Cow<'static, [u8]>>) -> Option<Small> {
    let (brotli, gzip) = (bytes(brotli?), bytes(gzip?));
    let same = gives(brotli::Decompressor::new(&brotli[..], 4096), plain) && gives(flate2::read::GzDecoder::new(&gzip[..]), plain);
    let worth = |form: Bytes| (form.len() < plain.len()).then_some(form);
    same.then(|| Small { brotli: worth(brotli), gzip: worth(gzip) })
}

fn gives(unpacking: impl Read, plain: &[u8]) -> bool {
    let mut unpacked = Vec::with_capacity(plain.len() + 1);
    unpacking.take(plain.len() as u64 + 1).read_to_end(&mut unpacked).is_ok() && unpacked == plain
}

fn kind_of(name: &str, guess: &str) -> String {
    // Texts are UTF-8 here, whatever a browser would guess.
    match name.rsplit('.').next() {
        Some("js" | "mjs") => "text/javascript; charset=utf-8".to_owned(),
        Some("css" | "txt" | "html") => format!("{guess}; charset=utf-8"),
        _ => guess.to_owned(),
    }
}

fn is_compressed(kind: &HeaderValue) -> bool {
    let kind = kind.to_str().unwrap_or_default();
    (kind.starts_with("image/") && !kind.starts_with("image/svg")) || kind.starts_with("font/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_build_compressed_is_taken_while_it_is_the_same_file() {
        let css = ".a{color:red}".repeat(100).into_bytes();
        let form = |of: fn(&[u8]) -> Option<Bytes>| Some(Cow::Owned(of(&css).unwrap().to_vec()));
        let (br, gz) = (|| form(|p| encoding::brotli(p, 5)), || form(|p| encoding::gzip(p, 6)));
        assert!(ready_made(&css, br(), gz()).is_some_and(|s| s.brotli.is_some() && s.gzip.is_some()));
        assert!(ready_made(&css[1..], br(), gz()).is_none());
        assert!(ready_made(&css, br(), None).is_none());
        assert!(ready_made(&css, br(), Some(Cow::Borrowed(b"nonsense"))).is_none());
        assert!(is_compressed_form("fonts/x.css.br") && !is_compressed_form("x.css"));
    }

    #[test]
    fn an_address_that_names_the_content_is_kept_for_ever() {
        let asset = Asset {
            hash: "0a1b".to_owned(),
            kind: HeaderValue::from_static("text/javascript"),
            plain: Bytes::from_static(b"go()"),
            small: OnceLock::from(Small { brotli: None, gzip: None }),
        };
        let assets = Assets(Arc::new(HashMap::from([("boot.js".to_owned(), asset)])));
        let kept = |address: &str| {
            let answer = assets.answer(&Request::get(address).body(()).unwrap()).unwrap();
            answer.headers()[header::CACHE_CONTROL].clone()
        };
        assert_eq!(kept("/pkg/boot.js?v=0a1b"), FOR_EVER);
        assert_eq!(kept("/pkg/boot.js?v=0a1b&js=2c&wasm=3d"), FOR_EVER);
        for other in ["/pkg/boot.js", "/pkg/boot.js?v=0a1c", "/pkg/boot.js?v=", "/pkg/boot.js?js=0a1b&v=0a1b"] {
            assert_eq!(kept(other), ASK_AGAIN, "{other}");
        }
    }
}
