//! The parts of a tour's page: paying, fares, terms, meeting point, what to bring, how to behave, the village.

use domain::heritage::calendar::CalendarEntry;
use domain::heritage::terms::Terms;
use domain::heritage::tour::{LegKind, Tour};
use domain::kernel::bilingual::Bilingual;
use domain::kernel::locale::Locale;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;

use super::super::parts::month;
use super::super::words;
use crate::i18n::{t, weight};
use crate::ui::motif::{Dye, Family};
use crate::ui::{Card, Cloth, Definitions, Icon, LinkButton, PointMap, Price, SectionHead, Text, Tone, icon};

/// The first departures with a seat.
pub fn next(l: Locale, tour: &Tour, next: &[CalendarEntry]) -> AnyView {
    let all = l.path(&format!("/wisata/{}/tanggal", tour.slug));
    let body = if next.is_empty() {
        view! { <p class="muted">{t::heritage::no_dates(l)}</p> }.into_any()
    } else {
        month::list(l, &tour.slug, next)
    };
    view! {
        <section>
            <SectionHead title=t::heritage::next(l) more=(t::heritage::all_dates(l).into(), all.into()) />
            {body}
        </section>
    }
    .into_any()
}

/// `card`: the house has a gateway.
pub fn paying(l: Locale, tour: &Tour, card: bool) -> AnyView {
    let way = |of: Icon, title: &'static str, text: String| view! { <li>{icon(of)} <div><h3>{title}</h3><p>{text}</p></div></li> };
    let least = tour.terms.least_waste_percent;
    let least = (least > 0).then(|| view! { <p>{t::heritage::pay_least(l, least)}</p> });
    let title = if card { t::heritage::pay(l) } else { t::heritage::pay_without_card(l) };
    let by_card = card.then(|| way(Icon::Card, t::heritage::pay_card(l), t::heritage::pay_card_text(l).to_owned()));
    view! {
        <section>
            <SectionHead title=title more=(t::heritage::how_prices(l).into(), l.path("/bank-sampah#harga").into()) />
            {least}
            <ul class="ways" role="list">
                {way(Icon::Wallet, t::heritage::pay_balance(l), t::heritage::pay_balance_text(l).to_owned())}
                {way(Icon::Recycle, t::heritage::pay_pledge(l), t::heritage::pay_pledge_text(l, weight(l, tour.terms.least_grams_each)))}
                {way(Icon::Cash, t::heritage::pay_cash(l), t::heritage::pay_cash_text(l).to_owned())}
                {by_card}
            </ul>
        </section>
    }
    .into_any()
}

pub fn fares(l: Locale, tour: &Tour) -> AnyView {
    let rows = tour
        .tariff
        .fares()
        .iter()
        .map(|f| {
            let amount = f.amount.to_string();
            // Written once, by officers.
            let value = view! { <Price amount=amount /> <small class="fare-source" lang=Locale::Id.tag()>{f.source.clone()}</small> };
            (Text::from(words::category(l, f.category)), value.into_any())
        })
        .collect();
    view! {
        <Card title=t::heritage::fares(l)>
            <Definitions rows=rows />
            <p class="small muted">{t::heritage::fares_note(l)}</p>
        </Card>
    }
    .into_any()
}

/// What must be known before booking.
pub fn terms(l: Locale, tour: &Tour) -> AnyView {
    let x = &tour.terms;
    let lead = tour.lead_days();
    let identity: Vec<&str> = tour.identity().into_iter().map(|f| words::identity(l, f)).collect();
    let mut lines: Vec<(Icon, String)> = Vec::new();
    if lead > 0 {
        lines.push((Icon::Calendar, t::heritage::terms_lead(l, lead)));
    }
    if !identity.is_empty() {
        lines.push((Icon::Badge, t::heritage::terms_identity { fields: words::list(l, &identity), days: x.purge_days }.say(l)));
    }
    if let Some(words) = words::minors(l, tour.minors()) {
        lines.push((Icon::Users, words.to_owned()));
    }
    lines.push((Icon::Undo, t::heritage::terms_free_cancel(l, x.free_cancel_hours)));
    if x.last_cancel_hours < x.free_cancel_hours {
        lines.push((Icon::Percent, late_cancel(l, x)));
    }
    if x.last_move_hours < x.free_cancel_hours {
        lines.push((Icon::Calendar, moving(l, x)));
    }
    let lines = lines.into_iter().map(|(of, words)| view! { <li>{icon(of)} <span>{words}</span></li> }).collect::<Vec<_>>();
    view! {
        <Card title=t::heritage::terms(l)>
            <ul class="marked" role="list">{lines}</ul>
        </Card>
    }
    .into_any()
}

