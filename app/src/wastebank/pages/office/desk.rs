//! The row of tabs above every page of the waste bank's desk.

use leptos::prelude::*;

use crate::i18n::{Locale, t};
use crate::ui::{Icon, LinkButton, PageHead, Tab, Tabs, Tone, icon};
use crate::web::{Ctx, Flash};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Desk {
    Prices,
    Rules,
    Factors,
    Materials,
    Units,
    Cards,
    Cash,
    Days,
    Books,
    Questions,
}

/// Under a sheet that is made for print: how, and on paper a line for each who signs it.
pub fn to_sign(l: Locale, who: [&'static str; 2]) -> AnyView {
    let lines = who.map(|name| view! { <div><span></span><p>{name}</p></div> }).into_iter().collect::<Vec<_>>();
    view! {
        <footer class="signatures only-print">{lines}</footer>
        <p class="slip-row small muted no-print">{icon(Icon::Printer)} <span>{t::wastebank::print_hint(l)}</span></p>
    }
    .into_any()
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
    let tabs = vec![
        tab(Desk::Prices, t::wastebank::desk_prices(l), "/petugas/bank-sampah"),
        tab(Desk::Rules, t::wastebank::desk_rules(l), "/petugas/bank-sampah/aturan"),
        tab(Desk::Factors, t::emission::tab(l), "/petugas/bank-sampah/emisi"),
        tab(Desk::Materials, t::wastebank::desk_materials(l), "/petugas/bank-sampah/bahan"),
        tab(Desk::Units, t::wastebank::desk_units(l), "/petugas/bank-sampah/unit"),
        tab(Desk::Cards, t::wastebank::desk_cards(l), "/petugas/bank-sampah/kartu"),
        tab(Desk::Cash, t::wastebank::desk_cash(l), "/petugas/bank-sampah/kas"),
        tab(Desk::Days, t::wastebank::desk_days(l), "/petugas/bank-sampah/tutup"),
        tab(Desk::Books, t::wastebank::desk_books(l), "/petugas/bank-sampah/buku"),
        tab(Desk::Questions, t::wastebank::desk_questions(l), "/petugas/bank-sampah/pertanyaan"),
    ];
    let said = ctx.flash().cloned();
    let (office, path) = (t::common::office(l), ctx.href("/petugas"));
    view! {
        <PageHead title=t::wastebank::title(l)>
            <LinkButton href=path label=office tone=Tone::Ghost />
        </PageHead>
        <Tabs label=t::wastebank::title(l) tabs=tabs fold=t::common::section(l) />
        {said.map(Flash::alert)}
    }
}
