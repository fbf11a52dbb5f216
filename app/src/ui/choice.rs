//! Boxes and dots to tick: the whole row is the target.

use leptos::prelude::*;

use super::field::{error_view, field_id, hint_view};
use super::{MaybeText, Text};

/// One box. Sends `name=value` when ticked, nothing otherwise.
#[component]
pub fn Checkbox(
    name: &'static str,
    #[prop(into)] label: Text,
    #[prop(default = "on".into(), into)] value: Text,
    #[prop(optional)] checked: bool,
    #[prop(optional, into)] hint: MaybeText,
    #[prop(optional, into)] error: MaybeText,
    #[prop(optional)] required: bool,
    #[prop(optional)] disabled: bool,
) -> AnyView {
    let id = field_id(name);
    let described = error.is_some().then(|| format!("{id}-err"));
    view! {
        <div class="field">
            <label class="choice">
                <input
                    type="checkbox"
                    name=name
                    id=id.clone()
                    value=value
                    checked=checked
                    required=required
                    disabled=disabled
                    aria-describedby=described
                    aria-invalid=error.is_some().then_some("true")
                />
                <span>{label}</span>
                {hint.0.map(|h| view! { <span class="choice-hint">{h}</span> })}
            </label>
            {error_view(&id, error)}
        </div>
    }
    .into_any()
}

/// One answer of a group.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    pub value: Text,
    pub label: Text,
    pub hint: MaybeText,
    /// Shown at the end of the card, e.g. a fee.
    pub price: MaybeText,
    pub disabled: bool,
}

impl Answer {
    pub fn new(value: impl Into<Text>, label: impl Into<Text>) -> Self {
        Self { value: value.into(), label: label.into(), ..Self::default() }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<MaybeText>) -> Self {
        self.hint = hint.into();
        self
    }

    #[must_use]
    pub fn price(mut self, price: impl Into<MaybeText>) -> Self {
        self.price = price.into();
        self
    }

    #[must_use]
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }
}

/// Several boxes under one question, all sent under one name.
#[component]
pub fn Checkboxes(
    #[prop(into)] name: Text,
    #[prop(into)] legend: Text,
    answers: Vec<Answer>,
    /// The values that are ticked.
    #[prop(optional)]
    checked: Vec<String>,
    #[prop(optional, into)] hint: MaybeText,
    #[prop(optional, into)] error: MaybeText,
) -> AnyView {
    let id = field_id(&name);
    let described = error.is_some().then(|| format!("{id}-err"));
    let rows = answers
        .into_iter()
        .map(|a| {
            let on = checked.iter().any(|c| *c == a.value);
            view! {
                <label class="choice">
                    <input type="checkbox" name=name.clone() value=a.value checked=on disabled=a.disabled />
                    <span>{a.label}</span>
                    {a.hint.0.map(|h| view! { <span class="choice-hint">{h}</span> })}
                </label>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <fieldset class="field" id=id.clone() tabindex="-1" aria-describedby=described>
            <legend class="field-label">{legend}</legend>
            {hint_view(&id, hint)}
            <div class="choice-list">{rows}</div>
            {error_view(&id, error)}
        </fieldset>
    }
    .into_any()
}

/// Pick one of a few: each answer a card with room for a hint and a price.
#[component]
pub fn RadioCards(
    #[prop(into)] name: Text,
    #[prop(into)] legend: Text,
    answers: Vec<Answer>,
    #[prop(optional, into)] value: MaybeText,
    #[prop(optional, into)] hint: MaybeText,
    #[prop(optional, into)] error: MaybeText,
    #[prop(optional)] required: bool,
    /// Side by side where there is room.
    #[prop(optional)]
    two_columns: bool,
    /// The question is said by a heading nearby: keep the legend for screen readers.
    #[prop(optional)]
    quiet_legend: bool,
) -> AnyView {
    let id = field_id(&name);
    let described = error.is_some().then(|| format!("{id}-err"));
    let picked = value.0.unwrap_or_default();
    let cards = answers
        .into_iter()
        .map(|a| {
            let on = a.value == picked;
            view! {
                <label class="choice-card">
                    <input type="radio" name=name.clone() value=a.value checked=on required=required disabled=a.disabled />
                    <b>{a.label}</b>
                    {a.hint.0.map(|h| view! { <small>{h}</small> })}
                    {a.price.0.map(|p| view! { <span class="price">{p}</span> })}
                </label>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <fieldset class="field" id=id.clone() tabindex="-1" aria-describedby=described>
            <legend class=if quiet_legend { "sr" } else { "field-label" }>{legend}</legend>
            {hint_view(&id, hint)}
            <div class=if two_columns { "choice-cards choice-cards-2" } else { "choice-cards" }>{cards}</div>
            {error_view(&id, error)}
        </fieldset>
    }
    .into_any()
}

/// Pick one of some short values (size, taste): small leaves in a row. A disabled one is struck through.
#[component]
pub fn RadioChips(
    #[prop(into)] name: Text,
    #[prop(into)] legend: Text,
    answers: Vec<Answer>,
    #[prop(optional, into)] value: MaybeText,
    #[prop(optional, into)] error: MaybeText,
    #[prop(optional)] required: bool,
) -> AnyView {
    let id = field_id(&name);
    let described = error.is_some().then(|| format!("{id}-err"));
    let picked = value.0.unwrap_or_default();
    let chips = answers
        .into_iter()
        .map(|a| {
            let on = a.value == picked;
            view! {
                <label class="choice-chip">
                    <input type="radio" name=name.clone() value=a.value checked=on required=required disabled=a.disabled />
                    <span>{a.label}</span>
                </label>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <fieldset class="field" id=id.clone() tabindex="-1" aria-describedby=described>
            <legend class="field-label">{legend}</legend>
            <div class="choice-chips">{chips}</div>
            {error_view(&id, error)}
        </fieldset>
    }
    .into_any()
}
