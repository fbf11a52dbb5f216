//! A fare in its parts as they are kept: what is due of each, what is held, and what goes back.

use serde::{Deserialize, Serialize};

use super::tender::TenderKind;
use crate::kernel::money::Rupiah;

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

    fn part() -> impl Strategy<Value = Part> {
        (0..4_usize, 1..50_000_i64, 0..3_usize, 0..=100_i64).prop_map(|(kind, amount, state, share)| {
            let state = TenderState::ALL[state];
            let returned = if state == TenderState::Paid { amount * share / 100 } else { 0 };
            Part { kind: TenderKind::ALL[kind], amount: Rupiah(amount), state, returned: Rupiah(returned) }
        })
    }

    proptest! {
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
