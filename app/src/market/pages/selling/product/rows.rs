//! The table of variants as it is typed: one row per combination of options. Fields repeat under one name, so row *n*
//! is the *n*-th of each.

use domain::kernel::ids::VariantId;
use domain::kernel::money::Rupiah;
use domain::kernel::weight::{Grams, MAX_ITEM};
use domain::market::product::{MAX_STOCK, Product, Sku};
use domain::market::product_options::{ProductOption, VariantSlot, choice_label, variant_slots};
use leptos::prelude::*;

use crate::i18n::{Locale, t};
use crate::market::pages::selling::words;
use crate::ui::{Icon, Text, icon};
use crate::web::{Errors, Form};

/// What is to be sold in one combination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub known: Option<VariantId>,
    pub choices: Vec<u8>,
    pub sku: Option<Sku>,
    pub price: Rupiah,
    pub stock: i64,
    /// As the form showed it; what was sold since is not overwritten.
    pub stock_was: i64,
    pub weight: Grams,
}

/// A row's values as typed and what is wrong with them.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub sku: String,
    pub price: String,
    pub stock: String,
    pub stock_was: String,
    pub weight: String,
    pub active: bool,
    pub problems: Vec<(&'static str, Text)>,
}

pub struct Table {
    pub options: Vec<ProductOption>,
    pub slots: Vec<VariantSlot>,
    pub typed: Vec<Typed>,
}

impl Table {
    /// The one row of a product that is just being made.
    pub fn first() -> Self {
        let typed = Typed { active: true, ..Typed::default() };
        Self { options: Vec::new(), slots: vec![VariantSlot { choices: Vec::new(), known: None }], typed: vec![typed] }
    }

    /// What is stored, in the order of the options.
    pub fn of(product: &Product) -> Self {
        let slots = variant_slots(product, &product.options);
        let typed = slots
            .iter()
            .map(|s| match product.variants.iter().find(|v| Some(v.id) == s.known) {
                Some(v) => Typed {
                    sku: v.sku.to_string(),
                    price: v.price.0.to_string(),
                    stock: v.stock.to_string(),
                    stock_was: v.stock.to_string(),
                    weight: v.weight.0.to_string(),
                    active: true,
                    problems: Vec::new(),
                },
                None => Typed { active: product.variants.iter().all(|v| !v.active), ..Typed::default() },
            })
            .collect();
        Self { options: product.options.clone(), slots, typed }
    }

