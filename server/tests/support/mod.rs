//! Clients by role against the real pages over a real database; no socket between.
#![allow(dead_code, clippy::unwrap_used)] // each test binary uses its part of it

pub mod morning;

use std::sync::Arc;

use app::ui::Assets;
use app::web::Site;
use axum::Router;
use axum::body::Body;
use backend::testing::world::World;
use domain::identity::actor::Actor;
use http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use http::{Method, Request, StatusCode};
use http_body_util::BodyExt;
use tower::ServiceExt;

/// The whole site over a world.
pub fn site(world: &World) -> Router {
    app::routes::router(state(world))
}

pub fn state(world: &World) -> Arc<Site> {
    Arc::new(Site {
        deps: Arc::clone(&world.deps),
        assets: Assets::default(),
        development: true,
        mail_folder: Some(world.dir.path().join("mail")),
        secure_cookies: false,
    })
}

/// One visitor with one cookie.
#[derive(Clone)]
pub struct Client {
    router: Router,
    pub cookie: Option<String>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub location: Option<String>,
    pub set_cookies: Vec<String>,
    /// Its content-type; the server forbids browsers to guess another (`middleware/headers.rs`).
    pub kind: String,
    pub body: String,
}

impl Client {
    pub fn stranger(router: &Router) -> Self {
        Self { router: router.clone(), cookie: None }
    }

    /// Somebody made by `World::person`.
    pub fn of(router: &Router, actor: &Actor) -> Self {
        Self { router: router.clone(), cookie: Some(format!("sentra_sid={}", World::token_of(actor))) }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, "").await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_html_form::to_string(fields).unwrap();
        self.send(Method::POST, path, &body).await
    }

    /// Sends, and keeps a session cookie that comes back, as a browser does.
    pub async fn send(&mut self, method: Method, path: &str, form: &str) -> Answer {
        self.send_as("application/x-www-form-urlencoded", method, path, form).await
    }

    pub async fn send_as(&mut self, kind: &str, method: Method, path: &str, form: &str) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(CONTENT_TYPE, kind);
        if let Some(cookie) = &self.cookie {
            request = request.header(COOKIE, cookie);
        }
        let response = self.router.clone().oneshot(request.body(Body::from(form.to_owned())).unwrap()).await.unwrap();
        let text = |v: &http::HeaderValue| v.to_str().unwrap().to_owned();
        let set_cookies: Vec<String> = response.headers().get_all(SET_COOKIE).iter().map(text).collect();
        if let Some(session) = set_cookies.iter().find_map(|c| c.split(';').next().filter(|p| p.starts_with("sentra_sid="))) {
            self.cookie = Some(session.to_owned());
        }
        let (status, location) = (response.status(), response.headers().get(LOCATION).map(text));
        let kind = response.headers().get(CONTENT_TYPE).map(text).unwrap_or_default();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        Answer { status, location, set_cookies, kind, body: String::from_utf8_lossy(&body).into_owned() }
    }
}
