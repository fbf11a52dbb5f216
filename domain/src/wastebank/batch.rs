//! Sacks: goods of one material on their way from a unit's stock to a collector, under a seal.

use std::fmt;

use thiserror::Error;

use super::material::Material;
use super::measure::Amount;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::WasteBatchId;
use crate::kernel::money::Rupiah;
use crate::kernel::number;

/// The number of a sack: `KR-261123-7K4QX2M`.
pub fn batch_number(at: Timestamp, random: u64) -> String {
    number::dated("KR", at, random)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BatchState {
    Open,
    Sealed,
    Sold,
    /// Put back onto the pile before it was sealed.
    Emptied,
}

impl BatchState {
    pub const ALL: [Self; 4] = [Self::Open, Self::Sealed, Self::Sold, Self::Emptied];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Sealed => "sealed",
            Self::Sold => "sold",
            Self::Emptied => "emptied",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// The number on a seal, as it is printed there: `A-004217`. Used once.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Seal(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not the number of a seal")]
pub struct SealError;

impl Seal {
    /// Three to twenty letters and digits; spaces and small letters do not matter.
    pub fn parse(text: &str) -> Result<Self, SealError> {
        let seal: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
        let fits = (3..=20).contains(&seal.len()) && seal.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
        if fits && seal.bytes().any(|b| b.is_ascii_digit()) { Ok(Self(seal)) } else { Err(SealError) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    pub id: WasteBatchId,
    pub number: String,
    pub material: Material,
    pub state: BatchState,
    pub seal: Option<Seal>,
    pub amount: Amount,
    pub cost: Rupiah,
    pub opened: Timestamp,
}

/// What a part of a pile cost, where the pile is a mixture: in proportion, rounded; all of it cost all.
pub fn cost_of(part: Amount, whole: Amount, cost: Rupiah) -> Rupiah {
    if part >= whole {
        return cost;
    }
    let (part, whole) = (i128::from(part.0.max(0)), i128::from(whole.0.max(1)));
    let share = (i128::from(cost.0) * part + whole / 2) / whole;
    Rupiah(i64::try_from(share).unwrap_or(cost.0).min(cost.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn seals_are_read_as_they_are_printed() {
        assert_eq!(Seal::parse(" a-0042 17 ").map(|s| s.to_string()), Ok("A-004217".to_owned()));
        for bad in ["", "12", "merah", "A_1234", "123456789012345678901"] {
            assert_eq!(Seal::parse(bad), Err(SealError), "{bad}");
        }
    }

    proptest! {
        /// However a pile is carried away, it has cost what it cost.
        #[test]
        fn parts_cost_the_whole(cost in 0..10_000_000_i64, parts in prop::collection::vec(1..100_000_i64, 1..12)) {
            let (mut left, mut paid) = (Amount(parts.iter().sum()), Rupiah(cost));
            let mut sum = Rupiah::ZERO;
            for part in parts.into_iter().map(Amount) {
                let share = cost_of(part, left, paid);
                prop_assert!(share >= Rupiah::ZERO && share <= paid);
                left = Amount(left.0 - part.0);
                paid -= share;
                sum += share;
            }
            prop_assert_eq!((sum, left, paid), (Rupiah(cost), Amount::ZERO, Rupiah::ZERO));
        }
    }
}
