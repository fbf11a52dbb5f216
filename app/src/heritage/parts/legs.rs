//! The day in its order: where one stops, and how one gets on from there.

use domain::heritage::site::Certainty;
use domain::heritage::tour::{LegKind, LegSite, Tour, TourLeg};
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::words;
use super::rules;
use crate::i18n::t;
use crate::ui::{Badge, Disclosure, Icon, MaybeText, Mood, RouteMap, Stop, icon};

/// `+0.35`: hours and minutes after the start.
pub fn offset(l: Locale, minutes: u32) -> String {
    let mark = if l == Locale::Id { '.' } else { ':' };
    format!("+{}{mark}{:02}", minutes / 60, minutes % 60)
}

/// Stops have the numbers that they have on the map.
pub fn timeline(l: Locale, tour: &Tour) -> AnyView {
    let (mut at, mut number) = (0, 0);
    let items = tour
        .legs
        .iter()
        .map(|leg| {
            let from = offset(l, at);
            at += leg.minutes;
            match &leg.site {
                Some(site) => {
                    number += 1;
                    stop(l, leg, site, number, from)
                }
                None => way(l, leg, from),
            }
        })
        .collect::<Vec<_>>();
    view! { <ol class="legs" role="list">{items}</ol> }.into_any()
}

fn stop(l: Locale, leg: &TourLeg, site: &LegSite, number: u32, from: String) -> AnyView {
    let note = leg.note.pick(l).to_owned();
    let asks = site.rules.as_ref().filter(|r| r.asks_who_comes());
    let gate = match leg.kind {
        LegKind::Base => asks.map(|r| (Icon::Shield, if r.approves_each { t::heritage::leg_base(l) } else { t::heritage::leg_listed(l) })),
        LegKind::Village => Some((Icon::Sprout, t::heritage::leg_village(l))),
        LegKind::Bus | LegKind::Walk | LegKind::Sight => None,
    };
    let rules = site.rules.as_ref().map(|r| {
        let list = rules::list(l, r);
        view! { <Disclosure summary=t::heritage::leg_rules(l)>{list}</Disclosure> }
    });
    view! {
        <li class="leg leg-stop">
            <span class="leg-n" aria-hidden="true">{number}</span>
            <div class="leg-body">
                <p class="leg-time">{from} " · " {words::duration(l, leg.minutes)}</p>
                <h3><a href=l.path(&format!("/wisata/tempat/{}", site.slug))>{leg.name.pick(l).to_owned()}</a></h3>
                {(!note.is_empty()).then(|| view! { <p>{note}</p> })}
                <p class="badges">
                    {gate.map(|(of, words)| view! { <Badge label=words mood=Mood::Neutral start=of /> })}
                    {leg.barefoot.then(|| view! { <Badge label=t::heritage::leg_barefoot(l) mood=Mood::Accent start=Icon::Walk /> })}
                </p>
                {rules}
            </div>
        </li>
    }
    .into_any()
}

fn way(l: Locale, leg: &TourLeg, from: String) -> AnyView {
    let of = if leg.kind == LegKind::Bus { Icon::Bus } else { Icon::Walk };
    let note = leg.note.pick(l).to_owned();
    view! {
        <li class="leg leg-way">
            <span class="leg-n">{icon(of)}</span>
            <div class="leg-body">
                <p class="leg-time">{from} " · " {words::duration(l, leg.minutes)}</p>
                <p>{leg.name.pick(l).to_owned()} {(!note.is_empty()).then(|| view! { <span class="muted">" – " {note}</span> })}</p>
            </div>
        </li>
    }
    .into_any()
}

/// The stops over the outline of the city.
pub fn map(l: Locale, tour: &Tour) -> AnyView {
    let sites: Vec<&LegSite> = tour.legs.iter().filter_map(|leg| leg.site.as_ref()).collect();
    let names: Vec<&str> = sites.iter().map(|s| s.name.pick(l)).collect();
    let label = t::heritage::map_label(l, names.join(" → "));
    let unsure = sites.iter().any(|s| s.certainty == Certainty::Recalled);
    let stops = sites
        .iter()
        .map(|s| Stop {
            lat: s.point.lat,
            lon: s.point.lon,
            label: s.name.pick(l).to_owned().into(),
            href: MaybeText::from(l.path(&format!("/wisata/tempat/{}", s.slug))),
            unsure: s.certainty == Certainty::Recalled,
            ring_m: 0,
        })
        .collect();
    // Whoever rides last goes home to where they met.
    let back = tour.legs.last().is_some_and(|leg| leg.site.is_none());
    view! {
        <div class="stack stack-sm">
            <RouteMap label=label stops=stops names=words::area_names() back=back />
            <p class="small muted">
                {t::heritage::map_note(l)} {unsure.then(|| format!(" {}", t::heritage::map_unsure(l)))}
            </p>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_of_a_tour_starts_at_nothing() {
        assert_eq!([offset(Locale::Id, 0), offset(Locale::En, 95)], ["+0.00".to_owned(), "+1:35".to_owned()]);
    }
}
