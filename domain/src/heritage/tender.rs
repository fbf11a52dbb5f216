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

/// Where the money of one part is. It only moves forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TenderState {
    /// To be paid: at the meeting point, or by the gateway.
    Due,
    Paid,
    /// The party ended before it was paid.
    Void,
}

impl TenderState {
    pub const ALL: [Self; 3] = [Self::Due, Self::Paid, Self::Void];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Paid => "paid",
            Self::Void => "void",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
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

/// One part as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub kind: TenderKind,
    pub amount: Rupiah,
    pub state: TenderState,
    /// Of a paid part: what has been given back, or is owed.
    pub returned: Rupiah,
}

impl Part {
    /// What the house holds of it.
    pub fn held(&self) -> Rupiah {
        if self.state == TenderState::Paid { self.amount - self.returned } else { Rupiah::ZERO }
    }
}

/// How much goes back of each part when `fee` is kept of what was paid. What is still due falls away first, so the fee is kept
/// of what is held: of the card before the balance, because a balance is somebody's waste. The order is that of the parts.
pub fn refunds(parts: &[Part], fee: Rupiah) -> Vec<Rupiah> {
    let mut back: Vec<Rupiah> = parts.iter().map(Part::held).collect();
    let mut keep = fee.max(Rupiah::ZERO);
    for kind in TenderKind::ALL.into_iter().rev() {
        for (part, amount) in parts.iter().zip(&mut back).filter(|(p, _)| p.kind == kind) {
            let kept = keep.min(part.held());
            *amount -= kept;
            keep -= kept;
        }
    }
    back
}

/// A smaller fare, because somebody does not come: how much each part shrinks. What is due falls away first (card, cash,
/// pledge), then what was paid goes back. The changes are exactly the difference.
pub fn shrink(parts: &[Part], by: Rupiah) -> Vec<Rupiah> {
    let mut cut = vec![Rupiah::ZERO; parts.len()];
    let mut rest = by.max(Rupiah::ZERO);
    for state in [TenderState::Due, TenderState::Paid] {
        for kind in TenderKind::ALL.into_iter().rev() {
            for (part, cut) in parts.iter().zip(&mut cut).filter(|(p, _)| p.kind == kind && p.state == state) {
                let open = if state == TenderState::Due { part.amount } else { part.held() };
                let less = rest.min(open);
                *cut += less;
                rest -= less;
            }
        }
    }
    cut
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

    fn part() -> impl Strategy<Value = Part> {
        (0..4_usize, 1..50_000_i64, 0..3_usize, 0..=100_i64).prop_map(|(kind, amount, state, share)| {
            let state = TenderState::ALL[state];
            let returned = if state == TenderState::Paid { amount * share / 100 } else { 0 };
            Part { kind: TenderKind::ALL[kind], amount: Rupiah(amount), state, returned: Rupiah(returned) }
        })
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

        #[test]
        fn what_goes_back_and_the_fee_are_what_was_held(parts in prop::collection::vec(part(), 0..6), fee in 0..100_000_i64) {
            let held: Rupiah = parts.iter().map(Part::held).sum();
            let back = refunds(&parts, Rupiah(fee));
            prop_assert_eq!(back.iter().copied().sum::<Rupiah>() + Rupiah(fee).min(held), held);
            for (p, b) in parts.iter().zip(&back) {
                prop_assert!(*b >= Rupiah::ZERO && *b <= p.held());
            }
        }

        #[test]
        fn a_smaller_fare_takes_from_its_parts_what_they_have(parts in prop::collection::vec(part(), 0..6), by in 0..300_000_i64) {
            let open: Rupiah = parts.iter().map(|p| if p.state == TenderState::Due { p.amount } else { p.held() }).sum();
            let cut = shrink(&parts, Rupiah(by));
            prop_assert_eq!(cut.iter().copied().sum::<Rupiah>(), Rupiah(by).min(open));
            for (p, c) in parts.iter().zip(&cut) {
                prop_assert!(*c >= Rupiah::ZERO && *c <= p.amount);
            }
        }
    }
}
