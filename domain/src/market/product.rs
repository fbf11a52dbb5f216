//! Products, their options and sellable variants.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{ProductId, ShopId, VariantId};
use crate::kernel::locale::Locale;
use crate::kernel::money::Rupiah;
use crate::kernel::slug::Slug;
use crate::kernel::weight::Grams;

pub const MAX_NAME: usize = 120;
pub const MAX_DESCRIPTION: usize = 6_000;
pub const MAX_UNIT: usize = 20;
/// Of an option's name or value.
pub const MAX_OPTION: usize = 40;
/// At or below this many pieces the shop is told to make more.
pub const LOW_STOCK: i64 = 5;

/// The most photos a product may have.
pub const MAX_PHOTOS: usize = 8;
/// The most options (flavour, size, …) and the most variants that their values may make.
pub const MAX_OPTIONS: usize = 2;
pub const MAX_VARIANTS: usize = 60;
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

/// One option of a product, such as flavour, with the values to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductOption {
    pub name_id: String,
    pub name_en: String,
    pub values: Vec<OptionValue>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionValue {
    pub id: String,
    pub en: String,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum VariantsError {
    #[error("at least one variant is needed")]
    None,
    #[error("too many variants")]
    TooMany,
    #[error("too many options, or an option without values")]
    Options,
    #[error("two variants are the same, or the same choice")]
    Duplicate,
    #[error("a variant chooses what the options do not have")]
    UnknownChoice,
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

/// `Pedas, 250 g`: what was chosen, in words.
pub fn choice_label(options: &[ProductOption], choices: &[u8], locale: Locale) -> String {
    let values = options.iter().zip(choices).filter_map(|(o, c)| o.values.get(usize::from(*c)));
    values.map(|v| locale.pick(&v.id, &v.en)).collect::<Vec<_>>().join(", ")
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

/// A row of the table that a merchant fills in after choosing options: what existed keeps its variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantSlot {
    pub choices: Vec<u8>,
    pub known: Option<VariantId>,
}

/// Every combination of the options' values, each with the variant that stood for the same words before.
pub fn variant_slots(before: &Product, options: &[ProductOption]) -> Vec<VariantSlot> {
    let mut combinations: Vec<Vec<u8>> = vec![Vec::new()];
    for o in options {
        let count = u8::try_from(o.values.len()).unwrap_or(u8::MAX);
        combinations = combinations.iter().flat_map(|c| (0..count).map(|v| [c.as_slice(), &[v]].concat())).collect();
    }
    let words = |options: &[ProductOption], choices: &[u8]| {
        let mut all: Vec<String> =
            options.iter().zip(choices).filter_map(|(o, c)| o.values.get(usize::from(*c))).map(|v| v.id.to_lowercase()).collect();
        all.sort_unstable();
        all
    };
    let known = |choices: &[u8]| {
        let wanted = words(options, choices);
        before.variants.iter().find(|v| v.active && words(&before.options, &v.choices) == wanted).map(|v| v.id)
    };
    combinations.into_iter().map(|choices| VariantSlot { known: known(&choices), choices }).collect()
}

/// Are these options of a kind that a shopper can choose from?
pub fn check_options(options: &[ProductOption]) -> Result<(), VariantsError> {
    let combinations = options.iter().fold(1_usize, |n, o| n.saturating_mul(o.values.len()));
    if options.len() > MAX_OPTIONS || options.iter().any(|o| o.values.is_empty() || o.name_id.is_empty()) {
        Err(VariantsError::Options)
    } else if combinations > MAX_VARIANTS {
        Err(VariantsError::TooMany)
    } else {
        Ok(())
    }
}

/// Do these choices belong to these options, each combination at most once?
pub fn check_choices(options: &[ProductOption], choices: &[Vec<u8>]) -> Result<(), VariantsError> {
    if choices.is_empty() {
        return Err(VariantsError::None);
    }
    if choices.len() > MAX_VARIANTS {
        return Err(VariantsError::TooMany);
    }
    for (i, c) in choices.iter().enumerate() {
        let known = c.len() == options.len() && c.iter().zip(options).all(|(v, o)| usize::from(*v) < o.values.len());
        if !known {
            return Err(VariantsError::UnknownChoice);
        }
        if choices[..i].contains(c) {
            return Err(VariantsError::Duplicate);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn option(name: &str, values: &[&str]) -> ProductOption {
        let values = values.iter().map(|v| OptionValue { id: (*v).to_owned(), en: String::new() }).collect();
        ProductOption { name_id: name.to_owned(), name_en: String::new(), values }
    }

    fn variant(n: u128, choices: &[u8]) -> Variant {
        let id = VariantId(Uuid::from_u128(n));
        let sku = Sku::parse(&format!("S-{n}")).unwrap();
        Variant { id, sku, choices: choices.to_vec(), price: Rupiah(1), stock: 0, weight: Grams(1), active: true }
    }

    #[test]
    fn a_variant_follows_its_words_when_the_options_change() {
        let before = Product {
            id: ProductId(Uuid::nil()),
            shop: ShopId(Uuid::nil()),
            category: Slug::from_name("a"),
            slug: Slug::from_name("a"),
            name_id: "Keripik".to_owned(),
            name_en: String::new(),
            description_id: String::new(),
            description_en: String::new(),
            unit: "bungkus".to_owned(),
            kbli: None,
            options: vec![option("Rasa", &["Asin", "Pedas"])],
            state: ProductState::Draft,
            variants: vec![variant(1, &[0]), variant(2, &[1])],
            updated_at: Timestamp(0),
            published_at: None,
        };
        let slots = variant_slots(&before, &[option("Rasa", &["Manis", "pedas"])]);
        assert_eq!(
            slots,
            [VariantSlot { choices: vec![0], known: None }, VariantSlot { choices: vec![1], known: Some(VariantId(Uuid::from_u128(2))) },]
        );
        assert_eq!(variant_slots(&before, &[]), [VariantSlot { choices: vec![], known: None }]);
    }

    #[test]
    fn choices_fit_the_options_once_each() {
        let options = [option("Rasa", &["Asin", "Pedas"])];
        assert_eq!(check_options(&options), Ok(()));
        assert_eq!(check_options(&[option("Rasa", &[])]), Err(VariantsError::Options));
        assert_eq!(check_choices(&options, &[vec![0], vec![1]]), Ok(()));
        assert_eq!(check_choices(&options, &[vec![0], vec![0]]), Err(VariantsError::Duplicate));
        assert_eq!(check_choices(&options, &[vec![2]]), Err(VariantsError::UnknownChoice));
        assert_eq!(check_choices(&options, &[]), Err(VariantsError::None));
    }
}
