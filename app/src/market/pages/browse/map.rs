//! `/peta`: shops by kelurahan, on the city's own map.

use axum::extract::Query;
use backend::market::read_shop::{ShopCard, ShopMap, shops_by_kelurahan};
use backend::page_change::PageTag;
use domain::kernel::locale::Locale;
use domain::kernel::wilayah::Kelurahan;
use leptos::prelude::*;
use serde::Deserialize;

use crate::i18n::t;
use crate::market::parts::city_map::areas;
use crate::market::parts::shop_list::shop_list;
use crate::market::views::{kelurahan_from_slug, kelurahan_slug};
use crate::ui::{AreaMap, Empty, Icon, LinkButton, PageHead, Pin, SectionHead};
use crate::web::page::Section;
use crate::web::{Ctx, Page, Reply, WebError};

#[derive(Deserialize)]
pub struct At {
    kelurahan: Option<String>,
}

pub async fn show(ctx: Ctx, Query(at): Query<At>) -> Reply {
    let l = ctx.locale();
    let here = at.kelurahan.as_deref().map(|s| kelurahan_from_slug(s).ok_or(WebError::NotFound)).transpose()?;
    let ShopMap { counts, shops: cards } = shops_by_kelurahan(ctx.deps(), here).await?;
    let tags: Vec<PageTag> = cards.iter().map(|c| PageTag::Shop(c.id)).chain([PageTag::Listing]).collect();
    let title = here.map_or_else(|| t::browse::map_title(l).to_owned(), |k| t::browse::map_in(l, k.name()));
    let canonical = here.map_or_else(|| "/peta".to_owned(), |k| format!("/peta?kelurahan={}", kelurahan_slug(k)));
    let page = Page::new(title, move || {
        let pins = cards.iter().filter_map(|c| {
            let point = c.point?;
            Some(Pin { lat: point.lat, lon: point.lon, label: c.name.clone().into(), href: l.path(&format!("/toko/{}", c.slug)).into() })
        });
        let pins = pins.collect();
        view! {
            <div class="wrap page">
                <PageHead title=t::browse::map_title(l) lead=t::browse::map_lead(l) />
                {here.map(|k| chosen(l, k, cards))}
                {match here {
                    Some(k) => view! { <AreaMap list_label=t::browse::map_list(l) areas=areas(l, &counts) current=k.code() pins=pins /> }.into_any(),
                    None => view! { <AreaMap list_label=t::browse::map_list(l) areas=areas(l, &counts) /> }.into_any(),
                }}
            </div>
        }
    });
    ctx.page(page.description(t::browse::map_lead(l)).canonical(canonical).section(Section::Map).cache(&tags)).await
}

/// The shops of the chosen kelurahan, before the map: whoever chose it wants to see them.
fn chosen(l: Locale, k: Kelurahan, cards: Vec<ShopCard>) -> AnyView {
    let info = k.info();
    let list = if cards.is_empty() {
        view! {
            <Empty of=Icon::Store title=t::browse::map_empty_title(l, k.name()) text=t::browse::map_empty_text(l)>
                <LinkButton href=l.path("/buka-toko") label=t::browse::home_sell_button(l) />
            </Empty>
        }
        .into_any()
    } else {
        shop_list(l, cards)
    };
    view! {
        <section id="toko">
            <SectionHead title=t::browse::map_in(l, k.name()) />
            <p class="muted">{t::browse::map_kecamatan { name: info.kecamatan, postal: info.postal_code }.say(l)}</p>
            {list}
        </section>
    }
    .into_any()
}
