//! Pages with somebody's address on them are kept by nobody: no browser shows them again to the next user of a phone.

use axum::response::Response;
use http::HeaderValue;
use http::header::CACHE_CONTROL;

pub fn no_store(mut response: Response) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
