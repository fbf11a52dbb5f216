//! `/healthz`: the process answers. `/readyz`: so do the database and the search index.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use backend::adapters::search::SearchHealth;
use backend::deps::Deps;
use http::StatusCode;
use serde_json::json;

const PATIENCE: Duration = Duration::from_secs(2);

pub fn routes(deps: Arc<Deps>) -> Router {
    Router::new().route("/healthz", get(|| async { "ok" })).route("/readyz", get(ready)).with_state(deps)
}

async fn ready(State(deps): State<Arc<Deps>>) -> Response {
    let database = match tokio::time::timeout(PATIENCE, deps.db.ping()).await {
        Ok(Ok(())) => "ok",
        Ok(Err(error)) => {
            tracing::error!(%error, "the database does not answer");
            "failing"
        }
        Err(_) => "slow",
    };
    // Without the index pages are served all the same: only searching waits for it.
    let search = match deps.search.health().await {
        SearchHealth::Ready { .. } => "ok",
        SearchHealth::NeedsRebuild(_) => "rebuilding",
    };
    let status = if database == "ok" { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(json!({ "database": database, "search": search }))).into_response()
}
