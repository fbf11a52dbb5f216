//! Changes come from our own pages only. Another site can make a visitor's browser post here, cookies included; what
//! it can't do is lie about where the request comes from.

use app::web::error::error_response;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::uri::Authority;
use http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header};

use super::House;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

pub async fn own(State(house): State<House>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || comes_from_us(request.headers(), &house.base_url) {
        return next.run(request).await;
    }
    tracing::warn!(method = %request.method(), "a change was asked for from another origin");
    error_response(StatusCode::FORBIDDEN)
}

/// By the browser's own word on the relation, else by the origin, else by the page it came from. Nothing said: no.
fn comes_from_us(headers: &HeaderMap, base_url: &str) -> bool {
    let text = |name: &HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text(&FETCH_SITE) {
        // `none`: typed or reloaded by the visitor.
        return matches!(site, "same-origin" | "none");
    }
    let Some(source) = text(&header::ORIGIN).or_else(|| text(&header::REFERER)) else { return false };
    let Some(source) = source.parse::<Uri>().ok().and_then(|u| u.authority().cloned()) else { return false };
    let same = |other: Option<Authority>| other.is_some_and(|o| o == source);
    same(text(&header::HOST).and_then(|h| h.parse().ok())) || same(base_url.parse::<Uri>().ok().and_then(|u| u.authority().cloned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_us(pairs: &[(&'static str, &str)]) -> bool {
        let headers: HeaderMap = pairs.iter().map(|(n, v)| (HeaderName::from_static(n), v.parse().unwrap())).collect();
        comes_from_us(&headers, "https://sentra.example")
    }

    #[test]
    fn our_own_pages_may_change_things() {
        assert!(from_us(&[("sec-fetch-site", "same-origin")]));
        assert!(from_us(&[("origin", "http://localhost:3000"), ("host", "localhost:3000")]));
        assert!(from_us(&[("origin", "https://sentra.example"), ("host", "10.0.0.3:3000")]));
        assert!(from_us(&[("referer", "https://sentra.example/keranjang"), ("host", "x")]));
    }

    #[test]
    fn others_may_not() {
        assert!(!from_us(&[("sec-fetch-site", "cross-site"), ("origin", "https://sentra.example")]));
        assert!(!from_us(&[("sec-fetch-site", "same-site")]));
        assert!(!from_us(&[("origin", "https://evil.example"), ("host", "sentra.example")]));
        assert!(!from_us(&[("origin", "null"), ("referer", "https://sentra.example/"), ("host", "sentra.example")]));
        assert!(!from_us(&[("origin", "https://sentra.example.evil.example"), ("host", "sentra.example")]));
        assert!(!from_us(&[("host", "sentra.example")]));
    }
}
