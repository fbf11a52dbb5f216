//! `/robots.txt`: what search engines need not read.

use std::fmt::Write;

use axum::response::IntoResponse;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

use crate::i18n::Locale;
use crate::web::{Ctx, Reply};

/// Pages of one person, and searches, of which there is no end.
const PRIVATE: [&str; 8] = ["/admin", "/akun", "/cari", "/dagang", "/keranjang", "/masuk", "/pesanan", "/petugas"];

pub async fn show(ctx: Ctx) -> Reply {
    let mut text = String::from("User-agent: *\n");
    for path in PRIVATE {
        for l in Locale::ALL {
            let _ = writeln!(text, "Disallow: {}", l.path(path));
        }
    }
    let _ = writeln!(text, "\nSitemap: {}/sitemap.xml", ctx.deps().base_url);
    Ok(([(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "public, max-age=3600")], text).into_response())
}
