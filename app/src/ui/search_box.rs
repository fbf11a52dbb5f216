//! The search field: a plain GET form. An island inside adds proposals while somebody types.

use leptos::prelude::*;

use super::{Icon, MaybeText, Text, icon};
use crate::islands::SearchSuggest;

/// Where proposals come from (asked with `?q=`, answers with options), and what their list is called.
#[derive(Clone, Debug)]
pub struct Suggestions {
    pub src: String,
    pub label: String,
}

#[component]
pub fn SearchBox(
    /// Where the query goes, as `?q=`.
    #[prop(into)]
    action: Text,
    #[prop(into)] label: Text,
    #[prop(into)] placeholder: Text,
    #[prop(into)] submit: Text,
    #[prop(optional, into)] value: MaybeText,
    #[prop(optional_no_strip)] suggest: Option<Suggestions>,
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
            {suggest.map(|s| view! { <SearchSuggest src=s.src label=s.label input=id.to_owned() /> })}
        </form>
    }
    .into_any()
}
