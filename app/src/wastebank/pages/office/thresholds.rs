//! From when on something is asked about: a group of fields in the rules of the counter.

use domain::wastebank::asking::{Asking, Threshold};
use leptos::prelude::*;

use crate::i18n::{Locale, t};
use crate::ui::{Field, Fieldset, FormGrid, Text};
use crate::web::{Errors, Form};

const fn label(l: Locale, of: Threshold) -> &'static str {
    match of {
        Threshold::Days => t::wastebank::threshold_days(l),
        Threshold::AverageSlips => t::wastebank::threshold_average_slips(l),
        Threshold::AveragePercent => t::wastebank::threshold_average_percent(l),
        Threshold::NearPercent => t::wastebank::threshold_near(l),
        Threshold::Series => t::wastebank::threshold_series(l),
        Threshold::AgainDays => t::wastebank::threshold_again_days(l),
        Threshold::AgainGrams => t::wastebank::threshold_again_grams(l),
        Threshold::AgainLines => t::wastebank::threshold_again_lines(l),
        Threshold::AgainAlone => t::wastebank::threshold_again_alone(l),
        Threshold::RoundGrams => t::wastebank::threshold_round(l),
        Threshold::SoldDays => t::wastebank::threshold_sold_days(l),
    }
}

const fn unit(l: Locale, of: Threshold) -> &'static str {
    match of {
        Threshold::Days | Threshold::AgainDays | Threshold::SoldDays => t::wastebank::threshold_in_days(l),
        Threshold::AverageSlips | Threshold::Series => t::wastebank::threshold_in_slips(l),
        Threshold::AveragePercent | Threshold::NearPercent => "%",
        Threshold::AgainGrams | Threshold::RoundGrams => t::wastebank::threshold_in_grams(l),
        Threshold::AgainLines => t::wastebank::threshold_in_materials(l),
        Threshold::AgainAlone => "kg",
    }
}

pub(super) fn out_of_range(l: Locale, of: Threshold) -> Text {
    let range = of.range();
    t::wastebank::threshold_bad { least: range.start(), most: range.end() }.say(l).into()
}

/// What was typed; each that cannot be used has its message.
pub(super) fn read(l: Locale, form: &Form, errors: &mut Errors) -> Asking {
    let mut asking = Asking::default();
    for of in Threshold::ALL {
        let number = |text: &str| text.trim().parse::<i64>().ok().filter(|n| of.range().contains(n)).ok_or(());
        if let Some(n) = form.parse(of.code(), errors, number, |()| out_of_range(l, of)) {
            *of.place(&mut asking) = n;
        }
    }
    asking
}

pub(super) fn fill(form: &mut Form, mut asking: Asking) {
    for of in Threshold::ALL {
        form.set(of.code(), of.place(&mut asking).to_string());
    }
}

pub(super) fn fields(l: Locale, form: &Form, errors: &Errors) -> AnyView {
    let fields = Threshold::ALL
        .into_iter()
        .map(|of| {
            let name = of.code();
            view! {
                <Field
                    name=name
                    label=label(l, of)
                    suffix=unit(l, of)
                    inputmode="numeric"
                    value=form.typed(name)
                    error=errors.of(name)
                    required=true
                />
            }
        })
        .collect::<Vec<_>>();
    view! {
        <Fieldset legend=t::wastebank::thresholds(l) hint=t::wastebank::thresholds_hint(l)>
            <FormGrid>{fields}</FormGrid>
        </Fieldset>
    }
    .into_any()
}

/// Those that are not the house's usual ones.
pub(super) fn differing(l: Locale, mut asking: Asking) -> String {
    let mut usual = Asking::default();
    let changed = Threshold::ALL.into_iter().filter_map(|of| {
        let (value, before) = (*of.place(&mut asking), *of.place(&mut usual));
        (value != before).then(|| format!("{}: {value} {}", label(l, of), unit(l, of)))
    });
    let changed = changed.collect::<Vec<_>>().join("; ");
    if changed.is_empty() { t::wastebank::thresholds_usual(l).to_owned() } else { changed }
}
