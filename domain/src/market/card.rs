//! A product as lists show it.

use serde::{Deserialize, Serialize};

use super::photo::CardPhoto;
use super::search::SearchCard;
use crate::kernel::ids::ProductId;
use crate::kernel::locale::Locale;
use crate::kernel::money::Rupiah;
use crate::kernel::slug::Slug;
use crate::kernel::wilayah::Kelurahan;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductCard {
    pub id: ProductId,
    pub slug: Slug,
    pub name_id: String,
    pub name_en: String,
    pub category: Slug,
    pub shop_slug: Slug,
    pub shop_name: String,
    pub kelurahan: Kelurahan,
    /// Of what can be bought now or later: the active variants.
    pub price_min: Rupiah,
    pub price_max: Rupiah,
    pub in_stock: bool,
    /// The first photo that is ready.
    pub photo: Option<CardPhoto>,
}

impl ProductCard {
    pub fn name(&self, locale: Locale) -> &str {
        locale.pick(&self.name_id, &self.name_en)
    }
}

impl From<SearchCard> for ProductCard {
    fn from(c: SearchCard) -> Self {
        Self {
            id: c.product_id,
            slug: c.slug,
            name_id: c.name_id,
            name_en: c.name_en,
            category: c.category,
            shop_slug: c.shop_slug,
            shop_name: c.shop_name,
            kelurahan: c.kelurahan,
            price_min: c.price_min,
            price_max: c.price_max,
            in_stock: c.in_stock,
            photo: c.photo.and_then(|p| p.parse().ok()),
        }
    }
}
