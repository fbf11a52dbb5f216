use domain::heritage::boarding::BoardingPage;
use domain::heritage::booking::Booking;
use domain::heritage::departure::DepartureState;
use domain::heritage::manifest::Manifest;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::super::words;
use super::meeting::{heads, missed};
use super::seal_check::{self, Checked};
use super::tour_view::{loads, state};
use super::trip::{Said, Trip};
use super::trip_change;
use crate::i18n::{clock, day, t};
use crate::ui::{
    Alert, Badge, Breadcrumb, Card, Column, Confirm, Definitions, Disclosure, ErrorSummary, Field, Icon, LinkButton, Mood, PageHead,
    SectionHead, Size, Table, Text, icon,
};
use crate::web::chat::{tel, whatsapp};

pub fn view(l: Locale, trip: &Trip, mut said: Said) -> AnyView {
    let d = &trip.of.departure;
    let name = trip.of.tour.name.pick(l).to_owned();
    let mut steps: Vec<(Text, Text)> = vec![(t::heritage::desk(l).into(), l.path("/meja-wisata").into())];
    if trip.bookings.is_some() {
        steps.push((name.clone().into(), l.path(&format!("/meja-wisata/tur/{}", trip.of.tour.slug)).into()));
    }
    let title = format!("{}, {}", day(l, d.starts_at), clock(l, d.starts_at));
    let (label, mood) = state(l, d);
    let news = said.news.take().map(|(mood, words)| view! { <Alert mood title=words live=true /> });
    let note = (!d.consent_note.is_empty()).then(|| view! { <p class="quote">{d.consent_note.clone()}</p> });
    let guide = d.guide.as_ref().map_or_else(|| t::heritage::plan_none(l).to_owned(), |(_, name)| name.clone());
    let vehicle = d.vehicle.as_ref().map_or_else(|| t::heritage::plan_none(l).to_owned(), |v| format!("{} · {}", v.name, v.plate));
    let facts: Vec<(Text, AnyView)> = vec![
        (t::heritage::plan_guide(l).into(), guide.into_any()),
        (t::heritage::plan_vehicle(l).into(), vehicle.into_any()),
        (t::heritage::left(l).into(), t::heritage::seats_left(l, i64::from(d.left())).into_any()),
    ];
    let loads = loads(l, d);
    let point = l.path(&format!("/meja-wisata/berangkat/{}/titik-kumpul", d.id));
    let counts = trip.day.counts.iter().rev().map(|c| heads::one(l, c)).collect::<Vec<_>>();
    let counts = (!counts.is_empty()).then(|| {
        view! { <section class="stack"><SectionHead title=t::meeting::counts(l) /><ul class="parties" role="list">{counts}</ul></section> }
    });
    let happened = heads::incidents(l, &trip.day).map(|list| {
        view! { <section class="stack"><SectionHead title=t::meeting::incidents(l) />{list}</section> }
    });
    let (not_here, given_up) = (missed::not_here(l, &trip.day, trip.now), missed::given_up(l, &trip.day));
    let action = l.path(&format!("/meja-wisata/berangkat/{}", d.id));
    let lists = trip.lists.iter().map(|m| names(l, m, &action, said.seal.as_ref())).collect::<Vec<_>>();
    let bookings = trip.bookings.as_ref().map(|b| bookings(l, b));
    let may_cancel = trip.bookings.is_some() && d.state == DepartureState::Planned;
    let fleet = trip.fleet.as_ref().filter(|_| d.state == DepartureState::Planned);
    let change = fleet.map(|fleet| trip_change::view(l, d, fleet, action.clone(), &said));
    let leg_name = |position: u32| d.legs.iter().find(|x| x.position == position).map_or("", |x| x.name.pick(l));
    let of_legs = said.legs.iter().map(|(position, words)| ("", Text::from(format!("{}: {words}", leg_name(*position)))));
    let errors: Vec<_> = said.errors.list().into_iter().chain(of_legs).collect();
    let cancel = may_cancel.then(|| cancel(l, action, &said));
    view! {
        <div class="wrap page">
            <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=title.clone() />
            <PageHead title=title lead=name><Badge label=label mood=mood /></PageHead>
            {news}
            <ErrorSummary title=t::common::fix_these(l) errors=errors />
            {note}
            <div class="split">
                <div class="stack stack-lg">
                    {not_here}
                    {given_up}
                    {bookings}
                    {needs(l, &trip.day)}
                    {counts}
                    {happened}
                    <section class="stack"><SectionHead title=t::heritage::guests_per_base(l) />{lists}</section>
                </div>
                <aside class="split-side stack">
                    <LinkButton href=point label=t::meeting::open(l) size=Size::Large wide=true start=Icon::Users />
                    <Card title=t::heritage::trips(l)><Definitions rows=facts /></Card>
                    <Card title=t::heritage::load(l)>{loads}</Card>
                    {change}
                    {cancel}
                </aside>
            </div>
        </div>
    }
    .into_any()
}

