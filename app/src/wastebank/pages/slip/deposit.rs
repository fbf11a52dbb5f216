//! What was weighed.

use domain::kernel::locale::Locale;
use domain::wastebank::deposit::DepositLine;
use domain::wastebank::material::Material;
use domain::wastebank::measure::Amount;
use domain::wastebank::slip::WeighedSlip;
use leptos::prelude::*;

use super::super::words;
use crate::i18n::{date_time, t};
use crate::ui::{Card, Column, Definitions, Table, Text};

pub fn view(l: Locale, WeighedSlip { slip, lines }: &WeighedSlip) -> AnyView {
    let rows = lines.iter().map(|(material, line)| row(l, material, line)).collect();
    let columns = vec![
        Column::new(t::wastebank::material(l)),
        Column::number(t::wastebank::gross(l)),
        Column::number(t::wastebank::taken_off(l)),
        Column::number(t::wastebank::net(l)),
        Column::number(t::wastebank::price(l)),
        Column::number(t::wastebank::value(l)),
    ];
    let facts: Vec<(Text, AnyView)> = vec![
        (t::wastebank::at(l).into(), date_time(l, slip.at).into_any()),
        (t::wastebank::counter(l).into(), slip.unit_name.clone().into_any()),
        (t::wastebank::operator(l).into(), slip.operator_name.clone().into_any()),
        (t::wastebank::value(l).into(), slip.total.to_string().into_any()),
    ];
    view! {
        <Card title=t::wastebank::slip_sum(l)>
            <Definitions rows=facts total=true />
        </Card>
        <Table caption=t::wastebank::lines(l) columns rows />
    }
    .into_any()
}

fn row(l: Locale, material: &Material, line: &DepositLine) -> Vec<AnyView> {
    let w = line.weighing;
    let off = Amount(w.gross().0 - w.net().0);
    let off = if line.reason.is_empty() { line.measure.show(l, off) } else { format!("{} ({})", line.measure.show(l, off), line.reason) };
    vec![
        material.name(l).to_owned().into_any(),
        line.measure.show(l, w.gross()).into_any(),
        off.into_any(),
        line.measure.show(l, w.net()).into_any(),
        words::rate(l, line.rate, line.measure).into_any(),
        line.value().unwrap_or_default().to_string().into_any(),
    ]
}
