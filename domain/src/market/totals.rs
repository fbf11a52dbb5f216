//! Adding up: lines to sub-orders to the order. The one place where an order's money is computed.

use thiserror::Error;

use super::delivery::{DeliveryError, DeliveryKind, DeliveryTerms};
use super::product::MAX_QUANTITY;
use crate::kernel::money::Rupiah;
use crate::kernel::weight::Grams;
use crate::kernel::wilayah::Kelurahan;

/// The most different lines in an order.
pub const MAX_LINES: usize = 100;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PricedLine {
    pub price: Rupiah,
    pub quantity: i64,
    /// Of one piece.
    pub weight: Grams,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub goods: Rupiah,
    pub delivery: Rupiah,
    pub weight: Grams,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TotalsError {
    #[error("a quantity is not between 1 and {MAX_QUANTITY}")]
    Quantity,
    #[error("the amount is too large")]
    TooLarge,
    #[error(transparent)]
    Delivery(#[from] DeliveryError),
}

impl PricedLine {
    pub fn total(&self) -> Result<Rupiah, TotalsError> {
        if !(1..=MAX_QUANTITY).contains(&self.quantity) {
            return Err(TotalsError::Quantity);
        }
        self.price.checked_mul(self.quantity).ok_or(TotalsError::TooLarge)
    }
}

impl Totals {
    pub fn total(&self) -> Rupiah {
        self.goods + self.delivery
    }

    /// One shop's part of an order.
    pub fn of_shop(lines: &[PricedLine], terms: &DeliveryTerms, kind: DeliveryKind, to: Option<Kelurahan>) -> Result<Self, TotalsError> {
        let goods = Self::of_goods(lines)?;
        let delivery = terms.quote(kind, to, goods.weight)?;
        goods.goods.checked_add(delivery).ok_or(TotalsError::TooLarge)?;
        Ok(Self { delivery, ..goods })
    }

    /// Lines alone, before a way of delivery is chosen.
    pub fn of_goods(lines: &[PricedLine]) -> Result<Self, TotalsError> {
        let mut sum = Self::default();
        for line in lines {
            sum.goods = sum.goods.checked_add(line.total()?).ok_or(TotalsError::TooLarge)?;
            sum.weight = sum.weight + line.weight.times(line.quantity);
        }
        Ok(sum)
    }

    /// The order: exactly the sum of its shops' parts.
    pub fn of_order(parts: &[Self]) -> Result<Self, TotalsError> {
        let mut sum = Self::default();
        for p in parts {
            sum.goods = sum.goods.checked_add(p.goods).ok_or(TotalsError::TooLarge)?;
            sum.delivery = sum.delivery.checked_add(p.delivery).ok_or(TotalsError::TooLarge)?;
            sum.weight = sum.weight + p.weight;
        }
        sum.goods.checked_add(sum.delivery).ok_or(TotalsError::TooLarge)?;
        Ok(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line() -> impl Strategy<Value = PricedLine> {
        (1..=1_000_000_000_i64, 1..=MAX_QUANTITY, 0..=1_000_000_i64).prop_map(|(p, quantity, w)| PricedLine {
            price: Rupiah(p),
            quantity,
            weight: Grams(w),
        })
    }

    proptest! {
        #[test]
        fn the_parts_sum_to_the_order(shops in prop::collection::vec((prop::collection::vec(line(), 1..8), 0..100_000_i64), 1..6)) {
            let to = Kelurahan::all().next();
            let parts: Vec<Totals> = shops.iter().map(|(lines, fee)| {
                let terms = DeliveryTerms { flat_courier: true, flat_fee_per_kg: Rupiah(*fee), ..DeliveryTerms::default() };
                Totals::of_shop(lines, &terms, DeliveryKind::FlatCourier, to).unwrap()
            }).collect();
            let order = Totals::of_order(&parts).unwrap();
            prop_assert_eq!(order.total(), parts.iter().map(Totals::total).sum());
            prop_assert_eq!(order.goods, shops.iter().flat_map(|(l, _)| l).map(|l| l.total().unwrap()).sum());
        }

        #[test]
        fn absurd_amounts_are_errors_not_wraps(price in 1..=i64::MAX, quantity in i64::MIN..=i64::MAX) {
            let l = PricedLine { price: Rupiah(price), quantity, weight: Grams(1) };
            if let Ok(t) = l.total() { prop_assert_eq!(i128::from(t.0), i128::from(price) * i128::from(quantity)); }
        }
    }
}
