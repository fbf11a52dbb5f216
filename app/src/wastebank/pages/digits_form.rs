//! One number to be typed and sent: that of a card, or the code that an account shows for one.

use leptos::prelude::*;

use crate::ui::{Field, FormActions, MaybeText, Text, hidden};

/// Its child is the button.
#[component]
pub fn DigitsForm(
    /// Where it is sent to.
    action: String,
    /// It only asks, so that the answer has an address; else it is posted, and what is wrong is said by the page.
    #[prop(optional)]
    asks: bool,
    /// The form's name for the number.
    name: &'static str,
    #[prop(into)] label: Text,
    #[prop(into)] hint: Text,
    value: String,
    #[prop(into)] error: MaybeText,
    /// What is sent with it.
    #[prop(optional)]
    values: Vec<(&'static str, String)>,
    children: Children,
) -> AnyView {
    view! {
        <form class="form" method=if asks { "get" } else { "post" } action=action novalidate=!asks>
            {hidden(values)}
            <Field name=name label=label hint=hint inputmode="numeric" autocomplete="off" value=value error=error required=true />
            <FormActions>{children()}</FormActions>
        </form>
    }
    .into_any()
}
