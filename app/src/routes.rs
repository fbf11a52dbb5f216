//! The one table of routes. Each context lists its own lines; here they come together.

use axum::Router;
use axum::middleware::from_fn_with_state;

use crate::web::access::{Route, guarded};
use crate::web::ctx::{not_found, with_ctx};
use crate::web::site::AppState;
use crate::{admin, heritage, identity, market, site, wastebank};

/// Every page and form of the site.
pub fn table() -> Vec<Route> {
    let mut all = site::routes();
    all.extend(identity::routes());
    all.extend(market::routes());
    all.extend(wastebank::routes());
    all.extend(heritage::routes());
    all.extend(admin::routes());
    all
}

/// The site as a service: each path in Indonesian as it stands, in English below `/en`.
pub fn router(state: AppState) -> Router {
    router_with(state, |routes| routes)
}

/// The same with layers of the server's around every handler, inside the frame that turns what they refuse into pages.
pub fn router_with(state: AppState, within: impl FnOnce(Router<AppState>) -> Router<AppState>) -> Router {
    let mut router = Router::new();
    for route in table() {
        let (path, handler) = guarded(route);
        let english = if path == "/" { "/en".to_owned() } else { format!("/en{path}") };
        router = router.route(path, handler.clone()).route(&english, handler);
    }
    let router = within(router.fallback(not_found).method_not_allowed_fallback(not_allowed));
    router.layer(from_fn_with_state(state.clone(), with_ctx)).with_state(state)
}

async fn not_allowed() -> axum::response::Response {
    crate::web::error::error_response(http::StatusCode::METHOD_NOT_ALLOWED)
}
