//! The steps in which a shop is described, in their order.

use domain::market::shop::{Shop, ShopGap};

use crate::i18n::{Locale, t};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    About,
    Address,
    Hours,
    Delivery,
    Bank,
    Review,
}

impl Step {
    pub const ALL: [Self; 6] = [Self::About, Self::Address, Self::Hours, Self::Delivery, Self::Bank, Self::Review];

    /// The last part of the step's address.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::About => "cerita",
            Self::Address => "alamat",
            Self::Hours => "jam-buka",
            Self::Delivery => "pengiriman",
            Self::Bank => "rekening",
            Self::Review => "periksa",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.slug() == slug)
    }

    pub fn title(self, l: Locale) -> &'static str {
        match self {
            Self::About => t::selling::step_about(l),
            Self::Address => t::selling::step_address(l),
            Self::Hours => t::selling::step_hours(l),
            Self::Delivery => t::selling::step_delivery(l),
            Self::Bank => t::selling::step_bank(l),
            Self::Review => t::selling::step_review(l),
        }
    }

    pub fn lead(self, l: Locale) -> &'static str {
        match self {
            Self::About => t::selling::step_about_lead(l),
            Self::Address => t::selling::step_address_lead(l),
            Self::Hours => t::selling::step_hours_lead(l),
            Self::Delivery => t::selling::step_delivery_lead(l),
            Self::Bank => t::selling::step_bank_lead(l),
            Self::Review => t::selling::step_review_lead(l),
        }
    }

    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|s| *s == self).unwrap_or(0);
        Self::ALL[(at + 1).min(Self::ALL.len() - 1)]
    }

    /// Where a gap is filled.
    pub const fn of_gap(gap: ShopGap) -> Self {
        match gap {
            ShopGap::Phone | ShopGap::Story => Self::About,
            ShopGap::Address | ShopGap::Point => Self::Address,
            ShopGap::Hours => Self::Hours,
            ShopGap::Delivery | ShopGap::Payment => Self::Delivery,
            ShopGap::Bank => Self::Bank,
        }
    }

    /// Nothing is missing in this step any more.
    pub fn is_done(self, shop: Option<&Shop>) -> bool {
        shop.is_some_and(|s| {
            let gaps = s.gaps();
            match self {
                Self::Review => gaps.is_empty(),
                step => gaps.into_iter().all(|g| Self::of_gap(g) != step),
            }
        })
    }
}

pub fn gap(l: Locale, gap: ShopGap) -> &'static str {
    match gap {
        ShopGap::Phone => t::selling::gap_phone(l),
        ShopGap::Address => t::selling::gap_address(l),
        ShopGap::Point => t::selling::gap_point(l),
        ShopGap::Story => t::selling::gap_story(l),
        ShopGap::Hours => t::selling::gap_hours(l),
        ShopGap::Delivery => t::selling::gap_delivery(l),
        ShopGap::Payment => t::selling::gap_payment(l),
        ShopGap::Bank => t::selling::gap_bank(l),
    }
}
