//! Things that open: menus, questions, more to read. All are `<details>`, so they need no script.

use leptos::prelude::*;

use super::{Field, Icon, MaybeText, SubmitButton, Text, Tone, field_id, hidden, icon};

/// A button that opens a list of links and one-button forms (its children: `<a>`, `<form><button>`, `<hr>`).
#[component]
pub fn Menu(
    #[prop(into)] label: Text,
    #[prop(default = Icon::ChevronDown)] of: Icon,
    /// The list hangs from the button's end: for a button at the end of its row.
    #[prop(optional)]
    at_end: bool,
    children: Children,
) -> AnyView {
    view! {
        <details class=if at_end { "menu" } else { "menu menu-start" }>
            <summary class="btn btn-secondary">{label} {icon(of)}</summary>
            <div class="menu-panel">{children()}</div>
        </details>
    }
    .into_any()
}

/// Ask once more before something that can't be undone: the first tap shows the question and the real button.
#[component]
pub fn Confirm(
    /// On the first button.
    #[prop(into)]
    label: Text,
    /// What will happen.
    #[prop(into)]
    question: Text,
    /// On the real button.
    #[prop(into)]
    yes: Text,
    /// Where the real button posts to.
    #[prop(into)]
    action: Text,
    #[prop(optional)] start: Option<Icon>,
    #[prop(optional)] values: Vec<(&'static str, String)>,
    /// It was pressed, and something is to be mended.
    #[prop(optional)]
    open: bool,
    /// Fields to fill in first, e.g. a reason.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    view! {
        <details class="confirm" open=open>
            <summary class="btn btn-quiet-danger">{start.map(icon)} {label}</summary>
            <form class="confirm-body" method="post" action=action>
                <p>{question}</p>
                {hidden(values)}
                {children.map(|c| c())}
                <SubmitButton label=yes tone=Tone::Danger />
            </form>
        </details>
    }
    .into_any()
}

/// A step of one row of a list that wants a line of text. Rows have the field's name in common: `row` tells theirs apart, and
/// the row whose line was refused is `open`, so that the summary of errors leads to it.
#[component]
pub fn RowConfirm(
    #[prop(into)] label: Text,
    /// Where the real button posts to.
    #[prop(into)]
    action: Text,
    values: Vec<(&'static str, String)>,
    #[prop(into)] row: String,
    name: &'static str,
    #[prop(into)] asks: Text,
    #[prop(into)] hint: Text,
    /// What was typed.
    value: String,
    #[prop(into)] error: MaybeText,
    /// Letters.
    most: usize,
    #[prop(optional)] open: bool,
    /// On the real button.
    #[prop(into)]
    yes: Text,
    start: Icon,
) -> AnyView {
    let id = if open { field_id(name) } else { format!("{}-{row}", field_id(name)) };
    let maxlength = u32::try_from(most).unwrap_or(u32::MAX);
    view! {
        <details class="confirm confirm-calm" open=open>
            <summary class="btn btn-secondary">{label}</summary>
            <form class="confirm-body" method="post" action=action novalidate>
                {hidden(values)}
                <Field name=name id=id label=asks hint=hint value=value error=error maxlength=maxlength required=true />
                <SubmitButton label=yes start=start />
            </form>
        </details>
    }
    .into_any()
}

/// More to read for who wants it.
#[component]
pub fn Disclosure(#[prop(into)] summary: Text, #[prop(optional)] open: bool, children: Children) -> AnyView {
    view! {
        <details class="disclosure" open=open>
            <summary>{summary}</summary>
            {children()}
        </details>
    }
    .into_any()
}
