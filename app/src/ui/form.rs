//! What holds fields together.

use leptos::prelude::*;

use super::{Icon, MaybeText, Text, field_id, icon};

/// A named group of fields.
#[component]
pub fn Fieldset(#[prop(into)] legend: Text, #[prop(optional, into)] hint: MaybeText, children: Children) -> AnyView {
    view! {
        <fieldset class="fieldset">
            <legend>{legend}</legend>
            {hint.0.map(|h| view! { <p class="fieldset-hint">{h}</p> })}
            {children()}
        </fieldset>
    }
    .into_any()
}

/// Two fields side by side where there is room. A child with class `span-2` takes the whole width.
#[component]
pub fn FormGrid(children: Children) -> impl IntoView {
    view! { <div class="form-grid">{children()}</div> }
}

/// The buttons at the end of a form; on a phone each takes the width.
#[component]
pub fn FormActions(children: Children) -> impl IntoView {
    view! { <div class="form-actions">{children()}</div> }
}

/// All errors of a form at its top, each a link to its field. Nothing when there are none.
#[component]
pub fn ErrorSummary(
    #[prop(into)] title: Text,
    /// The field's name (empty for the form as a whole) and the message.
    errors: Vec<(&'static str, Text)>,
) -> AnyView {
    (!errors.is_empty())
        .then(|| {
            let rows = errors
                .into_iter()
                .map(|(field, message)| {
                    if field.is_empty() {
                        leptos::either::Either::Left(view! { <li>{message}</li> })
                    } else {
                        leptos::either::Either::Right(view! {
                            <li>
                                <a href=format!("#{}", field_id(field))>{message}</a>
                            </li>
                        })
                    }
                })
                .collect::<Vec<_>>();
            view! {
                <div class="error-summary" role="alert" tabindex="-1" id="errors">
                    <h2>{icon(Icon::Error)} {title}</h2>
                    <ul>{rows}</ul>
                </div>
            }
        })
        .into_any()
}
