//! `/toko/{slug}`: who is behind it, where, when, how it reaches you, and what there is.

use axum::extract::{Path, Query};
use backend::market::read_shop::{ShopPage, read_shop};
use backend::market::store::categories;
use backend::page_change::PageTag;
use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use domain::kernel::slug::Slug;
use domain::market::category::Category;
use domain::market::shop::Shop;
use leptos::prelude::*;
use serde::Deserialize;

use super::product_data::shop_json_ld;
use super::shop_facts::{delivery, hours, place};
use crate::i18n::t;
use crate::market::parts::listing::{own_grid, pages};
use crate::market::parts::shop_box::open_badge;
use crate::market::views::{Cloths, kelurahan_slug};
use crate::ui::{Alert, Badge, Banner, Breadcrumb, Cloth, Empty, Icon, LinkButton, Mood, SectionHead, Text, Tone};
use crate::web::chat::whatsapp;
use crate::web::page::Section;
use crate::web::{Ctx, Page, Reply, WebError};

#[derive(Deserialize)]
pub struct At {
    halaman: Option<String>,
}

pub async fn show(ctx: Ctx, Path(slug): Path<String>, Query(at): Query<At>) -> Reply {
    let l = ctx.locale();
    let slug = Slug::parse(&slug).map_err(|_| WebError::NotFound)?;
    let found = read_shop(ctx.deps(), &slug, at.halaman.and_then(|n| n.parse().ok())).await?.ok_or(WebError::NotFound)?;
    let page = found.products.request.page;
    if page > found.products.pages() {
        return Err(WebError::NotFound);
    }
    let all = categories::all(&mut ctx.deps().db.reader()).await?;
    let mut tags: Vec<PageTag> = found.products.items.iter().map(|c| PageTag::Product(c.id)).collect();
    tags.extend([PageTag::Shop(found.shop.id), PageTag::Listing]);
    let place = found.shop.kelurahan.map_or("Cimahi", |k| k.name());
    let description = t::browse::shop_description { shop: &found.shop.name, kelurahan: place }.say(l);
    let json = shop_json_ld(l, &found.shop, &format!("{}{}", ctx.deps().base_url, l.path(&format!("/toko/{slug}"))));
    let now = ctx.now();
    let next_change = found.shop.hours.next_change(now);
    let body = Page::new(found.shop.name.clone(), move || view(l, found, &all, now));
    let canonical = address(&slug, page);
    ctx.page(body.description(description).json_ld(json).canonical(canonical).section(Section::Map).cache_until(&tags, now, [next_change]))
        .await
}

fn address(slug: &Slug, page: u32) -> String {
    if page == 1 { format!("/toko/{slug}") } else { format!("/toko/{slug}?halaman={page}") }
}

fn view(l: Locale, found: ShopPage, all: &[Category], now: Timestamp) -> AnyView {
    let ShopPage { shop, products } = found;
    let cloths = Cloths::new(all);
    let list = if products.items.is_empty() {
        view! { <Empty of=Icon::Basket title=t::browse::shop_empty(l) /> }.into_any()
    } else {
        own_grid(l, &products.items, &cloths, 2)
    };
    let total = i64::try_from(products.total).unwrap_or(i64::MAX);
    let story = l
        .pick(&shop.story_id, &shop.story_en)
        .split('\n')
        .filter(|p| !p.trim().is_empty())
        .map(|p| view! { <p>{p.to_owned()}</p> })
        .collect::<Vec<_>>();
    let slug = shop.slug.clone();
    view! {
        {head(l, &shop, now)}
        <div class="wrap page">
            <div class="split">
                <section class="stack">
                    <h2>{t::browse::shop_story(l)}</h2>
                    <div class="prose">{story}</div>
                    {place(l, &shop)}
                </section>
                <div class="stack">{hours(l, &shop, now)} {delivery(l, &shop)}</div>
            </div>
            <section>
                <SectionHead title=t::browse::shop_products(l) />
                <p class="muted">{t::browse::products(l, total)}</p>
                {list}
            </section>
            {pages(l, products.request.page, products.pages(), |n| address(&slug, n))}
        </div>
    }
    .into_any()
}

fn head(l: Locale, shop: &Shop, now: Timestamp) -> AnyView {
    let mut steps: Vec<(Text, Text)> = vec![(t::common::map(l).into(), l.path("/peta").into())];
    steps.extend(shop.kelurahan.map(|k| (k.name().into(), l.path(&format!("/peta?kelurahan={}", kelurahan_slug(k))).into())));
    let chat = shop.phone.as_ref().map(|phone| {
        let href = whatsapp(phone, &t::browse::shop_chat_text(l, &shop.name));
        view! { <LinkButton href=href label=t::browse::shop_chat(l) tone=Tone::Secondary start=Icon::Chat external=true /> }
    });
    let nib = shop.nib_is_seen().then(|| view! { <Badge label=t::browse::shop_nib(l) mood=Mood::Info start=Icon::Badge /> });
    let demo = shop.demo.then(|| {
        view! {
            <Alert mood=Mood::Warn title=t::browse::home_demo_title(l)>
                <p>{t::browse::home_demo_text(l)}</p>
            </Alert>
        }
    });
    let (name, open) = (shop.name.clone(), open_badge(l, shop, now));
    view! {
        <Banner cloth=Cloth::for_key(shop.slug.as_str())>
            <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=name.clone() />
            <h1>{name}</h1>
            <div class="row">{open} {nib}</div>
            {demo}
            <div class="btn-row">{chat}</div>
        </Banner>
    }
    .into_any()
}
