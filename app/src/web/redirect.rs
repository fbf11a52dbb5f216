//! POST → redirect → GET, and the cookies that go along.

use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, SameSite};
use backend::identity::use_session::{LIFETIME, NewToken};
use http::HeaderValue;
use http::header::{CACHE_CONTROL, SET_COOKIE};

use super::cache::{FLASH_COOKIE, SESSION_COOKIE};
use super::ctx::Ctx;
use super::flash::Flash;
use crate::ui::Mood;

/// Only paths of this site: `/x`, never `//host` or `https://…`.
pub fn safe_path(path: &str) -> Option<&str> {
    let ok = path.starts_with('/') && !path.starts_with("//") && !path.contains(|c: char| c == '\\' || c.is_control());
    ok.then_some(path)
}

pub fn set_cookie(ctx: &Ctx, response: &mut Response, name: &'static str, value: &str, max_age_s: i64) {
    let cookie = Cookie::build((name, value.to_owned()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(ctx.site().secure_cookies)
        .max_age(time::Duration::seconds(max_age_s))
        .build();
    if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}

/// On to the page where a card is paid. A path of this site stays in the visitor's language.
pub fn to_gateway(ctx: &Ctx, url: &str) -> Response {
    match safe_path(url) {
        Some(path) => ctx.see_other(path),
        None => Redirect::to(url).into_response(),
    }
}

/// Pages with somebody's address on them are kept by nobody: no browser shows them again to the next user of a phone.
pub fn no_store(mut response: Response) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

impl Ctx {
    /// 303 to a path of this site (without language), in the visitor's language.
    pub fn see_other(&self, path: &str) -> Response {
        Redirect::to(&self.href(path)).into_response()
    }

    /// The same; it went well, and the next page says so.
    pub fn see_other_saying(&self, path: &str, message: &str) -> Response {
        self.see_other_with(path, Mood::Success, message)
    }

    /// The same; it did not go as wished, and the next page says why.
    pub fn see_other_warning(&self, path: &str, message: &str) -> Response {
        self.see_other_with(path, Mood::Warn, message)
    }

    fn see_other_with(&self, path: &str, mood: Mood, message: &str) -> Response {
        let mut response = self.see_other(path);
        set_cookie(self, &mut response, FLASH_COOKIE, &Flash::to_cookie(mood, message), 60);
        response
    }

    /// Sets the cookie of a session that was begun, if one was.
    pub fn with_token(&self, mut response: Response, token: Option<&NewToken>) -> Response {
        if let Some(new) = token {
            set_cookie(self, &mut response, SESSION_COOKIE, &new.token, LIFETIME / 1000);
        }
        response
    }

    /// Forgets the session's cookie.
    pub fn without_session(&self, mut response: Response) -> Response {
        set_cookie(self, &mut response, SESSION_COOKIE, "", 0);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::safe_path;

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(safe_path("/akun?x=1"), Some("/akun?x=1"));
        for bad in ["", "akun", "//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x", "/a\u{1}b", "/a\tb"] {
            assert_eq!(safe_path(bad), None, "{bad}");
        }
    }
}
