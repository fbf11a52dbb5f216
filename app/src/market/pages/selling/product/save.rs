//! Handing a product's forms over to the use case, and saying beside which field it refuses.

use backend::market::save_product::{ProductInput, SaveProductError, VariantError, VariantInput, create_product, save_product};
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{ProductId, ShopId};
use domain::kernel::slug::Slug;
use domain::market::product::{Product, Sku, Variant};
use domain::market::product_options::{MAX_VARIANTS, ProductOption, VariantsError, choice_label, variant_slots};

use super::facts::Facts;
use super::rows::Row;
use crate::i18n::{Locale, t};
use crate::market::pages::selling::words;
use crate::web::{Ctx, Errors, WebError};

/// An article number for whoever has none: `KERIPIK-3F9K2-1`, from the name and the moment.
fn make_sku(name: &str, now: Timestamp, row: usize) -> Option<Sku> {
    let slug = Slug::from_name(name);
    let head: String = slug.as_str().chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    let mut n = now.0.unsigned_abs() / 100 % 36_u64.pow(6);
    let mut tail = String::new();
    while n > 0 {
        tail.extend(u32::try_from(n % 36).ok().and_then(|d| char::from_digit(d, 36)));
        n /= 36;
    }
    Sku::parse(&format!("{head}-{tail}-{}", row + 1)).ok()
}

/// The first row's values for every combination of options. Only one combination can keep the number that was typed.
pub fn combinations(options: &[ProductOption], first: &Row) -> Vec<Row> {
    let mut all: Vec<Vec<u8>> = vec![Vec::new()];
    for o in options {
        let count = u8::try_from(o.values.len()).unwrap_or(u8::MAX);
        all = all.iter().flat_map(|c| (0..count).map(move |v| [c.as_slice(), &[v]].concat())).collect();
    }
    let single = all.len() == 1;
    all.into_iter().map(|choices| Row { choices, sku: first.sku.clone().filter(|_| single), ..first.clone() }).collect()
}

fn input(facts: Facts, variants: Vec<VariantInput>) -> ProductInput {
    ProductInput {
        name_id: facts.name_id,
        name_en: facts.name_en,
        description_id: facts.description_id,
        description_en: facts.description_en,
        category: facts.category,
        unit: facts.unit,
        kbli: facts.kbli,
        options: facts.options,
        variants,
    }
}

fn facts_of(p: &Product) -> Facts {
    Facts {
        name_id: p.name_id.clone(),
        name_en: p.name_en.clone(),
        description_id: p.description_id.clone(),
        description_en: p.description_en.clone(),
        category: p.category.clone(),
        unit: p.unit.clone(),
        kbli: p.kbli.clone(),
        options: p.options.clone(),
    }
}

fn variants(rows: Vec<Row>, name: &str, now: Timestamp) -> Result<Vec<VariantInput>, WebError> {
    let variant = |(i, r): (usize, Row)| {
        let sku = r.sku.or_else(|| make_sku(name, now, i)).ok_or_else(|| WebError::internal("no article number could be made"))?;
        let (stock, stock_was) = (r.stock, r.stock_was);
        Ok(VariantInput { id: r.known, sku, choices: r.choices, price: r.price, stock, stock_was, weight: r.weight, active: true })
    };
    rows.into_iter().enumerate().map(variant).collect()
}

/// None when a message was added to `errors`.
pub async fn create(ctx: &Ctx, shop: ShopId, facts: Facts, rows: Vec<Row>, errors: &mut Errors) -> Result<Option<ProductId>, WebError> {
    let (l, options) = (ctx.locale(), facts.options.clone());
    let variants = variants(rows, &facts.name_id, ctx.now())?;
    let choices: Vec<Vec<u8>> = variants.iter().map(|v| v.choices.clone()).collect();
    match create_product(ctx.deps(), ctx.actor(), shop, input(facts, variants)).await {
        Ok(id) => Ok(Some(id)),
        Err(e) => refused(l, e, &options, &choices, errors).map(|()| None),
    }
}

