//! `/petugas/produk/{id}`: the product behind a licence number, also before shoppers can see it.

use axum::extract::Path;
use backend::market::decide_licence::{ProductUnderReview, read_product_to_review};
use domain::kernel::ids::ProductId;
use domain::market::licence::Licence;
use domain::market::product_options::choice_label;
use leptos::prelude::*;

use super::desk::{Desk, head};
use super::licences::{error, kind_name, last_day};
use crate::i18n::{Locale, t};
use crate::market::pages::selling::words::product_state;
use crate::market::views::large_photo;
use crate::ui::{Badge, Card, Definitions, Icon, LinkButton, Picture, Text, Tone, picture};
use crate::web::page::Section;
use crate::web::{Ctx, Page, Reply, WebError};

pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Reply {
    let l = ctx.locale();
    let id: ProductId = id.parse().map_err(|_| WebError::NotFound)?;
    let found = read_product_to_review(ctx.deps(), ctx.actor(), id).await.map_err(error)?;
    let top = head(&ctx, Desk::Licences);
    let back = ctx.href("/petugas/izin");
    let name = found.product.name(l).to_owned();
    let page = Page::new(name.clone(), move || {
        let (label, mood) = product_state(l, found.product.state);
        let badge = view! { <Badge label=label mood=mood /> }.into_any();
        let rows = rows(l, &found);
        let photos = photos(&found, &name);
        view! {
            <div class="wrap page">
                {top}
                <Card title=name aside=badge>
                    {photos}
                    <Definitions rows=rows />
                </Card>
                <div class="btn-row">
                    <LinkButton href=back label=t::reviewing::to_licences(l) tone=Tone::Secondary start=Icon::ArrowLeft />
                </div>
            </div>
        }
    });
    ctx.page(page.noindex().section(Section::Office)).await
}

fn photos(found: &ProductUnderReview, name: &str) -> Option<AnyView> {
    if found.photos.is_empty() {
        return None;
    }
    let photos = found.photos.iter().map(|p| {
        let photo = picture(Picture::Photo(large_photo(p, name.to_owned())), "(min-width: 48rem) 16rem, 45vw", false);
        view! { <li>{photo}</li> }
    });
    Some(view! { <ul class="look" role="list">{photos.collect::<Vec<_>>()}</ul> }.into_any())
}

fn rows(l: Locale, found: &ProductUnderReview) -> Vec<(Text, AnyView)> {
    let p = &found.product;
    let licence =
        |n: &Licence| format!("{} {} · {}: {}", kind_name(l, n.kind), n.number, t::reviewing::expires(l), last_day(l, n.expires_at));
    let variant = |v: &domain::market::product::Variant| {
        let choice = choice_label(&p.options, &v.choices, l);
        [choice, v.price.to_string(), v.sku.to_string()].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let or_none = |text: &str| if text.is_empty() { t::reviewing::nothing_said(l).to_owned() } else { text.to_owned() };
    let row = |label: &'static str, value: String| (Text::from(label), view! { <span class="pre-line">{value}</span> }.into_any());
    vec![
        row(t::reviewing::shop_of(l), found.shop_name.clone()),
        row(t::reviewing::licences(l), found.licences.iter().map(licence).collect::<Vec<_>>().join("\n")),
        row(t::reviewing::product_description(l), or_none(p.description(l))),
        row(t::reviewing::product_unit(l), p.unit.clone()),
        row(t::reviewing::product_kbli(l), or_none(p.kbli.as_ref().map_or("", |k| k.as_str()))),
        row(t::reviewing::product_variants(l), or_none(&p.active_variants().map(variant).collect::<Vec<_>>().join("\n"))),
    ]
}
