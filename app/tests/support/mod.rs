//! Asking the site without a socket in between.
#![allow(dead_code)] // each test file uses some of it

use std::sync::Arc;

use app::routes::router;
use app::ui::Assets;
use app::web::Site;
use axum::Router;
use axum::body::Body;
use backend::testing::world::World;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use tower::ServiceExt;

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    pub bytes: Vec<u8>,
    /// The tags under which the server may keep the page; none when it must not.
    pub tags: Option<Vec<String>>,
    /// And how long.
    pub fresh_for: Option<std::time::Duration>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("")
    }

    #[track_caller]
    pub fn has(&self, text: &str) -> &Self {
        assert!(self.body.contains(text), "{text:?} is missing in {}", self.body);
        self
    }

    #[track_caller]
    pub fn has_not(&self, text: &str) -> &Self {
        assert!(!self.body.contains(text), "{text:?} stands in {}", self.body);
        self
    }
}

pub struct Client {
    router: Router,
}

impl Client {
    pub fn new(w: &World) -> Self {
        Self::in_mode(w, false)
    }

    pub fn in_mode(w: &World, development: bool) -> Self {
        let site = Site {
            deps: Arc::clone(&w.deps),
            assets: Assets::default(),
            development,
            mail_folder: Some(w.dir.path().join("mail")),
            secure_cookies: false,
        };
        Self { router: router(Arc::new(site)) }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        let mark = parts.extensions.get::<app::web::cache::CachePage>();
        let (tags, fresh_for) = (mark.map(|c| c.tags.clone()), mark.map(|c| c.fresh_for));
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned(), bytes, tags, fresh_for }
    }
}
