//! What the house does with every request, whatever page is asked for.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod common;

use std::sync::Arc;

use async_trait::async_trait;
use backend::adapters::payment::{GatewayError, PaymentGateway, PaymentPage, PaymentRequest};
use backend::testing::world::World;
use common::{build, get, house, send};
use http::StatusCode;
use tokio_util::sync::CancellationToken;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const OWN: (&str, &str) = ("sec-fetch-site", "same-origin");

#[tokio::test]
async fn every_answer_forbids_what_pages_never_do() {
    let w = World::sqlite().await;
    let front = house(&w, &[], &CancellationToken::new());
    for address in ["/masuk", "/tidak-ada", "/en/masuk"] {
        let a = send(&front, get(address, &[])).await;
        assert!(a.header("content-security-policy").contains("script-src 'self' 'wasm-unsafe-eval'"), "{address}");
        assert!(a.header("content-security-policy").contains("frame-ancestors 'none'"));
        assert_eq!(a.header("x-content-type-options"), "nosniff");
        assert_eq!(a.header("referrer-policy"), "strict-origin-when-cross-origin");
        assert!(!a.header("permissions-policy").is_empty());
        assert_eq!(a.header("strict-transport-security"), "");
        assert_eq!(a.header("x-request-id").len(), 16);
        assert!(a.text().contains("<html"), "{address} is a page");
    }
    assert_eq!(send(&front, get("/tidak-ada", &[])).await.status, StatusCode::NOT_FOUND);
    let https = house(&w, &[("SENTRA_BASE_URL", "https://sentra.example")], &CancellationToken::new());
    assert!(send(&https, get("/masuk", &[])).await.header("strict-transport-security").starts_with("max-age="));
}

struct Elsewhere;

#[async_trait]
impl PaymentGateway for Elsewhere {
    fn name(&self) -> &'static str {
        "elsewhere"
    }

    fn origin(&self) -> Option<&str> {
        Some("https://pay.example")
    }

    async fn start(&self, _: &PaymentRequest) -> Result<PaymentPage, GatewayError> {
        Err(GatewayError::BelowMinimum)
    }
}

#[tokio::test]
async fn forms_may_lead_on_to_the_gateway_and_nowhere_else() {
    let w = World::sqlite().await;
    let sandbox = send(&house(&w, &[], &CancellationToken::new()), get("/masuk", &[])).await;
    assert!(sandbox.header("content-security-policy").ends_with("; form-action 'self'"));
    let mut w = World::sqlite().await;
    Arc::get_mut(&mut w.deps).unwrap().gateways.card = Some(Arc::new(Elsewhere));
    let card = send(&house(&w, &[], &CancellationToken::new()), get("/masuk", &[])).await;
    assert!(card.header("content-security-policy").ends_with("; form-action 'self' https://pay.example"));
}

#[tokio::test]
async fn changes_come_from_our_own_pages_only() {
    let w = World::sqlite().await;
    let front = house(&w, &[], &CancellationToken::new());
    let post = |headers: &[(&str, &str)]| build("POST", "/tema", headers, "theme=dark&back=%2F");
    let own = send(&front, post(&[FORM, OWN])).await;
    assert_eq!(own.status, StatusCode::SEE_OTHER);
    assert!(own.header("set-cookie").starts_with("sentra_tema=dark"));
    for headers in [
        &[FORM, ("sec-fetch-site", "cross-site")][..],
        &[FORM, ("origin", "https://evil.example"), ("host", "127.0.0.1:3000")],
        &[FORM, ("origin", "null"), ("host", "127.0.0.1:3000")],
        &[FORM],
    ] {
        let a = send(&front, post(headers)).await;
        assert_eq!(a.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert!(a.text().contains("<html") && a.header("set-cookie").is_empty());
    }
    let origin = [FORM, ("origin", "http://127.0.0.1:3000"), ("host", "127.0.0.1:3000")];
    assert_eq!(send(&front, post(&origin)).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_two_megabyte_form_is_refused_with_a_page() {
    let w = World::sqlite().await;
    let front = house(&w, &[], &CancellationToken::new());
    let big = format!("theme={}", "x".repeat(2 * 1024 * 1024));
    let length = big.len().to_string();
    let announced = send(&front, build("POST", "/tema", &[FORM, OWN, ("content-length", &length)], big.clone())).await;
    assert_eq!(announced.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(announced.text().contains("<html"));
    // Without a length it is counted while it comes.
    let pieces = futures::stream::iter((0..32).map(|_| Ok::<_, std::io::Error>(bytes::Bytes::from(vec![b'x'; 65_536]))));
    let counted = send(&front, build("POST", "/tema", &[FORM, OWN], axum::body::Body::from_stream(pieces))).await;
    assert_eq!(counted.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(counted.text().contains("<html"));
}

#[tokio::test]
async fn a_page_has_one_address() {
    let w = World::sqlite().await;
    let front = house(&w, &[], &CancellationToken::new());
    let a = send(&front, get("/masuk/?kembali=%2F", &[])).await;
    assert_eq!((a.status, a.header("location")), (StatusCode::PERMANENT_REDIRECT, "/masuk?kembali=%2F"));
    let evil = send(&front, get("//evil.example/", &[])).await;
    assert_eq!(evil.header("location"), "/evil.example");
}

#[tokio::test]
async fn machines_can_ask_how_we_are() {
    let w = World::sqlite().await;
    let front = house(&w, &[], &CancellationToken::new());
    assert_eq!(send(&front, get("/healthz", &[])).await.text(), "ok");
    let ready = send(&front, get("/readyz", &[])).await;
    assert_eq!(ready.status, StatusCode::OK, "{}", ready.text());
    w.deps.db.close().await;
    assert_eq!(send(&front, get("/readyz", &[])).await.status, StatusCode::SERVICE_UNAVAILABLE);
    // A house without its database says so with a page, not with an empty hand.
    let page = send(&front, get("/masuk", &[("cookie", "sentra_sid=abc")])).await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
}
