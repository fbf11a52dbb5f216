//! The frame about every page: skip link, header, the page, footer, and the tab bar under the thumb on phones.

use leptos::prelude::*;
use leptos::tachys::html::InertElement;

use super::document::Theme;
use super::{Count, Icon, MaybeText, SearchBox, Suggestions, Text, hidden, icon};

/// Every word of the frame.
#[derive(Clone, Debug, Default)]
pub struct ShellText {
    pub skip: Text,
    pub brand: Text,
    pub tagline: Text,
    pub search_label: Text,
    pub search_placeholder: Text,
    pub search_submit: Text,
    pub cart: Text,
    /// Said after the number by a screen reader: "items in the cart".
    pub cart_count: Text,
    pub account: Text,
    pub theme: Text,
    pub theme_auto: Text,
    pub theme_light: Text,
    pub theme_dark: Text,
    /// Names of the landmarks.
    pub nav_label: Text,
    pub tabs_label: Text,
}

/// A line of a menu: a link, or a form of one button when `post`.
#[derive(Clone, Debug)]
pub struct MenuItem {
    pub label: Text,
    pub href: Text,
    pub of: Icon,
    pub post: bool,
}

/// A link of the header's row, the tab bar or the footer.
#[derive(Clone, Debug)]
pub struct NavItem {
    pub label: Text,
    pub href: Text,
    pub of: Icon,
    pub current: bool,
    /// Shown as a number on the tab when above zero; the words say what it counts.
    pub count: Option<(u64, Text)>,
}

/// This page in the other language.
#[derive(Clone, Debug, Default)]
pub struct LanguageLink {
    /// `en`
    pub lang: &'static str,
    /// In that language: "English".
    pub label: Text,
    pub href: Text,
}

#[derive(Clone, Debug)]
pub struct FootColumn {
    pub title: Text,
    pub links: Vec<(Text, Text)>,
}

/// All that the frame shows.
#[derive(Clone, Debug, Default)]
pub struct Shell {
    pub text: ShellText,
    pub home: Text,
    pub search_action: Text,
    pub query: MaybeText,
    /// Proposals under the search box; none without a script.
    pub suggest: Option<Suggestions>,
    pub cart: Text,
    pub cart_count: u64,
    pub account: Text,
    /// The account menu; empty: the account is a plain link (log in).
    pub account_items: Vec<MenuItem>,
    /// Unread messages, shown on the account.
    pub unread: Option<(u64, Text)>,
    pub language: Option<LanguageLink>,
    pub theme: Theme,
    /// Where the choice of a theme is posted, as `theme=` and `back=`.
    pub theme_action: Text,
    /// This page's address, to come back to.
    pub here: Text,
    pub nav: Vec<NavItem>,
    pub tabs: Vec<NavItem>,
    pub foot: Vec<FootColumn>,
    pub foot_note: Text,
}

/// Four seeds about a centre: a kawung, the oldest sign of a middle that holds. Also in `public/favicon.svg`.
const MARK: &str = concat!(
    r#"<svg viewBox="0 0 36 36" aria-hidden="true"><path fill="var(--primary)" d="M9 0h25a2 2 0 0 1 2 2v25a9 9 0 0 1-9 9H2a2 2 0 0 1-2-2V9a9 9 0 0 1 9-9z"/>"#,
    r#"<g fill="var(--surface)"><path d="M16.6 16.6C8 15.6 5.6 11 6 6c5-.4 9.6 2 10.6 10.6z"/><path d="M19.4 16.6C20.4 8 25 5.6 30 6c.4 5-2 9.6-10.6 10.6z"/>"#,
    r#"<path d="M19.4 19.4C28 20.4 30.4 25 30 30c-5 .4-9.6-2-10.6-10.6z"/><path d="M16.6 19.4C15.6 28 11 30.4 6 30c-.4-5 2-9.6 10.6-10.6z"/></g>"#,
    r#"<circle cx="18" cy="18" r="2.2" fill="var(--gold)"/></svg>"#
);

fn logo(home: Text, brand: Text, tagline: Text) -> impl IntoView + use<> {
    view! {
        <a class="logo" href=home>
            {InertElement::new(MARK)}
            <span>
                {brand} <small>{tagline}</small>
            </span>
        </a>
    }
}

fn menu_items(items: Vec<MenuItem>) -> impl IntoView + use<> {
    use leptos::either::Either;
    items
        .into_iter()
        .map(|i| {
            if i.post {
                Either::Left(view! {
                    <form method="post" action=i.href>
                        <button type="submit">{icon(i.of)} {i.label}</button>
                    </form>
                })
            } else {
                Either::Right(view! {
                    <a href=i.href>
                        {icon(i.of)} {i.label}
                    </a>
                })
            }
        })
        .collect::<Vec<_>>()
}