    /// What a row stands for: the form sends it back, so that a price cannot land on another choice when the options were
    /// changed meanwhile. Empty where there is only one thing to sell, and it is new.
    fn key(&self, slot: &VariantSlot) -> String {
        let known = slot.known.map(|id| id.to_string()).unwrap_or_default();
        let words = choice_label(&self.options, &slot.choices, Locale::Id);
        [known, words].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Puts what was typed into the rows; the slots stay the server's own.
    pub fn read(&mut self, l: Locale, form: &Form, errors: &mut Errors) -> Option<Vec<Row>> {
        let column = |name: &str| form.all(name).into_iter().map(str::to_owned).collect::<Vec<_>>();
        let (skus, prices, stocks, weights) = (column("sku"), column("price"), column("stock"), column("weight"));
        let shown = column("stock_was");
        let active = form.all("active");
        let at = |column: &[String], i: usize| column.get(i).cloned().unwrap_or_default();
        let single = self.slots.len() == 1;
        let mut sent = form.all("row");
        if sent.is_empty() {
            sent.push("");
        }
        let places: Vec<Option<usize>> = self.slots.iter().map(|s| self.key(s)).map(|key| sent.iter().position(|k| *k == key)).collect();
        if sent.len() != places.len() || places.contains(&None) {
            errors.add("", t::selling::variants_changed(l));
        }
        let mut rows = Vec::new();
        for (n, slot) in self.slots.iter().enumerate() {
            // A row that was not sent shows what is stored.
            let Some(i) = places[n] else { continue };
            let on = single || active.contains(&i.to_string().as_str());
            let mut typed = Typed {
                sku: at(&skus, i),
                price: at(&prices, i),
                stock: at(&stocks, i),
                stock_was: at(&shown, i),
                weight: at(&weights, i),
                active: on,
                problems: Vec::new(),
            };
            if on {
                match parse(l, &typed) {
                    Ok((sku, price, stock, weight)) => {
                        let stock_was = parse_stock(&typed.stock_was).unwrap_or(0);
                        rows.push(Row { known: slot.known, choices: slot.choices.clone(), sku, price, stock, stock_was, weight });
                    }
                    Err(problems) => typed.problems = problems,
                }
            }
            self.typed[n] = typed;
        }
        let taken = |i: usize| {
            let sku = self.typed[i].sku.trim().to_uppercase();
            !sku.is_empty() && self.typed[..i].iter().any(|t| t.active && t.sku.trim().to_uppercase() == sku)
        };
        let twice: Vec<usize> = (0..self.typed.len()).filter(|i| self.typed[*i].active && taken(*i)).collect();
        for i in twice {
            self.typed[i].problems.push(("sku", t::selling::sku_twice(l).into()));
        }
        for (i, typed) in self.typed.iter().enumerate() {
            if let Some((_, message)) = typed.problems.first() {
                let name = self.name(l, i);
                errors.add("", if name.is_empty() { message.to_string() } else { format!("{name}: {message}") });
            }
        }
        if errors.is_empty() && rows.is_empty() {
            errors.add("", t::selling::variants_none(l));
        }
        errors.is_empty().then_some(rows)
    }

    /// `Pedas, 250 g`; empty for a product without options.
    fn name(&self, l: Locale, i: usize) -> String {
        self.slots.get(i).map(|s| choice_label(&self.options, &s.choices, l)).unwrap_or_default()
    }

    pub fn view(&self, l: Locale) -> AnyView {
        let single = self.slots.len() == 1;
        let rows =
            (0..self.slots.len()).map(|i| row(l, i, self.key(&self.slots[i]), self.name(l, i), &self.typed[i], single)).collect::<Vec<_>>();
        view! { <div class="variants">{rows}</div> }.into_any()
    }
}

type Parsed = (Option<Sku>, Rupiah, i64, Grams);

fn whole(text: &str, max: i64) -> Option<i64> {
    let digits: String = text.trim().chars().filter(|c| *c != '.').collect();
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse::<i64>().ok().filter(|n| *n <= max)
}

/// A stock as people type it: `12`, `1.200`.
pub fn parse_stock(text: &str) -> Option<i64> {
    whole(text, MAX_STOCK)
}

fn parse(l: Locale, typed: &Typed) -> Result<Parsed, Vec<(&'static str, Text)>> {
    let mut problems = Vec::new();
    let sku = if typed.sku.trim().is_empty() { Ok(None) } else { Sku::parse(&typed.sku).map(Some) };
    let price = Rupiah::parse_price(&typed.price);
    let stock = parse_stock(&typed.stock);
    let weight = whole(&typed.weight, MAX_ITEM.0).filter(|g| *g > 0);
    if let Err(e) = price {
        problems.push(("price", words::money(l, e)));
    }
    if stock.is_none() {
        problems.push(("stock", t::selling::stock_bad(l, MAX_STOCK).into()));
    }
    if weight.is_none() {
        problems.push(("weight", t::selling::weight_bad(l, MAX_ITEM).into()));
    }
    if sku.is_err() {
        problems.push(("sku", t::selling::sku_bad(l).into()));
    }
    match (sku, price, stock, weight) {
        (Ok(sku), Ok(price), Some(stock), Some(weight)) => Ok((sku, price, stock, Grams(weight))),
        _ => Err(problems),
    }
}

fn row(l: Locale, i: usize, key: String, name: String, typed: &Typed, single: bool) -> AnyView {
    let cell = |field: &'static str,
                label: &'static str,
                value: String,
                numeric: bool,
                before: Option<&'static str>,
                after: Option<&'static str>| {
        let id = format!("v{i}-{field}");
        let problem = typed.problems.iter().find(|(f, _)| *f == field).map(|(_, m)| m.clone());
        let problem_id = format!("{id}-err");
        view! {
            <div class="field">
                <label class="field-label" for=id.clone()>{label}</label>
                <div class="affix">
                    {before.map(|b| view! { <span>{b}</span> })}
                    <input
                        class=if numeric { "input input-num" } else { "input" }
                        name=field
                        id=id
                        value=value
                        inputmode=numeric.then_some("numeric")
                        autocomplete="off"
                        aria-invalid=problem.is_some().then_some("true")
                        aria-describedby=problem.is_some().then_some(problem_id.clone())
                    />
                    {after.map(|a| view! { <span>{a}</span> })}
                </div>
                {problem
                    .map(|p| {
                        view! {
                            <p class="field-error" id=problem_id>
                                {icon(Icon::Error)}
                                <span>{p}</span>
                            </p>
                        }
                    })}
            </div>
        }
    };
    view! {
        <fieldset class="variant">
            <legend class=single.then_some("sr")>
                {if single { t::selling::variant_only(l).to_owned() } else { name.clone() }}
            </legend>
            {(!single)
                .then(|| {
                    view! {
                        <label class="choice">
                            <input type="checkbox" name="active" value=i.to_string() checked=typed.active />
                            <span>{t::selling::variant_sold(l)} <span class="sr">" " {name}</span></span>
                        </label>
                    }
                })}
            <input type="hidden" name="row" value=key />
            <input type="hidden" name="stock_was" value=typed.stock_was.clone() />
            <div class="variant-cells">
                {cell("price", t::selling::price(l), typed.price.clone(), true, Some("Rp"), None)}
                {cell("stock", t::selling::stock(l), typed.stock.clone(), true, None, None)}
                {cell("weight", t::selling::weight(l), typed.weight.clone(), true, None, Some("g"))}
                {cell("sku", t::selling::sku(l), typed.sku.clone(), false, None, None)}
            </div>
        </fieldset>
    }
    .into_any()
}
