//! Who visits, in which language, from where. Made once per request by [`with_ctx`], taken by handlers as an argument.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use backend::deps::Deps;
use backend::identity::log_in::Origin;
use backend::identity::use_session::{self, NewToken, Visitor};
use domain::identity::actor::Actor;
use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use http::StatusCode;
use http::request::Parts;

use super::cache::{FLASH_COOKIE, SESSION_COOKIE, THEME_COOKIE};
use super::client::ClientAddress;
use super::error::{ErrorPage, WebError, error_page};
use super::flash::Flash;
use super::site::{AppState, Site};
use crate::ui::Theme;

#[derive(Clone)]
pub struct Ctx(Arc<Inner>);

struct Inner {
    site: AppState,
    visitor: Visitor,
    locale: Locale,
    /// Path without the language, with the query: `/cari?q=x`.
    path: String,
    theme: Theme,
    flash: Option<Flash>,
    origin: Origin,
    is_get: bool,
    /// A session cookie was sent, but no session lives behind it any more.
    lost_session: bool,
}

impl Ctx {
    pub fn site(&self) -> &Site {
        &self.0.site
    }
    pub fn deps(&self) -> &Deps {
        &self.0.site.deps
    }
    pub fn deps_arc(&self) -> Arc<Deps> {
        Arc::clone(&self.0.site.deps)
    }
    pub fn actor(&self) -> &Actor {
        &self.0.visitor.actor
    }
    pub fn visitor(&self) -> &Visitor {
        &self.0.visitor
    }
    pub fn locale(&self) -> Locale {
        self.0.locale
    }
    pub fn now(&self) -> Timestamp {
        self.deps().now()
    }
    pub fn theme(&self) -> Theme {
        self.0.theme
    }
    pub fn flash(&self) -> Option<&Flash> {
        self.0.flash.as_ref()
    }
    pub fn origin(&self) -> &Origin {
        &self.0.origin
    }
    pub fn is_get(&self) -> bool {
        self.0.is_get
    }
    /// Somebody's session ended between two clicks: say so instead of showing a stranger's page.
    pub fn lost_session(&self) -> bool {
        self.0.lost_session
    }

    /// This page without its language prefix, with its query.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// A path of this site in the visitor's language.
    pub fn href(&self, path: &str) -> String {
        self.0.locale.path(path)
    }

    /// The session that something is about to be remembered in, begun if there is none yet. When a token comes back,
    /// its cookie must be set on the response (`redirect::with_session`).
    pub async fn with_session(&self) -> Result<(Actor, Option<NewToken>), WebError> {
        if self.actor().session().is_some() {
            return Ok((self.actor().clone(), None));
        }
        let new = use_session::begin_guest_session(self.deps(), &self.origin().agent).await?;
        Ok((Actor::Guest { session: Some(new.session) }, Some(new)))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Ctx {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| WebError::internal("a page outside with_ctx"))
    }
}

/// `/en/cari` → English, `/cari`.
fn split_locale(path: &str) -> (Locale, &str) {
    match path.strip_prefix("/en") {
        Some("") => (Locale::En, "/"),
        Some(rest) if rest.starts_with('/') => (Locale::En, rest),
        _ => (Locale::Id, path),
    }
}

/// Makes the [`Ctx`] of a request, and turns an error answer into a page in the visitor's language.
pub async fn with_ctx(State(site): State<AppState>, mut request: Request, next: Next) -> Response {
    let jar = CookieJar::from_headers(request.headers());
    let cookie = |name: &str| jar.get(name).map(|c| c.value().to_owned());
    let token = cookie(SESSION_COOKIE).filter(|t| !t.is_empty() && t.len() <= 100);
    let read = match &token {
        Some(token) => use_session::read_session(&site.deps, token).await,
        None => Ok(Visitor::STRANGER),
    };
    let failed = read.is_err();
    let visitor = read.unwrap_or_else(|error| {
        tracing::error!(%error, "a session cannot be read");
        Visitor::STRANGER
    });
    let (locale, path) = split_locale(request.uri().path());
    let path = request.uri().query().map_or_else(|| path.to_owned(), |q| format!("{path}?{q}"));
    let agent = request.headers().get(http::header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let address = request.extensions().get::<ClientAddress>().map_or_else(|| "unknown".to_owned(), |a| a.0.to_string());
    let ctx = Ctx(Arc::new(Inner {
        lost_session: token.is_some() && !failed && visitor.actor.session().is_none(),
        site,
        visitor,
        locale,
        path,
        theme: cookie(THEME_COOKIE).as_deref().map_or(Theme::Auto, Theme::parse),
        flash: cookie(FLASH_COOKIE).and_then(|value| Flash::from_cookie(&value)),
        origin: Origin { address, agent: agent.to_owned() },
        is_get: matches!(*request.method(), http::Method::GET | http::Method::HEAD),
    }));
    if failed {
        return error_page(&ctx, &WebError::internal("the session store does not answer").page()).await;
    }
    // A NUL is in no address of ours; further in, the two databases would take it differently.
    if ctx.path().contains("%00") {
        return error_page(&ctx, &WebError::BadRequest.page()).await;
    }
    request.extensions_mut().insert(ctx.clone());
    let response = next.run(request).await;
    match response.extensions().get::<ErrorPage>() {
        Some(kind) => {
            let kind = kind.clone();
            error_page(&ctx, &kind).await
        }
        // An address that an extractor could not read; its own words are English and for programmers.
        None if response.status() == StatusCode::BAD_REQUEST => error_page(&ctx, &WebError::BadRequest.page()).await,
        None => response,
    }
}

/// For routes that do not exist.
pub async fn not_found() -> Response {
    WebError::NotFound.into_response()
}
