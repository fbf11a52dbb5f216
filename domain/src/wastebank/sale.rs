//! Sacks sold to a collector, the central bank or another unit: what was filled in, what the weigh-bridge says, what it brings.

use super::batch::cost_of;
use super::ledger::{Account, Entry, EntryError};
use super::material::Material;
use super::measure::Amount;
use super::price::{self, Tier};
use super::slip::Reversal;
use super::weighing::Weighing;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{WasteBatchId, WasteUnitId};
use crate::kernel::money::Rupiah;
use crate::kernel::number;

/// The number of a sale's slip: `JL-261123-7K4QX2M`.
pub fn sale_number(at: Timestamp, random: u64) -> String {
    number::dated("JL", at, random)
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaleLine {
    pub batch: WasteBatchId,
    pub batch_number: String,
    pub seal: String,
    pub material: Material,
    /// What was filled in, and what it cost.
    pub booked: Amount,
    pub cost: Rupiah,
    /// On the weigh-bridge.
    pub bridge: Weighing,
    pub rate: Rupiah,
    /// What the list said for this buyer then; none: it had no price.
    pub list: Option<Rupiah>,
}

impl SaleLine {
    pub fn value(&self) -> Option<Rupiah> {
        price::value(self.bridge.net(), self.material.measure, self.rate)
    }

    /// The rate less the list's, where both are there and not the same.
    pub fn off_list(&self) -> Option<Rupiah> {
        self.list.map(|list| self.rate - list).filter(|difference| !difference.is_zero())
    }

    /// What is missing; below zero: there was more than was filled in.
    pub fn shrinkage(&self) -> Amount {
        Amount(self.booked.0 - self.bridge.net().0)
    }

    /// What the missing goods had cost.
    pub fn lost(&self) -> Rupiah {
        cost_of(Amount(self.shrinkage().0.max(0)), self.booked, self.cost)
    }
}

/// A sale as its slip tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaleSlip {
    pub number: String,
    pub unit: WasteUnitId,
    pub unit_name: String,
    /// Who bought it, by name and by the list's price.
    pub collector: String,
    pub tier: Tier,
    pub ticket: String,
    pub operator_name: String,
    pub at: Timestamp,
    pub total: Rupiah,
    pub lines: Vec<SaleLine>,
    pub reversed: Option<Reversal>,
}

pub fn total(lines: &[SaleLine]) -> Option<Rupiah> {
    lines.iter().try_fold(Rupiah::ZERO, |sum, line| sum.checked_add(line.value()?))
}

/// Dr cash / Cr inventory at its cost; what is missing is shrinkage, what is above or below the cost of the rest is gain or
/// shrinkage.
pub fn entry(unit: WasteUnitId, lines: &[SaleLine]) -> Result<Entry, EntryError> {
    let mut entry = Entry::builder();
    let (mut cash, mut gain, mut shrinkage) = (Rupiah::ZERO, Rupiah::ZERO, Rupiah::ZERO);
    for line in lines {
        let value = line.value().ok_or(EntryError::TooLarge)?;
        let margin = value - (line.cost - line.lost());
        cash = cash.checked_add(value).ok_or(EntryError::TooLarge)?;
        gain += margin.max(Rupiah::ZERO);
        shrinkage += line.lost() + (-margin).max(Rupiah::ZERO);
        if line.cost > Rupiah::ZERO {
            entry = entry.credit(Account::Inventory(line.material.code), line.cost);
        }
    }
    for (account, amount) in [(Account::Cash(unit), cash), (Account::Shrinkage, shrinkage)] {
        if amount > Rupiah::ZERO {
            entry = entry.debit(account, amount);
        }
    }
    if gain > Rupiah::ZERO {
        entry = entry.credit(Account::Gain, gain);
    }
    entry.balanced()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wastebank::material::{MaterialCode, MaterialKind};
    use crate::wastebank::measure::Measure;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn line(booked: i64, cost: i64, net: i64, rate: i64) -> SaleLine {
        let material = Material {
            code: MaterialCode::parse("PL-01").unwrap(),
            kind: MaterialKind::Plastic,
            name_id: String::new(),
            name_en: String::new(),
            measure: Measure::Kilogram,
            warm: None,
        };
        SaleLine {
            batch: WasteBatchId(Uuid::nil()),
            batch_number: String::new(),
            seal: String::new(),
            material,
            booked: Amount(booked),
            cost: Rupiah(cost),
            bridge: Weighing::new(Measure::Kilogram, Amount(net + 5), Amount(5), Amount::ZERO).unwrap(),
            rate: Rupiah(rate),
            list: Some(Rupiah(5_000)),
        }
    }

    #[test]
    fn what_is_missing_is_shrinkage_and_what_is_earned_is_gain() {
        let unit = WasteUnitId(Uuid::nil());
        // 10 kg at 4.000, 9 kg arrive and bring 5.000 each: 4.000 are lost, 9.000 are earned.
        let lines = [line(10_000, 40_000, 9_000, 5_000)];
        let entry = entry(unit, &lines).unwrap();
        assert_eq!((lines[0].shrinkage(), total(&lines)), (Amount(1_000), Some(Rupiah(45_000))));
        let change = |account| entry.change_of(account).0;
        assert_eq!((change(Account::Cash(unit)), change(Account::Shrinkage), change(Account::Gain)), (45_000, 4_000, 9_000));
        assert_eq!(change(Account::Inventory(lines[0].material.code)), -40_000);
        let off = |rate, list: Option<i64>| SaleLine { list: list.map(Rupiah), ..line(1, 1, 1, rate) }.off_list();
        assert_eq!([off(5_000, Some(5_000)), off(4_200, Some(5_000)), off(5_000, None)], [None, Some(Rupiah(-800)), None]);
    }

    proptest! {
        #[test]
        fn every_sale_balances(lines in prop::collection::vec((1..900_000_i64, 0..5_000_000_i64, 1..900_000_i64, 0..50_000_i64), 1..10)) {
            let unit = WasteUnitId(Uuid::nil());
            let lines: Vec<SaleLine> = lines.into_iter().map(|(b, c, n, r)| line(b, c, n, r)).collect();
            let cost: Rupiah = lines.iter().map(|l| l.cost).sum();
            match entry(unit, &lines) {
                Ok(entry) => {
                    prop_assert_eq!(entry.change_of(Account::Cash(unit)), total(&lines).unwrap());
                    prop_assert_eq!(entry.change_of(Account::Inventory(lines[0].material.code)), -cost);
                }
                // Nothing cost anything, and it brought nothing.
                Err(e) => prop_assert!(e == EntryError::Empty && cost.is_zero() && total(&lines) == Some(Rupiah::ZERO)),
            }
        }
    }
}
