use domain::heritage::party::MAX_NEEDS;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::super::book::draft::demands;
use super::super::super::book::view::{conduct, fare_field, languages};
use super::super::super::book::visitors;
use super::scale::{Said, review};
use super::walk_in::{Desk, Typed};
use super::{crumbs, path};
use crate::i18n::t;
use crate::ui::{
    Alert, Card, Empty, ErrorSummary, Field, FormGrid, Icon, LinkButton, Mood, PageHead, Size, SubmitButton, Text, TextArea, Tone, hidden,
};
use crate::wastebank::pages::counter::draft::{Draft, MOST};
use crate::wastebank::pages::counter::rows::rows;
use crate::web::{Errors, Flash, Form};

pub fn view(l: Locale, desk: &Desk, typed: Typed, mut said: Said) -> AnyView {
    let id = desk.of.departure.id;
    let back = l.path(&path(id, "titik-kumpul"));
    let lead = format!("{} · {}", desk.of.tour.name.pick(l), t::heritage::seats_left(l, i64::from(desk.of.departure.left())));
    let flash = said.flash.take().map(Flash::alert);
    let wrong = said.wrong.take().map(|words| view! { <Alert mood=Mood::Danger title=words live=true /> });
    let list = said.errors.list();
    let full = desk.of.departure.left() == 0;
    let body = match &desk.closed {
        Some(why) => nobody(l, t::meeting::walk_in_closed(l), why.clone(), &back),
        None if full => nobody(l, t::meeting::walk_in_full(l), t::meeting::walk_in_full_text(l).into(), &back),
        None => form(l, desk, typed, said),
    };
    view! {
        <div class="wrap wrap-narrow page meeting">
            {crumbs(l, id, t::meeting::title(l).to_owned(), t::meeting::walk_in(l))}
            <PageHead title=t::meeting::walk_in(l) lead=lead />
            {flash}
            {wrong}
            <ErrorSummary title=t::common::fix_these(l) errors=list />
            {body}
        </div>
    }
    .into_any()
}

fn nobody(l: Locale, title: &'static str, text: Text, back: &str) -> AnyView {
    let back = back.to_owned();
    view! {
        <Empty of=Icon::Ban title=title text=text>
            <LinkButton href=back label=t::meeting::to_point(l) />
        </Empty>
    }
    .into_any()
}

fn form(l: Locale, desk: &Desk, typed: Typed, said: Said) -> AnyView {
    let of = &desk.of;
    let Typed { party, draft, sums } = typed;
    let action = l.path(&path(of.departure.id, "datang"));
    let (f, e) = (&party.form, &said.errors);
    let mut kept = vec![("nonce", f.typed("nonce")), ("total", draft.total.0.to_string())];
    kept.extend(of.tariff.fares().iter().map(|x| (fare_field(x.category), x.amount.0.to_string())));
    let can_grow = party.rows.len() < usize::try_from(of.tour.terms.largest_party).unwrap_or(usize::MAX);
    let people = visitors::rows(l, of, &demands(&of.tour), &party.rows);
    let accepted = conduct(l, of, f.has("conduct"), e.of("conduct"));
    let counted = said.counted && sums.is_some();
    let review =
        sums.filter(|_| said.counted).map(|(s, worth)| review(l, &s, worth, f.typed("cash"), f, &said, t::meeting::walk_in_save(l).into()));
    let contact = contact(l, desk, f, e);
    let waste = waste(l, desk, f, e, draft);
    view! {
        <form class="form" method="post" action=action novalidate>
            <button class="sr" type="submit" name="go" value="count" tabindex="-1" aria-hidden="true"></button>
            {hidden(kept)}
            <Card title=t::heritage::who(l)>
                {people}
                {can_grow.then(|| view! { <div class="btn-row"><SubmitButton label=t::heritage::visitor_add(l) name="go" value="more" tone=Tone::Secondary start=Icon::Plus unchecked=true /></div> })}
            </Card>
            {contact}
            {accepted}
            {waste}
            <SubmitButton label=t::wastebank::count(l) name="go" value="count" size=Size::Large wide=true tone=if counted { Tone::Secondary } else { Tone::Primary } start=Icon::Scale />
            {review}
        </form>
    }
    .into_any()
}

fn contact(l: Locale, desk: &Desk, f: &Form, e: &Errors) -> AnyView {
    let spoken = languages(l, &desk.of, f.text("language"), e.of("language"));
    let (name, phone, needs) = (f.typed("contact"), f.typed("phone"), f.typed("needs"));
    let (name_wrong, phone_wrong, needs_wrong) = (e.of("contact"), e.of("phone"), e.of("needs"));
    view! {
        <Card title=t::heritage::contact(l)>
            <FormGrid>
                <Field name="contact" label=t::heritage::contact_name(l) hint=t::meeting::contact_hint(l) value=name error=name_wrong autocomplete="off" optional=t::common::optional(l) />
                <Field name="phone" kind="tel" inputmode="tel" label=t::heritage::contact_phone(l) value=phone error=phone_wrong autocomplete="off" optional=t::common::optional(l) />
            </FormGrid>
            {spoken}
            <TextArea
                name="needs"
                label=t::heritage::needs(l)
                value=needs
                error=needs_wrong
                optional=t::common::optional(l)
                rows=2
                maxlength=u32::try_from(MAX_NEEDS).unwrap_or(500)
            />
        </Card>
    }
    .into_any()
}

/// Closed until somebody brings some.
fn waste(l: Locale, desk: &Desk, f: &Form, e: &Errors, draft: Draft) -> Option<AnyView> {
    desk.counters.unit.as_ref()?;
    let filled = !draft.lines.is_empty() || draft.is_wrong() || !f.text("card").trim().is_empty();
    let open = filled || e.of("card").is_some() || matches!(f.text("go"), "rows" | "card");
    let more = (draft.rows.len() < MOST).then(|| {
        view! { <div class="btn-row"><SubmitButton label=t::wastebank::add_row(l) name="go" value="rows" tone=Tone::Ghost start=Icon::Plus unchecked=true /></div> }
    });
    let (card, wrong) = (f.typed("card"), e.of("card"));
    Some(
        view! {
            <details class="disclosure card" open=open>
                <summary>{t::meeting::brings(l)}</summary>
                <div class="stack">
                    <p class="muted small">{t::meeting::brings_text(l)}</p>
                    {desk.counters.field(l)}
                    <Field name="card" label=t::wastebank::find_label(l) value=card error=wrong inputmode="numeric" autocomplete="off" />
                    <div class="btn-row"><SubmitButton label=t::meeting::make_card(l) name="go" value="card" tone=Tone::Ghost start=Icon::Plus unchecked=true /></div>
                    {rows(l, draft.rows, &desk.taken)}
                    {more}
                </div>
            </details>
        }
        .into_any(),
    )
}
