//! A browser: keeps cookies, reads forms, sends them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use app::routes::router;
use app::ui::Assets;
use app::web::Site;
use axum::Router;
use axum::body::Body;
use backend::db::{Run, Value, sql};
use backend::testing::market::Goods;
use backend::testing::world::World;
use domain::identity::actor::Actor;
use http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tower::ServiceExt;

use crate::form::{Form, forms};

pub struct Seen {
    pub status: StatusCode,
    pub to: String,
    pub body: String,
}

impl Seen {
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
        let seen = self.is(303);
        assert_eq!(seen.to, path);
        seen
    }

    /// The form with this field.
    #[track_caller]
    pub fn form(&self, field: &str) -> Form {
        let found = forms(&self.body).into_iter().find(|f| f.get(field).is_some());
        found.unwrap_or_else(|| panic!("no form with {field:?} in {}", self.body))
    }

    /// The form that would send exactly this.
    #[track_caller]
    pub fn form_with(&self, field: &str, value: &str) -> Form {
        let found = forms(&self.body).into_iter().find(|f| f.get(field) == Some(value));
        found.unwrap_or_else(|| panic!("no form with {field}={value:?} in {}", self.body))
    }
}

pub struct Browser {
    router: Router,
    jar: Mutex<BTreeMap<String, String>>,
}

impl Browser {
    pub fn stranger(w: &World) -> Self {
        let site =
            Site { deps: Arc::clone(&w.deps), assets: Assets::default(), development: true, mail_folder: None, secure_cookies: false };
        Self { router: router(Arc::new(site)), jar: Mutex::default() }
    }

    pub fn of(w: &World, actor: &Actor) -> Self {
        let browser = Self::stranger(w);
        browser.jar.lock().unwrap().insert("sentra_sid".to_owned(), World::token_of(actor));
        browser
    }

    /// Two shoppers with one session: what one has, the other has, too.
    pub fn also(&self) -> Self {
        Self { router: self.router.clone(), jar: Mutex::new(self.jar.lock().unwrap().clone()) }
    }

    async fn send(&self, request: http::request::Builder, body: String) -> Seen {
        let cookies = self.jar.lock().unwrap().iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join("; ");
        let request = request.header(COOKIE, cookies).body(Body::from(body)).unwrap();
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        for cookie in parts.headers.get_all(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            let mut jar = self.jar.lock().unwrap();
            if cookie.contains("Max-Age=0") {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
        let bytes = body.collect().await.unwrap().to_bytes();
        let to = parts.headers.get(LOCATION).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        Seen { status: parts.status, to, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    pub async fn get(&self, path: &str) -> Seen {
        self.send(Request::get(path), String::new()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let encode = |s: &str| utf8_percent_encode(s, NON_ALPHANUMERIC).to_string();
        let body = fields.iter().map(|(n, v)| format!("{}={}", encode(n), encode(v))).collect::<Vec<_>>().join("&");
        self.send(Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded"), body).await
    }

    /// Sends a form of a page with these fields changed.
    pub async fn submit(&self, form: &Form, changes: &[(&str, &str)]) -> Seen {
        let mut form = form.clone();
        for (name, value) in changes {
            form.set(name, value);
        }
        let request = Request::post(&form.action).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, form.encode()).await
    }

    /// Puts something into the cart by the product's form.
    pub async fn add(&self, goods: &Goods, quantity: &str) -> Seen {
        self.post("/keranjang/tambah", &[("variant", &goods.variant.to_string()), ("quantity", quantity)]).await
    }

    /// The open checkout's form.
    pub async fn checkout(&self) -> Form {
        self.get("/checkout").await.is(200).form("key")
    }

    pub async fn place(&self, form: &Form, changes: &[(&str, &str)]) -> Seen {
        let mut all = CONTACT.to_vec();
        all.extend_from_slice(changes);
        all.push(("go", "place"));
        self.submit(form, &all).await
    }
}

pub const BAROS: &str = "32.77.02.1001";
pub const CIGUGUR: &str = "32.77.02.1002";
/// Where no own courier of a test's shop goes.
pub const CIPAGERAN: &str = "32.77.03.1004";

pub const CONTACT: [(&str, &str); 6] = [
    ("name", "Neng Siti"),
    ("phone", "0813-2211-0099"),
    ("email", ""),
    ("street", "Jl. Cihanjuang 7"),
    ("kelurahan", BAROS),
    ("method", "cash"),
];

pub async fn change(w: &World, statement: &'static str, id: impl Into<Value>) {
    let mut tx = w.deps.db.begin().await.unwrap();
    assert_eq!(tx.execute(sql(statement).bind(id)).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

pub async fn count(w: &World, table: &str) -> i64 {
    w.deps.db.reader().fetch_one(sql(format!("SELECT COUNT(*) AS n FROM {table}"))).await.unwrap().get("n").unwrap()
}

/// Everybody's session ends.
pub async fn end_sessions(w: &World) {
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("DELETE FROM session")).await.unwrap();
    tx.commit().await.unwrap();
}
