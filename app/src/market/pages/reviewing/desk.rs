//! The row of tabs above every page of the officers' desk.

use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::{PageHead, Tab, Tabs};
use crate::web::{Ctx, Flash};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Desk {
    Shops,
    Orders,
    Licences,
    Categories,
    Synonyms,
}

/// Title, tabs, and what the last step said.
pub fn head(ctx: &Ctx, at: Desk) -> impl IntoView + use<> {
    let l = ctx.locale();
    let tab = |desk: Desk, label: &'static str, path: &str| Tab {
        label: label.into(),
        href: ctx.href(path).into(),
        current: desk == at,
        count: None,
    };
    let mut tabs = vec![
        tab(Desk::Shops, t::reviewing::shops(l), "/petugas"),
        tab(Desk::Orders, t::reviewing::orders(l), "/petugas/pesanan"),
        tab(Desk::Licences, t::reviewing::licences(l), "/petugas/izin"),
        tab(Desk::Categories, t::common::categories(l), "/petugas/kategori"),
        tab(Desk::Synonyms, t::reviewing::synonyms(l), "/petugas/sinonim"),
    ];
    // A desk of its own.
    tabs.push(Tab { label: t::wastebank::title(l).into(), href: ctx.href("/petugas/bank-sampah").into(), current: false, count: None });
    let said = ctx.flash().cloned();
    view! {
        <PageHead title=t::common::office(l) lead=t::reviewing::lead(l) />
        <Tabs label=t::common::office(l) tabs=tabs />
        {said.map(Flash::alert)}
    }
}
