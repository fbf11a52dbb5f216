//! How goods reach the shopper, and what that costs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::kernel::money::Rupiah;
use crate::kernel::weight::Grams;
use crate::kernel::wilayah::Kelurahan;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryKind {
    Pickup,
    /// The shop's own courier, a fee per kelurahan.
    OwnCourier,
    /// A courier service at a flat fee per started kilogram.
    FlatCourier,
}

impl DeliveryKind {
    pub const ALL: [Self; 3] = [Self::Pickup, Self::OwnCourier, Self::FlatCourier];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Pickup => "pickup",
            Self::OwnCourier => "own_courier",
            Self::FlatCourier => "flat_courier",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// What a shop offers. Zones: where the own courier goes, for which fee (zero is a gift, absent is nowhere).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryTerms {
    pub pickup: bool,
    pub own_courier: bool,
    pub zones: BTreeMap<Kelurahan, Rupiah>,
    pub flat_courier: bool,
    pub flat_fee_per_kg: Rupiah,
    /// Cash when a courier hands over.
    pub cod: bool,
    /// Cash at the shop.
    pub pay_at_pickup: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DeliveryError {
    #[error("the shop does not offer this")]
    NotOffered,
    #[error("the shop's courier does not go there")]
    OutsideZones,
    #[error("needs an address")]
    NoAddress,
}

impl DeliveryTerms {
    pub fn any(&self) -> bool {
        self.pickup || (self.own_courier && !self.zones.is_empty()) || self.flat_courier
    }

    /// Is there a way to pay without a card?
    pub fn any_payment(&self) -> bool {
        (self.cod && (self.own_courier || self.flat_courier)) || (self.pay_at_pickup && self.pickup)
    }

    pub fn offers(&self, kind: DeliveryKind) -> bool {
        match kind {
            DeliveryKind::Pickup => self.pickup,
            DeliveryKind::OwnCourier => self.own_courier && !self.zones.is_empty(),
            DeliveryKind::FlatCourier => self.flat_courier,
        }
    }

    pub fn offered(&self) -> Vec<DeliveryKind> {
        DeliveryKind::ALL.into_iter().filter(|k| self.offers(*k)).collect()
    }

    /// The fee for a parcel of this weight to this kelurahan.
    pub fn quote(&self, kind: DeliveryKind, to: Option<Kelurahan>, weight: Grams) -> Result<Rupiah, DeliveryError> {
        if !self.offers(kind) {
            return Err(DeliveryError::NotOffered);
        }
        match kind {
            DeliveryKind::Pickup => Ok(Rupiah::ZERO),
            DeliveryKind::OwnCourier => {
                let to = to.ok_or(DeliveryError::NoAddress)?;
                self.zones.get(&to).copied().ok_or(DeliveryError::OutsideZones)
            }
            DeliveryKind::FlatCourier => {
                to.ok_or(DeliveryError::NoAddress)?;
                Ok(self.flat_fee(weight))
            }
        }
    }
}

impl DeliveryTerms {
    /// The least and the most that this costs, wherever in the city it goes. None: not offered.
    pub fn fees(&self, kind: DeliveryKind, weight: Grams) -> Option<(Rupiah, Rupiah)> {
        if !self.offers(kind) {
            return None;
        }
        match kind {
            DeliveryKind::Pickup => Some((Rupiah::ZERO, Rupiah::ZERO)),
            DeliveryKind::OwnCourier => self.zones.values().min().copied().zip(self.zones.values().max().copied()),
            DeliveryKind::FlatCourier => Some((self.flat_fee(weight), self.flat_fee(weight))),
        }
    }

    fn flat_fee(&self, weight: Grams) -> Rupiah {
        Rupiah(self.flat_fee_per_kg.0.saturating_mul(weight.started_kilograms()))
    }

    /// What is ticked until the shopper chooses: the first offer that reaches them, else the first.
    pub fn suggest(&self, to: Option<Kelurahan>, weight: Grams) -> Option<DeliveryKind> {
        let offered = self.offered();
        offered.iter().copied().find(|k| self.quote(*k, to, weight).is_ok()).or_else(|| offered.first().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fees_follow_zone_and_started_kilogram() {
        let home = Kelurahan::parse("32.77.02.1001").unwrap();
        let far = Kelurahan::parse("32.77.03.1004").unwrap();
        let terms = DeliveryTerms {
            own_courier: true,
            zones: BTreeMap::from([(home, Rupiah(5_000))]),
            flat_courier: true,
            flat_fee_per_kg: Rupiah(9_000),
            ..DeliveryTerms::default()
        };
        assert_eq!(terms.quote(DeliveryKind::OwnCourier, Some(home), Grams(1)), Ok(Rupiah(5_000)));
        assert_eq!(terms.quote(DeliveryKind::OwnCourier, Some(far), Grams(1)), Err(DeliveryError::OutsideZones));
        assert_eq!(terms.quote(DeliveryKind::OwnCourier, None, Grams(1)), Err(DeliveryError::NoAddress));
        assert_eq!(terms.quote(DeliveryKind::FlatCourier, Some(far), Grams(1_001)), Ok(Rupiah(18_000)));
        assert_eq!(terms.quote(DeliveryKind::Pickup, None, Grams(1)), Err(DeliveryError::NotOffered));
        assert_eq!(terms.suggest(Some(home), Grams(1)), Some(DeliveryKind::OwnCourier));
        assert_eq!(terms.suggest(Some(far), Grams(1)), Some(DeliveryKind::FlatCourier));
        assert_eq!(terms.suggest(None, Grams(1)), Some(DeliveryKind::OwnCourier));
        assert_eq!(terms.fees(DeliveryKind::OwnCourier, Grams(1)), Some((Rupiah(5_000), Rupiah(5_000))));
        assert_eq!(terms.fees(DeliveryKind::FlatCourier, Grams(1_001)), Some((Rupiah(18_000), Rupiah(18_000))));
        assert_eq!(terms.fees(DeliveryKind::Pickup, Grams(1)), None);
    }
}
