//! The search field: a plain GET form. An island may sit inside and add suggestions.

use leptos::prelude::*;

use super::{Icon, MaybeText, Text, icon};

#[component]
pub fn SearchBox(
    /// Where the query goes, as `?q=`.
    #[prop(into)]
    action: Text,
    #[prop(into)] label: Text,
    #[prop(into)] placeholder: Text,
    #[prop(into)] submit: Text,
    #[prop(optional, into)] value: MaybeText,
    #[prop(default = "q-head")] id: &'static str,
) -> AnyView {
    view! {
        <form class="search" role="search" action=action>
            <label class="sr" for=id>
                {label}
            </label>
            <input
                type="search"
                name="q"
                id=id
                value=value.0
                placeholder=placeholder
                maxlength="100"
                autocomplete="off"
                enterkeyhint="search"
            />
            <button aria-label=submit>{icon(Icon::Search)}</button>
        </form>
    }
    .into_any()
}