fn theme_menu(text: &ShellText, theme: Theme, action: Text, here: Text) -> impl IntoView + use<> {
    let now = match theme {
        Theme::Auto => Icon::Auto,
        Theme::Light => Icon::Sun,
        Theme::Dark => Icon::Moon,
    };
    let choice = |value: Theme, of: Icon, label: &Text| {
        view! {
            <button type="submit" name="theme" value=value.name() aria-pressed=if value == theme { "true" } else { "false" }>
                {icon(of)}
                {label.clone()}
            </button>
        }
    };
    view! {
        <details class="menu">
            <summary class="head-btn" aria-label=text.theme.clone() title=text.theme.clone()>
                {icon(now)}
            </summary>
            <form class="menu-panel" method="post" action=action>
                {hidden(vec![("back", here.into_owned())])} {choice(Theme::Auto, Icon::Auto, &text.theme_auto)}
                {choice(Theme::Light, Icon::Sun, &text.theme_light)} {choice(Theme::Dark, Icon::Moon, &text.theme_dark)}
            </form>
        </details>
    }
}

fn tab(item: NavItem) -> impl IntoView {
    view! {
        <a href=item.href aria-current=item.current.then_some("page")>
            {icon(item.of)}
            {item.label}
            {item.count.filter(|c| c.0 > 0).map(|(n, label)| view! { <Count n label /> })}
        </a>
    }
}

/// The body of the document: the frame with the page inside `<main>`.
#[component]
pub fn Frame(shell: Shell, children: Children) -> AnyView {
    use leptos::either::Either;
    let text = shell.text.clone();
    let language = shell.language.map(|l| {
        view! {
            <a class="head-btn" href=l.href hreflang=l.lang lang=l.lang rel="alternate" title=l.label.clone()>
                <span aria-hidden="true">{l.lang.to_uppercase()}</span>
                <span class="sr">{l.label.clone()}</span>
            </a>
        }
    });
    let unread = shell.unread.filter(|u| u.0 > 0).map(|(n, label)| view! { <Count n label /> });
    let account = if shell.account_items.is_empty() {
        Either::Left(view! {
            <a class="head-btn only-wide" href=shell.account>
                {icon(Icon::User)}
                <span class="head-word">{text.account.clone()}</span>
                {unread}
            </a>
        })
    } else {
        Either::Right(view! {
            <details class="menu only-wide">
                <summary class="head-btn">
                    {icon(Icon::User)} <span class="head-word">{text.account.clone()}</span> {unread}
                </summary>
                <div class="menu-panel">{menu_items(shell.account_items)}</div>
            </details>
        })
    };
    let cart_count = (shell.cart_count > 0).then(|| view! { <Count n=shell.cart_count label=text.cart_count.clone() /> });
    let nav = (!shell.nav.is_empty()).then(|| {
        let links = shell
            .nav
            .into_iter()
            .map(|n| {
                view! {
                    <a href=n.href aria-current=n.current.then_some("page")>
                        {n.label}
                    </a>
                }
            })
            .collect::<Vec<_>>();
        view! {
            <nav class="head-nav" aria-label=text.nav_label>
                {links}
            </nav>
        }
    });
    let tabs = (!shell.tabs.is_empty()).then(|| {
        view! {
            <nav class="tabbar" aria-label=text.tabs_label>
                {shell.tabs.into_iter().map(tab).collect::<Vec<_>>()}
            </nav>
        }
    });
    let columns = shell
        .foot
        .into_iter()
        .map(|c| {
            let links = c
                .links
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
                <div>
                    <h2>{c.title}</h2>
                    <ul role="list">{links}</ul>
                </div>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <a class="skip" href="#main">
            {text.skip.clone()}
        </a>
        <header class="head">
            <div class="head-in">
                {logo(shell.home.clone(), text.brand.clone(), text.tagline.clone())}
                <SearchBox
                    action=shell.search_action
                    label=text.search_label.clone()
                    placeholder=text.search_placeholder.clone()
                    submit=text.search_submit.clone()
                    value=shell.query.0
                    suggest=shell.suggest
                />
                <div class="head-actions">
                    {language} {theme_menu(&shell.text, shell.theme, shell.theme_action, shell.here)} {account}
                    <a class="head-btn" href=shell.cart>
                        {icon(Icon::Cart)}
                        <span class="sr">{text.cart.clone()}</span>
                        {cart_count}
                    </a>
                </div>
            </div>
            {nav}
            <div class="tumpal"></div>
        </header>
        <main id="main" tabindex="-1">
            {children()}
        </main>
        <footer class="foot">
            <div class="tumpal"></div>
            <div class="foot-in">
                <div>{logo(shell.home, text.brand.clone(), text.tagline.clone())}</div>
                {columns}
            </div>
            <p class="foot-end">{shell.foot_note}</p>
        </footer>
        {tabs}
    }
    .into_any()
}
