//! Compression of what is made for one visitor: quickly, since it is done for each request.

use bytes::Bytes;
use http::header::{self, HeaderValue};
use http::{HeaderMap, Response};
use http_body_util::BodyExt;
use hyper::body::Body as HttpBody;

use super::body::OutBody;
use super::encoding::{self, Accepts};

/// Smaller than a network packet: nothing to win.
const SMALLEST: u64 = 1_024;
/// Larger things are files, and those come compressed or can't be.
const LARGEST: u64 = 2 * 1024 * 1024;

/// The response, compressed when that is worth it and the browser can read it.
pub fn response(response: axum::response::Response, accepts: Accepts) -> Response<OutBody> {
    let (mut parts, body) = response.into_parts();
    let length = body.size_hint().exact().unwrap_or(0);
    if !(SMALLEST..=LARGEST).contains(&length) || !(accepts.brotli || accepts.gzip) || !is_text(&parts.headers) {
        return Response::from_parts(parts, OutBody::Made(body));
    }
    let plain = match at_once(body) {
        Ok(plain) => plain,
        Err(body) => return Response::from_parts(parts, OutBody::Made(body)),
    };
    let small =
        if accepts.brotli { encoding::brotli(&plain, 2).map(|b| (b, "br")) } else { encoding::gzip(&plain, 1).map(|b| (b, "gzip")) };
    let Some((small, name)) = small else { return Response::from_parts(parts, OutBody::from(plain)) };
    let headers = &mut parts.headers;
    headers.remove(header::CONTENT_LENGTH);
    // A strong tag names the bytes, and these are others now.
    headers.remove(header::ETAG);
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    Response::from_parts(parts, OutBody::from(small))
}

fn is_text(headers: &HeaderMap) -> bool {
    if headers.contains_key(header::CONTENT_ENCODING) {
        return false;
    }
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/")
        || kind.starts_with("application/json")
        || kind.starts_with("application/xml")
        || kind.starts_with("image/svg")
}

/// The bytes of a body that has them all already, as pages do; else the body back.
fn at_once(mut body: axum::body::Body) -> Result<Bytes, axum::body::Body> {
    let expected = body.size_hint().exact();
    let first = {
        let frame = std::pin::pin!(body.frame());
        futures::FutureExt::now_or_never(frame)
    };
    match first {
        Some(Some(Ok(frame))) => match frame.into_data() {
            Ok(bytes) if Some(bytes.len() as u64) == expected => Ok(bytes),
            Ok(bytes) => {
                // A body in pieces: give them on in their order.
                let head = futures::stream::once(std::future::ready(Ok::<_, axum::Error>(bytes)));
                Err(axum::body::Body::from_stream(futures::StreamExt::chain(head, body.into_data_stream())))
            }
            Err(_) => Err(body),
        },
        Some(None) => Ok(Bytes::new()),
        _ => Err(body),
    }
}
