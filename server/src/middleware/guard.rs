//! A page that panics or hangs is answered for: the visitor gets a page, the log the cause, the house stays open.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use app::web::error::error_response;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use futures::FutureExt;
use http::StatusCode;

use super::limits;

const PATIENCE: Duration = Duration::from_secs(30);
/// Photos over a slow network.
const UPLOAD_PATIENCE: Duration = Duration::from_mins(10);

pub async fn panics_and_delays(request: Request, next: Next) -> Response {
    let patience = if limits::is_upload(request.uri().path()) { UPLOAD_PATIENCE } else { PATIENCE };
    match tokio::time::timeout(patience, AssertUnwindSafe(next.run(request)).catch_unwind()).await {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => {
            tracing::error!(panic = text_of(&*panic), "a handler panicked");
            error_response(StatusCode::INTERNAL_SERVER_ERROR)
        }
        Err(_) => {
            tracing::error!(seconds = patience.as_secs(), "a request took too long");
            error_response(StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}

fn text_of(panic: &(dyn Any + Send)) -> &str {
    panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without words")
}
