//! Where one is, and where one can go from there.

use leptos::prelude::*;

use super::{Icon, MaybeText, Text, icon};

/// The way from the front door to here; the last step has no link.
#[component]
pub fn Breadcrumb(
    /// What the list is called for a screen reader.
    #[prop(into)]
    label: Text,
    /// Words and address of each step above this page.
    steps: Vec<(Text, Text)>,
    #[prop(into)] here: Text,
) -> AnyView {
    let steps = steps
        .into_iter()
        .map(|(words, href)| {
            view! {
                <li>
                    <a href=href>{words}</a>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <nav class="crumbs" aria-label=label>
            <ol role="list">
                {steps} <li aria-current="page">{here}</li>
            </ol>
        </nav>
    }
    .into_any()
}

/// The words of a pager.
#[derive(Clone, Debug)]
pub struct PagerText {
    pub label: Text,
    pub previous: Text,
    pub next: Text,
    /// "Page", said before the number by a screen reader.
    pub page: Text,
}

/// Links to the pages of a list. Nothing when there is only one. `href` makes a page's address from its number.
pub fn pager(text: PagerText, page: u32, pages: u32, href: impl Fn(u32) -> String) -> AnyView {
    (pages > 1)
        .then(|| {
            let mut items = Vec::new();
            let mut last = 0;
            for n in (1..=pages).filter(|n| *n == 1 || *n == pages || n.abs_diff(page) <= 1) {
                if n > last + 1 {
                    items.push(view! { <li class="pages-far"><span aria-hidden="true">"…"</span></li> }.into_any());
                }
                last = n;
                let far = n.abs_diff(page) > 1 && n != 1 && n != pages;
                items.push(
                    view! {
                        <li class=far.then_some("pages-far")>
                            <a href=href(n) aria-current=(n == page).then_some("page")>
                                <span class="sr">{text.page.clone()} " "</span>
                                {n}
                            </a>
                        </li>
                    }
                    .into_any(),
                );
            }
            view! {
                <nav aria-label=text.label>
                    <ul class="pages" role="list">
                        {(page > 1)
                            .then(|| {
                                view! {
                                    <li>
                                        <a href=href(page - 1) rel="prev">
                                            {icon(Icon::ChevronLeft)}
                                            <span class="sr">{text.previous}</span>
                                        </a>
                                    </li>
                                }
                            })} {items}
                        {(page < pages)
                            .then(|| {
                                view! {
                                    <li>
                                        <a href=href(page + 1) rel="next">
                                            {icon(Icon::ChevronRight)}
                                            <span class="sr">{text.next}</span>
                                        </a>
                                    </li>
                                }
                            })}
                    </ul>
                </nav>
            }
        })
        .into_any()
}

/// A tab is a link to another view of the same thing.
#[derive(Clone, Debug)]
pub struct Tab {
    pub label: Text,
    pub href: Text,
    pub current: bool,
    /// How many are behind it.
    pub count: Option<u64>,
}

#[component]
pub fn Tabs(
    /// What the row is called for a screen reader.
    #[prop(into)]
    label: Text,
    tabs: Vec<Tab>,
    /// For more of them than a phone has room for: there it is one line with these words and the current tab, which opens them.
    #[prop(optional, into)]
    fold: MaybeText,
) -> AnyView {
    let now = tabs.iter().find(|t| t.current).map(|t| t.label.clone());
    let tabs = tabs
        .into_iter()
        .map(|t| {
            view! {
                <li>
                    <a href=t.href aria-current=t.current.then_some("page")>
                        {t.label}
                        {t.count.map(|n| view! { <span class="count">{n}</span> })}
                    </a>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let list = view! {
        <ul class="tabs" role="list">
            {tabs}
        </ul>
    };
    let list = match fold.0 {
        None => list.into_any(),
        Some(words) => {
            let now = now.map(|now| view! { <span class="muted">": "</span> <b>{now}</b> });
            view! {
                <details class="tabs-fold">
                    <summary>
                        <span>
                            <span class="muted">{words}</span>
                            {now}
                        </span>
                        {icon(Icon::ChevronDown)}
                    </summary>
                    {list}
                </details>
            }
            .into_any()
        }
    };
    view! { <nav aria-label=label>{list}</nav> }.into_any()
}

/// The heading of a part of a page, with a link to all of it.
#[component]
pub fn SectionHead(
    #[prop(into)] title: Text,
    #[prop(optional)] id: Option<&'static str>,
    /// Words and address of "see all".
    #[prop(optional)]
    more: Option<(Text, Text)>,
) -> AnyView {
    view! {
        <div class="section-head">
            <h2 id=id>{title}</h2>
            {more
                .map(|(words, href)| {
                    view! {
                        <a href=href>
                            {words} {icon(Icon::ChevronRight)}
                        </a>
                    }
                })}
        </div>
    }
    .into_any()
}

/// The head of a page: its one `<h1>`, a line under it, buttons at its end.
#[component]
pub fn PageHead(
    #[prop(into)] title: Text,
    #[prop(optional, into)] lead: MaybeText,
    /// Below another head, which has the page's `<h1>`.
    #[prop(optional)]
    below: bool,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    use leptos::either::Either;
    view! {
        <header class="row row-between">
            <div class="stack stack-sm">
                {if below { Either::Left(view! { <h2>{title}</h2> }) } else { Either::Right(view! { <h1>{title}</h1> }) }}
                {lead.0.map(|l| view! { <p class="lead">{l}</p> })}
            </div>
            {children.map(|c| view! { <div class="btn-row">{c()}</div> })}
        </header>
    }
    .into_any()
}
