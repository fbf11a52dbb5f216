//! Products and their sellable variants.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::product_options::ProductOption;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{ProductId, ShopId, VariantId};
use crate::kernel::locale::Locale;
use crate::kernel::money::Rupiah;
use crate::kernel::slug::Slug;
use crate::kernel::weight::Grams;

pub const MAX_NAME: usize = 120;
pub const MAX_DESCRIPTION: usize = 6_000;
pub const MAX_UNIT: usize = 20;

/// The most photos a product may have.
pub const MAX_PHOTOS: usize = 8;
/// The largest stock that may be entered.
pub const MAX_STOCK: i64 = 1_000_000;
/// The most of one variant in one cart line.
pub const MAX_QUANTITY: i64 = 999;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductState {
    Draft,
    Published,
    Archived,
}

impl ProductState {
    pub const ALL: [Self; 3] = [Self::Draft, Self::Published, Self::Archived];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Archived => "archived",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// A merchant's article number: 1 to 40 visible ASCII characters, upper-cased.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sku(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a SKU has 1 to 40 letters, digits, dots, dashes or slashes")]
pub struct SkuError;

impl Sku {
    pub fn parse(text: &str) -> Result<Self, SkuError> {
        let t = text.trim().to_ascii_uppercase();
        let ok = (1..=40).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./".contains(&b));
        if ok { Ok(Self(t)) } else { Err(SkuError) }
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Sku {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A KBLI 2020 code: 5 digits (BPS Regulation 2/2020).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kbli(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a KBLI code has 5 digits")]
pub struct KbliError;

impl Kbli {
    pub fn parse(text: &str) -> Result<Self, KbliError> {
        let t = text.trim();
        if t.len() == 5 && t.bytes().all(|b| b.is_ascii_digit()) { Ok(Self(t.to_owned())) } else { Err(KbliError) }
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    pub id: ProductId,
    pub shop: ShopId,
    pub category: Slug,
    pub slug: Slug,
    pub name_id: String,
    pub name_en: String,
    pub description_id: String,
    pub description_en: String,
    /// What one piece is called: bungkus, kotak, kg, …
    pub unit: String,
    pub kbli: Option<Kbli>,
    pub options: Vec<ProductOption>,
    pub state: ProductState,
    pub variants: Vec<Variant>,
    pub updated_at: Timestamp,
    pub published_at: Option<Timestamp>,
}

/// What is sold: one combination of the product's option values (none for a product without options).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    pub id: VariantId,
    pub sku: Sku,
    /// Per option of the product the index of the chosen value.
    pub choices: Vec<u8>,
    pub price: Rupiah,
    pub stock: i64,
    pub weight: Grams,
    pub active: bool,
}

impl Product {
    pub fn name(&self, locale: Locale) -> &str {
        locale.pick(&self.name_id, &self.name_en)
    }

    pub fn description(&self, locale: Locale) -> &str {
        locale.pick(&self.description_id, &self.description_en)
    }

    pub fn active_variants(&self) -> impl Iterator<Item = &Variant> {
        self.variants.iter().filter(|v| v.active)
    }

    /// The lowest and highest price of what can be bought.
    pub fn price_range(&self) -> Option<(Rupiah, Rupiah)> {
        let min = self.active_variants().map(|v| v.price).min()?;
        let max = self.active_variants().map(|v| v.price).max()?;
        Some((min, max))
    }

    pub fn in_stock(&self) -> bool {
        self.active_variants().any(|v| v.stock > 0)
    }
}

/// What a product still lacks before it can be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductGap {
    Name,
    /// Nothing that can be bought: no active variant.
    Variant,
    /// The category has others below it: one of those is needed.
    Category,
    /// The officer has not approved the shop yet.
    Shop,
}
