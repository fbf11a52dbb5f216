//! A kept page: its plain and compressed forms, each with the headers it goes out with.

use bytes::Bytes;
use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use sha2::{Digest, Sha256};

use crate::net::body::OutBody;
use crate::net::encoding::{self, Accepts};

pub struct Page {
    pub id: u64,
    pub tags: Vec<Box<str>>,
    /// On the store's clock, in milliseconds.
    pub fresh_until: u64,
    plain: Form,
    gzip: Option<Form>,
    brotli: Option<Form>,
}

struct Form {
    body: Bytes,
    headers: HeaderMap,
    etag: HeaderValue,
}

/// Belong to one request, not to the page.
const PERSONAL: [HeaderName; 3] = [HeaderName::from_static("x-request-id"), header::DATE, header::CONTENT_LENGTH];
/// Below this a compressed form is not worth its header.
const SMALLEST: usize = 256;

impl Page {
    /// Compresses: takes a few milliseconds, so call it where that hurts nobody.
    pub fn make(id: u64, tags: Vec<Box<str>>, fresh_until: u64, mut headers: HeaderMap, body: Bytes) -> Self {
        for name in PERSONAL {
            headers.remove(name);
        }
        // Always asked again: whether it is still right is answered in microseconds, and a log-in is seen at once.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
        let hash = Sha256::digest(&body).iter().take(10).fold(String::new(), |text, b| text + &format!("{b:02x}"));
        let form = |body: Bytes, encoding: Option<&'static str>| {
            let mut headers = headers.clone();
            let etag = format!("\"{hash}{}\"", encoding.map_or("", |e| if e == "br" { "-b" } else { "-g" }));
            let etag = HeaderValue::from_str(&etag).unwrap_or(HeaderValue::from_static("\"\""));
            headers.insert(header::ETAG, etag.clone());
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
            if let Some(e) = encoding {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(e));
            }
            Form { body, headers, etag }
        };
        let (brotli, gzip) = if body.len() < SMALLEST { (None, None) } else { (encoding::brotli(&body, 5), encoding::gzip(&body, 6)) };
        Self {
            id,
            tags,
            fresh_until,
            brotli: brotli.map(|b| form(b, Some("br"))),
            gzip: gzip.map(|b| form(b, Some("gzip"))),
            plain: form(body, None),
        }
    }

    /// About how much memory it takes.
    pub fn weight(&self) -> u32 {
        let forms = [Some(&self.plain), self.gzip.as_ref(), self.brotli.as_ref()];
        let bytes: usize = forms.into_iter().flatten().map(|f| f.body.len() + 2048).sum();
        u32::try_from(bytes).unwrap_or(u32::MAX)
    }

    pub fn answer(&self, method: &Method, headers: &HeaderMap) -> Response<OutBody> {
        let accepts = Accepts::of(headers);
        let form = match (&self.brotli, &self.gzip) {
            (Some(form), _) if accepts.brotli => form,
            (_, Some(form)) if accepts.gzip => form,
            _ => &self.plain,
        };
        if headers.get(header::IF_NONE_MATCH).is_some_and(|known| names(known, &form.etag)) {
            return form.not_modified();
        }
        let body = if method == Method::HEAD { OutBody::EMPTY } else { OutBody::from(form.body.clone()) };
        let mut response = Response::new(body);
        *response.headers_mut() = form.headers.clone();
        response
    }
}

impl Form {
    fn not_modified(&self) -> Response<OutBody> {
        let mut response = Response::new(OutBody::EMPTY);
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        for name in [header::ETAG, header::CACHE_CONTROL, header::VARY] {
            if let Some(value) = self.headers.get(&name) {
                response.headers_mut().insert(name, value.clone());
            }
        }
        response
    }
}

/// Is the tag among those of an If-None-Match? A proxy may have made it weak.
pub fn names(known: &HeaderValue, etag: &HeaderValue) -> bool {
    if known == etag {
        return true;
    }
    let (Ok(known), Ok(etag)) = (known.to_str(), etag.to_str()) else { return false };
    known.split(',').map(str::trim).any(|k| k == "*" || k.strip_prefix("W/").unwrap_or(k) == etag)
}
