//! How a booking looks to its party.

use domain::heritage::booking::{Booking, BookingState};
use domain::heritage::part::{Part, TenderState};
use domain::heritage::tender::TenderKind;
use domain::heritage::tour::Tour;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::locale::Locale;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;

use super::super::super::words;
use super::super::book::steps;
use super::{Look, Said, actions, desk, history};
use crate::i18n::{clock, date, day, t, weight};
use crate::market::parts::countdown::timer;
use crate::ui::motif::{Dye, Family};
use crate::ui::{Alert, Badge, Card, Cloth, Definitions, Icon, LinkButton, Mood, PageHead, SubmitButton, Text, Tone, hidden, icon};

pub fn view(look: &Look, mut said: Said) -> AnyView {
    let (l, b) = (look.l, &look.desk.booking);
    let news = said.news.take().map(|(mood, words)| view! { <Alert mood title=words live=true /> });
    let at = match b.state {
        BookingState::Held | BookingState::AwaitingPayment => Some(1),
        BookingState::Confirmed => Some(2),
        _ => None,
    };
    let (label, mood) = words::state(l, b.state);
    let main = match b.state {
        BookingState::Held => desk::desk(look, said),
        _ => view! { <div class="stack stack-lg">{state(look)} {actions::offer(look, &said)} {to_bring(l, b, &look.tour, &look.not_taken)} {actions::change(look, &said)}</div> }.into_any(),
    };
    let guest = (!look.known).then(|| view! { <p class="small muted">{t::heritage::keep_link(l)}</p> });
    view! {
        <div class="wrap page">
            <PageHead title=t::heritage::party_title(l, &b.number) lead=b.tour_name.pick(l).to_owned()>
                <Badge label=label mood=mood />
            </PageHead>
            {at.map(|at| steps(l, at))}
            {news}
            <div class="split">
                {main}
                <aside class="split-side stack">{ticket(look)} {visitors(look)} {guest} {history::history(l, b)}</aside>
            </div>
        </div>
    }
    .into_any()
}

/// What it is now, and what happens next.
fn state(look: &Look) -> AnyView {
    let (l, b) = (look.l, &look.desk.booking);
    let (mood, title, text) = match b.state {
        BookingState::AwaitingPayment => return awaits_payment(look),
        BookingState::Held => return ().into_any(),
        // The offer says it.
        BookingState::Confirmed if b.offered => return ().into_any(),
        BookingState::Confirmed => (Mood::Success, t::heritage::confirmed_title(l), Some(t::heritage::confirmed_text(l))),
        BookingState::Waiting => (Mood::Info, t::heritage::waiting_title(l), Some(t::heritage::waiting_text(l))),
        BookingState::CheckedIn if b.thanked_at.is_some() => (Mood::Success, t::thanks::back_title(l), Some(t::thanks::back_text(l))),
        BookingState::CheckedIn => (Mood::Success, t::heritage::state_checked_in(l), None),
        BookingState::Expired => (Mood::Warn, t::heritage::expired_title(l), Some(t::heritage::expired_text(l))),
        BookingState::Cancelled => (Mood::Neutral, t::heritage::cancelled_title(l), None),
        BookingState::Refused => (Mood::Danger, t::heritage::refused_title(l), Some(t::heritage::refused_text(l))),
        BookingState::NoShow => (Mood::Warn, t::heritage::no_show_title(l), None),
    };
    let again = matches!(b.state, BookingState::Expired | BookingState::Cancelled | BookingState::Refused).then(|| {
        let href = if look.tour.published { l.path(&format!("/wisata/{}/tanggal", b.tour)) } else { l.path("/wisata") };
        view! { <div><LinkButton href=href label=t::heritage::book_anew(l) tone=Tone::Secondary start=Icon::Calendar /></div> }
    });
    let ticket = matches!(b.state, BookingState::Confirmed).then(|| {
        let href = format!("{}/tiket", look.action);
        view! { <div><LinkButton href=href label=t::heritage::ticket_open(l) start=Icon::Ticket /></div> }
    });
    let thanks = b.thanked_at.map(|_| {
        let href = format!("{}/terima-kasih", look.action);
        view! { <div><LinkButton href=href label=t::thanks::open(l) start=Icon::Heart /></div> }
    });
    view! { <Alert mood title=title>{text.map(|x| view! { <p>{x}</p> })} {ticket} {thanks} {again}</Alert> }.into_any()
}

fn awaits_payment(look: &Look) -> AnyView {
    let (l, action) = (look.l, look.action.clone());
    let left = look.desk.booking.deadline_at.map(|at| timer(l, at, look.now, false, |span| t::heritage::held_for(l, span)));
    view! {
        <Alert mood=Mood::Warn title=t::heritage::awaits_payment(l)>
            {left}
            <form method="post" action=action>
                {hidden(vec![("go", "resume".to_owned())])}
                <SubmitButton label=t::heritage::pay_now(l) start=Icon::Card />
            </form>
        </Alert>
    }
    .into_any()
}

