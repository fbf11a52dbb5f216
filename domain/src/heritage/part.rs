//! A fare in its parts as they are kept: what is due of each, what is held, and what goes back.

use serde::{Deserialize, Serialize};

use super::tender::TenderKind;
use crate::kernel::money::Rupiah;

/// Where the money of one part is. It only moves forward; but what fell away is due again when a party that was given up is waited
/// for again.
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

    /// What is due of it, or held.
    fn open(&self) -> Rupiah {
        if self.state == TenderState::Due { self.amount } else { self.held() }
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

/// What falls away with somebody who does not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Less {
    pub fare: Rupiah,
    /// Of what moving has cost.
    pub fee: Rupiah,
    /// What moving has cost those who are left.
    pub fee_left: Rupiah,
}

impl Less {
    /// Somebody's fare, of all `fares` that moved for `move_fee`: it is shared as the fares are. Rounded down, so whoever pays
    /// the last of the fares takes the rest.
    pub fn of(fare: Rupiah, fares: Rupiah, move_fee: Rupiah) -> Self {
        let part = (i128::from(move_fee.0) * i128::from(fare.0)).checked_div(i128::from(fares.0));
        let fee = part.and_then(|part| i64::try_from(part).ok()).map_or(Rupiah::ZERO, Rupiah);
        Self { fare, fee, fee_left: move_fee - fee }
    }
}

/// A smaller fare, because somebody does not come: how much each part shrinks. What moving has cost is cash and stays cash. Of
/// the fare what is due falls away first (card, cash, pledge), then what was paid goes back. The changes are exactly the difference.
pub fn shrink(parts: &[Part], less: Less) -> Vec<Rupiah> {
    let mut cuts = vec![Rupiah::ZERO; parts.len()];
    let rest = take(parts, &mut cuts, &[TenderKind::Cash], Rupiah::ZERO, less.fee);
    let rest = take(parts, &mut cuts, &TenderKind::ALL, less.fee_left, less.fare + rest);
    // Where there is less cash than moving has cost, because fares were once taken of all of it.
    take(parts, &mut cuts, &TenderKind::ALL, Rupiah::ZERO, rest);
    cuts
}

/// Cuts so much of the parts of these kinds, but for what is to stay in cash. What could not be cut.
fn take(parts: &[Part], cuts: &mut [Rupiah], kinds: &[TenderKind], cash_stays: Rupiah, amount: Rupiah) -> Rupiah {
    let mut rest = amount.max(Rupiah::ZERO);
    for state in [TenderState::Due, TenderState::Paid] {
        for kind in kinds.iter().rev() {
            let stays = if *kind == TenderKind::Cash { cash_stays } else { Rupiah::ZERO };
            for (part, cut) in parts.iter().zip(cuts.iter_mut()).filter(|(p, _)| p.kind == *kind && p.state == state) {
                let less = rest.min(part.open() - *cut - stays).max(Rupiah::ZERO);
                *cut += less;
                rest -= less;
            }
        }
    }
    rest
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
        fn a_smaller_fare_takes_from_its_parts_what_they_have(
            parts in prop::collection::vec(part(), 0..6), fare in 0..200_000_i64, fee in 0..50_000_i64, fee_left in 0..50_000_i64,
        ) {
            let open: Rupiah = parts.iter().map(Part::open).sum();
            let cuts = shrink(&parts, Less { fare: Rupiah(fare), fee: Rupiah(fee), fee_left: Rupiah(fee_left) });
            prop_assert_eq!(cuts.iter().copied().sum::<Rupiah>(), Rupiah(fare + fee).min(open));
            for (p, c) in parts.iter().zip(&cuts) {
                prop_assert!(*c >= Rupiah::ZERO && *c <= p.open());
            }
        }

        /// A party that paid from a balance and, before or after it came to the meeting point, in cash.
        #[test]
        fn whoever_is_left_out_takes_their_part_of_what_moving_cost(
            fares in prop::collection::vec(0..50_000_i64, 1..7), fee in 0..50_000_i64, in_cash in 0..=100_i64, settled in any::<bool>(),
        ) {
            let mut fare = Rupiah(fares.iter().sum());
            let mut fee = if fare.is_zero() { Rupiah::ZERO } else { Rupiah(fee) };
            let part = |kind, amount, state| Part { kind, amount, state, returned: Rupiah::ZERO };
            let cash = Rupiah(fare.0 * in_cash / 100);
            let state = if settled { TenderState::Paid } else { TenderState::Due };
            let mut parts = [part(TenderKind::Balance, fare - cash, TenderState::Paid), part(TenderKind::Cash, cash + fee, state)];
            for one in fares {
                let less = Less::of(Rupiah(one), fare, fee);
                prop_assert!((Rupiah::ZERO..=fee).contains(&less.fee));
                let cuts = shrink(&parts, less);
                for (p, cut) in parts.iter_mut().zip(cuts) {
                    if p.state == TenderState::Due { p.amount -= cut } else { p.returned += cut }
                }
                (fare, fee) = (fare - less.fare, less.fee_left);
                prop_assert_eq!(parts.iter().map(Part::open).sum::<Rupiah>(), fare + fee);
                prop_assert!(parts[1].open() >= fee, "what moving has cost is not kept of a balance");
            }
            prop_assert_eq!((fare, fee), (Rupiah::ZERO, Rupiah::ZERO));
            prop_assert!(parts.iter().all(|p| p.open().is_zero()), "everything has gone back");
        }
    }
}