/// What the guide has to think of.
fn needs(l: Locale, of: &BoardingPage) -> AnyView {
    let rows = of
        .parties
        .iter()
        .filter(|p| !p.needs.is_empty())
        .map(|p| view! { <li>{icon(Icon::Info)} <span><b>{p.name.clone()}</b> ": " {p.needs.clone()}</span></li> })
        .collect::<Vec<_>>();
    let body = if rows.is_empty() {
        view! { <p class="muted">{t::meeting::needs_none(l)}</p> }.into_any()
    } else {
        view! { <ul class="marked" role="list">{rows}</ul> }.into_any()
    };
    view! { <section class="stack"><SectionHead title=t::meeting::needs(l) />{body}</section> }.into_any()
}

fn bookings(l: Locale, all: &[Booking]) -> AnyView {
    let columns = vec![
        Column::new(t::heritage::contact(l)),
        Column::new(t::heritage::bookings(l)),
        Column::new(t::heritage::trip_needs(l)),
        Column::number(t::heritage::fare_total(l)),
        Column::new(""),
    ];
    let rows: Vec<Vec<AnyView>> = all
        .iter()
        .map(|b| {
            let (label, mood) = words::state(l, b.state);
            vec![
                view! { {b.contact.name.clone()} <br /> {reach(l, b)} }.into_any(),
                format!("{} · {}", b.number, t::heritage::people(l, i64::from(b.seats()))).into_any(),
                b.needs.clone().into_any(),
                b.price().to_string().into_any(),
                view! { <Badge label=label mood=mood /> }.into_any(),
            ]
        })
        .collect();
    let body = if rows.is_empty() {
        view! { <p class="muted">{t::heritage::bookings_none(l)}</p> }.into_any()
    } else {
        view! { <Table caption=t::heritage::bookings(l) columns rows /> }.into_any()
    };
    view! { <section><SectionHead title=t::heritage::bookings(l) />{body}</section> }.into_any()
}

/// By a press: whoever left a number alone, and has no account with an address, gets no mail, and hears of what changes from a person.
fn reach(l: Locale, b: &Booking) -> AnyView {
    let Some(phone) = &b.contact.phone else {
        let email = b.contact.email.as_ref().map(ToString::to_string).unwrap_or_default();
        return view! { <small class="muted">{email}</small> }.into_any();
    };
    let (spoken, name) = (b.language, &b.contact.name);
    let when = format!("{}, {}", day(spoken, b.starts_at), clock(spoken, b.starts_at));
    let words = t::heritage::trip_chat_text { name, number: &b.number, tour: b.tour_name.pick(spoken), when }.say(spoken);
    let alone =
        b.contact.email.is_none().then(|| view! { " " <Badge label=t::heritage::phone_only(l) mood=Mood::Warn start=Icon::Phone /> });
    view! {
        <small>
            <a href=tel(phone)>{phone.local()}</a>
            " · "
            <a href=whatsapp(phone, &words) rel="noopener" target="_blank">"WhatsApp"</a>
            {alone}
        </small>
    }
    .into_any()
}

fn names(l: Locale, m: &Manifest, action: &str, said: Option<&Checked>) -> AnyView {
    let rows: Vec<Vec<AnyView>> = m
        .lines
        .iter()
        .map(|x| {
            let said = words::on_list(l, m, x);
            // Where nobody is decided about there is no column for it.
            let out = said.filter(|_| !m.approves_each).map(|(label, mood)| view! { " " <Badge label=label mood=mood /> });
            let name = view! { {x.name.clone()} {out} }.into_any();
            let mut row = vec![name, words::category(l, x.category).into_any(), x.booking.clone().into_any()];
            if m.approves_each {
                row.push(said.map_or("", |(label, _)| label).into_any());
            }
            row
        })
        .collect();
    let summary = format!("{} · {}", m.site_name.pick(l), t::heritage::people(l, i64::try_from(rows.len()).unwrap_or(0)));
    let mut columns = vec![
        Column::new(t::heritage::visitor_name(l)),
        Column::new(t::heritage::visitor_category(l)),
        Column::new(t::heritage::bookings(l)),
    ];
    if m.approves_each {
        columns.push(Column::new(t::heritage::manifest(l)));
    }
    let caption = m.site_name.pick(l).to_owned();
    let asked = said.is_some_and(|s| s.site == m.site);
    let check = (m.seal.is_some() || asked).then(|| seal_check::form(l, action, m.site, said));
    view! { <Disclosure summary=summary open=asked><Table caption=caption columns rows />{check}</Disclosure> }.into_any()
}

fn cancel(l: Locale, action: String, said: &Said) -> AnyView {
    let (reason, error) = (said.form.typed("reason"), said.errors.of("reason"));
    view! {
        <Confirm label=t::heritage::trip_cancel(l) question=t::heritage::trip_cancel_text(l) yes=t::heritage::trip_cancel_yes(l) action=action start=Icon::Ban>
            <Field name="reason" label=t::heritage::close_reason(l) value=reason error=error required=true />
        </Confirm>
    }
    .into_any()
}
