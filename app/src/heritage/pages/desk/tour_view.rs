use domain::heritage::calendar::{CalendarEntry, CalendarMonth};
use domain::heritage::departure::{Consent, Departure, DepartureState};
use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::super::parts::month::grid;
use super::plan_view;
use super::tour::{Desk, Said};
use crate::i18n::{clock, day, month, t};
use crate::ui::{Alert, Badge, Breadcrumb, ErrorSummary, Icon, Mood, PageHead, Progress, SectionHead, icon};

fn query(at: Timestamp) -> String {
    let w = at.wib();
    format!("{:04}-{:02}", w.year, w.month)
}

/// `top`: with the tabs of who plans the tour.
pub fn view(l: Locale, now: Timestamp, desk: &Desk, top: Option<AnyView>, mut said: Said) -> AnyView {
    let name = desk.tour.name.pick(l).to_owned();
    let steps = vec![(t::heritage::desk(l).into(), l.path("/meja-wisata").into())];
    let news = said.news.take().map(|(mood, words)| view! { <Alert mood title=words live=true /> });
    let path = l.path(&format!("/meja-wisata/tur/{}", desk.tour.slug));
    let (before, after) = (desk.month.plus(-1), CalendarMonth::next(desk.month));
    let trips = desk.departures.iter().map(|d| trip(l, d)).collect::<Vec<_>>();
    let body = if trips.is_empty() {
        view! { <p class="muted">{t::heritage::trips_none(l)}</p> }.into_any()
    } else {
        let sheet = grid(l, &CalendarMonth::of(desk.month, &desk.departures, now), now.start_of_wib_day(), |e| entry(l, desk, e));
        view! { {sheet} <ul class="row-list" role="list">{trips}</ul> }.into_any()
    };
    let action = format!("{path}?bulan={}", query(desk.month));
    let preview = said.preview.as_ref().map(|seen| plan_view::preview(l, seen, action.clone(), &said.form));
    let form = desk.fleet.as_ref().map(|fleet| plan_view::form(l, fleet, action, &said));
    let top = top.unwrap_or_else(|| {
        view! { <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=name.clone() /> <PageHead title=name /> }.into_any()
    });
    view! {
        <div class="wrap page">
            {top}
            {news}
            <ErrorSummary title=t::common::fix_these(l) errors=said.errors.list() />
            {preview}
            <div class="split">
                <section class="stack">
                    <SectionHead title=month(l, desk.month) />
                    <div class="row row-between">
                        <a class="btn btn-secondary btn-sm" href=format!("{path}?bulan={}", query(before))>{icon(Icon::ChevronLeft)} {month(l, before)}</a>
                        <a class="btn btn-secondary btn-sm" href=format!("{path}?bulan={}", query(after))>{month(l, after)} {icon(Icon::ChevronRight)}</a>
                    </div>
                    {body}
                </section>
                <aside class="split-side">{form}</aside>
            </div>
        </div>
    }
    .into_any()
}

/// On the sheet: how many are taken of the fullest leg.
fn entry(l: Locale, desk: &Desk, e: &CalendarEntry) -> AnyView {
    let Some(d) = desk.departures.iter().find(|d| d.id == e.id) else { return ().into_any() };
    let class = match d.state {
        DepartureState::Planned if d.left() == 0 => "cal-dep cal-few",
        DepartureState::Planned => "cal-dep",
        DepartureState::Cancelled => "cal-dep cal-full",
        DepartureState::Out | DepartureState::Back => "cal-dep cal-shut",
    };
    let taken = d.capacity() - d.left();
    let said = format!("{}, {}", t::heritage::load_words { taken, capacity: d.capacity() }.say(l), state(l, d).0);
    view! {
        <a class=class href=l.path(&format!("/meja-wisata/berangkat/{}", d.id))>
            <span>{clock(l, d.starts_at)}</span> <b aria-hidden="true">{taken}<small>"/"{d.capacity()}</small></b> <span class="sr">{said}</span>
        </a>
    }
    .into_any()
}

pub fn state(l: Locale, d: &Departure) -> (&'static str, Mood) {
    match (d.state, d.consent) {
        (DepartureState::Cancelled, _) => (t::heritage::trip_state_cancelled(l), Mood::Danger),
        (DepartureState::Out, _) => (t::heritage::trip_state_out(l), Mood::Info),
        (DepartureState::Back, _) => (t::heritage::trip_state_back(l), Mood::Neutral),
        (DepartureState::Planned, _) if d.legs.iter().any(|x| x.closed) => (t::heritage::not_site_closed(l), Mood::Danger),
        (DepartureState::Planned, Consent::Waiting) => (t::heritage::consent_state_waiting(l), Mood::Warn),
        (DepartureState::Planned, Consent::Refused) => (t::heritage::consent_state_refused(l), Mood::Danger),
        (DepartureState::Planned, Consent::Given) => (t::heritage::consent_state_given(l), Mood::Success),
        (DepartureState::Planned, Consent::NotNeeded) => (t::heritage::trip_state_planned(l), Mood::Neutral),
    }
}

/// The load of each leg: the fullest one says how many can still come.
pub fn loads(l: Locale, d: &Departure) -> AnyView {
    let bars = d
        .legs
        .iter()
        .map(|x| {
            let words = t::heritage::load_words { taken: x.taken, capacity: x.capacity }.say(l);
            let label = x.name.pick(l).to_owned();
            view! { <Progress label=label part=u64::from(x.taken) whole=u64::from(x.capacity) words=words low=x.left() == 0 /> }
        })
        .collect::<Vec<_>>();
    view! { <div class="loads">{bars}</div> }.into_any()
}

fn trip(l: Locale, d: &Departure) -> AnyView {
    let (label, mood) = state(l, d);
    let href = l.path(&format!("/meja-wisata/berangkat/{}", d.id));
    let guide = d.guide.as_ref().map_or_else(|| t::heritage::plan_none(l).to_owned(), |(_, name)| name.clone());
    view! {
        <li class="card">
            <div class="row row-between">
                <div>
                    <h3><a href=href>{day(l, d.starts_at)} ", " {clock(l, d.starts_at)}</a></h3>
                    <p class="muted small">{guide} " · " {t::heritage::seats_left(l, i64::from(d.left()))}</p>
                </div>
                <Badge label=label mood=mood />
            </div>
            {loads(l, d)}
        </li>
    }
    .into_any()
}
