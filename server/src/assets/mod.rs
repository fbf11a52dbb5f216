//! The site's own files, inside the program. `/pkg/x` and `/x` are the same file; with the hash of its content in the
//! address (`?v=…`) a browser may keep it for ever.

use std::collections::HashMap;
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
    /// Brotli and gzip, once they are made.
    small: OnceLock<(Option<Bytes>, Option<Bytes>)>,
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
        for name in Embedded::iter() {
            let Some(file) = Embedded::get(&name) else { continue };
            let hash = file.metadata.sha256_hash().iter().take(8).fold(String::new(), |text, b| text + &format!("{b:02x}"));
            let kind = HeaderValue::from_str(&kind_of(&name, file.metadata.mimetype()))
                .unwrap_or(HeaderValue::from_static("application/octet-stream"));
            files.insert(name.into_owned(), Asset { hash, kind, plain: file.data.into_owned().into(), small: OnceLock::new() });
        }
        Self(Arc::new(files))
    }

    /// Makes the compressed forms; takes a second or two, so call it where blocking is fine.
    pub fn compress(&self) {
        for asset in self.0.values() {
            let worth = asset.plain.len() > 256 && !is_compressed(&asset.kind);
            let small = if worth { (encoding::brotli(&asset.plain, 11), encoding::gzip(&asset.plain, 9)) } else { (None, None) };
            let _ = asset.small.set(small);
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
        let version = request.uri().query().and_then(|q| q.strip_prefix("v="));
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
        let (brotli, gzip) = self.small.get().map_or((None, None), |(b, g)| (b.as_ref(), g.as_ref()));
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
