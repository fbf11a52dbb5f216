//! What a product is: names, description, category, unit, trade, options.

use domain::kernel::slug::Slug;
use domain::kernel::text;
use domain::market::category::{Category, is_leaf, path_to};
use domain::market::product::{Kbli, MAX_DESCRIPTION, MAX_NAME, MAX_UNIT, Product};
use domain::market::product_options::ProductOption;
use leptos::prelude::*;

use super::options;
use crate::i18n::{Locale, t};
use crate::market::kbli;
use crate::market::pages::selling::words;
use crate::ui::{Choice, Disclosure, Field, FormGrid, Select, TextArea};
use crate::web::{Errors, Form};

/// What is sold by.
const UNITS: [&str; 14] =
    ["bungkus", "kotak", "botol", "toples", "pcs", "buah", "lembar", "pasang", "kg", "gram", "liter", "porsi", "paket", "lusin"];

pub struct Facts {
    pub name_id: String,
    pub name_en: String,
    pub description_id: String,
    pub description_en: String,
    pub category: Slug,
    pub unit: String,
    pub kbli: Option<Kbli>,
    pub options: Vec<ProductOption>,
}

pub fn fill(p: &Product) -> Form {
    let mut form = Form::default();
    form.set("name_id", p.name_id.clone());
    form.set("name_en", p.name_en.clone());
    form.set("description_id", p.description_id.clone());
    form.set("description_en", p.description_en.clone());
    form.set("category", p.category.as_str());
    form.set("unit", p.unit.clone());
    form.set("kbli", p.kbli.as_ref().map(|k| k.as_str().to_owned()).unwrap_or_default());
    options::fill(&mut form, &p.options);
    form
}

pub fn read(l: Locale, form: &Form, errors: &mut Errors, categories: &[Category]) -> Option<Facts> {
    let name_id = form.parse("name_id", errors, |s| text::line(s, MAX_NAME), |e| words::text(l, e));
    let name_en = form.parse("name_en", errors, |s| text::optional_line(s, MAX_NAME), |e| words::text(l, e));
    let description_id = form.parse("description_id", errors, |s| text::optional_paragraphs(s, MAX_DESCRIPTION), |e| words::text(l, e));
    let description_en = form.parse("description_en", errors, |s| text::optional_paragraphs(s, MAX_DESCRIPTION), |e| words::text(l, e));
    let unit = form.parse("unit", errors, |s| text::line(s, MAX_UNIT), |e| words::text(l, e));
    let category = form.parse(
        "category",
        errors,
        |s| Slug::parse(s).ok().filter(|c| is_leaf(categories, c)).ok_or(()),
        |()| t::common::field_choose(l).into(),
    );
    // People pick or paste "10130 Industri …": the digits count.
    let kbli = form.parse(
        "kbli",
        errors,
        |s| match s.split_whitespace().next() {
            None => Ok(None),
            Some(code) => {
                let code = Kbli::parse(code).map_err(|_| t::selling::kbli_bad(l))?;
                if kbli::title(&code).is_some() { Ok(Some(code)) } else { Err(t::selling::kbli_unknown(l)) }
            }
        },
        Into::into,
    );
    let options = options::read(l, form, errors);
    Some(Facts {
        name_id: name_id?,
        name_en: name_en?,
        description_id: description_id?,
        description_en: description_en?,
        category: category?,
        unit: unit?,
        kbli: kbli?,
        options,
    })
    .filter(|_| errors.is_empty())
}

/// The categories that products may stand in, under the name of what they belong to.
fn category_choices(l: Locale, all: &[Category]) -> Vec<Choice> {
    let mut leaves: Vec<&Category> = all.iter().filter(|c| is_leaf(all, &c.slug)).collect();
    leaves.sort_by_key(|c| path_to(all, &c.slug).iter().map(|c| c.position).collect::<Vec<_>>());
    leaves
        .into_iter()
        .map(|c| {
            let choice = Choice::new(c.slug.to_string(), c.name(l).to_owned());
            match c.parent.as_ref().and_then(|p| all.iter().find(|c| c.slug == *p)) {
                Some(parent) => choice.in_group(parent.name(l).to_owned()),
                None => choice,
            }
        })
        .collect()
}

pub fn fields(l: Locale, form: &Form, errors: &Errors, categories: &[Category]) -> AnyView {
    let trades = kbli::common().map(|(code, title)| view! { <option value=code>{title}</option> }).collect::<Vec<_>>();
    let units = UNITS.map(|u| view! { <option value=u></option> }).to_vec();
    let english = ["name_en", "description_en"].iter().any(|f| !form.text(f).is_empty() || errors.of(f).is_some());
    let has_options = form.0.iter().any(|(n, v)| (n.starts_with("option") || n.starts_with("values")) && !v.is_empty());
    let choices = options::fields(l, form, errors);
    let names = view! {
        <Field
            name="name_en"
            label=t::selling::product_name_en(l)
            hint=t::selling::in_english_hint(l)
            value=form.typed("name_en")
            error=errors.of("name_en")
            optional=t::common::optional(l)
        />
        <TextArea
            name="description_en"
            label=t::selling::product_description_en(l)
            value=form.typed("description_en")
            error=errors.of("description_en")
            optional=t::common::optional(l)
            rows=6
        />
    };
    let where_and_what = view! {
        <Select
            name="category"
            label=t::selling::category(l)
            choices=category_choices(l, categories)
            prompt=t::selling::category_prompt(l)
            value=form.typed("category")
            error=errors.of("category")
            required=true
        />
        <Field
            name="unit"
            label=t::selling::unit(l)
            list="units"
            placeholder="bungkus"
            value=form.typed("unit")
            error=errors.of("unit")
            required=true
        />
    };
    view! {
        <Field
            name="name_id"
            label=t::selling::product_name(l)
            hint=t::selling::product_name_hint(l)
            value=form.typed("name_id")
            error=errors.of("name_id")
            required=true
        />
        <TextArea
            name="description_id"
            label=t::selling::product_description(l)
            hint=t::selling::product_description_hint(l)
            value=form.typed("description_id")
            error=errors.of("description_id")
            optional=t::common::optional(l)
            rows=6
        />
        <Disclosure summary=t::selling::in_english(l) open=english>
            <div class="form">{names}</div>
        </Disclosure>
        <FormGrid>{where_and_what}</FormGrid>
        <datalist id="units">{units}</datalist>
        <Disclosure summary=t::selling::options(l) open=has_options>
            <div class="form">
                <p class="muted">{t::selling::options_hint(l)}</p>
                {choices}
            </div>
        </Disclosure>
        <Field
            name="kbli"
            label=t::selling::kbli(l)
            hint=t::selling::kbli_hint(l)
            list="kbli"
            inputmode="numeric"
            value=form.typed("kbli")
            error=errors.of("kbli")
            optional=t::common::optional(l)
        />
        <datalist id="kbli">{trades}</datalist>
    }
    .into_any()
}
