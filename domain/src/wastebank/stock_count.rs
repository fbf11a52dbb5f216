//! What lies in a unit, counted: what the books have more or less than that is booked when a second person agrees.

use thiserror::Error;

use super::batch::cost_of;
use super::ledger::{Account, Entry, EntryError};
use super::material::{Material, MaterialCode};
use super::measure::{Amount, Measure};
use super::price;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::WasteCountId;
use crate::kernel::money::Rupiah;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CountState {
    /// For a second person.
    Waiting,
    Booked,
    /// The second person did not agree, or it was taken back.
    Dropped,
}

impl CountState {
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Booked, Self::Dropped];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Booked => "booked",
            Self::Dropped => "dropped",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountLine {
    pub material: Material,
    /// What the books had when it was counted.
    pub booked: Amount,
    pub counted: Amount,
    /// What the difference was worth, once it is booked; below zero: lost.
    pub worth: Rupiah,
}

impl CountLine {
    /// Below zero: missing.
    pub fn difference(&self) -> Amount {
        Amount(self.counted.0 - self.booked.0)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockCount {
    pub id: WasteCountId,
    pub state: CountState,
    pub reason: String,
    pub by_name: String,
    pub at: Timestamp,
    pub decided_by: Option<String>,
    pub lines: Vec<CountLine>,
}

/// A pile's change: its material, how much it grows or shrinks by, and what that cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    pub material: MaterialCode,
    pub amount: Amount,
    pub cost: Rupiah,
}

/// The pile as it is when the difference is booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pile {
    pub amount: Amount,
    pub cost: Rupiah,
    /// What members are paid for one kilogram, litre or piece; none: it is not taken any more.
    pub rate: Option<Rupiah>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CountError {
    /// Something was sold or filled into sacks meanwhile.
    #[error("on the pile is less than what is missing")]
    Gone,
    #[error("too large")]
    TooLarge,
}

/// What is missing had cost its share of the pile. What is found is worth what the pile cost, or without one its price.
pub fn change(material: MaterialCode, measure: Measure, difference: Amount, pile: Pile) -> Result<Change, CountError> {
    let cost = if difference.0 < 0 {
        let missing = Amount(-difference.0);
        if missing > pile.amount {
            return Err(CountError::Gone);
        }
        -cost_of(missing, pile.amount, pile.cost)
    } else if pile.amount.is_positive() {
        let worth = (i128::from(pile.cost.0) * i128::from(difference.0) + i128::from(pile.amount.0 / 2)) / i128::from(pile.amount.0);
        Rupiah(i64::try_from(worth).map_err(|_| CountError::TooLarge)?)
    } else {
        price::value(difference, measure, pile.rate.unwrap_or_default()).ok_or(CountError::TooLarge)?
    };
    Ok(Change { material, amount: difference, cost })
}

/// Missing: Dr shrinkage, Cr inventory; found: Dr inventory, Cr gain. None when it was worth nothing.
pub fn entry(changes: &[Change]) -> Result<Option<Entry>, EntryError> {
    let mut entry = Entry::builder();
    let (mut lost, mut found) = (Rupiah::ZERO, Rupiah::ZERO);
    for change in changes {
        let inventory = Account::Inventory(change.material);
        if change.cost < Rupiah::ZERO {
            lost = lost.checked_add(-change.cost).ok_or(EntryError::TooLarge)?;
            entry = entry.credit(inventory, -change.cost);
        } else if change.cost > Rupiah::ZERO {
            found = found.checked_add(change.cost).ok_or(EntryError::TooLarge)?;
            entry = entry.debit(inventory, change.cost);
        }
    }
    if lost > Rupiah::ZERO {
        entry = entry.debit(Account::Shrinkage, lost);
    }
    if found > Rupiah::ZERO {
        entry = entry.credit(Account::Gain, found);
    }
    if lost.is_zero() && found.is_zero() { Ok(None) } else { entry.balanced().map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pet() -> MaterialCode {
        MaterialCode::parse("PL-01").unwrap()
    }

    fn pile(amount: i64, cost: i64) -> Pile {
        Pile { amount: Amount(amount), cost: Rupiah(cost), rate: Some(Rupiah(4_000)) }
    }

    #[test]
    fn a_difference_is_worth_its_share_of_the_pile() {
        let of = |difference, pile| change(pet(), Measure::Kilogram, Amount(difference), pile).map(|c| c.cost);
        assert_eq!(of(-250, pile(1_000, 3_000)), Ok(Rupiah(-750)));
        assert_eq!(of(-1_000, pile(1_000, 3_001)), Ok(Rupiah(-3_001)), "all of it had cost all");
        assert_eq!(of(500, pile(1_000, 3_000)), Ok(Rupiah(1_500)));
        assert_eq!(of(500, pile(0, 0)), Ok(Rupiah(2_000)), "by today's price");
        assert_eq!(of(500, Pile { rate: None, ..pile(0, 0) }), Ok(Rupiah::ZERO));
        assert_eq!(of(-1_001, pile(1_000, 3_000)), Err(CountError::Gone));
        assert_eq!(entry(&[]), Ok(None));
    }

    proptest! {
        #[test]
        fn what_is_booked_is_what_the_piles_cost(piles in prop::collection::vec((1..900_000_i64, 0..5_000_000_i64, -900_000..900_000_i64), 1..8)) {
            let made = piles.into_iter().filter_map(|(amount, cost, by)| change(pet(), Measure::Kilogram, Amount(by), pile(amount, cost)).ok());
            let changes: Vec<Change> = made.collect();
            let sum: Rupiah = changes.iter().map(|c| c.cost).sum();
            let booked = entry(&changes).unwrap();
            prop_assert_eq!(booked.map_or(Rupiah::ZERO, |e| e.change_of(Account::Inventory(pet()))), sum);
        }
    }
}
