//! The whole list as it holds now: a row for each material, a column for each of those it is for, with the ends that are planned.

use backend::wastebank::read_price_desk::PriceDesk;
use domain::kernel::clock::DAY;
use domain::wastebank::material::Material;
use domain::wastebank::price::Tier;
use leptos::prelude::*;

use super::super::words;
use crate::i18n::{Locale, date, t};
use crate::ui::{Column, SectionHead, Table};

pub(super) fn in_force(l: Locale, desk: &PriceDesk) -> Option<AnyView> {
    let of = |m: &Material, tier: Tier| desk.prices.iter().find(|p| p.material == m.code && p.tier == tier);
    let until = |m: &Material, tier: Tier| {
        let end = desk.ends.iter().find(|p| p.material == m.code && p.tier == tier)?;
        Some(t::wastebank::price_until(l, date(l, end.from.plus(-DAY))))
    };
    let cell = |m: &Material, tier: Tier| {
        let Some(p) = of(m, tier) else { return "–".into_any() };
        let rate = words::price(l, p.rate, m.measure);
        until(m, tier).map_or_else(|| rate.clone(), |until| format!("{rate} {until}")).into_any()
    };
    let row = |m: &Material| {
        let named = format!("{} ({})", m.name(l), m.code).into_any();
        std::iter::once(named).chain(Tier::ALL.map(|tier| cell(m, tier))).collect::<Vec<_>>()
    };
    let priced = |m: &&Material| Tier::ALL.into_iter().any(|tier| of(m, tier).is_some());
    let rows: Vec<Vec<AnyView>> = desk.materials.iter().filter(priced).map(row).collect();
    if rows.is_empty() {
        return None;
    }
    let columns = std::iter::once(Column::new(t::wastebank::material(l)));
    let columns = columns.chain(Tier::ALL.map(|tier| Column::number(words::tier(l, tier)))).collect::<Vec<_>>();
    Some(
        view! {
            <section class="stack">
                <SectionHead title=t::wastebank::prices_in_force(l) />
                <p class="muted">{t::wastebank::prices_in_force_lead(l)}</p>
                <Table caption=t::wastebank::prices_in_force(l) columns rows />
            </section>
        }
        .into_any(),
    )
}
