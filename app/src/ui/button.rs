//! Links and buttons that do something.

use leptos::prelude::*;

use super::{Icon, MaybeText, Text, icon};

/// How much a button asks for attention: one `Primary` in view, the others quieter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Primary,
    Secondary,
    /// Looks like a link with a button's target size.
    Ghost,
    /// What can't be undone.
    Danger,
    /// Removes something small; quieter than `Danger`.
    QuietDanger,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    Small,
    #[default]
    Normal,
    Large,
}

fn class(tone: Tone, size: Size, wide: bool) -> String {
    let mut class = String::with_capacity(36);
    class.push_str("btn");
    class.push_str(match tone {
        Tone::Primary => "",
        Tone::Secondary => " btn-secondary",
        Tone::Ghost => " btn-ghost",
        Tone::Danger => " btn-danger",
        Tone::QuietDanger => " btn-quiet-danger",
    });
    class.push_str(match size {
        Size::Small => " btn-sm",
        Size::Normal => "",
        Size::Large => " btn-lg",
    });
    if wide {
        class.push_str(" btn-wide");
    }
    class
}

/// A link that looks like a button: goes somewhere, changes nothing.
#[component]
pub fn LinkButton(
    #[prop(into)] href: Text,
    #[prop(into)] label: Text,
    #[prop(optional)] tone: Tone,
    #[prop(optional)] size: Size,
    /// As wide as its place.
    #[prop(optional)]
    wide: bool,
    /// Drawn before the words.
    #[prop(optional)]
    start: Option<Icon>,
    /// Drawn after the words.
    #[prop(optional)]
    end: Option<Icon>,
    /// Opens another site: a new tab without a hold on ours.
    #[prop(optional)]
    external: bool,
) -> impl IntoView {
    view! {
        <a
            class=class(tone, size, wide)
            href=href
            target=external.then_some("_blank")
            rel=external.then_some("noopener noreferrer")
        >
            {start.map(icon)}
            {label}
            {end.map(icon)}
        </a>
    }
}

/// A sentence in which what it names is a link.
pub fn linked(sentence: &str, name: &str, href: String) -> AnyView {
    match sentence.split_once(name) {
        Some((before, after)) => view! { {before.to_owned()} <a href=href>{name.to_owned()}</a> {after.to_owned()} }.into_any(),
        None => sentence.to_owned().into_any(),
    }
}

/// Submits the form it stands in. `name`/`value` tell which of several buttons was pressed.
#[component]
pub fn SubmitButton(
    #[prop(into)] label: Text,
    #[prop(optional)] tone: Tone,
    #[prop(optional)] size: Size,
    #[prop(optional)] wide: bool,
    #[prop(optional)] start: Option<Icon>,
    #[prop(optional, into)] name: MaybeText,
    #[prop(optional, into)] value: MaybeText,
    /// Posts to another address than the form's.
    #[prop(optional, into)]
    action: MaybeText,
    /// Submits the form with this id from outside it.
    #[prop(optional, into)]
    form: MaybeText,
    /// Sends what is typed without the browser's own checks (save as draft, go back).
    #[prop(optional)]
    unchecked: bool,
    /// What a screen reader says instead, where several buttons have this label; it begins with the label.
    #[prop(optional, into)]
    spoken: MaybeText,
    #[prop(optional)] disabled: bool,
) -> impl IntoView {
    view! {
        <button
            type="submit"
            aria-label=spoken.0
            class=class(tone, size, wide)
            name=name.0
            value=value.0
            formaction=action.0
            form=form.0
            formnovalidate=unchecked
            disabled=disabled
        >
            {start.map(icon)}
            {label}
        </button>
    }
}

/// A square button with only an icon to see; `label` is what a screen reader says.
#[component]
pub fn IconButton(
    of: Icon,
    #[prop(into)] label: Text,
    #[prop(default = Tone::Ghost)] tone: Tone,
    #[prop(optional, into)] name: MaybeText,
    #[prop(optional, into)] value: MaybeText,
    #[prop(optional)] disabled: bool,
) -> impl IntoView {
    let mut class = class(tone, Size::Normal, false);
    class.push_str(" btn-icon");
    view! {
        <button type="submit" class=class name=name.0 value=value.0 disabled=disabled title=label.clone() aria-label=label>
            {icon(of)}
        </button>
    }
}

/// A one-button form: posts to `action` with hidden values. For the small changes of a list row.
#[component]
pub fn PostButton(
    #[prop(into)] action: Text,
    #[prop(into)] label: Text,
    #[prop(optional)] tone: Tone,
    #[prop(optional)] size: Size,
    #[prop(optional)] wide: bool,
    #[prop(optional)] start: Option<Icon>,
    /// Hidden fields, name and value.
    #[prop(optional)]
    values: Vec<(&'static str, String)>,
) -> AnyView {
    view! {
        <form method="post" action=action>
            {hidden(values)}
            <button type="submit" class=class(tone, size, wide)>
                {start.map(icon)}
                {label}
            </button>
        </form>
    }
    .into_any()
}

/// Hidden fields of a form, name and value.
pub fn hidden(values: Vec<(&'static str, String)>) -> impl IntoView {
    values.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect::<Vec<_>>()
}
