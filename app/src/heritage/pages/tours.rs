//! `/wisata`: the tours, what makes them special, and the sites of the city.

use backend::heritage::list_tours::{list_sites, list_tours};
use backend::page_change::PageTag;
use backend::wastebank::read_counter::taken_now;
use domain::heritage::site::{Certainty, Site};
use domain::heritage::tour::TourCard;
use domain::kernel::clock::DAY;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::wastebank::material::Material;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;

use super::super::parts::hero::hero;
use super::super::parts::stub::stub;
use super::super::words;
use crate::i18n::t;
use crate::ui::motif::{Dye, Family};
use crate::ui::{Cloth, Empty, Icon, LinkButton, MaybeText, RouteMap, SectionHead, Size, Stop, Tone, icon};
use crate::web::page::Section;
use crate::web::{Ctx, Page, Reply};

pub async fn show(ctx: Ctx) -> Reply {
    let l = ctx.locale();
    let (tours, sites) = (list_tours(ctx.deps()).await?, list_sites(ctx.deps()).await?);
    let taken = taken_now(ctx.deps()).await?;
    let tags: Vec<PageTag> = tours.iter().map(|x| PageTag::Tour(x.id)).chain(sites.iter().map(|s| PageTag::Place(s.id))).collect();
    let (now, by_card) = (ctx.now(), ctx.deps().gateways.card.is_some());
    // Fares and the prices of waste begin at midnight.
    let midnight = now.start_of_wib_day().plus(DAY);
    let page = Page::new(t::heritage::title(l), move || view(l, tours, sites, &taken, by_card)).description(t::heritage::lead(l));
    ctx.page(page.section(Section::Tours).cache_until(&tags, now, [midnight])).await
}

fn view(l: Locale, tours: Vec<TourCard>, sites: Vec<Site>, taken: &[(Material, Rupiah)], by_card: bool) -> AnyView {
    let dearest = tours.iter().filter_map(|x| x.fare_from).min();
    let art = dearest.map(|fare| stub(l, t::heritage::stub_from(l), fare, taken)).into_any();
    let buttons = view! {
        <div class="btn-row">
            <LinkButton href="#tur" label=t::heritage::to_tours(l) size=Size::Large />
            <LinkButton href="#situs" label=t::heritage::to_sites(l) size=Size::Large tone=Tone::Secondary start=Icon::Compass />
        </div>
    };
    let empty = tours.is_empty().then(|| view! { <Empty of=Icon::Route title=t::heritage::no_tours(l) /> });
    let cards = tours.into_iter().map(|x| card(l, &x)).collect::<Vec<_>>();
    view! {
        {hero(t::heritage::over(l).into(), t::heritage::headline(l).into(), t::heritage::lead(l).into(), Vec::new(), buttons.into_any(), art)}
        <div class="wrap page page-home">
            <section id="tur">
                <SectionHead title=t::heritage::tours(l) />
                {empty}
                <ul class="tour-cards" role="list">{cards}</ul>
            </section>
            {paying(l, by_card)}
            {places(l, sites)}
        </div>
    }
    .into_any()
}

fn card(l: Locale, tour: &TourCard) -> AnyView {
    let fare = tour.fare_from.map(|f| {
        view! { <p class="tour-fare"><span class="small muted">{t::heritage::from(l)}</span> " " <b class="price">{f.to_string()}</b> " " <span class="small">{t::heritage::or_waste(l)}</span></p> }
    });
    view! {
        <li class="tour-card">
            <div class="tour-cloth">{InertElement::new(Cloth::new(Family::Pusdik, Dye::Tanah).markup(11))}</div>
            <div class="tour-card-in">
                <h3><a href=l.path(&format!("/wisata/{}", tour.slug))>{tour.name.pick(l).to_owned()}</a></h3>
                <p>{tour.story.pick(l).to_owned()}</p>
                <ul class="marked marked-row" role="list">
                    <li>{icon(Icon::Timer)} <span>{words::duration(l, tour.minutes)}</span></li>
                    <li>{icon(Icon::Route)} <span>{t::heritage::stops(l, i64::from(tour.sites))}</span></li>
                    <li>{icon(Icon::Pin)} <span>{tour.meeting.pick(l).to_owned()}</span></li>
                </ul>
                {fare}
            </div>
        </li>
    }
    .into_any()
}

/// `card`: the house has a gateway.
fn paying(l: Locale, card: bool) -> AnyView {
    let step = |title: &'static str, text: &'static str| view! { <li><h3>{title}</h3><p>{text}</p></li> };
    let money = if card { t::heritage::how_money_text(l) } else { t::heritage::how_cash_text(l) };
    view! {
        <section id="bayar">
            <SectionHead title=t::heritage::how(l) more=(t::heritage::how_prices(l).into(), l.path("/bank-sampah#harga").into()) />
            <ol class="how" role="list">
                {step(t::heritage::how_balance(l), t::heritage::how_balance_text(l))}
                {step(t::heritage::how_pledge(l), t::heritage::how_pledge_text(l))}
                {step(t::heritage::how_money(l), money)}
            </ol>
        </section>
    }
    .into_any()
}

fn places(l: Locale, sites: Vec<Site>) -> AnyView {
    let href = |s: &Site| l.path(&format!("/wisata/tempat/{}", s.slug));
    let stops = sites
        .iter()
        .map(|s| Stop {
            lat: s.place.point.lat,
            lon: s.place.point.lon,
            label: s.name.pick(l).to_owned().into(),
            href: MaybeText::from(href(s)),
            unsure: s.place.certainty == Certainty::Recalled,
            ring_m: 0,
        })
        .collect();
    let list = sites
        .iter()
        .map(|s| {
            let era = s.era.pick(l).to_owned();
            view! {
                <li class="place">
                    <span class="place-cloth">{InertElement::new(words::cloth(s.kind).markup(3))}</span>
                    <div>
                        <a class="strong" href=href(s)>{s.name.pick(l).to_owned()}</a>
                        <p class="small muted">{words::kind(l, s.kind)} {(!era.is_empty()).then(|| format!(" · {era}"))}</p>
                    </div>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <section id="situs" class="stack">
            <div>
                <SectionHead title=t::heritage::sites(l) />
                <p class="muted">{t::heritage::sites_text(l)}</p>
            </div>
            <div class="split split-half">
                <div class="stack stack-sm">
                    <RouteMap label=t::heritage::sites_map(l) stops=stops names=words::area_names() loose=true />
                    <p class="small muted">{t::heritage::map_hollow(l)}</p>
                </div>
                <ul class="places" role="list">{list}</ul>
            </div>
        </section>
    }
    .into_any()
}
