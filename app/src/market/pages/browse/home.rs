//! `/`: what this market is, and the ways into it.

use backend::market::read_home::{Home, read_home};
use backend::page_change::PageTag;
use domain::kernel::locale::Locale;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;

use crate::i18n::t;
use crate::market::parts::city_map::areas;
use crate::market::parts::listing::mixed_grid;
use crate::market::views::{Cloths, cloth_of};
use crate::ui::motif::{Dye, Family};
use crate::ui::{Alert, AreaMap, CategoryTile, CategoryTiles, Cloth, Empty, Hero, Icon, LinkButton, Mood, SectionHead, Size, Tone};
use crate::web::page::Section;
use crate::web::{Ctx, Flash, Page, Reply};

pub async fn show(ctx: Ctx) -> Reply {
    let l = ctx.locale();
    let home = read_home(ctx.deps()).await?;
    let said = ctx.flash().cloned();
    let mut tags: Vec<PageTag> = home.newest.iter().map(|c| PageTag::Product(c.id)).collect();
    tags.push(PageTag::Listing);
    let page = Page::new("", move || view(l, home, said));
    ctx.page(page.description(t::browse::home_lead(l)).section(Section::Home).cache(&tags)).await
}

fn view(l: Locale, home: Home, said: Option<Flash>) -> AnyView {
    let cloths = Cloths::new(&home.categories);
    let tiles = home
        .categories
        .iter()
        .filter(|c| c.parent.is_none())
        .map(|c| {
            view! { <CategoryTile href=l.path(&format!("/kategori/{}", c.slug)) label=c.name(l).to_owned() cloth=cloth_of(c) seed=7 /> }
        })
        .collect::<Vec<_>>();
    let newest = if home.newest.is_empty() {
        view! {
            <Empty of=Icon::Basket title=t::browse::home_empty(l)>
                <LinkButton href=l.path("/buka-toko") label=t::browse::home_sell_button(l) />
            </Empty>
        }
        .into_any()
    } else {
        mixed_grid(l, &home.newest, &cloths, 0)
    };
    let demo = home.demo.then(|| {
        view! {
            <Alert mood=Mood::Warn title=t::browse::home_demo_title(l)>
                <p>{t::browse::home_demo_text(l)}</p>
            </Alert>
        }
    });
    view! {
        <Hero title=t::browse::home_title(l) text=t::browse::home_lead(l)>
            <LinkButton href=l.path("/kategori") label=t::browse::home_browse(l) size=Size::Large />
            <LinkButton href=l.path("/peta") label=t::browse::home_map_button(l) size=Size::Large tone=Tone::Secondary start=Icon::Map />
        </Hero>
        <div class="wrap page page-home">
            {said.map(Flash::alert)}
            {demo}
            <section>
                <SectionHead title=t::browse::home_categories(l) more=(t::common::more(l).into(), l.path("/kategori").into()) />
                <CategoryTiles>{tiles}</CategoryTiles>
            </section>
            <section>
                <SectionHead title=t::browse::home_newest(l) more=(t::browse::home_newest_more(l).into(), l.path("/cari?urut=terbaru").into()) />
                {newest}
            </section>
            <section class="tour-call">
                <div class="tour-call-cloth">{InertElement::new(Cloth::new(Family::Pusdik, Dye::Tanah).band(240))}</div>
                <div class="tour-call-in">
                    <h2>{t::heritage::home_title(l)}</h2>
                    <p>{t::heritage::home_text(l)}</p>
                    <LinkButton href=l.path("/wisata") label=t::heritage::home_button(l) start=Icon::Route />
                </div>
            </section>
            <section>
                <SectionHead title=t::browse::home_map_title(l) more=(t::browse::home_map_more(l).into(), l.path("/peta").into()) />
                <p class="muted">{t::browse::home_map_text(l)}</p>
                <AreaMap list_label=t::browse::home_map_list(l) areas=areas(l, &home.shops) />
            </section>
            {steps(l)}
            <section class="call">
                <h2>{t::browse::home_sell_title(l)}</h2>
                <p>{t::browse::home_sell_text(l)}</p>
                <LinkButton href=l.path("/buka-toko") label=t::browse::home_sell_button(l) />
            </section>
        </div>
    }
    .into_any()
}

fn steps(l: Locale) -> AnyView {
    let step = |title: &'static str, text: &'static str| {
        view! {
            <li>
                <h3>{title}</h3>
                <p>{text}</p>
            </li>
        }
    };
    view! {
        <section>
            <SectionHead title=t::browse::home_how_title(l) />
            <ol class="how" role="list">
                {step(t::browse::home_how_1_title(l), t::browse::home_how_1(l))}
                {step(t::browse::home_how_2_title(l), t::browse::home_how_2(l))}
                {step(t::browse::home_how_3_title(l), t::browse::home_how_3(l))}
            </ol>
        </section>
    }
    .into_any()
}
