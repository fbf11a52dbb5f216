//! `/sitemap.xml`: every public page in both languages.

use std::fmt::Write;

use axum::response::IntoResponse;
use backend::heritage::list_tours::{list_sites, list_tours};
use backend::market::list_categories::list_categories;
use backend::market::read_sitemap::read_sitemap;
use domain::kernel::clock::Timestamp;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

use crate::i18n::Locale;
use crate::web::{Ctx, Reply};

const PAGES: [&str; 6] = ["/", "/kategori", "/peta", "/wisata", "/tentang", "/privasi"];

pub async fn show(ctx: Ctx) -> Reply {
    let base = &ctx.deps().base_url;
    let rows = read_sitemap(ctx.deps()).await?;
    let categories = list_categories(ctx.deps()).await?;
    let mut xml = String::with_capacity(64 * 1024);
    xml.push_str(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for path in PAGES {
        entry(&mut xml, base, path, None);
    }
    for category in categories {
        entry(&mut xml, base, &format!("/kategori/{}", category.slug), None);
    }
    for shop in rows.shops {
        entry(&mut xml, base, &format!("/toko/{}", shop.slug), Some(shop.changed_at));
    }
    for product in rows.products {
        entry(&mut xml, base, &format!("/produk/{}", product.slug), Some(product.changed_at));
    }
    for tour in list_tours(ctx.deps()).await? {
        entry(&mut xml, base, &format!("/wisata/{}", tour.slug), None);
    }
    for site in list_sites(ctx.deps()).await? {
        entry(&mut xml, base, &format!("/wisata/tempat/{}", site.slug), None);
    }
    xml.push_str("</urlset>\n");
    Ok(([(CONTENT_TYPE, "application/xml; charset=utf-8"), (CACHE_CONTROL, "public, max-age=3600")], xml).into_response())
}

/// A page stands in the list once per language, each time with all its languages. Slugs need no escaping.
fn entry(xml: &mut String, base: &str, path: &str, changed: Option<Timestamp>) {
    for l in Locale::ALL {
        let _ = write!(xml, "<url><loc>{base}{}</loc>", l.path(path));
        if let Some(at) = changed {
            let _ = write!(xml, "<lastmod>{}</lastmod>", at.wib().date_input());
        }
        for other in Locale::ALL {
            let _ = write!(xml, "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{base}{}\"/>", other.tag(), other.path(path));
        }
        xml.push_str("</url>\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_stands_there_once_per_language() {
        let mut xml = String::new();
        entry(&mut xml, "https://x.id", "/produk/a", Some(Timestamp(1_795_402_800_000)));
        assert_eq!(xml.matches("<loc>").count(), 2);
        assert!(xml.contains("<loc>https://x.id/en/produk/a</loc><lastmod>2026-11-23</lastmod>"));
        assert!(xml.contains("hreflang=\"id\" href=\"https://x.id/produk/a\""));
    }
}
