//! A number for each request, in the log and on the answer, and a line when it is done.

use app::web::client::RequestId;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue};
use tokio::time::Instant;
use tracing::Instrument;

use super::redact;
use crate::request_id;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

pub async fn request(mut request: Request, next: Next) -> Response {
    let id = request_id::next();
    let span = tracing::info_span!("request", %id, method = %request.method(), path = %redact::path(request.uri().path()));
    let value = HeaderValue::from_str(&id);
    request.extensions_mut().insert(RequestId(id));
    async move {
        let began = Instant::now();
        let mut response = next.run(request).await;
        let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
        tracing::info!(status = response.status().as_u16(), micros, "answered");
        if let Ok(value) = value {
            response.headers_mut().insert(HEADER, value);
        }
        response
    }
    .instrument(span)
    .await
}
