//! What a ticket came to: readable at arm's length in the sun, by its words and its sign before its colour, and what to do next.

use backend::flows::tours::board::Admission;
use domain::heritage::boarding::{Outcome, PartyLine};
use domain::kernel::ids::DepartureId;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::path;
use crate::i18n::{clock, date, t};
use crate::ui::{Icon, LinkButton, Size, icon};

pub fn title(l: Locale, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Admitted => t::meeting::admitted(l),
        Outcome::AlreadyUsed => t::meeting::already_used(l),
        Outcome::WrongDeparture => t::meeting::wrong_departure(l),
        Outcome::Expired => t::meeting::expired(l),
        Outcome::Unpaid => t::meeting::unpaid(l),
        Outcome::Refused => t::meeting::refused(l),
        Outcome::Unknown => t::meeting::unknown(l),
        Outcome::NoSeat => t::meeting::no_seat(l),
        Outcome::Released => t::meeting::released(l),
    }
}

pub fn next(l: Locale, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Admitted => t::meeting::admitted_next(l),
        Outcome::AlreadyUsed => t::meeting::already_used_next(l),
        Outcome::WrongDeparture => t::meeting::wrong_departure_next(l),
        Outcome::Expired => t::meeting::expired_next(l),
        Outcome::Unpaid => t::meeting::unpaid_next(l),
        Outcome::Refused => t::meeting::refused_next(l),
        Outcome::Unknown => t::meeting::unknown_next(l),
        Outcome::NoSeat => t::meeting::no_seat_next(l),
        Outcome::Released => t::meeting::released_next(l),
    }
}

/// The ground it stands on, and its sign.
const fn look(outcome: Outcome) -> (&'static str, Icon) {
    match outcome {
        Outcome::Admitted => ("verdict verdict-yes", Icon::CheckCircle),
        Outcome::Unpaid => ("verdict verdict-wait", Icon::Wallet),
        Outcome::AlreadyUsed => ("verdict verdict-wait", Icon::Users),
        Outcome::NoSeat | Outcome::Released => ("verdict verdict-wait", Icon::Warning),
        Outcome::WrongDeparture => ("verdict verdict-no", Icon::Calendar),
        Outcome::Expired => ("verdict verdict-no", Icon::Timer),
        Outcome::Refused => ("verdict verdict-no", Icon::Ban),
        Outcome::Unknown => ("verdict verdict-no", Icon::Help),
    }
}

pub fn view(l: Locale, departure: DepartureId, a: &Admission) -> AnyView {
    let (class, sign) = look(a.outcome);
    let role = if a.outcome == Outcome::Admitted { "status" } else { "alert" };
    let party = a.party.as_ref().map(|p| party(l, p));
    let first = a.first.as_ref().map(|f| {
        let words = t::meeting::first_used { time: clock(l, f.at), date: date(l, f.at), by: &f.by }.say(l);
        view! { <p class="verdict-first">{words}</p> }
    });
    let pay = a.party.as_ref().filter(|_| a.outcome == Outcome::Unpaid).map(|p| {
        let href = l.path(&path(departure, &format!("timbang/{}", p.number)));
        view! { <LinkButton href=href label=t::meeting::to_scale(l) size=Size::Large wide=true start=Icon::Scale /> }
    });
    view! {
        <section class=class role=role aria-labelledby="jawaban">
            {icon(sign)}
            <h2 id="jawaban">{title(l, a.outcome)}</h2>
            {party}
            {first}
            <p>{next(l, a.outcome)}</p>
            {pay}
            <p class="verdict-code">{t::meeting::code(l)} " " <code>{a.outcome.code()}</code></p>
        </section>
    }
    .into_any()
}

fn party(l: Locale, p: &PartyLine) -> AnyView {
    let needs = (!p.needs.is_empty()).then(|| view! { <p class="verdict-needs">{icon(Icon::Info)} <span>{p.needs.clone()}</span></p> });
    let open = (p.unapproved > 0).then(
        || view! { <p class="verdict-needs">{icon(Icon::Warning)} <span>{t::meeting::unapproved(l, i64::from(p.unapproved))}</span></p> },
    );
    view! {
        <p class="verdict-party"><b>{t::heritage::people(l, i64::from(p.persons))}</b> " · " {p.name.clone()}</p>
        <p class="verdict-names">{p.names.join(", ")}</p>
        {needs}
        {open}
    }
    .into_any()
}
