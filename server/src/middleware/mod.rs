//! What happens to every request that is not answered from the page cache, in the order of [`around`] and [`within`].

mod guard;
mod headers;
mod limits;
mod origin;
mod redact;
mod slash;
mod trace;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};

/// What the layers need to know of the house.
#[derive(Clone, Debug)]
pub struct House {
    /// `https://sentra.example`
    pub base_url: Arc<str>,
    pub https: bool,
    /// Where cards are paid, if that is elsewhere: `https://pay.example`
    pub gateway: Option<Arc<str>>,
}

/// Inside the frame of pages: whatever is refused here becomes a page in the visitor's language.
pub fn within<S: Clone + Send + Sync + 'static>(routes: Router<S>, house: &House) -> Router<S> {
    routes
        // Each route's own limit is set below; axum's of 2 MB would come before it.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn(limits::body))
        .layer(from_fn_with_state(house.clone(), origin::own))
        .layer(from_fn(guard::panics_and_delays))
}

/// Around everything that is not answered from memory.
pub fn around(routes: Router, house: &House) -> Router {
    routes
        .layer(from_fn(slash::trailing))
        .layer(from_fn_with_state(headers::Headers::new(house), headers::security))
        .layer(from_fn(trace::request))
}
