//! When are goods as heavy as other goods worth a question?
//!
//! One kilogram of cardboard is brought by half the street, so a weight tells something only where it is odd (2.37 kg, and no
//! multiple of half a kilogram), and chance still finds every odd weight of a few kilograms twice in a busy week. Therefore
//! several materials must agree, or one so heavy that few people bring it. What is counted in pieces tells nothing: a dozen
//! bottles are a dozen bottles everywhere. Of one slip each material is added up, because a bag may be weighed in parts, and
//! what was taken off as wet or dirty is left in: that is an opinion, and the goods lie on the scale with it.

use std::collections::BTreeMap;

use super::asking::Asking;
use super::material::MaterialCode;
use super::measure::{Amount, Measure};
use super::questions::Goods;

/// How much of one material lay on a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighed {
    pub material: MaterialCode,
    pub measure: Measure,
    pub amount: Amount,
}

pub(super) fn is_odd(amount: Amount, asking: &Asking) -> bool {
    amount.is_positive() && amount.0 % asking.round_grams.max(1) != 0
}

pub(super) fn is_near(one: Amount, other: Amount, asking: &Asking) -> bool {
    one.0.abs_diff(other.0).saturating_mul(1_000) <= one.0.max(other.0).saturating_mul(asking.again_grams).unsigned_abs()
}

/// By the material, what of it was weighed on a slip and is odd.
pub(super) fn odd(goods: &[Goods], asking: &Asking) -> BTreeMap<MaterialCode, Weighed> {
    let mut all: BTreeMap<MaterialCode, Weighed> = BTreeMap::new();
    for g in goods.iter().filter(|g| g.measure != Measure::Piece) {
        let sum = all.entry(g.material).or_insert(Weighed { material: g.material, measure: g.measure, amount: Amount::ZERO });
        sum.amount.0 = sum.amount.0.saturating_add(g.gross.0 - g.tare.0);
    }
    all.retain(|_, weighed| is_odd(weighed.amount, asking));
    all
}

/// Are so many of the same weight worth a question?
pub(super) fn tell(alike: &[Weighed], asking: &Asking) -> bool {
    let alone = asking.again_alone.saturating_mul(Measure::Kilogram.scale());
    let heavy = alike.iter().any(|w| w.amount.0 >= alone);
    !alike.is_empty() && (heavy || i64::try_from(alike.len()).unwrap_or(i64::MAX) >= asking.again_lines)
}

/// Slips for the tests of these questions.
#[cfg(test)]
pub(super) mod testing {
    use super::*;
    use crate::kernel::clock::{HOUR, Timestamp};
    use crate::kernel::ids::{PersonId, WasteMemberId, WasteUnitId};
    use crate::kernel::money::Rupiah;
    use crate::wastebank::questions::Seen;
    use uuid::Uuid;

    pub const MONDAY: Timestamp = Timestamp(1_795_402_800_000);

    pub fn code(text: &str) -> MaterialCode {
        MaterialCode::parse(text).unwrap()
    }

    /// A slip of a member of its own, an hour after the one before.
    pub fn slip(n: u32, goods: &[(&str, i64)]) -> Seen {
        let line = |(material, grams): &(&str, i64)| Goods {
            material: code(material),
            measure: if material.starts_with("KC") { Measure::Piece } else { Measure::Kilogram },
            gross: Amount(grams + 100),
            tare: Amount(100),
        };
        Seen {
            slip: format!("BS-{n}"),
            operator: PersonId(Uuid::from_u128(1)),
            operator_name: "Euis".to_owned(),
            member: WasteMemberId(Uuid::from_u128(n.into())),
            unit: WasteUnitId(Uuid::nil()),
            unit_name: "Unit".to_owned(),
            at: MONDAY.plus(i64::from(n) * HOUR),
            total: Rupiah(9_000),
            open: true,
            undone: false,
            photo: true,
            goods: goods.iter().map(line).collect(),
        }
    }
}
