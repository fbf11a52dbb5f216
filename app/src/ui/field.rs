//! Fields to type or pick in: label above, hint under it, the error beside the field and tied to it.

use leptos::prelude::*;

use super::{Icon, MaybeText, Text, icon, text::escape};

/// The id of the control of field `name`: what an error summary links to.
pub fn field_id(name: &str) -> String {
    format!("f-{name}")
}

/// The `aria-describedby` of a control: its hint, then its error.
fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (false, false) => None,
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-err")),
        (true, true) => Some(format!("{id}-hint {id}-err")),
    }
}

fn label_view(id: &str, label: Text, required: bool, optional: MaybeText) -> impl IntoView + use<> {
    view! {
        <label class="field-label" for=id.to_owned()>
            {label}
            {required
                .then(|| {
                    view! {
                        <span class="field-req" aria-hidden="true">
                            " *"
                        </span>
                    }
                })}
            {optional
                .0
                .map(|o| {
                    view! { <span class="field-opt">" (" {o} ")"</span> }
                })}
        </label>
    }
}

pub(super) fn hint_view(id: &str, hint: MaybeText) -> impl IntoView + use<> {
    let id = format!("{id}-hint");
    hint.0.map(|h| {
        view! {
            <p class="field-hint" id=id>
                {h}
            </p>
        }
    })
}

pub(super) fn error_view(id: &str, error: MaybeText) -> impl IntoView + use<> {
    let id = format!("{id}-err");
    error.0.map(|e| {
        view! {
            <p class="field-error" id=id>
                {icon(Icon::Error)}
                <span>{e}</span>
            </p>
        }
    })
}

/// A one-line field.
#[component]
pub fn Field(
    /// The form's name for the value.
    name: &'static str,
    #[prop(into)] label: Text,
    #[prop(optional, into)] value: MaybeText,
    #[prop(optional, into)] hint: MaybeText,
    #[prop(optional, into)] error: MaybeText,
    /// The word for "optional", shown in brackets after the label.
    #[prop(optional, into)]
    optional: MaybeText,
    #[prop(optional)] required: bool,
    /// The input's type: text, email, tel, number, password, date, time, search, url.
    #[prop(default = "text")]
    kind: &'static str,
    /// Which keyboard a phone shows: numeric, decimal, tel, email, url.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional, into)] placeholder: MaybeText,
    /// Shown before the field, e.g. `Rp`.
    #[prop(optional, into)]
    prefix: MaybeText,
    /// Shown after the field, e.g. `gram`.
    #[prop(optional, into)]
    suffix: MaybeText,
    #[prop(optional, into)] min: MaybeText,
    #[prop(optional, into)] max: MaybeText,
    #[prop(optional)] maxlength: Option<u32>,
    /// An island may bind to it by this id; the default follows from the name.
    #[prop(optional, into)]
    id: MaybeText,
    /// The id of a `<datalist>` with suggestions.
    #[prop(optional)]
    list: Option<&'static str>,
    #[prop(optional)] readonly: bool,
    #[prop(optional)] disabled: bool,
) -> AnyView {
    let id = id.0.map_or_else(|| field_id(name), Text::into_owned);
    let described = described_by(&id, hint.is_some(), error.is_some());
    let numeric = matches!(inputmode, Some("numeric" | "decimal" | "tel"));
    let input = view! {
        <input
            class=if numeric { "input input-num" } else { "input" }
            type=kind
            name=name
            id=id.clone()
            value=value.0
            required=required
            readonly=readonly
            disabled=disabled
            inputmode=inputmode
            autocomplete=autocomplete
            placeholder=placeholder.0
            min=min.0
            max=max.0
            maxlength=maxlength.map(|m| m.to_string())
            list=list
            aria-describedby=described
            aria-invalid=error.is_some().then_some("true")
        />
    };
    let control = if prefix.is_some() || suffix.is_some() {
        leptos::either::Either::Left(view! {
            <div class="affix">
                {prefix.0.map(|p| view! { <span>{p}</span> })} {input}
                {suffix.0.map(|s| view! { <span>{s}</span> })}
            </div>
        })
    } else {
        leptos::either::Either::Right(input)
    };
    view! {
        <div class="field">
            {label_view(&id, label, required, optional)} {hint_view(&id, hint)} {control} {error_view(&id, error)}
        </div>
    }
    .into_any()
}

