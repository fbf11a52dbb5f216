//! Sacks that were sold at another price than the list's: a question for the treasurer on the sheet of the books.

use domain::wastebank::reconciliation::OffList;
use leptos::prelude::*;

use super::super::words;
use crate::i18n::{Locale, date, t};
use crate::ui::{Column, SectionHead, Table};

pub(super) fn off_list(l: Locale, sold: &[OffList]) -> Option<AnyView> {
    if sold.is_empty() {
        return None;
    }
    let rows = sold
        .iter()
        .map(|o| {
            let name = if l == Locale::En && !o.name_en.is_empty() { &o.name_en } else { &o.name_id };
            vec![
                words::slip(l, &o.sale),
                date(l, o.at).into_any(),
                format!("{} ({})", o.buyer, words::tier(l, o.tier)).into_any(),
                name.clone().into_any(),
                o.measure.show(l, o.net).into_any(),
                words::rate(l, o.rate, o.measure).into_any(),
                words::rate(l, o.list, o.measure).into_any(),
                o.difference().to_string().into_any(),
            ]
        })
        .collect();
    let columns = vec![
        Column::new(t::wastebank::sale(l)),
        Column::new(t::wastebank::at(l)),
        Column::new(t::wastebank::collector(l)),
        Column::new(t::wastebank::material(l)),
        Column::number(t::wastebank::bridge_net(l)),
        Column::number(t::wastebank::price(l)),
        Column::number(t::wastebank::list_price(l)),
        Column::number(t::wastebank::difference(l)),
    ];
    Some(
        view! {
            <section class="stack">
                <SectionHead title=t::wastebank::off_list(l) />
                <p class="muted">{t::wastebank::off_list_lead(l)}</p>
                <Table caption=t::wastebank::off_list(l) columns rows />
            </section>
        }
        .into_any(),
    )
}
