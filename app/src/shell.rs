//! The frame of every page, filled for its visitor.

use backend::market::read_badges::{Badges, read_badges};
use domain::identity::role::Role;

use crate::i18n::{Locale, t};
use crate::ui::{FootColumn, Icon, LanguageLink, MaybeText, MenuItem, NavItem, Shell, ShellText, Suggestions};
use crate::web::page::Section;
use crate::web::{Ctx, WebError};

pub async fn fill(ctx: &Ctx, section: Section, query: Option<String>) -> Result<Shell, WebError> {
    let l = ctx.locale();
    let counts = if ctx.actor().session().is_some() { read_badges(ctx.deps(), ctx.actor()).await? } else { Badges::default() };
    let other = match l {
        Locale::Id => Locale::En,
        Locale::En => Locale::Id,
    };
    let logged_in = ctx.actor().person().is_some();
    let account = if logged_in { ctx.href("/akun") } else { ctx.href("/masuk") };
    let unread = u64::try_from(counts.unread).unwrap_or(0);
    let cart_count = u64::try_from(counts.cart).unwrap_or(0);
    Ok(Shell {
        text: text(l, ctx.visitor().name.as_deref()),
        home: ctx.href("/").into(),
        search_action: ctx.href("/cari").into(),
        query: MaybeText::from(query),
        suggest: Some(Suggestions { src: ctx.href("/cari/saran"), label: t::browse::search_suggestions(l).to_owned() }),
        cart: ctx.href("/keranjang").into(),
        cart_count,
        account: account.clone().into(),
        account_items: if logged_in { account_items(ctx, l) } else { Vec::new() },
        unread: Some((unread, t::common::unread(l).into())),
        language: Some(LanguageLink {
            lang: other.tag(),
            label: t::common::this_language(other).into(),
            href: other.path(ctx.path()).into(),
        }),
        theme: ctx.theme(),
        theme_action: ctx.href("/tema").into(),
        here: ctx.path().to_owned().into(),
        nav: nav(ctx, l, section),
        tabs: tabs(ctx, l, section, account, cart_count, unread),
        foot: foot(ctx, l),
        foot_note: t::common::foot_note(l).into(),
    })
}

fn text(l: Locale, name: Option<&str>) -> ShellText {
    ShellText {
        skip: t::common::skip(l).into(),
        brand: t::common::site_name(l).into(),
        tagline: t::common::tagline(l).into(),
        search_label: t::common::search_label(l).into(),
        search_placeholder: t::common::search_placeholder(l).into(),
        search_submit: t::common::search_submit(l).into(),
        cart: t::common::cart(l).into(),
        cart_count: t::common::cart_count(l).into(),
        account: name.map_or_else(|| t::common::log_in(l).into(), |n| n.to_owned().into()),
        theme: t::common::theme(l).into(),
        theme_auto: t::common::theme_auto(l).into(),
        theme_light: t::common::theme_light(l).into(),
        theme_dark: t::common::theme_dark(l).into(),
        nav_label: t::common::nav_label(l).into(),
        tabs_label: t::common::tabs_label(l).into(),
    }
}

fn account_items(ctx: &Ctx, l: Locale) -> Vec<MenuItem> {
    let item = |label: &'static str, path: &str, of: Icon| MenuItem { label: label.into(), href: ctx.href(path).into(), of, post: false };
    let mut items = vec![
        item(t::common::account(l), "/akun", Icon::User),
        item(t::common::my_orders(l), "/akun/pesanan", Icon::Bag),
        item(t::heritage::mine(l), "/akun/wisata", Icon::Ticket),
        item(t::common::inbox(l), "/akun/kotak-masuk", Icon::Bell),
    ];
    let actor = ctx.actor();
    if actor.has(Role::Merchant) {
        items.push(item(t::common::selling(l), "/dagang", Icon::Store));
    } else {
        items.push(item(t::common::open_shop(l), "/buka-toko", Icon::Store));
    }
    if actor.require_officer().is_ok() {
        items.push(item(t::common::office(l), "/petugas", Icon::Shield));
    }
    if actor.has(Role::Admin) {
        items.push(item(t::common::admin(l), "/admin", Icon::Settings));
    }
    items.push(MenuItem { label: t::common::log_out(l).into(), href: ctx.href("/keluar").into(), of: Icon::LogOut, post: true });
    items
}

