//! `/wisata/tempat/{slug}`: what is told of a place, on what it rests, and what it asks of visitors.

use axum::extract::Path;
use backend::heritage::read_site::read_site;
use backend::page_change::PageTag;
use domain::kernel::clock::DAY;
use domain::kernel::slug::Slug;

use super::site_view::view;
use super::structured::site_json_ld;
use crate::web::page::Section;
use crate::web::{Ctx, Page, Reply, WebError};

pub async fn show(ctx: Ctx, Path(slug): Path<String>) -> Reply {
    let l = ctx.locale();
    let slug = Slug::parse(&slug).map_err(|_| WebError::NotFound)?;
    let found = read_site(ctx.deps(), &slug).await?.ok_or(WebError::NotFound)?;
    let json = site_json_ld(l, &found.site, &ctx.deps().base_url);
    let (title, description) = (found.site.name.pick(l).to_owned(), found.site.story.pick(l).to_owned());
    let tags = [PageTag::Place(found.site.id)];
    let now = ctx.now();
    // Rules begin, and closed days are over, at midnight.
    let midnight = now.start_of_wib_day().plus(DAY);
    let page = Page::new(title, move || view(l, &found)).description(description).json_ld(json).canonical(format!("/wisata/tempat/{slug}"));
    ctx.page(page.section(Section::Tours).cache_until(&tags, now, [midnight])).await
}