/// What is kept of whoever cancels late: a part of the fare, a sum, or both.
fn late_cancel(l: Locale, x: &Terms) -> String {
    let hours = x.last_cancel_hours;
    let fee = match (x.late_fee_percent, x.late_fee.is_zero()) {
        (0, true) => return t::heritage::terms_late_cancel_free(l, hours),
        (0, false) => t::heritage::fee_sum(l, x.late_fee),
        (percent, true) => t::heritage::fee_percent(l, percent),
        (percent, false) => t::heritage::fee_both { percent, sum: x.late_fee }.say(l),
    };
    t::heritage::terms_late_cancel { hours, fee }.say(l)
}

fn moving(l: Locale, x: &Terms) -> String {
    let (free, hours, percent) = (x.free_cancel_hours, x.last_move_hours, x.move_fee_percent);
    if percent == 0 { t::heritage::terms_move_free(l, hours) } else { t::heritage::terms_move { free, hours, percent }.say(l) }
}

pub fn meeting(l: Locale, tour: &Tour) -> AnyView {
    let m = &tour.meeting;
    let name = m.name.pick(l).to_owned();
    let there = format!("https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=18/{lat}/{lon}", lat = m.point.lat, lon = m.point.lon);
    let (lat, lon, address, hint) = (m.point.lat, m.point.lon, m.address.clone(), m.hint.pick(l).to_owned());
    view! {
        <Card title=t::heritage::meeting(l)>
            <p><b>{name.clone()}</b> <br /> <span class="muted">{address}</span></p>
            <PointMap lat=lat lon=lon label=name />
            <p>{hint}</p>
            <LinkButton href=there label=t::heritage::meeting_map(l) tone=Tone::Secondary end=Icon::External external=true />
        </Card>
    }
    .into_any()
}

pub fn access(l: Locale, tour: &Tour) -> Option<AnyView> {
    let words = tour.access.pick(l).to_owned();
    (!words.is_empty()).then(|| {
        view! {
            <Card title=t::heritage::access(l) aside=icon(Icon::Access).into_any()>
                <p>{words}</p>
            </Card>
        }
        .into_any()
    })
}

fn bullets(l: Locale, of: Icon, lines: &[Bilingual]) -> AnyView {
    let items = lines.iter().map(|x| view! { <li>{icon(of)} <span>{x.pick(l).to_owned()}</span></li> }).collect::<Vec<_>>();
    view! { <ul class="marked" role="list">{items}</ul> }.into_any()
}

pub fn bring(l: Locale, tour: &Tour) -> AnyView {
    view! {
        <section>
            <SectionHead title=t::heritage::bring(l) />
            {bullets(l, Icon::Check, &tour.bring)}
        </section>
    }
    .into_any()
}

pub fn conduct(l: Locale, tour: &Tour) -> AnyView {
    view! {
        <section>
            <SectionHead title=t::heritage::conduct(l) />
            <p class="muted">{t::heritage::conduct_text(l)}</p>
            {bullets(l, Icon::ChevronRight, &tour.conduct)}
        </section>
    }
    .into_any()
}

/// The village is host, not scenery: it says yes to each departure, and has its share.
pub fn village(l: Locale, tour: &Tour) -> Option<AnyView> {
    let leg = tour.legs.iter().find(|leg| leg.kind == LegKind::Village)?;
    let site = leg.site.as_ref()?;
    let share = tour.terms.village_share_percent;
    let (name, href) = (site.name.pick(l).to_owned(), l.path(&format!("/wisata/tempat/{}", site.slug)));
    Some(
        view! {
            <section class="village">
                <div class="village-cloth">{InertElement::new(Cloth::new(Family::Daun, Dye::Daun).markup(5))}</div>
                <div class="village-in">
                    <h2>{t::heritage::village(l, &name)}</h2>
                    <p>{t::heritage::village_text(l)}</p>
                    <ul class="marked" role="list">
                        <li>{icon(Icon::CheckCircle)} <span>{t::heritage::village_approves(l)}</span></li>
                        {(share > 0).then(|| view! { <li>{icon(Icon::Percent)} <span>{t::heritage::village_share(l, share)}</span></li> })}
                        {leg.barefoot.then(|| view! { <li>{icon(Icon::Walk)} <span>{t::heritage::village_barefoot(l)}</span></li> })}
                    </ul>
                    <LinkButton href=href label=t::heritage::village_more(l) tone=Tone::Secondary />
                </div>
            </section>
        }
        .into_any(),
    )
}
