//! `/kategori/{slug}`: the page that is asked for most. It stays lean: one query for its products, no islands.

use axum::extract::{Path, Query};
use backend::market::list_category::{CardSort, CategoryPage, list_category};
use backend::page_change::PageTag;
use domain::kernel::locale::Locale;
use domain::kernel::slug::Slug;
use leptos::prelude::*;
use serde::Deserialize;

use crate::i18n::t;
use crate::market::parts::listing::pages;
use crate::market::views::{cloth_of, tile};
use crate::ui::{Breadcrumb, Chip, Chips, Empty, Icon, LinkButton, PageHead, ProductGrid, Tone};
use crate::web::page::Section;
use crate::web::{Ctx, Page, Reply, WebError};

/// In view at once on a phone: fetched first.
const EAGER: usize = 2;

#[derive(Deserialize)]
pub struct At {
    urut: Option<String>,
    halaman: Option<String>,
}

const SORTS: [CardSort; 3] = [CardSort::Newest, CardSort::PriceAsc, CardSort::PriceDesc];

const fn tag(sort: CardSort) -> &'static str {
    match sort {
        CardSort::Newest => "terbaru",
        CardSort::PriceAsc => "termurah",
        CardSort::PriceDesc => "termahal",
    }
}

/// The address (without language) of a page of the list.
fn path(slug: &Slug, sort: CardSort, page: u32) -> String {
    match (sort == CardSort::default(), page) {
        (true, 1) => format!("/kategori/{slug}"),
        (true, n) => format!("/kategori/{slug}?halaman={n}"),
        (false, 1) => format!("/kategori/{slug}?urut={}", tag(sort)),
        (false, n) => format!("/kategori/{slug}?urut={}&halaman={n}", tag(sort)),
    }
}

pub async fn show(ctx: Ctx, Path(slug): Path<String>, Query(at): Query<At>) -> Reply {
    let l = ctx.locale();
    let slug = Slug::parse(&slug).map_err(|_| WebError::NotFound)?;
    let sort = SORTS.into_iter().find(|s| Some(tag(*s)) == at.urut.as_deref()).unwrap_or_default();
    let number = at.halaman.and_then(|n| n.parse().ok());
    let found = list_category(ctx.deps(), &slug, sort, number).await?.ok_or(WebError::NotFound)?;
    let page = found.products.request.page;
    if page > found.products.pages() {
        return Err(WebError::NotFound);
    }
    let mut tags: Vec<PageTag> = found.products.items.iter().map(|c| PageTag::Product(c.id)).collect();
    tags.push(PageTag::Listing);
    if sort != CardSort::Newest {
        tags.push(PageTag::Prices);
    }
    let name = found.category.name(l).to_owned();
    let description = t::browse::categories_description(l, &name);
    // Pages of a list are pages of their own; other sortings are the same page for a search engine.
    let canonical = path(&slug, CardSort::default(), page);
    let body = Page::new(name, move || view(l, found, sort));
    ctx.page(body.description(description).canonical(canonical).section(Section::Categories).cache(&tags)).await
}

fn view(l: Locale, found: CategoryPage, sort: CardSort) -> AnyView {
    let CategoryPage { category, above, below, products } = found;
    let name = category.name(l).to_owned();
    let mut steps = vec![(t::common::categories(l).into(), l.path("/kategori").into())];
    steps.extend(above.iter().map(|c| (c.name(l).to_owned().into(), l.path(&format!("/kategori/{}", c.slug)).into())));
    let more = (!below.is_empty()).then(|| {
        let chips = below.iter().map(|c| Chip {
            label: c.name(l).to_owned().into(),
            href: l.path(&format!("/kategori/{}", c.slug)).into(),
            on: false,
            remove: None,
        });
        view! { <Chips label=t::browse::categories_below(l) chips=chips.collect() /> }
    });
    let total = i64::try_from(products.total).unwrap_or(i64::MAX);
    let page_count = products.pages();
    let list = if products.items.is_empty() {
        view! {
            <Empty of=Icon::Basket title=t::browse::categories_empty_title(l) text=t::browse::categories_empty_text(l) cloth=cloth_of(&category)>
                <LinkButton href=l.path("/kategori") label=t::browse::home_browse(l) />
                <LinkButton href=l.path("/buka-toko") label=t::browse::home_sell_button(l) tone=Tone::Secondary />
            </Empty>
        }
        .into_any()
    } else {
        let cloth = cloth_of(&category);
        let tiles = products.items.iter().map(|c| tile(l, c, cloth)).collect();
        view! {
            <h2 class="sr">{t::browse::categories_products(l)}</h2>
            <ProductGrid products=tiles eager=EAGER />
        }
        .into_any()
    };
    let sorts = (total > 1).then(|| view! { <Chips label=t::browse::sort(l) chips=sorts(l, &category.slug, sort) /> });
    view! {
        <div class="wrap page">
            <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=name.clone() />
            <PageHead title=name lead=t::browse::products(l, total) />
            {more}
            {sorts}
            {list}
            {pages(l, products.request.page, page_count, |n| path(&category.slug, sort, n))}
        </div>
    }
    .into_any()
}

fn sorts(l: Locale, slug: &Slug, now: CardSort) -> Vec<Chip> {
    let label = |s: CardSort| match s {
        CardSort::Newest => t::browse::sort_newest(l),
        CardSort::PriceAsc => t::browse::sort_price_asc(l),
        CardSort::PriceDesc => t::browse::sort_price_desc(l),
    };
    SORTS.into_iter().map(|s| Chip { label: label(s).into(), href: l.path(&path(slug, s, 1)).into(), on: s == now, remove: None }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_address_is_the_first_page_of_the_usual_order() {
        let slug = Slug::parse("kopi-teh").unwrap();
        assert_eq!(path(&slug, CardSort::Newest, 1), "/kategori/kopi-teh");
        assert_eq!(path(&slug, CardSort::Newest, 2), "/kategori/kopi-teh?halaman=2");
        assert_eq!(path(&slug, CardSort::PriceAsc, 3), "/kategori/kopi-teh?urut=termurah&halaman=3");
    }
}