fn nav(ctx: &Ctx, l: Locale, section: Section) -> Vec<NavItem> {
    let item = |label: &'static str, path: &str, of: Icon, at: Section| NavItem {
        label: label.into(),
        href: ctx.href(path).into(),
        of,
        current: section == at,
        count: None,
    };
    let mut nav = vec![
        item(t::common::home(l), "/", Icon::Home, Section::Home),
        item(t::common::categories(l), "/kategori", Icon::Categories, Section::Categories),
        item(t::common::map(l), "/peta", Icon::Map, Section::Map),
        item(t::heritage::title(l), "/wisata", Icon::Route, Section::Tours),
    ];
    let actor = ctx.actor();
    if actor.has(Role::Merchant) {
        nav.push(item(t::common::selling(l), "/dagang", Icon::Store, Section::Selling));
    } else {
        nav.push(item(t::common::open_shop(l), "/buka-toko", Icon::Store, Section::Selling));
    }
    if actor.require_officer().is_ok() {
        nav.push(item(t::common::office(l), "/petugas", Icon::Shield, Section::Office));
    }
    if actor.has(Role::Admin) {
        nav.push(item(t::common::admin(l), "/admin", Icon::Settings, Section::Admin));
    }
    nav
}

fn tabs(ctx: &Ctx, l: Locale, section: Section, account: String, cart: u64, unread: u64) -> Vec<NavItem> {
    let item = |label: &'static str, href: String, of: Icon, at: Section| NavItem {
        label: label.into(),
        href: href.into(),
        of,
        current: section == at,
        count: None,
    };
    // Five fit a phone: who sells looks after orders more often than through categories.
    let second = if ctx.actor().has(Role::Merchant) {
        item(t::common::selling_short(l), ctx.href("/dagang"), Icon::Store, Section::Selling)
    } else {
        item(t::common::categories(l), ctx.href("/kategori"), Icon::Categories, Section::Categories)
    };
    vec![
        item(t::common::home(l), ctx.href("/"), Icon::Home, Section::Home),
        second,
        item(t::common::search_submit(l), ctx.href("/cari"), Icon::Search, Section::Search),
        NavItem {
            count: Some((cart, t::common::cart_count(l).into())),
            ..item(t::common::cart(l), ctx.href("/keranjang"), Icon::Cart, Section::Cart)
        },
        NavItem {
            count: Some((unread, t::common::unread(l).into())),
            ..item(t::common::account_short(l), account, Icon::User, Section::Account)
        },
    ]
}

fn foot(ctx: &Ctx, l: Locale) -> Vec<FootColumn> {
    let link = |label: &'static str, path: &str| (label.into(), ctx.href(path).into());
    vec![
        FootColumn {
            title: t::common::foot_shop(l).into(),
            links: vec![
                link(t::common::categories(l), "/kategori"),
                link(t::common::map(l), "/peta"),
                link(t::heritage::title(l), "/wisata"),
                link(t::wastebank::title(l), "/bank-sampah"),
                link(t::common::cart(l), "/keranjang"),
            ],
        },
        FootColumn {
            title: t::common::foot_sell(l).into(),
            links: vec![link(t::common::open_shop(l), "/buka-toko"), link(t::common::selling(l), "/dagang")],
        },
        FootColumn {
            title: t::common::foot_about(l).into(),
            links: vec![link(t::common::about(l), "/tentang"), link(t::common::privacy(l), "/privasi")],
        },
    ]
}
