//! `/produk/{slug}`: what it is, who makes it, and the way into the cart.

use axum::extract::Path;
use backend::market::read_product::{ProductPage, read_product};
use backend::market::store::categories;
use backend::page_change::PageTag;
use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use domain::kernel::slug::Slug;
use domain::market::category::Category;
use domain::market::product::{Product, Variant};
use domain::market::product_options::choice_label;
use leptos::prelude::*;

use super::product_buy::buy;
use super::product_data::json_ld;
use crate::i18n::{date, t, weight};
use crate::market::kbli;
use crate::market::parts::listing::own_grid;
use crate::market::parts::shop_box::{open_badge, shop_box};
use crate::market::views::{Cloths, large_photo, photo_url, seed};
use crate::ui::{Alert, Breadcrumb, Card, Definitions, Mood, Picture, SectionHead, Text, picture};
use crate::web::page::Section;
use crate::web::{Ctx, Flash, Page, Reply, WebError};

const PHOTO_SIZES: &str = "(min-width: 60rem) 36rem, 100vw";
/// For search engines and link previews.
const DESCRIPTION_CHARS: usize = 160;

pub async fn show(ctx: Ctx, Path(slug): Path<String>) -> Reply {
    let l = ctx.locale();
    let slug = Slug::parse(&slug).map_err(|_| WebError::NotFound)?;
    let found = read_product(ctx.deps(), &slug).await?.ok_or(WebError::NotFound)?;
    let all = categories::all(&mut ctx.deps().db.reader()).await?;
    let (id, shop) = (found.product.id, found.shop.id);
    let mut tags = vec![PageTag::Product(id), PageTag::Stock(id), PageTag::Shop(shop), PageTag::Listing];
    tags.extend(found.more.iter().map(|c| PageTag::Product(c.id)));
    let base = ctx.deps().base_url.clone();
    let url = format!("{base}{}", l.path(&format!("/produk/{slug}")));
    let json = json_ld(l, &found, &base, &url, ctx.now());
    let image = found.photos.first().and_then(|p| Some(photo_url(p.id, p.best_width(1280)?, "jpg")));
    let description = short(found.product.description(l));
    let title = found.product.name(l).to_owned();
    let said = ctx.flash().cloned();
    let now = ctx.now();
    let expiries = found.licences.iter().filter_map(|x| x.expires_at);
    let moments: Vec<Timestamp> = expiries.chain([found.shop.hours.next_change(now)]).collect();
    let page = Page::new(title, move || view(l, found, &all, url, said, now));
    let page = page.description(description).product(image, json).canonical(format!("/produk/{slug}"));
    ctx.page(page.section(Section::Categories).cache_until(&tags, now, moments)).await
}

fn short(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= DESCRIPTION_CHARS { flat } else { flat.chars().take(DESCRIPTION_CHARS - 1).chain(['…']).collect() }
}

fn view(l: Locale, found: ProductPage, all: &[Category], url: String, said: Option<Flash>, now: Timestamp) -> AnyView {
    let cloths = Cloths::new(all);
    let name = found.product.name(l).to_owned();
    let mut steps: Vec<(Text, Text)> = vec![(t::common::categories(l).into(), l.path("/kategori").into())];
    steps.extend(found.categories.iter().map(|c| (c.name(l).to_owned().into(), l.path(&format!("/kategori/{}", c.slug)).into())));
    let demo = found.shop.demo.then(|| {
        view! {
            <Alert mood=Mood::Warn title=t::browse::home_demo_title(l)>
                <p>{t::browse::home_demo_text(l)}</p>
            </Alert>
        }
    });
    let more = (!found.more.is_empty()).then(|| {
        let title = t::browse::product_more(l, &found.shop.name);
        let href = l.path(&format!("/toko/{}", found.shop.slug));
        view! {
            <section>
                <SectionHead title=title more=(t::common::more(l).into(), href.into()) />
                {own_grid(l, &found.more, &cloths, 0)}
            </section>
        }
    });
    let paragraphs = found
        .product
        .description(l)
        .split('\n')
        .filter(|p| !p.trim().is_empty())
        .map(|p| view! { <p>{p.to_owned()}</p> })
        .collect::<Vec<_>>();
    let open = open_badge(l, &found.shop, now);
    view! {
        <div class="wrap page">
            <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=name.clone() />
            {said.map(Flash::alert)}
            <div class="split split-half">
                {gallery(l, &found, &cloths)}
                <div class="stack">
                    <h1>{name}</h1>
                    {buy(l, &found, url)}
                    {shop_box(l, &found.shop, open)}
                </div>
            </div>
            <div class="split split-half">
                <section class="stack">
                    <h2>{t::browse::product_description(l)}</h2>
                    <div class="prose">{paragraphs}</div>
                </section>
                <div class="stack">{licences(l, &found)} {details(l, &found)}</div>
            </div>
            {more}
            {demo}
        </div>
    }
    .into_any()
}

