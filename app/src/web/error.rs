//! What goes wrong, as a person sees it: what happened and what to do. The log sees the source once; internals never
//! reach a browser.

use axum::response::{IntoResponse, Redirect, Response};
use domain::identity::actor::Forbidden;
use http::StatusCode;
use leptos::prelude::*;

use super::ctx::Ctx;
use super::page::Page;
use crate::i18n::t;
use crate::ui::{Empty, Icon, LinkButton, Text, Tone};

/// What a handler returns.
pub type Reply = Result<Response, WebError>;

#[derive(Debug)]
pub enum WebError {
    NotFound,
    /// Logged in, but this is not for them.
    Forbidden,
    /// Needs somebody to log in first; GETs come back afterwards.
    LogIn,
    /// The request makes no sense (a broken form, not a wrong field).
    BadRequest,
    TooLarge,
    /// Ours to mend; the source is logged, not shown.
    Internal(String),
}

/// Marks a response that [`super::ctx::with_ctx`] turns into a page.
#[derive(Clone, Debug)]
pub struct ErrorPage {
    status: StatusCode,
    log_in: bool,
}

impl WebError {
    pub fn internal(source: impl std::fmt::Display) -> Self {
        Self::Internal(source.to_string())
    }

    pub(super) fn page(&self) -> ErrorPage {
        let status = match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::LogIn => StatusCode::UNAUTHORIZED,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Internal(source) => {
                tracing::error!(%source, "a page failed");
                StatusCode::INTERNAL_SERVER_ERROR
            }
        };
        ErrorPage { status, log_in: matches!(self, Self::LogIn) }
    }
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let page = self.page();
        let mut response = page.status.into_response();
        response.extensions_mut().insert(page);
        response
    }
}

impl From<backend::db::DbError> for WebError {
    fn from(e: backend::db::DbError) -> Self {
        Self::internal(e)
    }
}

impl From<Forbidden> for WebError {
    fn from(_: Forbidden) -> Self {
        Self::Forbidden
    }
}

/// A page for an error status that did not come from a handler (a body too large, a panic).
pub fn error_response(status: StatusCode) -> Response {
    let mut response = status.into_response();
    response.extensions_mut().insert(ErrorPage { status, log_in: false });
    response
}

pub(super) async fn error_page(ctx: &Ctx, error: &ErrorPage) -> Response {
    let l = ctx.locale();
    if error.log_in && ctx.is_get() {
        let back = percent_encoding::utf8_percent_encode(ctx.path(), percent_encoding::NON_ALPHANUMERIC);
        return Redirect::to(&ctx.href(&format!("/masuk?kembali={back}"))).into_response();
    }
    let (icon, title, text) = match error.status {
        StatusCode::NOT_FOUND => (Icon::Search, t::common::error_not_found_title(l), t::common::error_not_found_text(l)),
        StatusCode::FORBIDDEN => (Icon::Lock, t::common::error_forbidden_title(l), t::common::error_forbidden_text(l)),
        StatusCode::UNAUTHORIZED => (Icon::LogIn, t::common::error_log_in_title(l), t::common::error_log_in_text(l)),
        StatusCode::PAYLOAD_TOO_LARGE => (Icon::Upload, t::common::error_too_large_title(l), t::common::error_too_large_text(l)),
        StatusCode::METHOD_NOT_ALLOWED | StatusCode::BAD_REQUEST => {
            (Icon::Warning, t::common::error_bad_request_title(l), t::common::error_bad_request_text(l))
        }
        StatusCode::SERVICE_UNAVAILABLE => (Icon::Timer, t::common::error_busy_title(l), t::common::error_busy_text(l)),
        _ => (Icon::Warning, t::common::error_internal_title(l), t::common::error_internal_text(l)),
    };
    let (label, href) = if error.status == StatusCode::UNAUTHORIZED {
        (t::common::log_in(l), ctx.href("/masuk"))
    } else {
        (t::common::error_home(l), ctx.href("/"))
    };
    let page = Page::new(title, move || {
        view! {
            <div class="wrap page">
                <Empty of=icon title=title text=text page=true>
                    <LinkButton href=href label=Text::from(label) tone=Tone::Primary />
                </Empty>
            </div>
        }
    });
    match ctx.page(page.status(error.status).noindex()).await {
        Ok(response) => response,
        // The shell itself could not be read: say the least.
        Err(_) => (error.status, title).into_response(),
    }
}
