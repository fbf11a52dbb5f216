//! `/kategori`: all categories.

use backend::market::read_home::list_categories;
use backend::page_change::PageTag;
use leptos::prelude::*;

use crate::i18n::t;
use crate::market::views::cloth_of;
use crate::ui::{CategoryTile, CategoryTiles, PageHead};
use crate::web::page::Section;
use crate::web::{Ctx, Page, Reply};

pub async fn show(ctx: Ctx) -> Reply {
    let l = ctx.locale();
    let all = list_categories(ctx.deps()).await?;
    let page = Page::new(t::browse::categories_title(l), move || {
        let tile = |(c, _): &(domain::market::category::Category, u64)| {
            let below: u64 = all.iter().filter(|(b, _)| b.slug == c.slug || b.parent.as_ref() == Some(&c.slug)).map(|(_, n)| n).sum();
            let label = format!("{} ({below})", c.name(l));
            view! { <CategoryTile href=l.path(&format!("/kategori/{}", c.slug)) label=label cloth=cloth_of(c) seed=7 /> }
        };
        let tiles = all.iter().filter(|(c, _)| c.parent.is_none()).map(tile).collect::<Vec<_>>();
        view! {
            <div class="wrap page">
                <PageHead title=t::browse::categories_title(l) lead=t::browse::categories_lead(l) />
                <CategoryTiles>{tiles}</CategoryTiles>
            </div>
        }
    });
    ctx.page(page.description(t::browse::home_lead(l)).section(Section::Categories).cache(&[PageTag::Listing])).await
}