fn gallery(l: Locale, found: &ProductPage, cloths: &Cloths) -> AnyView {
    let name = found.product.name(l);
    if found.photos.is_empty() {
        let cloth = Picture::Motif(cloths.of(&found.product.category), seed(found.product.id));
        return view! { <div class="gallery-main">{picture(cloth, PHOTO_SIZES, true)}</div> }.into_any();
    }
    let several = found.photos.len() > 1;
    let photos = found
        .photos
        .iter()
        .enumerate()
        .map(|(i, p)| {
            let alt = if several { t::browse::product_photo_of { name, n: i + 1 }.say(l) } else { name.to_owned() };
            view! { <li>{picture(Picture::Photo(large_photo(p, alt)), PHOTO_SIZES, i == 0)}</li> }
        })
        .collect::<Vec<_>>();
    view! {
        <ul class="gallery" role="list" tabindex=several.then_some("0") aria-label=t::browse::product_photos(l)>
            {photos}
        </ul>
    }
    .into_any()
}

fn licences(l: Locale, found: &ProductPage) -> Option<AnyView> {
    use domain::market::licence::LicenceKind;
    let row = |x: &domain::market::licence::Licence| {
        let kind = match x.kind {
            LicenceKind::Pirt => t::browse::product_pirt(l),
            LicenceKind::Halal => t::browse::product_halal(l),
        };
        let until = x.expires_at.map(|at| format!(", {}", t::browse::product_valid_until(l, date(l, at))));
        (kind.into(), format!("{}{}", x.number, until.unwrap_or_default()).into_any())
    };
    let rows: Vec<_> = found.licences.iter().map(row).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <Card title=t::browse::product_licences(l)>
                <Definitions rows=rows />
            </Card>
        }
        .into_any()
    })
}

fn details(l: Locale, found: &ProductPage) -> AnyView {
    let mut rows: Vec<(Text, AnyView)> = Vec::new();
    let weights = || found.product.active_variants().map(|v| v.weight);
    if let (Some(min), Some(max)) = (weights().min(), weights().max())
        && max.0 > 0
    {
        let text = if min == max { weight(l, max) } else { format!("{} – {}", weight(l, min), weight(l, max)) };
        rows.push((t::browse::product_weight(l).into(), text.into_any()));
    }
    rows.push((t::browse::product_sku(l).into(), skus(l, &found.product)));
    if let Some(code) = &found.product.kbli {
        let text = kbli::title(code).map_or_else(|| code.as_str().to_owned(), |title| format!("{} · {title}", code.as_str()));
        rows.push((t::browse::product_kbli(l).into(), text.into_any()));
    }
    view! {
        <Card title=t::browse::product_details(l)>
            <Definitions rows=rows stacked=true />
        </Card>
    }
    .into_any()
}

/// The article numbers of all that can be chosen, each with its choice where there is one.
fn skus(l: Locale, product: &Product) -> AnyView {
    let words = |v: &Variant| match choice_label(&product.options, &v.choices, l) {
        choice if choice.is_empty() => v.sku.to_string(),
        choice => format!("{} ({choice})", v.sku),
    };
    let all = product.active_variants().map(words).collect::<Vec<_>>();
    if let [one] = all.as_slice() {
        return one.clone().into_any();
    }
    let items = all.into_iter().map(|words| view! { <li>{words}</li> }).collect::<Vec<_>>();
    view! { <ul role="list">{items}</ul> }.into_any()
}
