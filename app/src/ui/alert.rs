//! Messages above or between the content.

use leptos::prelude::*;

use super::{MaybeText, Mood, icon};

/// A message block. Use `live` for the answer to what the reader just did: it is announced.
#[component]
pub fn Alert(
    #[prop(optional)] mood: Mood,
    /// The message in a few words.
    #[prop(optional, into)]
    title: MaybeText,
    #[prop(optional)] live: bool,
    /// More words, links, buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let (class, of) = mood.alert();
    let role = live.then_some(if mood == Mood::Danger { "alert" } else { "status" });
    view! {
        <div class=class role=role>
            {icon(of)}
            <div class="alert-body">
                {title.0.map(|t| view! { <p class="alert-title">{t}</p> })} {children.map(|c| c())}
            </div>
        </div>
    }
    .into_any()
}
