//! A product as its merchant writes it: a new draft, or changes of one.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::{PersonId, ProductId, ShopId, VariantId};
use domain::kernel::money::{self, Rupiah};
use domain::kernel::slug::Slug;
use domain::kernel::text::{self, TextError};
use domain::kernel::weight::{self, Grams};
use domain::market::category::is_leaf;
use domain::market::product::{Kbli, MAX_DESCRIPTION, MAX_NAME, MAX_STOCK, MAX_UNIT, Product, ProductState, Sku, Variant};
use domain::market::product_options::{MAX_OPTION, OptionValue, ProductOption, VariantsError, check_choices, check_options};
use thiserror::Error;

use super::open_shop::free_slugs;
use super::store::{categories, products, shops};
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::jobs::{self, Job};
use crate::page_change::{self, PageTag};

#[derive(Debug, Error)]
pub enum SaveProductError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Also another's shop, product or variant.
    #[error("no such product")]
    NotFound,
    #[error("{field}: {why}")]
    Text { field: &'static str, why: TextError },
    #[error("no such category, or it has others below it")]
    Category,
    #[error(transparent)]
    Variants(#[from] VariantsError),
    /// `row` counts the variants from zero.
    #[error("variant {row}: {why}")]
    Variant { row: usize, why: VariantError },
    #[error(transparent)]
    Db(#[from] DbError),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum VariantError {
    #[error("the price is out of range")]
    Price,
    #[error("the stock is out of range")]
    Stock,
    #[error("something was sold or corrected meanwhile; {now} are there")]
    StockMoved { now: i64 },
    #[error("the weight is out of range")]
    Weight,
    #[error("the shop uses this article number already")]
    SkuTaken,
}

/// What the form holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductInput {
    pub name_id: String,
    pub name_en: String,
    pub description_id: String,
    pub description_en: String,
    pub category: Slug,
    pub unit: String,
    pub kbli: Option<Kbli>,
    pub options: Vec<ProductOption>,
    pub variants: Vec<VariantInput>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantInput {
    /// None makes a new one. One of the product's that is not named here any more is no longer sold.
    pub id: Option<VariantId>,
    pub sku: Sku,
    pub choices: Vec<u8>,
    pub price: Rupiah,
    /// The stock as it is to be; with `stock_was`, as the form showed it, for a variant that exists.
    pub stock: i64,
    pub stock_was: i64,
    pub weight: Grams,
    pub active: bool,
}

/// A new draft in a shop of the actor's; the shop need not be approved yet.
pub async fn create_product(deps: &Deps, actor: &Actor, shop: ShopId, input: ProductInput) -> Result<ProductId, SaveProductError> {
    let owner = actor.require_person()?;
    let input = checked(input)?;
    let now = deps.now();
    let mut tx = deps.db.begin().await?;
    // Held until the end, so that two products cannot take one article number at once.
    shops::lock(&mut tx, shop).await?.filter(|s| s.owner == owner).ok_or(SaveProductError::NotFound)?;
    let mut product = Product {
        id: deps.id(),
        shop,
        category: input.category.clone(),
        slug: Slug::from_name(&input.name_id),
        name_id: input.name_id.clone(),
        name_en: String::new(),
        description_id: String::new(),
        description_en: String::new(),
        unit: input.unit.clone(),
        kbli: None,
        options: Vec::new(),
        state: ProductState::Draft,
        variants: Vec::new(),
        updated_at: now,
        published_at: None,
    };
    check_category(&mut tx, &product.category).await?;
    for slug in free_slugs(deps, &input.name_id) {
        if products::insert(&mut tx, &product, &slug, now).await? {
            break;
        }
    }
    write(&mut tx, deps, actor, &mut product, input).await?;
    tx.commit().await?;
    Ok(product.id)
}

pub async fn save_product(deps: &Deps, actor: &Actor, id: ProductId, input: ProductInput) -> Result<(), SaveProductError> {
    let owner = actor.require_person()?;
    let input = checked(input)?;
    let mut tx = deps.db.begin().await?;
    let mut product = own_with_shop(&mut tx, owner, id).await?;
    check_category(&mut tx, &input.category).await?;
    let moved = product.category != input.category;
    let price = |p: &Product| p.price_range().map(|(min, _)| min);
    let price_was = price(&product);
    write(&mut tx, deps, actor, &mut product, input).await?;
    if product.state == ProductState::Published {
        let mut tags = vec![PageTag::Product(id)];
        if moved {
            tags.push(PageTag::Listing);
        }
        if price(&product) != price_was {
            tags.push(PageTag::Prices);
        }
        page_change::announce(&mut tx, deps.now(), &tags).await?;
        jobs::enqueue(&mut tx, deps, &Job::IndexProduct { product: id }).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Shop, product, variants: locked in this order, as everywhere.
async fn own_with_shop(tx: &mut Tx, owner: PersonId, id: ProductId) -> Result<Product, SaveProductError> {
    let found = products::find_own(tx, owner, id).await?.ok_or(SaveProductError::NotFound)?;
    shops::lock(tx, found.shop).await?;
    let locked = products::lock_own(tx, owner, id).await?.ok_or(SaveProductError::NotFound)?;
    products::lock_variants(tx, id).await?;
    Ok(locked)
}

async fn check_category(tx: &mut Tx, slug: &Slug) -> Result<(), SaveProductError> {
    if is_leaf(&categories::all(tx).await?, slug) { Ok(()) } else { Err(SaveProductError::Category) }
}

async fn write(tx: &mut Tx, deps: &Deps, actor: &Actor, product: &mut Product, input: ProductInput) -> Result<(), SaveProductError> {
    let skus: Vec<&Sku> = input.variants.iter().filter(|v| v.active).map(|v| &v.sku).collect();
    let taken = products::taken_skus(tx, product.shop, product.id, &skus).await?;
    let doubled = |row: usize, v: &VariantInput| input.variants[..row].iter().any(|o| o.active && o.sku == v.sku);
    for (row, v) in input.variants.iter().enumerate().filter(|(_, v)| v.active) {
        if taken.iter().any(|t| t == v.sku.as_str()) || doubled(row, v) {
            return Err(SaveProductError::Variant { row, why: VariantError::SkuTaken });
        }
    }
    let before = std::mem::take(&mut product.variants);
    let mut after: Vec<Variant> = Vec::with_capacity(input.variants.len());
    for (row, v) in input.variants.into_iter().enumerate() {
        let position = i64::try_from(row).unwrap_or(0);
        let Some(id) = v.id else {
            let new = Variant {
                id: deps.id(),
                sku: v.sku,
                choices: v.choices,
                price: v.price,
                stock: v.stock,
                weight: v.weight,
                active: v.active,
            };
            products::insert_variant(tx, deps, actor, product.id, &new, position).await?;
            after.push(new);
            continue;
        };
        let known = before.iter().find(|k| k.id == id).ok_or(SaveProductError::NotFound)?;
        let mut kept =
            Variant { id, sku: v.sku, choices: v.choices, price: v.price, stock: known.stock, weight: v.weight, active: v.active };
        products::update_variant(tx, &kept, position).await?;
        if v.stock != v.stock_was {
            let moved = products::move_stock(tx, deps, actor, id, v.stock - v.stock_was, Some(v.stock_was), MAX_STOCK).await?;
            let Some(now) = moved else {
                let now = products::stock(tx, id).await?;
                return Err(SaveProductError::Variant { row, why: VariantError::StockMoved { now } });
            };
            kept.stock = now;
        }
        after.push(kept);
    }
    // Never deleted: orders, carts and stock moves point to them.
    for (n, gone) in before.into_iter().filter(|b| after.iter().all(|a| a.id != b.id)).enumerate() {
        let gone = Variant { active: false, ..gone };
        products::update_variant(tx, &gone, i64::try_from(after.len() + n).unwrap_or(0)).await?;
    }
    product.variants = after;
    product.category = input.category;
    product.name_id = input.name_id;
    product.name_en = input.name_en;
    product.description_id = input.description_id;
    product.description_en = input.description_en;
    product.unit = input.unit;
    product.kbli = input.kbli;
    product.options = input.options;
    product.updated_at = deps.now();
    if product.state == ProductState::Published && product.active_variants().next().is_none() {
        return Err(VariantsError::None.into());
    }
    products::update(tx, product).await?;
    Ok(())
}

/// The parts that need no database.
fn checked(mut input: ProductInput) -> Result<ProductInput, SaveProductError> {
    let field = |field| move |why| SaveProductError::Text { field, why };
    input.name_id = text::line(&input.name_id, MAX_NAME).map_err(field("name_id"))?;
    input.name_en = text::optional_line(&input.name_en, MAX_NAME).map_err(field("name_en"))?;
    input.description_id = text::optional_paragraphs(&input.description_id, MAX_DESCRIPTION).map_err(field("description_id"))?;
    input.description_en = text::optional_paragraphs(&input.description_en, MAX_DESCRIPTION).map_err(field("description_en"))?;
    input.unit = text::line(&input.unit, MAX_UNIT).map_err(field("unit"))?;
    let line = |t: &str| text::line(t, MAX_OPTION).map_err(field("options"));
    let optional = |t: &str| text::optional_line(t, MAX_OPTION).map_err(field("options"));
    for o in &mut input.options {
        *o = ProductOption {
            name_id: line(&o.name_id)?,
            name_en: optional(&o.name_en)?,
            values: o
                .values
                .iter()
                .map(|v| Ok(OptionValue { id: line(&v.id)?, en: optional(&v.en)? }))
                .collect::<Result<_, SaveProductError>>()?,
        };
    }
    check_options(&input.options)?;
    check_choices(&input.options, &input.variants.iter().map(|v| v.choices.clone()).collect::<Vec<_>>())?;
    let known: Vec<VariantId> = input.variants.iter().filter_map(|v| v.id).collect();
    if (1..known.len()).any(|i| known[..i].contains(&known[i])) {
        return Err(VariantsError::Duplicate.into());
    }
    for (row, v) in input.variants.iter().enumerate() {
        let why = if v.price <= Rupiah::ZERO || v.price > money::MAX_INPUT {
            VariantError::Price
        } else if !(0..=MAX_STOCK).contains(&v.stock) || !(0..=MAX_STOCK).contains(&v.stock_was) {
            VariantError::Stock
        } else if v.weight < Grams(0) || v.weight > weight::MAX_ITEM {
            VariantError::Weight
        } else {
            continue;
        };
        return Err(SaveProductError::Variant { row, why });
    }
    Ok(input)
}
