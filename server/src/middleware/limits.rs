//! How much a visitor may send. A form is small; photos have a limit of their own (each file's is the handler's).

use std::time::Duration;

use app::web::error::error_response;
use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::{StatusCode, header};
use http_body_util::{BodyExt, Limited};

const FORM: u64 = 1024 * 1024;
/// Eight photos of 10 MB and the form about them.
const UPLOAD: u64 = 90 * 1024 * 1024;
/// A browser that is still sending sees a broken connection instead of our page: so what is too large is read up to
/// here, and thrown away.
const SWALLOW: usize = 16 * 1024 * 1024;
const SWALLOW_FOR: Duration = Duration::from_secs(10);

/// The routes that take photos end so.
pub fn is_upload(path: &str) -> bool {
    path.ends_with("/foto")
}

pub async fn body(request: Request, next: Next) -> Response {
    let limit = if is_upload(request.uri().path()) { UPLOAD } else { FORM };
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()).and_then(|v| v.parse::<u64>().ok());
    if announced.is_some_and(|n| n > limit) {
        swallow(request.into_body()).await;
        return error_response(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    // What did not announce its length is counted while it comes: the extractors then answer 413.
    next.run(request.map(|body| Body::new(Limited::new(body, limit)))).await
}

async fn swallow(body: Body) {
    let mut body = Limited::new(body, SWALLOW);
    let reading = async { while let Some(Ok(_)) = body.frame().await {} };
    let _ = tokio::time::timeout(SWALLOW_FOR, reading).await;
}
