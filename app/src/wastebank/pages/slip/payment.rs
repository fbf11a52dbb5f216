//! What was paid out, or stayed in the family.

use domain::kernel::locale::Locale;
use domain::wastebank::payment::PaymentSlip;
use leptos::prelude::*;

use crate::i18n::{date_time, t};
use crate::ui::{Card, Definitions, Text};

/// `named`: whose balance it was, and whose it is now.
pub fn view(l: Locale, slip: &PaymentSlip, named: bool) -> AnyView {
    let what = if slip.to.is_some() { t::wastebank::transfer(l) } else { t::wastebank::cash(l) };
    let mut facts: Vec<(Text, AnyView)> = vec![
        (t::wastebank::at(l).into(), date_time(l, slip.at).into_any()),
        (t::wastebank::counter(l).into(), slip.unit_name.clone().into_any()),
        (t::wastebank::served_by(l).into(), slip.operator_name.clone().into_any()),
    ];
    if named {
        facts.push((t::wastebank::from_balance(l).into(), slip.member_name.clone().into_any()));
    }
    if let Some((_, name)) = slip.to.as_ref().filter(|_| named) {
        facts.push((t::wastebank::to_balance(l).into(), name.clone().into_any()));
    }
    facts.push((t::wastebank::amount(l).into(), slip.amount.to_string().into_any()));
    view! {
        <Card title=what>
            <Definitions rows=facts total=true />
        </Card>
    }
    .into_any()
}
