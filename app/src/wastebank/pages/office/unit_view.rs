//! How `unit.rs` looks.

use backend::wastebank::list_units::{Operator, StaffedUnit};
use leptos::prelude::*;

use super::unit_profile;
use crate::i18n::{Locale, date, t};
use crate::place::hours;
use crate::ui::{
    Card, ErrorSummary, Field, Fieldset, FormActions, Icon, LinkButton, PostButton, SectionHead, Size, SubmitButton, Tone, hidden,
};
use crate::web::{Errors, Form};

/// What was typed into one of the page's two forms, and what is wrong with it.
#[derive(Default)]
pub struct Typed {
    pub form: Form,
    pub errors: Errors,
}

pub fn view(l: Locale, top: AnyView, action: String, back: String, found: &StaffedUnit, profile: &Typed, staff: &Typed) -> AnyView {
    // One of them at most has been sent.
    let wrong = profile.errors.list().into_iter().chain(staff.errors.list()).collect::<Vec<_>>();
    let name = found.unit.name.clone();
    let (behind, editor) = (behind(l, &action, &found.operators, staff), editor(l, action.clone(), profile));
    view! {
        <div class="wrap page">
            {top}
            <ErrorSummary title=t::common::fix_these(l) errors=wrong />
            <SectionHead title=name />
            <div class="split">
                {editor}
                <aside class="split-side">{behind}</aside>
            </div>
            <div class="btn-row">
                <LinkButton href=back label=t::wastebank::to_units(l) tone=Tone::Secondary />
            </div>
        </div>
    }
    .into_any()
}

fn editor(l: Locale, action: String, Typed { form, errors }: &Typed) -> AnyView {
    let (profile, week) = (unit_profile::fields(l, form, errors), hours::fields(l, form, errors));
    // The first button is the one that the Enter key presses.
    view! {
        <Card title=t::wastebank::unit_profile(l)>
            <form class="form" method="post" action=action novalidate>
                <button type="submit" class="sr" name="go" value="save" tabindex="-1" aria-hidden="true"></button>
                {profile}
                <Fieldset legend=t::wastebank::unit_hours(l) hint=t::wastebank::unit_hours_hint(l)>
                    {week}
                </Fieldset>
                <FormActions>
                    <SubmitButton label=t::common::save(l) name="go" value="save" />
                </FormActions>
            </form>
        </Card>
    }
    .into_any()
}

fn behind(l: Locale, action: &str, operators: &[Operator], Typed { form, errors }: &Typed) -> AnyView {
    let rows = operators.iter().map(|o| operator(l, action, o)).collect::<Vec<_>>();
    let list = if rows.is_empty() {
        view! { <p class="muted">{t::wastebank::staff_empty(l)}</p> }.into_any()
    } else {
        view! { <ul class="row-list" role="list">{rows}</ul> }.into_any()
    };
    let (who, wrong, action) = (form.typed("who"), errors.of("who"), action.to_owned());
    view! {
        <Card title=t::wastebank::staff(l)>
            {list}
            <form class="form" method="post" action=action novalidate>
                {hidden(vec![("go", "appoint".to_owned())])}
                <Field name="who" label=t::wastebank::staff_who(l) hint=t::wastebank::staff_who_hint(l) value=who error=wrong required=true />
                <FormActions>
                    <SubmitButton label=t::wastebank::staff_appoint(l) tone=Tone::Secondary start=Icon::Plus />
                </FormActions>
            </form>
        </Card>
    }
    .into_any()
}

fn operator(l: Locale, action: &str, o: &Operator) -> AnyView {
    let values = vec![("go", "dismiss".to_owned()), ("person", o.person.to_string())];
    let contact = format!("{} · {}", o.contact, t::wastebank::staff_since(l, date(l, o.since)));
    let label = t::wastebank::staff_dismiss(l, &o.name);
    view! {
        <li class="row-card row-tight">
            <div><p class="strong">{o.name.clone()}</p><p class="muted small">{contact}</p></div>
            <div class="row-card-end">
                <PostButton action=action.to_owned() label=label tone=Tone::QuietDanger size=Size::Small values=values />
            </div>
        </li>
    }
    .into_any()
}
