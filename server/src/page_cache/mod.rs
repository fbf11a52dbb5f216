//! The front of the house. A page that is kept is answered here, before any routing, logging or session: this is the
//! hot path, so nothing on it allocates more than the response itself. Everything else goes on to the routes behind.

pub mod feed;
mod flight;
mod key;
mod page;
pub mod store;

use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;

use app::web::cache::CachePage;
use axum::body::Body;
use axum::response::Response as AppResponse;
use http::{HeaderMap, Method, Request, Response, StatusCode, Uri, header};
use http_body_util::BodyExt;
use hyper::body::Body as HttpBody;
use tower::Service;

use crate::assets::Assets;
use crate::net::body::OutBody;
use crate::net::encoding::Accepts;
use crate::net::squeeze;
use flight::{Flights, Landing, Role};
use page::Page;
use store::{Found, Store};

pub use page::names as etag_names;

/// The page cache before the routes.
#[derive(Clone)]
pub struct Front {
    cache: Option<Cache>,
    assets: Assets,
    routes: axum::Router,
}

#[derive(Clone)]
struct Cache {
    store: Arc<Store>,
    flights: Flights,
}

impl Front {
    pub fn new(routes: axum::Router, assets: Assets, store: Option<Arc<Store>>) -> Self {
        Self { cache: store.map(|store| Cache { store, flights: Flights::default() }), assets, routes }
    }

    /// The answer when it is at hand.
    pub fn at_hand<B>(&self, request: &Request<B>) -> Option<Response<OutBody>> {
        if let Some(cache) = &self.cache
            && let Some(key) = key::of(request.method(), request.uri(), request.headers())
            && let Found::Kept(page) = cache.store.find(&key)
        {
            return Some(page.answer(request.method(), request.headers()));
        }
        self.assets.answer(request)
    }

    /// The answer, made if need be.
    pub async fn answer<B>(&self, request: Request<B>) -> Response<OutBody>
    where
        B: HttpBody<Data = bytes::Bytes, Error: std::error::Error + Send + Sync> + Send + 'static,
    {
        match self.at_hand(&request) {
            Some(response) => response,
            None => self.make(request.map(Body::new)).await,
        }
    }

    /// For when [`Front::at_hand`] had nothing.
    pub async fn make(&self, request: Request<Body>) -> Response<OutBody> {
        let accepts = Accepts::of(request.headers());
        if let Some(cache) = &self.cache
            && request.method() == Method::GET
            && cache.store.sees_changes()
            && let Some(key) = key::of(request.method(), request.uri(), request.headers())
            && !matches!(cache.store.find(&key), Found::Pass)
        {
            let key: Arc<str> = key.into();
            return self.keepable(cache, key, request, accepts).await;
        }
        squeeze::response(self.route(request).await, accepts)
    }

    fn route(&self, request: Request<Body>) -> impl Future<Output = AppResponse> + use<> {
        let answer = self.routes.clone().call(request);
        async move { answer.await.unwrap_or_else(|never: Infallible| match never {}) }
    }

    /// A page that may be kept: drawn by one, awaited by the others.
    async fn keepable(&self, cache: &Cache, key: Arc<str>, request: Request<Body>, accepts: Accepts) -> Response<OutBody> {
        // A few rounds: leaders may leave, and pages change while they are drawn.
        for _ in 0..3 {
            let lead = match cache.flights.join(&key) {
                Role::Lead(lead) => lead,
                Role::Follow(waiting) => match flight::landing(waiting).await {
                    Some(Landing::Kept(page)) => return page.answer(request.method(), request.headers()),
                    Some(Landing::Pass) => break,
                    Some(Landing::Again) | None => continue,
                },
            };
            // The one who drew it may have landed between our look and our joining.
            if let Found::Kept(page) = cache.store.find(&key) {
                lead.land(Landing::Kept(Arc::clone(&page)));
                return page.answer(request.method(), request.headers());
            }
            return match self.draw(cache, &key, request, accepts).await {
                Drawn::Page { page, right, answer } => {
                    lead.land(if right { Landing::Kept(page) } else { Landing::Again });
                    answer
                }
                Drawn::Other(answer) => {
                    lead.land(Landing::Pass);
                    answer
                }
            };
        }
        squeeze::response(self.route(request).await, accepts)
    }

    async fn draw(&self, cache: &Cache, key: &Arc<str>, mut request: Request<Body>, accepts: Accepts) -> Drawn {
        let before = cache.store.before_drawing();
        // Drawn as the key says, so that no noise of one visitor's address is kept for the others.
        if let Ok(uri) = key::address(key).parse::<Uri>() {
            *request.uri_mut() = uri;
        }
        let asked = asked(&request);
        let response = self.route(request).await;
        let keep = response.status() == StatusCode::OK && !response.headers().contains_key(header::SET_COOKIE);
        let Some(mark) = response.extensions().get::<CachePage>().filter(|_| keep).cloned() else {
            if response.status().is_success() {
                cache.store.pass(Arc::clone(key));
            }
            return Drawn::Other(squeeze::response(response, accepts));
        };
        let (parts, body) = response.into_parts();
        let body = match body.collect().await {
            Ok(body) => body.to_bytes(),
            Err(error) => {
                tracing::error!(%error, "a page broke off");
                let mut broken = Response::new(OutBody::EMPTY);
                *broken.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
                return Drawn::Other(broken);
            }
        };
        let (id, until) = (cache.store.next_id(), cache.store.fresh_until(mark.fresh_for));
        let tags: Vec<Box<str>> = mark.tags.into_iter().map(String::into_boxed_str).collect();
        let (headers, plain) = (parts.headers.clone(), body.clone());
        let Ok(page) = tokio::task::spawn_blocking(move || Page::make(id, tags, until, headers, plain)).await else {
            return Drawn::Other(Response::from_parts(parts, OutBody::from(body)));
        };
        let page = Arc::new(page);
        let right = cache.store.keep(Arc::clone(key), Arc::clone(&page), before);
        let answer = page.answer(&asked.0, &asked.1);
        Drawn::Page { page, right, answer }
    }
}

enum Drawn {
    /// `right`: nothing on it changed while it was drawn.
    Page {
        page: Arc<Page>,
        right: bool,
        answer: Response<OutBody>,
    },
    Other(Response<OutBody>),
}

/// What of a request decides about the form of the answer.
fn asked(request: &Request<Body>) -> (Method, HeaderMap) {
    let mut headers = HeaderMap::new();
    for name in [header::ACCEPT_ENCODING, header::IF_NONE_MATCH] {
        if let Some(value) = request.headers().get(&name) {
            headers.insert(name, value.clone());
        }
    }
    (request.method().clone(), headers)
}
