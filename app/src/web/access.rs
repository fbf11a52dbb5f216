//! The table of routes and who may use each. Use cases authorise by themselves; this answers strangers early, and is
//! what the access-matrix test walks over.

use axum::extract::{Request, State};
use axum::handler::Handler;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get as axum_get, post as axum_post};
use domain::identity::role::Role;
use http::Method;

use super::ctx::Ctx;
use super::error::WebError;
use super::site::AppState;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody, also without a session.
    Anyone,
    LoggedIn,
    Merchant,
    /// Officers and admins.
    Officer,
    Admin,
    /// Only in development: a 404 elsewhere.
    Development,
}

/// One line of the table. Paths are without the language prefix; each is served with and without it.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub access: Access,
    pub(crate) handler: MethodRouter<AppState>,
}

pub fn get<H, T>(path: &'static str, access: Access, handler: H) -> Route
where
    H: Handler<T, AppState>,
    T: 'static,
{
    Route { method: Method::GET, path, access, handler: axum_get(handler) }
}

pub fn post<H, T>(path: &'static str, access: Access, handler: H) -> Route
where
    H: Handler<T, AppState>,
    T: 'static,
{
    Route { method: Method::POST, path, access, handler: axum_post(handler) }
}

impl Access {
    fn check(self, ctx: &Ctx) -> Result<(), WebError> {
        let actor = ctx.actor();
        let allowed = match self {
            Self::Anyone => true,
            Self::Development => return if ctx.site().development { Ok(()) } else { Err(WebError::NotFound) },
            Self::LoggedIn => actor.person().is_some(),
            Self::Merchant => actor.has(Role::Merchant),
            Self::Officer => actor.require_officer().is_ok(),
            Self::Admin => actor.has(Role::Admin),
        };
        if allowed {
            Ok(())
        } else if actor.person().is_none() {
            Err(WebError::LogIn)
        } else {
            Err(WebError::Forbidden)
        }
    }
}

async fn guard(State(access): State<Access>, ctx: Ctx, request: Request, next: Next) -> Response {
    match access.check(&ctx) {
        Ok(()) => next.run(request).await,
        Err(e) => e.into_response(),
    }
}

/// The handler of a line behind its guard.
pub(crate) fn guarded(route: Route) -> (&'static str, MethodRouter<AppState>) {
    let handler = if route.access == Access::Anyone { route.handler } else { route.handler.layer(from_fn_with_state(route.access, guard)) };
    (route.path, handler)
}
