//! What was weighed and taken, of a report that does not count: so that it can be written down again, or given back.

use domain::heritage::handed_over::{CameAlong, HandedLine, HandedOver};
use domain::kernel::locale::Locale;
use domain::wastebank::measure::Amount;
use leptos::prelude::*;

use super::super::super::super::words;
use crate::i18n::t;
use crate::ui::{Definitions, Text};

pub fn view(l: Locale, handed: &HandedOver) -> AnyView {
    let mut rows: Vec<(Text, AnyView)> = Vec::new();
    if let Some(along) = &handed.along {
        rows.push((t::meeting::handed_persons(l).into(), persons(l, along).into_any()));
        rows.push((t::meeting::handed_fare(l).into(), along.fare.to_string().into_any()));
    }
    rows.extend(handed.lines.iter().map(|line| (Text::from(name(l, line)), weight(l, line).into_any())));
    if !handed.lines.is_empty() {
        rows.push((t::meeting::weighed(l).into(), handed.worth.to_string().into_any()));
    }
    if let Some(card) = &handed.card {
        rows.push((t::offline::card(l).into(), card.clone().into_any()));
    }
    rows.push((t::meeting::cash_taken(l).into(), handed.cash.to_string().into_any()));
    view! {
        <div class="stack stack-sm">
            <h4>{t::meeting::handed(l)}</h4>
            <Definitions rows=rows />
        </div>
    }
    .into_any()
}

/// `2 Dewasa, 1 Anak`
fn persons(l: Locale, along: &CameAlong) -> String {
    along.persons.iter().map(|(category, n)| format!("{n} {}", words::category(l, *category))).collect::<Vec<_>>().join(", ")
}

fn name(l: Locale, line: &HandedLine) -> String {
    if line.name.is_empty() { line.material.clone() } else { format!("{} ({})", line.name.pick(l), line.material) }
}

/// Net, and gross where something was taken off.
fn weight(l: Locale, line: &HandedLine) -> String {
    let say = |amount: Amount| line.measure.map_or_else(|| amount.to_string(), |measure| measure.show(l, amount));
    let (net, gross) = (say(line.net()), say(line.gross));
    if line.off == Amount::ZERO { net } else { t::meeting::handed_net { gross, net }.say(l) }
}
