use domain::heritage::boarding::{BoardingPage, PartyLine};
use domain::heritage::booking::BookingState;
use domain::kernel::ids::DepartureId;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::super::super::words;
use super::point::Said;
use super::{Place, answer, head, missed, path};
use crate::i18n::{t, weight};
use crate::ui::{Alert, Badge, Empty, Field, Icon, LinkButton, Mood, Progress, SectionHead, Size, SubmitButton, Tone, hidden, icon};
use crate::web::Flash;
use crate::web::chat::tel;

pub fn view(l: Locale, of: &BoardingPage, said: Said) -> AnyView {
    let id = of.departure.id;
    let action = l.path(&path(id, "titik-kumpul"));
    let answer = said.answer.as_ref().map(|a| answer::view(l, id, a));
    // Who is still to come stands first.
    let mut parties: Vec<&PartyLine> = of.parties.iter().collect();
    parties.sort_by_key(|p| (p.state == BookingState::CheckedIn, p.name.to_lowercase()));
    let begun = missed::may_release(of, said.now);
    let rows = parties.iter().map(|p| party(l, id, &action, &said.nonce, begun, p)).collect::<Vec<_>>();
    let given_up = missed::given_up(l, of);
    let wrong = said.wrong.map(|words| view! { <Alert mood=Mood::Warn title=words live=true /> });
    let list = if rows.is_empty() {
        view! { <Empty of=Icon::Users title=t::meeting::none(l) text=t::meeting::none_text(l) /> }.into_any()
    } else {
        view! { <ul class="parties" role="list">{rows}</ul> }.into_any()
    };
    let (came, expected) = (of.came(), of.expected());
    let left = t::heritage::seats_left(l, i64::from(of.departure.left()));
    view! {
        <div class="wrap page meeting">
            {head(l, of, Place::Point)}
            <LinkButton
                href=format!("{}#{id}", l.path("/titik-kumpul"))
                label=t::offline::desk_link(l)
                tone=Tone::Ghost
                start=Icon::Phone
            />
            {said.flash.map(Flash::alert)}
            {wrong}
            {answer}
            <form class="form card" method="post" action=action novalidate>
                {hidden(vec![("nonce", said.nonce.clone())])}
                <Field
                    name="shown"
                    label=t::meeting::shown(l)
                    hint=t::meeting::shown_hint(l)
                    value=said.typed
                    error=said.errors.of("shown")
                    autocomplete="off"
                    required=true
                />
                <SubmitButton label=t::meeting::shown_go(l) size=Size::Large wide=true start=Icon::Ticket />
            </form>
            <section class="stack">
                <SectionHead title=t::meeting::parties(l) />
                <Progress
                    label=t::meeting::came(l)
                    part=u64::from(came)
                    whole=u64::from(expected.max(1))
                    words=t::meeting::came_of { came, count: i64::from(expected) }.say(l)
                />
                {list}
            </section>
            {given_up}
            <section class="card card-flat">
                <div class="card-head"><h2>{t::meeting::walk_in(l)}</h2> <span class="muted">{left}</span></div>
                <p class="muted">{t::meeting::walk_in_text(l)}</p>
                <LinkButton href=l.path(&path(id, "datang")) label=t::meeting::walk_in_go(l) tone=Tone::Secondary size=Size::Large wide=true start=Icon::Plus />
            </section>
        </div>
    }
    .into_any()
}

/// `begun`: who has not come need not be waited for.
fn party(l: Locale, id: DepartureId, action: &str, nonce: &str, begun: bool, p: &PartyLine) -> AnyView {
    let due = p.due_in_waste + p.due_in_cash;
    let here = p.state == BookingState::CheckedIn;
    let badge = if here {
        view! { <Badge label=t::heritage::state_checked_in(l) start=Icon::Check mood=Mood::Success /> }.into_any()
    } else if due.is_zero() {
        view! { <Badge label=t::meeting::paid(l) mood=Mood::Info /> }.into_any()
    } else {
        view! { <Badge label=t::meeting::to_pay(l, due) start=Icon::Wallet mood=Mood::Warn /> }.into_any()
    };
    let marks = [
        (!p.needs.is_empty()).then(|| (Icon::Info, p.needs.clone())),
        (p.unapproved > 0).then(|| (Icon::Warning, t::meeting::unapproved(l, i64::from(p.unapproved)))),
        (!here && !p.pledge.is_empty()).then(|| (Icon::Recycle, pledge(l, p))),
        (!here && !p.due_in_cash.is_zero()).then(|| (Icon::Cash, t::heritage::bring_cash(l, p.due_in_cash))),
    ];
    let marks = marks.into_iter().flatten().map(|(sign, words)| view! { <li>{icon(sign)} <span>{words}</span></li> }).collect::<Vec<_>>();
    let marks = (!marks.is_empty()).then(|| view! { <ul class="marked small" role="list">{marks}</ul> });
    let go = (!here).then(|| {
        if due.is_zero() {
            // Each button is an action of its own.
            let values = vec![("nonce", format!("{nonce}-{}", p.number)), ("shown", p.number.clone())];
            view! {
                <form method="post" action=action.to_owned()>
                    {hidden(values)}
                    <SubmitButton label=t::meeting::let_in(l) size=Size::Large wide=true start=Icon::Check />
                </form>
            }
            .into_any()
        } else {
            let href = l.path(&path(id, &format!("timbang/{}", p.number)));
            view! { <LinkButton href=href label=t::meeting::to_scale(l) tone=Tone::Secondary size=Size::Large wide=true start=Icon::Scale /> }
                .into_any()
        }
    });
    let release = (begun && !here).then(|| missed::release_form(l, action, p));
    let call = p.phone.as_ref().filter(|_| !here).map(|phone| {
        let (href, label) = (tel(phone), t::meeting::call(l, phone.local()));
        view! { <a class="btn btn-ghost btn-sm" href=href>{icon(Icon::Phone)} {label}</a> }
    });
    let spoken = words::language(l, p.language);
    let meta = format!("{} · {} · {spoken}", t::heritage::people(l, i64::from(p.persons)), p.number);
    view! {
        <li class=if here { "party-card party-here" } else { "party-card" }>
            <div class="card-head"><h3>{p.name.clone()}</h3> {badge}</div>
            <p class="muted small num">{meta}</p>
            <p class="small">{p.names.join(", ")}</p>
            {marks}
            {call}
            {go}
            {release}
        </li>
    }
    .into_any()
}

fn pledge(l: Locale, p: &PartyLine) -> String {
    p.pledge
        .iter()
        .map(|x| t::heritage::bring_waste { name: x.name.pick(l), weight: weight(l, x.amount), worth: x.worth }.say(l))
        .collect::<Vec<_>>()
        .join("; ")
}
