//! On to the page where a card is paid.

use axum::response::{IntoResponse, Redirect, Response};

use crate::web::Ctx;
use crate::web::redirect::safe_path;

/// A path of this site stays in the visitor's language.
pub fn to_gateway(ctx: &Ctx, url: &str) -> Response {
    match safe_path(url) {
        Some(path) => ctx.see_other(path),
        None => Redirect::to(url).into_response(),
    }
}
