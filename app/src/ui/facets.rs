//! Narrowing a list: links with counts, so that each choice is an address that can be shared.

use leptos::prelude::*;

use super::{Icon, Text, icon};

/// One value to narrow by. `href` switches it on, or off when it is on.
#[derive(Clone, Debug)]
pub struct FacetValue {
    pub label: Text,
    pub href: Text,
    pub count: u64,
    pub on: bool,
}

#[derive(Clone, Debug)]
pub struct Facet {
    pub title: Text,
    pub values: Vec<FacetValue>,
}

fn list(facets: Vec<Facet>) -> impl IntoView {
    facets
        .into_iter()
        .map(|f| {
            let values = f
                .values
                .into_iter()
                .map(|v| {
                    view! {
                        <li>
                            <a href=v.href rel="nofollow" aria-current=v.on.then_some("true")>
                                {v.label}
                                <span class="facet-n">{v.count}</span>
                            </a>
                        </li>
                    }
                })
                .collect::<Vec<_>>();
            view! {
                <section>
                    <h3 class="facet-title">{f.title}</h3>
                    <ul class="facet" role="list">
                        {values}
                    </ul>
                </section>
            }
        })
        .collect::<Vec<_>>()
}

/// Behind a button on a phone, in the side column where it is wide (give it the first place of a `split split-left`).
/// `chosen` are the values now on, each with the address that takes it off; children (a price form) come last.
#[component]
pub fn Facets(
    /// On the button and above the list.
    #[prop(into)]
    label: Text,
    facets: Vec<Facet>,
    /// Opened on a phone from the start.
    #[prop(optional)]
    open: bool,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    view! {
        <details class="facets" open=open>
            <summary class="btn btn-secondary">{icon(Icon::Filter)} {label}</summary>
            <div class="facets-in">{list(facets)} {children.map(|c| c())}</div>
        </details>
    }
    .into_any()
}

/// Small links in a row: what is chosen (with `remove`, a cross after the words), or ways to sort.
#[derive(Clone, Debug)]
pub struct Chip {
    pub label: Text,
    pub href: Text,
    pub on: bool,
    /// Tapping takes it away; the words for a screen reader.
    pub remove: Option<Text>,
}

#[component]
pub fn Chips(#[prop(into)] label: Text, chips: Vec<Chip>) -> AnyView {
    let chips = chips
        .into_iter()
        .map(|c| {
            view! {
                <li>
                    <a class="chip" href=c.href rel="nofollow" aria-current=c.on.then_some("true")>
                        {c.remove.clone().map(|r| view! { <span class="sr">{r} " "</span> })}
                        {c.label}
                        {c.remove.map(|_| icon(Icon::Close))}
                    </a>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <ul class="chips" role="list" aria-label=label>
            {chips}
        </ul>
    }
    .into_any()
}
