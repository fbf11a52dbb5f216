//! Which requests may be answered from the cache, and under which key a page is kept.

use std::borrow::Cow;

use http::{HeaderMap, Method, Uri, header};

/// Cookies of this site begin so. All but the theme speak of a person: then the page is made for them.
const OURS: &str = "sentra_";
const THEME: &str = "sentra_tema";
/// Longer addresses are made, not kept: they are nobody's usual page.
const LONGEST: usize = 512;
/// Answered by parts of the house that keep things in their own way.
const APART: [&str; 3] = ["/media/", "/healthz", "/readyz"];

/// The key of a request, when a kept page may answer it: the address with its query in one order, and the theme.
pub fn of<'a>(method: &Method, uri: &'a Uri, headers: &HeaderMap) -> Option<Cow<'a, str>> {
    if method != Method::GET && method != Method::HEAD {
        return None;
    }
    let theme = theme(headers)?;
    let whole = uri.path_and_query()?;
    if whole.as_str().len() > LONGEST || APART.iter().any(|p| whole.path().starts_with(p)) {
        return None;
    }
    let address = match whole.query() {
        None => Cow::Borrowed(whole.as_str()),
        Some(query) => match in_order(query) {
            None => Cow::Borrowed(whole.as_str()),
            Some(sorted) if sorted.is_empty() => Cow::Borrowed(whole.path()),
            Some(sorted) => Cow::Owned(format!("{}?{sorted}", whole.path())),
        },
    };
    // An address begins with a slash, so a theme before it can't be mistaken for one.
    Some(if theme.is_empty() { address } else { Cow::Owned(format!("{theme}{address}")) })
}

/// The address in a key, for rendering exactly what the key stands for.
pub fn address(key: &str) -> &str {
    key.find('/').map_or(key, |at| &key[at..])
}

/// The theme of a visitor without a session; none when a cookie says that there may be one.
fn theme(headers: &HeaderMap) -> Option<&'static str> {
    let mut theme = "";
    for value in headers.get_all(header::COOKIE) {
        for cookie in value.to_str().ok()?.split(';') {
            let cookie = cookie.trim_start();
            if !cookie.starts_with(OURS) {
                continue;
            }
            match cookie.split_once('=') {
                Some((THEME, "light")) => theme = "light",
                Some((THEME, "dark")) => theme = "dark",
                Some((THEME, _)) => {}
                _ => return None,
            }
        }
    }
    Some(theme)
}

/// Parameters sorted by name (those of one name keep their order), without empty ones and without what advertisers
/// add. None: it is so already.
fn in_order(query: &str) -> Option<String> {
    let name = |p: &'_ str| p.split('=').next().unwrap_or_default().to_owned();
    let noise = |p: &str| p.is_empty() || p.starts_with("utm_") || p.starts_with("fbclid=") || p.starts_with("gclid=");
    let parts: Vec<&str> = query.split('&').collect();
    if parts.iter().all(|p| !noise(p)) && parts.windows(2).all(|w| name(w[0]) <= name(w[1])) {
        return None;
    }
    let mut kept: Vec<&str> = parts.into_iter().filter(|p| !noise(p)).collect();
    kept.sort_by_key(|p| name(p));
    Some(kept.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(address: &str, cookie: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        if !cookie.is_empty() {
            headers.insert(header::COOKIE, cookie.parse().unwrap());
        }
        of(&Method::GET, &address.parse().unwrap(), &headers).map(Cow::into_owned)
    }

    #[test]
    fn one_page_has_one_key() {
        assert_eq!(key("/cari?q=batik&kelurahan=a&kelurahan=b", ""), key("/cari?kelurahan=a&kelurahan=b&q=batik&utm_source=x", ""));
        assert_ne!(key("/cari?kelurahan=b&kelurahan=a", ""), key("/cari?kelurahan=a&kelurahan=b", ""));
        assert_eq!(key("/?fbclid=1&", "").unwrap(), "/");
        assert_eq!(key("/a?b=1&c=2", "").unwrap(), "/a?b=1&c=2");
    }

    #[test]
    fn a_theme_is_part_of_it_and_a_session_forbids_it() {
        assert_eq!(key("/a", "other=1; sentra_tema=dark").unwrap(), "dark/a");
        assert_eq!(address("dark/a?b=1"), "/a?b=1");
        assert_eq!(key("/a", "sentra_tema=pink").unwrap(), "/a");
        assert_eq!(key("/a", "sentra_tema=dark; sentra_sid=abc"), None);
        assert_eq!(key("/a", "sentra_kilat=tersimpan"), None);
        assert_eq!(key("/a", "_ga=1").unwrap(), "/a");
    }

    #[test]
    fn only_plain_reading_is_kept() {
        assert!(of(&Method::POST, &"/a".parse().unwrap(), &HeaderMap::new()).is_none());
        assert!(of(&Method::HEAD, &"/a".parse().unwrap(), &HeaderMap::new()).is_some());
        assert_eq!(key("/media/x.webp", ""), None);
        assert_eq!(key(&format!("/{}", "x".repeat(600)), ""), None);
    }
}
