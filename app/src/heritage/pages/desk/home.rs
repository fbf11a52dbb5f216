//! `/meja-wisata`: where somebody works.

use backend::flows::tours::board::list_led;
use backend::heritage::call_parties::count_calls;
use backend::heritage::list_tours::list_own_tours;
use backend::heritage::staff::workplaces;
use domain::heritage::departure::Departure;
use domain::heritage::site::SiteKind;
use domain::heritage::tour::TourCard;
use domain::kernel::ids::TourId;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::super::words;
use super::{calls, error, sites, tour_order, tour_view};
use crate::i18n::{clock, day, t};
use crate::ui::{Badge, Empty, Icon, LinkButton, Mood, PageHead, RowCard, SectionHead, Tone};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Page, Reply};

pub async fn show(ctx: Ctx) -> Reply {
    let l = ctx.locale();
    let mine = workplaces(ctx.deps(), ctx.actor()).await.map_err(error)?;
    let tours = list_own_tours(ctx.deps(), ctx.actor()).await.map_err(error)?;
    let led = list_led(ctx.deps(), ctx.actor()).await.map_err(error)?;
    let to_call = if mine.plans.is_empty() { 0 } else { count_calls(ctx.deps(), ctx.actor()).await.map_err(error)? };
    let page = Page::new(t::heritage::desk(l), move || {
        let body = if mine.is_empty() {
            view! {
                <Empty of=Icon::Shield title=t::heritage::desk_none(l) text=t::heritage::desk_none_text(l)>
                    <LinkButton href=l.path("/wisata") label=t::heritage::to_tours(l) />
                </Empty>
            }
            .into_any()
        } else {
            let sites = mine
                .sites
                .iter()
                .map(|s| {
                    let meta = if s.kind == SiteKind::Village { t::heritage::desk_village(l) } else { t::heritage::desk_base(l) };
                    let (title, href) = (s.name.pick(l).to_owned(), l.path(&format!("/meja-wisata/tempat/{}", s.id)));
                    view! { <RowCard title=title href=href meta=meta /> }
                })
                .collect::<Vec<_>>();
            let sites = (!sites.is_empty()).then(|| {
                view! { <section><SectionHead title=t::heritage::desk_sites(l) /><ul class="row-list" role="list">{sites}</ul></section> }
            });
            let none = (mine.plans.is_empty() && mine.opens).then(|| view! { <p class="muted">{t::tour_desk::none_yet(l)}</p> });
            view! {
                {none}
                {(!mine.guides.is_empty()).then(|| led_by(l, &led, &tours))}
                {group(l, t::heritage::desk_plans(l), &mine.plans, &tours)}
                {group(l, t::heritage::desk_guides(l), &mine.guides, &tours)}
                {sites}
                {mine.opens.then(|| shown_to_all(l))}
            }
            .into_any()
        };
        let report = (!mine.plans.is_empty()).then(|| {
            let href = l.path("/meja-wisata/laporan");
            let (to, tone) = (l.path(calls::PATH), if to_call > 0 { Tone::Primary } else { Tone::Secondary });
            let label = if to_call > 0 { t::calls::waits(l, i64::from(to_call)) } else { t::calls::title(l).to_owned() };
            view! {
                <div class="btn-row">
                    <LinkButton href=to label=label tone=tone start=Icon::Phone />
                    <LinkButton href=href label=t::report::title(l) tone=Tone::Secondary start=Icon::Receipt />
                </div>
            }
        });
        let open = mine.opens.then(|| {
            let href = l.path("/meja-wisata/tur/baru");
            view! { <LinkButton href=href label=t::tour_desk::open(l) tone=Tone::Secondary start=Icon::Plus /> }
        });
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=t::heritage::desk(l) lead=t::heritage::desk_lead(l)>{open} {report}</PageHead>
                {body}
            </div>
        }
    });
    Ok(no_store(ctx.page(page.noindex().section(Section::Account)).await?))
}

/// What is the city's, and not of one tour.
fn shown_to_all(l: Locale) -> AnyView {
    view! {
        <section>
            <SectionHead title=t::tour_desk::public(l) />
            <ul class="row-list" role="list">
                <RowCard title=t::site_desk::title(l) href=l.path(sites::PATH) meta=t::site_desk::home_text(l) />
                <RowCard title=t::tour_desk::order(l) href=l.path(tour_order::PATH) meta=t::tour_desk::order_meta(l) />
            </ul>
        </section>
    }
    .into_any()
}

fn group(l: Locale, title: &'static str, mine: &[TourId], tours: &[TourCard]) -> Option<AnyView> {
    let rows = tours
        .iter()
        .filter(|x| mine.contains(&x.id))
        .map(|x| {
            let (name, href) = (x.name.pick(l).to_owned(), l.path(&format!("/meja-wisata/tur/{}", x.slug)));
            let draft = (!x.published).then(|| view! { <Badge label=t::tour_desk::draft(l) mood=Mood::Warn /> });
            let meta = if x.minutes > 0 { words::duration(l, x.minutes) } else { t::tour_desk::legs_none(l).to_owned() };
            view! { <RowCard title=name href=href meta=meta>{draft}</RowCard> }
        })
        .collect::<Vec<_>>();
    (!rows.is_empty())
        .then(|| view! { <section><SectionHead title=title /><ul class="row-list" role="list">{rows}</ul></section> }.into_any())
}

/// Straight to the meeting point of each.
fn led_by(l: Locale, led: &[Departure], tours: &[TourCard]) -> AnyView {
    let rows = led
        .iter()
        .map(|d| {
            let title = format!("{}, {}", day(l, d.starts_at), clock(l, d.starts_at));
            let href = l.path(&format!("/meja-wisata/berangkat/{}/titik-kumpul", d.id));
            let tour = tours.iter().find(|x| x.id == d.tour).map_or("", |x| x.name.pick(l)).to_owned();
            let (label, mood) = tour_view::state(l, d);
            view! { <RowCard title=title href=href meta=tour><Badge label=label mood=mood /></RowCard> }
        })
        .collect::<Vec<_>>();
    let body = if rows.is_empty() {
        view! { <p class="muted">{t::meeting::led_none(l)}</p> }.into_any()
    } else {
        view! { <ul class="row-list" role="list">{rows}</ul> }.into_any()
    };
    view! {
        <section class="stack">
            <SectionHead title=t::meeting::led(l) />
            {body}
            <LinkButton href=l.path("/titik-kumpul") label=t::offline::desk_link(l) tone=Tone::Secondary start=Icon::Phone wide=true />
            <p class="muted small">{t::offline::lead(l)}</p>
        </section>
    }
    .into_any()
}
