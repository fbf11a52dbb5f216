//! Somebody logged in (or not) who asks for pages and posts forms, without a socket in between.
#![allow(dead_code)] // each test binary uses some of it

use std::sync::Arc;

use app::routes::router;
use app::ui::Assets;
use app::web::Site;
use axum::Router;
use axum::body::Body;
use backend::testing::market::Stall;
use backend::testing::world::World;
use domain::identity::actor::Actor;
use http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tower::ServiceExt;

pub struct Answer {
    pub status: StatusCode,
    pub to: String,
    /// Of its content.
    pub kind: String,
    pub body: String,
    pub bytes: Vec<u8>,
    /// The cookie of a session that was begun with it.
    pub session: Option<String>,
}

impl Answer {
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "to {:?}: {}", self.to, self.body);
        self
    }

    #[track_caller]
    pub fn has(self, text: &str) -> Self {
        assert!(self.body.contains(text), "{text:?} is missing in {}", self.body);
        self
    }

    #[track_caller]
    pub fn has_not(self, text: &str) -> Self {
        assert!(!self.body.contains(text), "{text:?} stands in {}", self.body);
        self
    }

    #[track_caller]
    pub fn leads_to(self, path: &str) -> Self {
        let answer = self.is(303);
        assert_eq!(answer.to, path);
        answer
    }
}

pub struct Visitor {
    router: Router,
    cookie: String,
}

impl Visitor {
    pub fn new(w: &World, actor: &Actor) -> Self {
        let cookie = if actor.person().is_some() { format!("sentra_sid={}", World::token_of(actor)) } else { String::new() };
        let site =
            Site { deps: Arc::clone(&w.deps), assets: Assets::default(), development: false, mail_folder: None, secure_cookies: false };
        Self { router: router(Arc::new(site)), cookie }
    }

    /// Keeps the cookie of an answer, as a browser does.
    #[must_use]
    pub fn after(self, answer: &Answer) -> Self {
        let cookie = answer.session.clone().unwrap_or(self.cookie);
        Self { router: self.router, cookie }
    }

    async fn send(&self, request: http::request::Builder, body: impl Into<Body>) -> Answer {
        let request = request.header(COOKIE, &self.cookie).body(body.into()).unwrap();
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        let header = |name| parts.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        let mut cookies = parts.headers.get_all(SET_COOKIE).iter().filter_map(|v| v.to_str().ok());
        Answer {
            status: parts.status,
            to: header(LOCATION),
            kind: header(CONTENT_TYPE),
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
            session: cookies.find_map(|c| c.split(';').next().filter(|c| c.starts_with("sentra_sid="))).map(str::to_owned),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), "").await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encode = |s: &str| utf8_percent_encode(s, NON_ALPHANUMERIC).to_string();
        let body = fields.iter().map(|(n, v)| format!("{}={}", encode(n), encode(v))).collect::<Vec<_>>().join("&");
        self.send(Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded"), body).await
    }

    /// Files under one field name, as a browser sends them.
    pub async fn upload(&self, path: &str, field: &str, files: &[(&str, &[u8])]) -> Answer {
        self.upload_with(path, &[], field, files).await
    }

    /// Behind other fields of the same form.
    pub async fn upload_with(&self, path: &str, fields: &[(&str, &str)], field: &str, files: &[(&str, &[u8])]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend_from_slice(format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes());
        }
        for (name, bytes) in files {
            let head = format!("--edge\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--edge--\r\n");
        self.send(Request::post(path).header(CONTENT_TYPE, "multipart/form-data; boundary=edge"), body).await
    }
}

/// A merchant with an open shop.
pub async fn merchant(w: &World, name: &str) -> (Stall, Visitor) {
    let stall = w.stall(name).await;
    let visitor = Visitor::new(w, &stall.owner);
    (stall, visitor)
}
