//! How a fare is covered: waste from a balance, waste that is promised, cash at the meeting point, a card for the rest.
//! The parts are always the fare.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::terms::Terms;
use crate::kernel::bilingual::Bilingual;
use crate::kernel::money::Rupiah;
use crate::kernel::weight::Grams;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TenderKind {
    /// Waste that was brought before.
    Balance,
    /// Waste that will be brought to the meeting point.
    Pledge,
    /// At the meeting point.
    Cash,
    Card,
}

impl TenderKind {
    pub const ALL: [Self; 4] = [Self::Balance, Self::Pledge, Self::Cash, Self::Card];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Balance => "balance",
            Self::Pledge => "pledge",
            Self::Cash => "cash",
            Self::Card => "card",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// What somebody promises to bring, and what it is worth at today's prices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PledgeLine {
    /// The code on the price list.
    pub material: String,
    pub name: Bilingual,
    pub amount: Grams,
    pub worth: Rupiah,
}

/// What a party chooses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TenderChoice {
    /// At most this much from the balance.
    pub balance: Rupiah,
    pub pledge: Vec<PledgeLine>,
    /// At most this much in cash; what is still missing is paid by card.
    pub cash: Rupiah,
}

/// A fare in its parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tender {
    pub balance: Rupiah,
    pub pledge: Rupiah,
    pub cash: Rupiah,
    pub card: Rupiah,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TenderError {
    #[error("an amount is negative")]
    Negative,
    #[error("at least {least} of the fare is paid in waste")]
    TooLittleWaste { least: Rupiah },
    #[error("whoever brings waste brings {least} at least")]
    TooLight { least: Grams },
    /// More than anybody carries to a tour.
    #[error("too heavy")]
    TooHeavy,
    #[error("too large")]
    TooLarge,
}

/// The heaviest pledge of a party.
const HEAVIEST: Grams = Grams(500_000);

impl Tender {
    /// Takes a fare apart by what was chosen: balance first, then the pledge, then cash; a card pays what is left. A pledge
    /// that is worth more than is missing counts up to that, and the rest goes to the balance on the day.
    pub fn cover(fare: Rupiah, persons: u32, choice: &TenderChoice, terms: &Terms) -> Result<Self, TenderError> {
        let negative = choice.balance < Rupiah::ZERO || choice.cash < Rupiah::ZERO;
        if negative || choice.pledge.iter().any(|l| l.amount.0 <= 0 || l.worth < Rupiah::ZERO) {
            return Err(TenderError::Negative);
        }
        let brought: Grams = choice.pledge.iter().map(|l| l.amount).sum();
        if brought > HEAVIEST {
            return Err(TenderError::TooHeavy);
        }
        let least = terms.least_grams(persons);
        if !choice.pledge.is_empty() && brought < least {
            return Err(TenderError::TooLight { least });
        }
        let worth = choice.pledge.iter().try_fold(Rupiah::ZERO, |sum, l| sum.checked_add(l.worth)).ok_or(TenderError::TooLarge)?;
        let balance = choice.balance.min(fare);
        let pledge = worth.min(fare - balance);
        let cash = choice.cash.min(fare - balance - pledge);
        let tender = Self { balance, pledge, cash, card: fare - balance - pledge - cash };
        let least = terms.least_waste(fare);
        if tender.balance + tender.pledge < least { Err(TenderError::TooLittleWaste { least }) } else { Ok(tender) }
    }

    pub fn total(&self) -> Rupiah {
        self.balance + self.pledge + self.cash + self.card
    }

    /// The parts that are something.
    pub fn parts(&self) -> impl Iterator<Item = (TenderKind, Rupiah)> {
        let all = [
            (TenderKind::Balance, self.balance),
            (TenderKind::Pledge, self.pledge),
            (TenderKind::Cash, self.cash),
            (TenderKind::Card, self.card),
        ];
        all.into_iter().filter(|(_, amount)| !amount.is_zero())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(grams: i64, worth: i64) -> PledgeLine {
        PledgeLine { material: "PL-01".to_owned(), name: Bilingual::default(), amount: Grams(grams), worth: Rupiah(worth) }
    }

    #[test]
    fn a_fare_may_be_waste_alone() {
        let choice = TenderChoice { pledge: vec![line(10_000, 40_000)], ..TenderChoice::default() };
        let all = Tender::cover(Rupiah(35_000), 2, &choice, &Terms::default());
        assert_eq!(all, Ok(Tender { pledge: Rupiah(35_000), ..Tender::default() }));
        let light = TenderChoice { pledge: vec![line(1_999, 8_000)], ..TenderChoice::default() };
        assert_eq!(Tender::cover(Rupiah(35_000), 2, &light, &Terms::default()), Err(TenderError::TooLight { least: Grams(2_000) }));
    }

    #[test]
    fn a_share_in_waste_may_be_required() {
        let terms = Terms { least_waste_percent: 50, ..Terms::default() };
        let cash = |balance, cash| TenderChoice { balance: Rupiah(balance), cash: Rupiah(cash), ..TenderChoice::default() };
        assert_eq!(
            Tender::cover(Rupiah(20_000), 1, &cash(9_999, 20_000), &terms),
            Err(TenderError::TooLittleWaste { least: Rupiah(10_000) })
        );
        let half = Tender::cover(Rupiah(20_000), 1, &cash(10_000, 4_000), &terms).unwrap();
        assert_eq!(half, Tender { balance: Rupiah(10_000), pledge: Rupiah::ZERO, cash: Rupiah(4_000), card: Rupiah(6_000) });
        assert_eq!(Tender::cover(Rupiah(1), 1, &cash(-1, 0), &Terms::default()), Err(TenderError::Negative));
        let heavy = TenderChoice { pledge: vec![line(10_000_000, 1)], ..TenderChoice::default() };
        assert_eq!(Tender::cover(Rupiah(1), 1, &heavy, &terms), Err(TenderError::TooHeavy));
    }

    proptest! {
        #[test]
        fn the_parts_are_the_fare(
            fare in 0..5_000_000_i64, balance in 0..6_000_000_i64, cash in 0..6_000_000_i64,
            pledge in prop::collection::vec((1..20_000_i64, 0..90_000_i64), 0..6), percent in 0..=100_u32, persons in 1..12_u32,
        ) {
            let pledge = pledge.into_iter().map(|(g, w)| line(g, w)).collect();
            let choice = TenderChoice { balance: Rupiah(balance), pledge, cash: Rupiah(cash) };
            let terms = Terms { least_waste_percent: percent, ..Terms::default() };
            if let Ok(t) = Tender::cover(Rupiah(fare), persons, &choice, &terms) {
                prop_assert_eq!(t.total(), Rupiah(fare));
                prop_assert!([t.balance, t.pledge, t.cash, t.card].iter().all(|p| *p >= Rupiah::ZERO));
                prop_assert!(t.balance.0 <= balance && t.cash.0 <= cash);
                prop_assert!(t.balance + t.pledge >= terms.least_waste(Rupiah(fare)));
                prop_assert_eq!(t.parts().map(|(_, a)| a).sum::<Rupiah>(), Rupiah(fare));
            }
        }
    }
}
