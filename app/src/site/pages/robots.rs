//! `/robots.txt`: what search engines need not read.

use std::fmt::Write;

use axum::response::IntoResponse;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

use crate::i18n::Locale;
use crate::web::{Ctx, Reply};

/// Pages of one person; and of the searches what narrows them further and further, of which there is no end. A plain
/// search may be read: it says of itself that it is not to be listed. So does the checkout, by leading a stranger away.
const UNREAD: [&str; 9] = ["/admin", "/akun", "/cari/saran", "/cari?*&", "/dagang", "/keranjang", "/masuk", "/pesanan", "/petugas"];

pub async fn show(ctx: Ctx) -> Reply {
    let mut text = String::from("User-agent: *\n");
    for path in UNREAD {
        for l in Locale::ALL {
            let _ = writeln!(text, "Disallow: {}", l.path(path));
        }
    }
    let _ = writeln!(text, "\nSitemap: {}/sitemap.xml", ctx.deps().base_url);
    Ok(([(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "public, max-age=3600")], text).into_response())
}
