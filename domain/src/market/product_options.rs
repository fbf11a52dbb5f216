//! What can be chosen of a product, such as its flavour or size, and the variants that the choices make.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::product::Product;
use crate::kernel::ids::VariantId;
use crate::kernel::locale::Locale;

/// Of an option's name or value.
pub const MAX_OPTION: usize = 40;
/// The most options (flavour, size, …) and the most variants that their values may make.
pub const MAX_OPTIONS: usize = 2;
pub const MAX_VARIANTS: usize = 60;

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

/// `Pedas, 250 g`: what was chosen, in words.
pub fn choice_label(options: &[ProductOption], choices: &[u8], locale: Locale) -> String {
    let values = options.iter().zip(choices).filter_map(|(o, c)| o.values.get(usize::from(*c)));
    values.map(|v| locale.pick(&v.id, &v.en)).collect::<Vec<_>>().join(", ")
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
    use uuid::Uuid;

    use super::super::product::{ProductState, Sku, Variant};
    use super::*;
    use crate::kernel::clock::Timestamp;
    use crate::kernel::ids::{ProductId, ShopId};
    use crate::kernel::money::Rupiah;
    use crate::kernel::slug::Slug;
    use crate::kernel::weight::Grams;

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
