use domain::heritage::boarding::{PartyLine, Settled, Settlement};
use domain::heritage::booking::BookingState;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::wastebank::member::Member;
use leptos::prelude::*;

use super::scale::{Said, review, settlement};
use super::weigh::Desk;
use super::{crumbs, path};
use crate::i18n::{clock, t, weight};
use crate::ui::{
    Alert, Card, Definitions, Empty, ErrorSummary, Field, FormActions, Icon, LinkButton, Mood, PageHead, RowCard, Size, SubmitButton, Text,
    Tone, hidden, icon,
};
use crate::wastebank::pages::counter::draft::{Draft, MOST};
use crate::wastebank::pages::counter::rows::rows;
use crate::web::{Flash, Form};

pub fn view(l: Locale, desk: &Desk, form: &Form, draft: Draft, mut said: Said) -> AnyView {
    let p = &desk.of.party;
    let title = t::meeting::weigh_title(l, &p.name);
    let lead = format!("{} · {}", p.number, t::heritage::people(l, i64::from(p.persons)));
    let back = l.path(&path(desk.departure, "titik-kumpul"));
    let flash = said.flash.take().map(Flash::alert);
    let wrong = said.wrong.take().map(|words| view! { <Alert mood=Mood::Danger title=words live=true /> });
    let list = said.errors.list();
    let body = match &desk.of.settled {
        Some(settled) => paid(l, desk, settled, &form.typed("nonce")),
        None => open(l, desk, form, draft, said),
    };
    view! {
        <div class="wrap wrap-narrow page meeting">
            {crumbs(l, desk.departure, t::meeting::title(l).to_owned(), title.clone())}
            <PageHead title=title lead=lead />
            {flash}
            {wrong}
            <ErrorSummary title=t::common::fix_these(l) errors=list />
            {body}
            <LinkButton href=back label=t::meeting::to_point(l) tone=Tone::Ghost start=Icon::ArrowLeft />
        </div>
    }
    .into_any()
}

fn open(l: Locale, desk: &Desk, form: &Form, draft: Draft, mut said: Said) -> AnyView {
    let (p, ended) = (&desk.of.party, desk.has_ended());
    // Of who gave up nothing is due: sums with that would be of no use.
    said.counted &= !ended;
    let due = p.due_in_waste + p.due_in_cash;
    if due.is_zero() && !ended {
        let nonce = form.typed("nonce");
        return view! { <Alert mood=Mood::Success title=t::meeting::nothing_due(l) /> {let_in(l, desk, &nonce)} }.into_any();
    }
    let waste = match (&desk.counters.unit, &desk.member) {
        (None, _) => {
            view! { <Alert mood=Mood::Info title=t::meeting::no_counter(l)><p>{t::meeting::no_counter_text(l)}</p></Alert> }.into_any()
        }
        (Some(_), None) => whose(l, desk, form, &said),
        (Some(_), Some(member)) => scale(l, desk, member, form, draft, &said),
    };
    if ended {
        return waste;
    }
    let (action, key) = (l.path(&home(desk)), form.typed("nonce"));
    let values = vec![("nonce", key), ("cash", due.0.to_string())];
    // Whoever promised waste and brings none pays all of it in cash.
    let tone = if p.due_in_waste.is_zero() { Tone::Primary } else { Tone::Secondary };
    view! {
        {owed(l, p)}
        {waste}
        <section class="card">
            <h2>{t::meeting::all_cash(l)}</h2>
            <p class="muted">{t::meeting::all_cash_text(l)}</p>
            <form method="post" action=action>
                {hidden(values)}
                <SubmitButton label=t::meeting::take_cash(l, due) name="go" value="cash" tone=tone size=Size::Large wide=true start=Icon::Cash />
            </form>
        </section>
    }
    .into_any()
}

fn home(desk: &Desk) -> String {
    path(desk.departure, &format!("timbang/{}", desk.of.party.number))
}

/// What was promised, and what it is to pay.
fn owed(l: Locale, p: &PartyLine) -> AnyView {
    let mut rows: Vec<(Text, AnyView)> = p
        .pledge
        .iter()
        .map(|x| (format!("{} · ± {}", x.name.pick(l), weight(l, x.amount)).into(), format!("≈ {}", x.worth).into_any()))
        .collect();
    if !p.due_in_waste.is_zero() {
        rows.push((t::meeting::due_in_waste(l).into(), p.due_in_waste.to_string().into_any()));
    }
    if !p.due_in_cash.is_zero() {
        rows.push((t::meeting::due_in_cash(l).into(), p.due_in_cash.to_string().into_any()));
    }
    rows.push((t::meeting::due(l).into(), (p.due_in_waste + p.due_in_cash).to_string().into_any()));
    view! { <Card title=t::meeting::owed(l)><Definitions rows=rows total=true /></Card> }.into_any()
}

