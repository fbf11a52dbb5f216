use domain::heritage::site::{Certainty, Site, SiteFact, SitePage};
use domain::kernel::locale::Locale;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;

use super::super::parts::{rules, site_photo};
use super::super::words;
use crate::i18n::{date, t};
use crate::ui::{Alert, Badge, Breadcrumb, Card, Icon, MaybeText, Mood, RouteMap, SectionHead, Stop, icon};

pub fn view(l: Locale, found: &SitePage) -> AnyView {
    let site = &found.site;
    let name = site.name.pick(l).to_owned();
    let steps =
        vec![(t::heritage::title(l).into(), l.path("/wisata").into()), (t::heritage::sites(l).into(), l.path("/wisata#situs").into())];
    let era = site.era.pick(l).to_owned();
    // Said once: with its status, where the status is known.
    let told = found.facts.iter().any(|f| f.text == site.story);
    let facts = found.facts.iter().map(|f| fact(l, f)).collect::<Vec<_>>();
    let demo = site.demo.then(|| view! { <p class="small muted">{t::heritage::site_note(l)}</p> });
    view! {
        <header class="banner">
            <div class="banner-cloth">{InertElement::new(words::cloth(site.kind).band(240))}</div>
        </header>
        <div class="wrap page site-page">
            <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=name.clone() />
            <div class="site-head">
                <p class="site-kind">{words::kind(l, site.kind)}</p>
                <h1>{name}</h1>
                {(!era.is_empty()).then(|| view! { <p class="site-era">{icon(Icon::History)} <span>{era}</span></p> })}
                {(!told).then(|| view! { <p class="lead pre-line">{site.story.pick(l).to_owned()}</p> })}
            </div>
            <div class="split">
                <div class="stack stack-lg">
                    {site_photo::gallery(l, site.id, &found.photos)}
                    <section>
                        <SectionHead title=t::heritage::facts(l) />
                        <p class="muted">{t::heritage::facts_text(l)}</p>
                        <ul class="told" role="list">{facts}</ul>
                    </section>
                    {visiting(l, found)}
                    {demo}
                </div>
                <div class="stack split-side">{place(l, site)} {tours(l, found)}</div>
            </div>
        </div>
    }
    .into_any()
}

fn fact(l: Locale, f: &SiteFact) -> AnyView {
    let (class, label, mood, of) = if f.verified {
        ("told-one", t::heritage::verified(l), Mood::Success, Icon::Badge)
    } else {
        ("told-one told-unsure", t::heritage::unverified(l), Mood::Warn, Icon::Help)
    };
    let sources = (!f.sources.is_empty()).then(|| {
        let items = f.sources.iter().map(|s| view! { <li>{s.clone()}</li> }).collect::<Vec<_>>();
        view! {
            <details class="disclosure">
                <summary>{t::heritage::sources(l, i64::try_from(f.sources.len()).unwrap_or(1))}</summary>
                <ul class="sources">{items}</ul>
            </details>
        }
    });
    view! {
        <li class=class>
            <Badge label=label mood=mood start=of />
            <p class="pre-line">{f.text.pick(l).to_owned()}</p>
            {sources}
        </li>
    }
    .into_any()
}

fn visiting(l: Locale, found: &SitePage) -> AnyView {
    let Some(r) = &found.rules else {
        return view! {
            <section>
                <SectionHead title=t::heritage::visiting(l) />
                <p>{t::heritage::visiting_none(l)}</p>
            </section>
        }
        .into_any();
    };
    let closed: Vec<String> = found.closed.iter().map(|day| date(l, *day)).collect();
    let closed = (!closed.is_empty()).then(|| {
        view! { <Alert mood=Mood::Warn title=t::heritage::closed_days(l)><p>{closed.join(" · ")}</p></Alert> }
    });
    view! {
        <section class="stack">
            <SectionHead title=t::heritage::visiting(l) />
            {rules::list(l, r)}
            {closed}
        </section>
    }
    .into_any()
}

/// Where it is, and how far off that may be: a place from memory is never to be navigated by.
fn place(l: Locale, site: &Site) -> AnyView {
    let p = &site.place;
    let unsure = p.certainty != Certainty::Exact;
    let stop = Stop {
        lat: p.point.lat,
        lon: p.point.lon,
        label: site.name.pick(l).to_owned().into(),
        href: MaybeText::default(),
        unsure: p.certainty == Certainty::Recalled,
        ring_m: if unsure { p.radius_m } else { 0 },
    };
    let mood = if p.certainty == Certainty::Recalled { Mood::Warn } else { Mood::Neutral };
    let radius = unsure.then(|| t::heritage::place_radius(l, p.radius_m));
    let source = (!p.source.is_empty()).then(|| {
        view! { <details class="disclosure"><summary>{t::heritage::place_source(l)}</summary><p class="small muted">{p.source.clone()}</p></details> }
    });
    let (address, area) = (p.address.clone(), p.kelurahan.name());
    let (label, certainty) = (t::heritage::place_map(l, site.name.pick(l)), words::certainty(l, p.certainty));
    view! {
        <Card title=t::heritage::place(l)>
            <p>{address} <br /> <span class="muted">{area}</span></p>
            <RouteMap label=label stops=vec![stop] names=words::area_names() loose=true />
            <p><Badge label=certainty mood=mood start=Icon::Pin /></p>
            {radius.map(|words| view! { <p class="small muted">{words}</p> })}
            {source}
        </Card>
    }
    .into_any()
}

fn tours(l: Locale, found: &SitePage) -> Option<AnyView> {
    if found.tours.is_empty() {
        return None;
    }
    let links = found
        .tours
        .iter()
        .map(|x| view! { <li>{icon(Icon::Route)} <a href=l.path(&format!("/wisata/{}", x.slug))>{x.name.pick(l).to_owned()}</a></li> })
        .collect::<Vec<_>>();
    Some(view! { <Card title=t::heritage::site_tours(l)><ul class="marked" role="list">{links}</ul></Card> }.into_any())
}
