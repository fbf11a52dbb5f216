//! What was sold, to whom, and what was missing.

use domain::kernel::locale::Locale;
use domain::wastebank::sale::SaleSlip;
use leptos::prelude::*;

use super::super::words;
use crate::i18n::{date_time, t};
use crate::ui::{Card, Column, Definitions, Table, Text};

pub fn view(l: Locale, slip: &SaleSlip) -> AnyView {
    let mut facts: Vec<(Text, AnyView)> = vec![
        (t::wastebank::at(l).into(), date_time(l, slip.at).into_any()),
        (t::wastebank::counter(l).into(), slip.unit_name.clone().into_any()),
        (t::wastebank::served_by(l).into(), slip.operator_name.clone().into_any()),
        (t::wastebank::collector(l).into(), slip.collector.clone().into_any()),
        (t::wastebank::buyer_kind(l).into(), words::tier(l, slip.tier).into_any()),
    ];
    if !slip.ticket.is_empty() {
        facts.push((t::wastebank::bridge_ticket(l).into(), slip.ticket.clone().into_any()));
    }
    facts.push((t::wastebank::value(l).into(), slip.total.to_string().into_any()));
    let rows = slip
        .lines
        .iter()
        .map(|line| {
            let measure = line.material.measure;
            vec![
                format!("{} · {}", line.batch_number, line.seal).into_any(),
                line.material.name(l).to_owned().into_any(),
                measure.show(l, line.booked).into_any(),
                measure.show(l, line.bridge.net()).into_any(),
                measure.show(l, line.shrinkage()).into_any(),
                words::rate(l, line.rate, measure).into_any(),
                line.list.map_or_else(|| "–".to_owned(), |list| words::rate(l, list, measure)).into_any(),
                line.value().unwrap_or_default().to_string().into_any(),
            ]
        })
        .collect();
    let columns = vec![
        Column::new(t::wastebank::sack_and_seal(l)),
        Column::new(t::wastebank::material(l)),
        Column::number(t::wastebank::booked(l)),
        Column::number(t::wastebank::bridge_net(l)),
        Column::number(t::wastebank::shrinkage(l)),
        Column::number(t::wastebank::price(l)),
        Column::number(t::wastebank::list_price(l)),
        Column::number(t::wastebank::value(l)),
    ];
    view! {
        <Card title=t::wastebank::sale(l)>
            <Definitions rows=facts total=true />
        </Card>
        <Table caption=t::wastebank::sale(l) columns rows />
    }
    .into_any()
}