fn whose(l: Locale, desk: &Desk, form: &Form, said: &Said) -> AnyView {
    let action = l.path(&home(desk));
    let p = &desk.of.party;
    let found = desk.found.as_ref().map(|all| found(l, desk, all));
    let error = said.errors.of("q");
    let mut kept = vec![("nonce", form.typed("nonce"))];
    kept.extend(desk.counters.unit.iter().map(|u| ("unit", u.id.to_string())));
    let typed = |name: &str, known: String| if form.has(name) { form.typed(name) } else { known };
    let (name, phone) =
        (typed("name", p.name.clone()), typed("phone", p.phone.as_ref().map(domain::kernel::phone::Phone::local).unwrap_or_default()));
    view! {
        <section class="card">
            <div class="card-head"><h2>{t::meeting::whose(l)}</h2> {icon(Icon::Recycle)}</div>
            <p class="muted">{t::meeting::whose_text(l)}</p>
            <form class="form" method="get" action=action.clone()>
                {desk.counters.field(l)}
                <Field name="q" label=t::wastebank::find_label(l) value=desk.asked.clone() error=error inputmode="numeric" autocomplete="off" required=true />
                <SubmitButton label=t::wastebank::find_go(l) start=Icon::Search />
            </form>
            {found}
            <form class="form" method="post" action=action novalidate>
                <h3>{t::meeting::new_card(l)}</h3>
                {hidden(kept)}
                <Field name="name" label=t::wastebank::name(l) value=name error=said.errors.of("name") autocomplete="off" required=true />
                <Field name="phone" kind="tel" inputmode="tel" label=t::wastebank::phone(l) value=phone error=said.errors.of("phone") autocomplete="off" optional=t::common::optional(l) />
                <FormActions><SubmitButton label=t::wastebank::register_go(l) name="go" value="register" tone=Tone::Secondary /></FormActions>
            </form>
        </section>
    }
    .into_any()
}

fn found(l: Locale, desk: &Desk, all: &[Member]) -> AnyView {
    if all.is_empty() {
        return view! { <Empty of=Icon::User title=t::wastebank::nobody(l) text=t::wastebank::nobody_text(l) /> }.into_any();
    }
    let unit = desk.counters.unit.as_ref().map(|u| u.id.to_string()).unwrap_or_default();
    let rows = all.iter().map(|m| {
        let href = l.path(&format!("{}?anggota={}&unit={unit}", home(desk), m.id));
        view! { <RowCard title=m.name.clone() href=href meta=m.card.to_string() /> }
    });
    view! { <ul class="row-list" role="list">{rows.collect::<Vec<_>>()}</ul> }.into_any()
}

fn scale(l: Locale, desk: &Desk, member: &Member, form: &Form, draft: Draft, said: &Said) -> AnyView {
    let p = &desk.of.party;
    let action = l.path(&home(desk));
    let other = format!("{action}?ganti=1");
    let (can_grow, total) = (draft.rows.len() < MOST, draft.total);
    let card = format!("{} · {}", member.name, member.card);
    let values = vec![("nonce", form.typed("nonce")), ("member", member.id.to_string()), ("total", total.0.to_string())];
    let sums = said.counted.then(|| {
        let s = Settlement::of(p.due_in_waste, p.due_in_cash, total);
        let estimate: Rupiah = p.pledge.iter().map(|x| x.worth).sum();
        let off =
            (!estimate.is_zero()).then(|| view! { <p class="small muted">{t::meeting::estimated { estimate, worth: total }.say(l)}</p> });
        view! { {off} {review(l, &s, total, form.typed("cash"), form, said, t::meeting::settle_go(l).into())} }
    });
    view! {
        <form class="form card" method="post" action=action novalidate>
            <h2>{t::meeting::scale(l)}</h2>
            <button class="sr" type="submit" name="go" value="count" tabindex="-1" aria-hidden="true"></button>
            {hidden(values)}
            <div class="row row-between"><p>{t::meeting::surplus_to(l)} " " <b>{card}</b></p> <a href=other>{t::meeting::change_member(l)}</a></div>
            {desk.counters.field(l)}
            {rows(l, draft.rows, &desk.taken)}
            <div class="btn-row">
                <SubmitButton label=t::wastebank::count(l) name="go" value="count" size=Size::Large tone=if said.counted { Tone::Secondary } else { Tone::Primary } start=Icon::Scale />
                {can_grow.then(|| view! { <SubmitButton label=t::wastebank::add_row(l) name="go" value="more" tone=Tone::Ghost start=Icon::Plus /> })}
            </div>
            {sums}
        </form>
    }
    .into_any()
}

fn paid(l: Locale, desk: &Desk, s: &Settled, nonce: &str) -> AnyView {
    let slip = s.slip.clone().map(|n| {
        let href = l.path(&format!("/slip/{n}"));
        view! { <p><a href=href>{t::meeting::slip(l, &n)}</a></p> }
    });
    let by = t::meeting::settled_by { by: &s.by, time: clock(l, s.at) }.say(l);
    let sums = settlement(l, &s.settlement, s.worth);
    view! {
        <Card title=t::meeting::settled(l) aside=icon(Icon::CheckCircle).into_any()>
            {sums}
            <p class="small muted">{by}</p>
            {slip}
        </Card>
        {let_in(l, desk, nonce)}
    }
    .into_any()
}

/// The next step, on the page of the meeting point.
fn let_in(l: Locale, desk: &Desk, nonce: &str) -> AnyView {
    if desk.of.party.state == BookingState::CheckedIn {
        return view! { <Alert mood=Mood::Success title=t::heritage::state_checked_in(l) /> }.into_any();
    }
    let action = l.path(&path(desk.departure, "titik-kumpul"));
    let values = vec![("nonce", nonce.to_owned()), ("shown", desk.of.party.number.clone())];
    view! {
        <form method="post" action=action>
            {hidden(values)}
            <SubmitButton label=t::meeting::let_in(l) size=Size::Large wide=true start=Icon::Check />
        </form>
    }
    .into_any()
}