pub async fn change_variants(ctx: &Ctx, product: &Product, rows: Vec<Row>, errors: &mut Errors) -> Result<bool, WebError> {
    let variants = variants(rows, &product.name_id, ctx.now())?;
    write(ctx, product, facts_of(product), variants, errors).await
}

/// New facts. When the options change, what stood for the same words stays; a new combination starts with the price
/// and weight of the first variant, and an empty shelf.
pub async fn change_facts(ctx: &Ctx, product: &Product, facts: Facts, errors: &mut Errors) -> Result<bool, WebError> {
    let template = product.active_variants().next().or(product.variants.first());
    let mut rows = Vec::new();
    for slot in variant_slots(product, &facts.options) {
        let known = product.variants.iter().find(|v| Some(v.id) == slot.known);
        let row = match (known, template) {
            (Some(v), _) => Row { choices: slot.choices, ..row_of(v) },
            (None, Some(v)) => Row { known: None, choices: slot.choices, sku: None, stock: 0, stock_was: 0, ..row_of(v) },
            (None, None) => continue,
        };
        rows.push(row);
    }
    let variants = variants(rows, &facts.name_id, ctx.now())?;
    write(ctx, product, facts, variants, errors).await
}

fn row_of(v: &Variant) -> Row {
    Row {
        known: Some(v.id),
        choices: v.choices.clone(),
        sku: Some(v.sku.clone()),
        price: v.price,
        stock: v.stock,
        stock_was: v.stock,
        weight: v.weight,
    }
}

async fn write(ctx: &Ctx, product: &Product, facts: Facts, variants: Vec<VariantInput>, errors: &mut Errors) -> Result<bool, WebError> {
    let (l, options) = (ctx.locale(), facts.options.clone());
    let choices: Vec<Vec<u8>> = variants.iter().map(|v| v.choices.clone()).collect();
    match save_product(ctx.deps(), ctx.actor(), product.id, input(facts, variants)).await {
        Ok(()) => Ok(true),
        Err(e) => refused(l, e, &options, &choices, errors).map(|()| false),
    }
}

fn refused(l: Locale, e: SaveProductError, options: &[ProductOption], choices: &[Vec<u8>], errors: &mut Errors) -> Result<(), WebError> {
    match e {
        SaveProductError::Text { field, why } => errors.add(if field == "options" { "option1_id" } else { field }, words::text(l, why)),
        SaveProductError::Category => errors.add("category", t::common::field_choose(l)),
        SaveProductError::Variants(VariantsError::TooMany) => errors.add("values1_id", t::selling::too_many_variants(l, MAX_VARIANTS)),
        SaveProductError::Variants(VariantsError::None) => errors.add("", t::selling::variants_none(l)),
        SaveProductError::Variants(_) => errors.add("", t::selling::variants_changed(l)),
        SaveProductError::Variant { row, why } => {
            let message = match why {
                VariantError::StockMoved { now } => t::selling::stock_moved(l, now),
                VariantError::SkuTaken => t::selling::sku_taken(l).to_owned(),
                VariantError::Price | VariantError::Stock | VariantError::Weight => t::selling::row_out_of_range(l).to_owned(),
            };
            let name = choices.get(row).map(|c| choice_label(options, c, l)).unwrap_or_default();
            errors.add("", if name.is_empty() { message } else { format!("{name}: {message}") });
        }
        SaveProductError::NotFound => return Err(WebError::NotFound),
        SaveProductError::Forbidden(e) => return Err(e.into()),
        SaveProductError::Db(e) => return Err(e.into()),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_number_is_made_of_the_name() {
        let sku = make_sku("Keripik Singkong", Timestamp(1_795_402_800_000), 0).unwrap();
        assert!(sku.as_str().starts_with("KERIPIKS-") && sku.as_str().ends_with("-1"), "{sku}");
        assert!(make_sku("!!!", Timestamp(0), 3).is_some());
    }
}
