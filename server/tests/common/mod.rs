//! Asking a house without sockets in between.
#![allow(dead_code, clippy::unwrap_used)] // each test file uses some of it; a broken test may panic

use backend::testing::world::World;
use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use server::assets::Assets;
use server::config::{Config, Given};
use server::page_cache::Front;
use tokio_util::sync::CancellationToken;

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("")
    }

    /// The words, unpacked if they came packed.
    pub fn text_or_brotli(&self) -> String {
        use std::io::Read;
        if self.header("content-encoding") != "br" {
            return self.text().to_owned();
        }
        let mut text = String::new();
        brotli::Decompressor::new(&self.body[..], 4096).read_to_string(&mut text).unwrap();
        text
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

pub async fn send(front: &Front, request: Request<axum::body::Body>) -> Answer {
    let response = front.answer(request).await;
    let (parts, body) = response.into_parts();
    Answer { status: parts.status, headers: parts.headers, body: body.collect().await.unwrap().to_bytes() }
}

pub fn get(address: &str, headers: &[(&str, &str)]) -> Request<axum::body::Body> {
    build("GET", address, headers, "")
}

pub fn build(method: &str, address: &str, headers: &[(&str, &str)], body: impl Into<axum::body::Body>) -> Request<axum::body::Body> {
    let mut request = Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body.into()).unwrap()
}

pub fn config(settings: &[(&str, &str)]) -> Config {
    let (given, problems) = Given::collect(None, settings.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
    Config::understand(&given, problems).unwrap()
}

/// The whole house over a test's backend.
pub fn house(w: &World, settings: &[(&str, &str)], stop: &CancellationToken) -> Front {
    server::site::open(&config(settings), &w.deps, Assets::load(), stop)
}