/// A field of several lines.
#[component]
pub fn TextArea(
    /// The form's name for the value; a form with one per row makes its own.
    #[prop(into)]
    name: Text,
    #[prop(into)] label: Text,
    #[prop(optional, into)] value: MaybeText,
    #[prop(optional, into)] hint: MaybeText,
    #[prop(optional, into)] error: MaybeText,
    #[prop(optional, into)] optional: MaybeText,
    #[prop(optional)] required: bool,
    #[prop(default = 4)] rows: u32,
    #[prop(optional)] maxlength: Option<u32>,
    #[prop(optional, into)] placeholder: MaybeText,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional, into)] id: MaybeText,
) -> AnyView {
    let id = id.0.map_or_else(|| field_id(&name), Text::into_owned);
    let described = described_by(&id, hint.is_some(), error.is_some());
    let invalid = error.is_some().then_some("true");
    // As raw markup: the renderer would put a comment or a space inside, and in a textarea both are text. A browser
    // drops a line break right after the tag, so one is there to drop.
    let text = format!("\n{}", escape(value.0.as_deref().unwrap_or_default()));
    view! {
        <div class="field">
            {label_view(&id, label, required, optional)} {hint_view(&id, hint)}
            <textarea
                class="input"
                name=name
                id=id.clone()
                rows=rows.to_string()
                maxlength=maxlength.map(|m| m.to_string())
                placeholder=placeholder.0
                autocomplete=autocomplete
                required=required
                aria-describedby=described
                aria-invalid=invalid
                inner_html=text
            ></textarea>
            {error_view(&id, error)}
        </div>
    }
    .into_any()
}

/// One line of a `Select`; lines with the same `group` must follow each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub value: Text,
    pub label: Text,
    pub group: Option<Text>,
    pub disabled: bool,
}

impl Choice {
    pub fn new(value: impl Into<Text>, label: impl Into<Text>) -> Self {
        Self { value: value.into(), label: label.into(), group: None, disabled: false }
    }

    /// Under a heading in the list.
    #[must_use]
    pub fn in_group(mut self, group: impl Into<Text>) -> Self {
        self.group = Some(group.into());
        self
    }
}

fn options(choices: Vec<Choice>, selected: &str) -> impl IntoView + use<> {
    let option = |c: Choice, selected: &str| {
        let on = c.value == selected;
        view! {
            <option value=c.value selected=on disabled=c.disabled>
                {c.label}
            </option>
        }
    };
    let mut out = Vec::new();
    let mut rest = choices.into_iter().peekable();
    while let Some(first) = rest.next() {
        if let Some(group) = first.group.clone() {
            let mut members = vec![option(first, selected)];
            while let Some(next) = rest.next_if(|c| c.group.as_ref() == Some(&group)) {
                members.push(option(next, selected));
            }
            out.push(leptos::either::Either::Left(view! { <optgroup label=group>{members}</optgroup> }));
        } else {
            out.push(leptos::either::Either::Right(option(first, selected)));
        }
    }
    out
}

/// Pick one from a list of many; for a few use `RadioCards`.
#[component]
pub fn Select(
    name: &'static str,
    #[prop(into)] label: Text,
    choices: Vec<Choice>,
    #[prop(optional, into)] value: MaybeText,
    /// The first, empty line ("Pick…"). Absent: the first choice is preselected.
    #[prop(optional, into)]
    prompt: MaybeText,
    #[prop(optional, into)] hint: MaybeText,
    #[prop(optional, into)] error: MaybeText,
    #[prop(optional, into)] optional: MaybeText,
    #[prop(optional)] required: bool,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional, into)] id: MaybeText,
) -> AnyView {
    let id = id.0.map_or_else(|| field_id(name), Text::into_owned);
    let described = described_by(&id, hint.is_some(), error.is_some());
    let invalid = error.is_some().then_some("true");
    let selected = value.0.unwrap_or_default();
    view! {
        <div class="field">
            {label_view(&id, label, required, optional)} {hint_view(&id, hint)}
            <select
                class="input"
                name=name
                id=id.clone()
                required=required
                autocomplete=autocomplete
                aria-describedby=described
                aria-invalid=invalid
            >
                {prompt.0.map(|p| view! { <option value="">{p}</option> })}
                {options(choices, &selected)}
            </select>
            {error_view(&id, error)}
        </div>
    }
    .into_any()
}