/// The paper in one's hand: when, where, how many, what it costs.
fn ticket(look: &Look) -> AnyView {
    let (l, b) = (look.l, &look.desk.booking);
    let (place, hint) = (look.tour.meeting.name.pick(l).to_owned(), look.tour.meeting.hint.pick(l).to_owned());
    // With whoever does not come, all of a part may have fallen away before it was paid.
    let parts = b.parts.iter().filter(|p| !p.amount.is_zero()).map(|p| part(l, p)).collect::<Vec<_>>();
    let mut rows: Vec<(Text, AnyView)> = parts;
    let total = if b.move_fee.is_zero() { t::heritage::fare_total(l).to_owned() } else { t::heritage::fare_total_moved(l, b.move_fee) };
    rows.push((total.into(), b.price().to_string().into_any()));
    view! {
        <section class="slip" aria-label=t::heritage::slip(l)>
            <div class="slip-cloth">{InertElement::new(Cloth::new(Family::Pusdik, Dye::Tanah).band(160))}</div>
            <div class="slip-body">
                <h2>{b.tour_name.pick(l).to_owned()}</h2>
                <p class="slip-row">{icon(Icon::Calendar)} <span><b>{day(l, b.starts_at)}</b> <small>{clock(l, b.starts_at)} " WIB"</small></span></p>
                <p class="slip-row">{icon(Icon::Pin)} <span><b>{place}</b> <small>{hint}</small></span></p>
                <p class="slip-row">{icon(Icon::Users)} <span><b>{t::heritage::people(l, i64::from(b.seats()))}</b> <small>{t::heritage::guide_speaks(l, words::language(l, b.language))}</small></span></p>
                <Definitions rows=rows total=true />
            </div>
        </section>
    }
    .into_any()
}

fn part(l: Locale, p: &Part) -> (Text, AnyView) {
    let state = match p.state {
        TenderState::Due => t::heritage::part_due(l),
        TenderState::Paid => t::heritage::part_paid(l),
        TenderState::Void => t::heritage::part_void(l),
    };
    let returned = (!p.returned.is_zero()).then(|| format!(" · {}", t::heritage::part_returned(l, p.returned)));
    let (amount, note) = (p.amount.to_string(), format!("{state}{}", returned.unwrap_or_default()));
    (words::tender(l, p.kind).into(), view! { {amount} <small class="fare-source">{note}</small> }.into_any())
}

/// What has to be in one's bag; `not_taken`: what was promised and is not taken on that day any more.
pub fn to_bring(l: Locale, b: &Booking, tour: &Tour, not_taken: &[Bilingual]) -> Option<AnyView> {
    if b.state != BookingState::Confirmed || b.offered {
        return None;
    }
    let pledge = b
        .pledge_due()
        .iter()
        .map(|x| {
            let name = x.name.pick(l);
            let (of, words) = if not_taken.contains(&x.name) {
                (Icon::Ban, t::heritage::bring_not_taken { name, worth: x.worth }.say(l))
            } else {
                (Icon::Recycle, t::heritage::bring_waste { name, weight: weight(l, x.amount), worth: x.worth }.say(l))
            };
            view! { <li>{icon(of)} <span>{words}</span></li> }
        })
        .collect::<Vec<_>>();
    let cash = Some(b.due(TenderKind::Cash))
        .filter(|amount| !amount.is_zero())
        .map(|amount| view! { <li>{icon(Icon::Cash)} <span>{t::heritage::bring_cash(l, amount)}</span></li> });
    let thing = |line: &Bilingual| view! { <li>{icon(Icon::Check)} <span>{line.pick(l).to_owned()}</span></li> };
    let things = tour.bring.iter().map(thing).collect::<Vec<_>>();
    Some(view! { <Card title=t::heritage::bring(l)><ul class="marked" role="list">{cash} {pledge} {things}</ul></Card> }.into_any())
}

fn visitors(look: &Look) -> AnyView {
    let (l, b) = (look.l, &look.desk.booking);
    let rows = b
        .visitors
        .iter()
        .map(|v| {
            let class = (!v.going).then_some("visitor-out");
            let out = (!v.going).then(|| view! { <Badge label=t::heritage::visitor_out(l) mood=Mood::Danger /> });
            view! { <li class=class><span>{v.name.clone()}</span> <small class="muted">{words::category(l, v.category)}</small> {out}</li> }
        })
        .collect::<Vec<_>>();
    let papers = papers(look);
    view! { <Card title=t::heritage::who(l)><ul class="party" role="list">{rows}</ul> {papers}</Card> }.into_any()
}

/// What is kept of their papers, and which base has looked at them on which days.
fn papers(look: &Look) -> Option<AnyView> {
    let (l, b) = (look.l, &look.desk.booking);
    let kept = b.visitors.iter().any(|v| v.identified);
    if !kept && look.seen.is_empty() {
        return None;
    }
    let kept = kept.then(|| view! { <li>{icon(Icon::Lock)} <span>{t::heritage::identity_kept(l, b.terms.purge_days)}</span></li> });
    let seen = look.seen.iter().map(|x| {
        let words = t::heritage::papers_seen { site: x.site_name.pick(l), day: date(l, x.at) }.say(l);
        view! { <li>{icon(Icon::Eye)} <span>{words}</span></li> }
    });
    let seen = seen.collect::<Vec<_>>();
    Some(view! { <ul class="marked small muted" role="list">{kept} {seen}</ul> }.into_any())
}
