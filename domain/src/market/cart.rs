//! A cart as its owner sees it: grouped by shop, with what changed since.

use super::delivery::{DeliveryKind, DeliveryTerms};
use super::product::MAX_QUANTITY;
use super::product_options::{ProductOption, choice_label};
use super::shop::ShopState;
use super::totals::PricedLine;
use crate::kernel::ids::{CartLineId, ProductId, ShopId, VariantId};
use crate::kernel::locale::Locale;
use crate::kernel::money::Rupiah;
use crate::kernel::slug::Slug;
use crate::kernel::weight::Grams;
use crate::kernel::wilayah::Kelurahan;

/// Something that the shopper must know before paying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CartIssue {
    /// Costs more or less than when it was put in.
    PriceChanged { was: Rupiah, now: Rupiah },
    /// Fewer are left than wanted; zero is sold out.
    StockShort { left: i64 },
    /// No longer sold.
    Gone,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CartLine {
    pub id: CartLineId,
    pub variant: VariantId,
    pub product: ProductId,
    pub product_slug: Slug,
    pub category: Slug,
    pub name_id: String,
    pub name_en: String,
    pub options: Vec<ProductOption>,
    pub choices: Vec<u8>,
    pub unit: String,
    pub sku: String,
    pub price: Rupiah,
    pub price_seen: Rupiah,
    pub stock: i64,
    pub weight: Grams,
    pub quantity: i64,
    /// Published, active, in an approved shop.
    pub for_sale: bool,
    /// The first photo that is ready, if any.
    pub photo: Option<crate::kernel::ids::PhotoId>,
}

impl CartLine {
    pub fn name(&self, locale: Locale) -> &str {
        locale.pick(&self.name_id, &self.name_en)
    }

    pub fn choice(&self, locale: Locale) -> String {
        choice_label(&self.options, &self.choices, locale)
    }

    pub fn priced(&self) -> PricedLine {
        PricedLine { price: self.price, quantity: self.quantity, weight: self.weight }
    }

    pub fn issue(&self) -> Option<CartIssue> {
        if !self.for_sale {
            Some(CartIssue::Gone)
        } else if self.stock < self.quantity {
            Some(CartIssue::StockShort { left: self.stock.max(0) })
        } else if self.price != self.price_seen {
            Some(CartIssue::PriceChanged { was: self.price_seen, now: self.price })
        } else {
            None
        }
    }

    /// The shopper has not seen what it costs now: it is told, and agreed to, before it is charged.
    pub fn price_change(&self) -> Option<(Rupiah, Rupiah)> {
        match self.issue() {
            Some(CartIssue::PriceChanged { was, now }) => Some((was, now)),
            _ => None,
        }
    }

    /// Is it for sale, and is there enough of it?
    pub fn can_buy(&self) -> bool {
        self.for_sale && self.stock >= self.quantity
    }
}

/// One shop's group in the cart.
#[derive(Clone, Debug, PartialEq)]
pub struct CartShop {
    pub shop: ShopId,
    pub slug: Slug,
    pub name: String,
    pub state: ShopState,
    pub kelurahan: Option<Kelurahan>,
    pub terms: DeliveryTerms,
    /// What the shopper chose; until then the shop's first offer that reaches them.
    pub delivery: Option<DeliveryKind>,
    pub note: String,
    pub lines: Vec<CartLine>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cart {
    /// Where it shall go, once the shopper has said so.
    pub to: Option<Kelurahan>,
    pub shops: Vec<CartShop>,
}

impl CartShop {
    pub fn priced(&self) -> Vec<PricedLine> {
        self.lines.iter().map(CartLine::priced).collect()
    }

    pub fn goods(&self) -> Rupiah {
        self.lines.iter().map(|l| Rupiah(l.price.0.saturating_mul(l.quantity))).sum()
    }

    pub fn weight(&self) -> Grams {
        self.lines.iter().map(|l| l.weight.times(l.quantity)).sum()
    }
}

impl Cart {
    pub fn is_empty(&self) -> bool {
        self.shops.is_empty()
    }

    pub fn goods(&self) -> Rupiah {
        self.shops.iter().map(CartShop::goods).sum()
    }

    /// Pieces in all.
    pub fn count(&self) -> i64 {
        self.shops.iter().flat_map(|s| &s.lines).map(|l| l.quantity).sum()
    }

    pub fn lines(&self) -> impl Iterator<Item = &CartLine> {
        self.shops.iter().flat_map(|s| &s.lines)
    }

    pub fn has_new_prices(&self) -> bool {
        self.lines().any(|line| line.price_change().is_some())
    }

    pub fn can_buy(&self) -> bool {
        !self.is_empty() && self.lines().all(CartLine::can_buy)
    }
}

/// The quantity that a cart line will hold when `more` is added to `have`: never above what is left or allowed.
pub fn merged_quantity(have: i64, more: i64, stock: i64) -> i64 {
    have.saturating_add(more).min(stock).clamp(1, MAX_QUANTITY)
}
