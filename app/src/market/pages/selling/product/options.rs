//! Up to two options (flavour, size …) as plain text fields: a name, and its values with commas between them.

use domain::kernel::text;
use domain::market::product_options::{MAX_OPTION, MAX_VARIANTS, OptionValue, ProductOption};
use leptos::prelude::*;

use crate::i18n::{Locale, t};
use crate::market::pages::selling::words;
use crate::ui::{Field, FormGrid};
use crate::web::{Errors, Form};

struct Names {
    name_id: &'static str,
    name_en: &'static str,
    values_id: &'static str,
    values_en: &'static str,
}

const NAMES: [Names; 2] = [
    Names { name_id: "option1_id", name_en: "option1_en", values_id: "values1_id", values_en: "values1_en" },
    Names { name_id: "option2_id", name_en: "option2_en", values_id: "values2_id", values_en: "values2_en" },
];

pub fn fill(form: &mut Form, options: &[ProductOption]) {
    for (n, o) in NAMES.iter().zip(options) {
        let join = |pick: fn(&OptionValue) -> &String| o.values.iter().map(|v| pick(v).as_str()).collect::<Vec<_>>().join(", ");
        form.set(n.name_id, o.name_id.clone());
        form.set(n.name_en, o.name_en.clone());
        form.set(n.values_id, join(|v| &v.id));
        let english = o.values.iter().any(|v| !v.en.is_empty());
        form.set(n.values_en, if english { join(|v| &v.en) } else { String::new() });
    }
}

fn split(l: Locale, form: &Form, name: &'static str, errors: &mut Errors) -> Vec<String> {
    let mut out = Vec::new();
    for part in form.text(name).split([',', ';', '\n']).filter(|p| !p.trim().is_empty()) {
        match text::line(part, MAX_OPTION) {
            Ok(value) => out.push(value),
            Err(e) => {
                errors.add(name, words::text(l, e));
                break;
            }
        }
    }
    out
}

pub fn read(l: Locale, form: &Form, errors: &mut Errors) -> Vec<ProductOption> {
    let mut options: Vec<ProductOption> = Vec::new();
    for n in &NAMES {
        let values_id = split(l, form, n.values_id, errors);
        let values_en = split(l, form, n.values_en, errors);
        if form.text(n.name_id).trim().is_empty() && values_id.is_empty() {
            continue;
        }
        let name_id = form.parse(n.name_id, errors, |s| text::line(s, MAX_OPTION), |e| words::text(l, e)).unwrap_or_default();
        let name_en = form.parse(n.name_en, errors, |s| text::optional_line(s, MAX_OPTION), |e| words::text(l, e)).unwrap_or_default();
        let mut seen: Vec<String> = values_id.iter().map(|v| v.to_lowercase()).collect();
        seen.sort_unstable();
        if values_id.is_empty() {
            errors.add(n.values_id, t::selling::option_no_values(l));
        } else if seen.windows(2).any(|w| w[0] == w[1]) {
            errors.add(n.values_id, t::selling::option_twice(l));
        }
        if !values_en.is_empty() && values_en.len() != values_id.len() {
            errors.add(n.values_en, t::selling::option_count { a: values_id.len(), b: values_en.len() }.say(l));
        }
        let mut english = values_en.into_iter();
        let values = values_id.into_iter().map(|id| OptionValue { id, en: english.next().unwrap_or_default() }).collect();
        options.push(ProductOption { name_id, name_en, values });
    }
    if options.iter().map(|o| o.values.len().max(1)).product::<usize>() > MAX_VARIANTS {
        errors.add(NAMES[0].values_id, t::selling::too_many_variants(l, MAX_VARIANTS));
    }
    options
}

pub fn fields(l: Locale, form: &Form, errors: &Errors) -> AnyView {
    let examples = [
        (t::selling::option_example1(l), t::selling::values_example1(l)),
        (t::selling::option_example2(l), t::selling::values_example2(l)),
    ];
    let groups = NAMES.iter().zip(examples).enumerate().map(|(i, (n, (name, values)))| {
        let cells = view! {
            <Field name=n.name_id label=t::selling::option_name(l) placeholder=name value=form.typed(n.name_id) error=errors.of(n.name_id) />
            <Field name=n.name_en label=t::selling::option_name_en(l) value=form.typed(n.name_en) error=errors.of(n.name_en) />
            <Field
                name=n.values_id
                label=t::selling::option_values(l)
                placeholder=values
                value=form.typed(n.values_id)
                error=errors.of(n.values_id)
            />
            <Field name=n.values_en label=t::selling::option_values_en(l) value=form.typed(n.values_en) error=errors.of(n.values_en) />
        };
        view! {
            <fieldset class="fieldset">
                <legend>{t::selling::option_nth(l, i + 1)}</legend>
                <FormGrid>{cells}</FormGrid>
            </fieldset>
        }
    });
    groups.collect::<Vec<_>>().into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_of(pairs: &[(&str, &str)]) -> (Vec<ProductOption>, Errors) {
        let mut form = Form::default();
        for (name, value) in pairs {
            form.set(name, *value);
        }
        let mut errors = Errors::default();
        (read(Locale::Id, &form, &mut errors), errors)
    }

    #[test]
    fn values_are_read_and_filled_back() {
        let (options, errors) =
            read_of(&[("option1_id", "Rasa"), ("values1_id", "Asin, Pedas ,, Keju"), ("values1_en", "Salty, Hot, Cheese")]);
        assert!(errors.is_empty());
        assert_eq!(options[0].values[1], OptionValue { id: "Pedas".into(), en: "Hot".into() });
        let mut form = Form::default();
        fill(&mut form, &options);
        assert_eq!(form.text("values1_id"), "Asin, Pedas, Keju");
        assert!(read_of(&[]).0.is_empty());
    }

    #[test]
    fn mistakes_are_said_beside_their_field() {
        let many = (0..61).map(|i| format!("v{i}")).collect::<Vec<_>>().join(",");
        for (pairs, field) in [
            (vec![("option1_id", "Rasa")], "values1_id"),
            (vec![("values1_id", "Asin, Pedas")], "option1_id"),
            (vec![("option1_id", "Rasa"), ("values1_id", "Asin, asin")], "values1_id"),
            (vec![("option1_id", "Rasa"), ("values1_id", "Asin, Pedas"), ("values1_en", "Salty")], "values1_en"),
            (vec![("option2_id", "Rasa"), ("values2_id", many.as_str())], "values1_id"),
        ] {
            assert!(read_of(&pairs).1.of(field).is_some(), "{pairs:?}");
        }
    }
}
