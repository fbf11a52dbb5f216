//! Boxes that hold one thing each.

use leptos::prelude::*;

use super::{Icon, MaybeText, Text, icon};

/// A box. `title` is an `<h2>`; what stands at its end (a badge, a link) goes into `aside`.
#[component]
pub fn Card(
    #[prop(optional, into)] title: MaybeText,
    #[prop(optional, into)] aside: Option<AnyView>,
    /// For `aria-labelledby` and in-page links.
    #[prop(optional)]
    id: Option<&'static str>,
    children: Children,
) -> AnyView {
    let head = (title.is_some() || aside.is_some()).then(|| {
        view! { <div class="card-head">{title.0.map(|t| view! { <h2>{t}</h2> })} {aside}</div> }
    });
    view! {
        <section class="card" id=id>
            {head}
            {children()}
        </section>
    }
    .into_any()
}

/// Pairs of a name and a value.
#[component]
pub fn Definitions(
    rows: Vec<(Text, AnyView)>,
    /// The last row is the sum: larger, under a line.
    #[prop(optional)]
    total: bool,
    /// Name above value, for longer values.
    #[prop(optional)]
    stacked: bool,
) -> AnyView {
    let last = rows.len().wrapping_sub(1);
    let rows = rows
        .into_iter()
        .enumerate()
        .map(|(i, (name, value))| {
            view! {
                <div class=(total && i == last).then_some("defs-total")>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                </div>
            }
        })
        .collect::<Vec<_>>();
    view! { <dl class=if stacked { "defs defs-stack" } else { "defs" }>{rows}</dl> }.into_any()
}

/// An amount, already written for the reader ("Rp15.000").
#[component]
pub fn Price(#[prop(into)] amount: Text, #[prop(optional)] large: bool) -> impl IntoView {
    view! { <span class=if large { "price price-lg" } else { "price" }>{amount}</span> }
}

/// A figure on a dashboard. With `href` the whole tile is a link.
#[component]
pub fn Stat(
    #[prop(into)] label: Text,
    #[prop(into)] value: Text,
    #[prop(optional, into)] note: MaybeText,
    #[prop(optional, into)] href: MaybeText,
    #[prop(optional)] start: Option<Icon>,
    /// Wants attention.
    #[prop(optional)]
    warn: bool,
    /// A sparkline under the figure.
    #[prop(optional, into)]
    spark: Option<AnyView>,
) -> AnyView {
    let class = if warn { "stat stat-warn" } else { "stat" };
    let inner = view! {
        <span class="stat-label">{start.map(icon)} {label}</span>
        <span class="stat-value">{value}</span>
        {note.0.map(|n| view! { <span class="stat-note">{n}</span> })}
        {spark}
    };
    match href.0 {
        Some(href) => leptos::either::Either::Left(view! {
            <a class=class href=href>
                {inner}
            </a>
        }),
        None => leptos::either::Either::Right(view! { <div class=class>{inner}</div> }),
    }
    .into_any()
}
