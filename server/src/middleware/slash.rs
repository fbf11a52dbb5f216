//! One page, one address: `/toko/` is sent on to `/toko`.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http::Method;

pub async fn trailing(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    match shorter(request.uri().path()) {
        Some(path) if reads => {
            let query = request.uri().query().map(|q| format!("?{q}")).unwrap_or_default();
            Redirect::permanent(&format!("{path}{query}")).into_response()
        }
        _ => next.run(request).await,
    }
}

/// The path without slashes at its end, and with one at its beginning: `//host` would lead elsewhere.
fn shorter(path: &str) -> Option<String> {
    if path.len() > 1 && path.ends_with('/') { Some(format!("/{}", path.trim_matches(['/', '\\']))) } else { None }
}

#[cfg(test)]
mod tests {
    use super::shorter;

    #[test]
    fn nobody_is_sent_to_another_house() {
        assert_eq!(shorter("/toko/").as_deref(), Some("/toko"));
        assert_eq!(shorter("//evil.example/").as_deref(), Some("/evil.example"));
        assert_eq!(shorter("/\\evil.example/").as_deref(), Some("/evil.example"));
        assert_eq!(shorter("/toko"), None);
        assert_eq!(shorter("/"), None);
        assert_eq!(shorter("//").as_deref(), Some("/"));
    }
}
