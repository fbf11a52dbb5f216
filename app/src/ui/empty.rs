//! When there is nothing to show: say so kindly, and offer a way on.

use leptos::prelude::*;

use super::motif::{Cloth, motif};
use super::{Icon, MaybeText, Text, icon};

/// A picture, a few words, and buttons as children. Also for not-found and error pages (with `page`).
#[component]
pub fn Empty(
    of: Icon,
    #[prop(into)] title: Text,
    #[prop(optional, into)] text: MaybeText,
    #[prop(default = Cloth::nth(0))] cloth: Cloth,
    /// The title is the page's `<h1>`.
    #[prop(optional)]
    page: bool,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    use leptos::either::Either;
    view! {
        <div class="empty">
            <div class="empty-pic">{motif(cloth, 3)} {icon(of)}</div>
            {if page { Either::Left(view! { <h1>{title}</h1> }) } else { Either::Right(view! { <h2>{title}</h2> }) }}
            {text.0.map(|t| view! { <p>{t}</p> })}
            {children.map(|c| view! { <div class="btn-row">{c()}</div> })}
        </div>
    }
    .into_any()
}
