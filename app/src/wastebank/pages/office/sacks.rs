//! On the sheet of the books: each sack with what went in and what came of it, under the sums of each material.

use backend::wastebank::read_sacks::Sacks;
use domain::kernel::clock::Timestamp;
use domain::wastebank::batch_mass::{BatchMass, BatchSum};
use leptos::prelude::*;

use super::super::words;
use crate::i18n::{Locale, date, t};
use crate::ui::{Column, Empty, Icon, SectionHead, Table, pager};
use crate::web::pager::pager_text;

/// Of one page.
pub(super) const SACKS: u32 = 50;

/// `at`: of the comparison that is shown, at `path`.
pub(super) fn sacks(l: Locale, at: Timestamp, path: &str, found: &Sacks) -> AnyView {
    let body = if found.page.total == 0 {
        view! { <Empty of=Icon::Package title=t::wastebank::no_sacks(l) text=t::wastebank::sack_masses_none(l) /> }.into_any()
    } else {
        let (page, pages) = (found.page.request.page, found.page.pages());
        view! {
            {sums(l, &found.sums)}
            {rows(l, &found.page.items)}
            <div class="no-print">{pager(pager_text(l), page, pages, |n| l.path(&format!("{path}?saat={}&karung={n}#karung", at.0)))}</div>
        }
        .into_any()
    };
    view! {
        <section class="stack">
            <SectionHead title=t::wastebank::sack_masses(l) id="karung" />
            <p class="muted">{t::wastebank::sack_masses_lead(l)}</p>
            {body}
        </section>
    }
    .into_any()
}

fn sums(l: Locale, sums: &[BatchSum]) -> AnyView {
    let rows = sums
        .iter()
        .map(|s| {
            let show = |amount| s.material.measure.show(l, amount).into_any();
            let name = format!("{} ({})", s.material.name(l), s.material.code);
            vec![name.into_any(), show(s.filled), show(s.sold), show(s.shrinkage), show(s.left())]
        })
        .collect();
    let columns = vec![
        Column::new(t::wastebank::material(l)),
        Column::number(t::wastebank::booked(l)),
        Column::number(t::wastebank::mass_out(l)),
        Column::number(t::wastebank::shrinkage(l)),
        Column::number(t::wastebank::in_sacks(l)),
    ];
    view! { <Table caption=t::wastebank::sack_masses_sums(l) quiet_caption=false columns rows /> }.into_any()
}

fn rows(l: Locale, all: &[BatchMass]) -> AnyView {
    let columns = vec![
        Column::new(t::wastebank::sack_and_seal(l)),
        Column::new(t::wastebank::counter(l)),
        Column::new(t::wastebank::material(l)),
        Column::number(t::wastebank::booked(l)),
        Column::number(t::wastebank::mass_out(l)),
        Column::number(t::wastebank::bridge_net(l)),
        Column::number(t::wastebank::shrinkage(l)),
        Column::number(t::wastebank::in_sacks(l)),
        Column::new(t::wastebank::sale(l)),
    ];
    let rows = all.iter().map(|b| row(l, b)).collect();
    view! { <Table caption=t::wastebank::sack_masses_each(l) quiet_caption=false columns rows /> }.into_any()
}

fn row(l: Locale, b: &BatchMass) -> Vec<AnyView> {
    let show = |amount| b.material.measure.show(l, amount);
    let none = || "–".to_owned();
    let name = match &b.seal {
        Some(seal) => format!("{} · {seal}", b.number),
        None => b.number.clone(),
    };
    let sale = match &b.sold {
        Some(s) => view! { {words::slip(l, &s.slip)} " · " {date(l, s.at)} }.into_any(),
        None => none().into_any(),
    };
    vec![
        name.into_any(),
        b.unit_name.clone().into_any(),
        b.material.name(l).to_owned().into_any(),
        show(b.filled).into_any(),
        b.sold.as_ref().map_or_else(none, |s| show(s.booked)).into_any(),
        b.sold.as_ref().map_or_else(none, |s| show(s.bridge)).into_any(),
        b.shrinkage().map_or_else(none, show).into_any(),
        show(b.left()).into_any(),
        sale,
    ]
}
