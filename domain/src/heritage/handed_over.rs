//! What lay on the scale and in the cash box when a device told something that did not count: without it nobody could write the goods
//! down afterwards, or give back what was taken. Nobody's name is part of it.

use serde::{Deserialize, Serialize};

use super::fare::FareCategory;
use crate::kernel::bilingual::Bilingual;
use crate::kernel::money::Rupiah;
use crate::wastebank::measure::{Amount, Measure};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// In the order of the scale.
    pub lines: Vec<HandedLine>,
    /// Of these lines, as it was shown.
    pub worth: Rupiah,
    /// Of the member whose waste it is, where the party itself is none. It leads to a person, and is forgotten like one.
    pub card: Option<String>,
    pub cash: Rupiah,
    /// Of a party that has no booking.
    pub along: Option<CameAlong>,
}

/// Amounts are as the scale showed them: whatever is wrong with them may be why they did not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedLine {
    /// The code on the price list.
    pub material: String,
    pub name: Bilingual,
    /// None: not a material of ours.
    pub measure: Option<Measure>,
    pub gross: Amount,
    /// Of the container, and for what is wet or dirty.
    pub off: Amount,
}

impl HandedLine {
    pub const fn net(&self) -> Amount {
        Amount(self.gross.0.saturating_sub(self.off.0))
    }
}

/// Who came, by categories, and the fare that they were told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CameAlong {
    pub persons: Vec<(FareCategory, usize)>,
    pub fare: Rupiah,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_off_cannot_wrap_around() {
        let line = |gross, off| HandedLine {
            material: "PL-01".to_owned(),
            name: Bilingual::default(),
            measure: None,
            gross: Amount(gross),
            off: Amount(off),
        };
        assert_eq!((line(3_500, 500).net(), line(i64::MIN, 1).net()), (Amount(3_000), Amount(i64::MIN)));
    }
}
