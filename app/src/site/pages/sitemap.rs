//! `/sitemap.xml` names the parts, `/sitemap/…` lists every public page in both languages: each request reads one part.

use std::fmt::Write;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use backend::heritage::list_tours::{list_sites, list_tours};
use backend::market::list_categories::list_categories;
use backend::market::read_sitemap::{measure_sitemap, read_sitemap_products, read_sitemap_shops};
use backend::page_change::PageTag;
use domain::kernel::clock::Timestamp;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

use crate::i18n::Locale;
use crate::web::cache::CachePage;
use crate::web::{Ctx, Reply, WebError};

const PAGES: [&str; 6] = ["/", "/kategori", "/peta", "/wisata", "/tentang", "/privasi"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// The house's own pages, categories, tours and their sites: few.
    Pages,
    Shops(u32),
    Products(u32),
}

impl Part {
    fn name(self) -> String {
        match self {
            Self::Pages => "pages.xml".to_owned(),
            Self::Shops(n) => format!("shops-{n}.xml"),
            Self::Products(n) => format!("products-{n}.xml"),
        }
    }

    fn parse(name: &str) -> Option<Self> {
        let name = name.strip_suffix(".xml")?;
        let part = match name.split_once('-') {
            None => Self::Pages,
            Some(("shops", n)) => Self::Shops(n.parse().ok()?),
            Some((_, n)) => Self::Products(n.parse().ok()?),
        };
        // Each part has one address.
        (part.name().strip_suffix(".xml") == Some(name) && !matches!(part, Self::Shops(0) | Self::Products(0))).then_some(part)
    }
}

pub async fn show(ctx: Ctx) -> Reply {
    let size = measure_sitemap(ctx.deps()).await?;
    let parts = std::iter::once(Part::Pages).chain((1..=size.shops).map(Part::Shops)).chain((1..=size.products).map(Part::Products));
    let mut xml = String::from(XML);
    xml.push_str("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for part in parts {
        let _ = writeln!(xml, "<sitemap><loc>{}/sitemap/{}</loc></sitemap>", ctx.deps().base_url, part.name());
    }
    xml.push_str("</sitemapindex>\n");
    // What is in it is counted: kept until the listings change.
    Ok(CachePage::tagged([PageTag::Listing]).on(document(xml)))
}

pub async fn show_part(ctx: Ctx, Path(name): Path<String>) -> Reply {
    let base = &ctx.deps().base_url;
    let mut xml = String::from(XML);
    xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    let (under, rows) = match Part::parse(&name).ok_or(WebError::NotFound)? {
        Part::Pages => {
            own_pages(&ctx, &mut xml).await?;
            ("", Vec::new())
        }
        Part::Shops(n) => ("/toko", read_sitemap_shops(ctx.deps(), n).await?),
        Part::Products(n) => ("/produk", read_sitemap_products(ctx.deps(), n).await?),
    };
    for row in rows {
        entry(&mut xml, base, &format!("{under}/{}", row.slug), Some(row.changed_at));
    }
    xml.push_str("</urlset>\n");
    Ok(document(xml))
}

async fn own_pages(ctx: &Ctx, xml: &mut String) -> Result<(), WebError> {
    let base = &ctx.deps().base_url;
    for path in PAGES {
        entry(xml, base, path, None);
    }
    for category in list_categories(ctx.deps()).await? {
        entry(xml, base, &format!("/kategori/{}", category.slug), None);
    }
    for tour in list_tours(ctx.deps()).await? {
        entry(xml, base, &format!("/wisata/{}", tour.slug), None);
    }
    for site in list_sites(ctx.deps()).await? {
        entry(xml, base, &format!("/wisata/tempat/{}", site.slug), None);
    }
    Ok(())
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

fn document(xml: String) -> Response {
    ([(CONTENT_TYPE, "application/xml; charset=utf-8"), (CACHE_CONTROL, "public, max-age=3600")], xml).into_response()
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
