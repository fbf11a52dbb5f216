//! A deposit: several materials weighed at one counter, worth what the list says at that moment.

use thiserror::Error;

use super::ledger::{Account, Entry, EntryError};
use super::material::MaterialCode;
use super::measure::Measure;
use super::price;
use super::weighing::Weighing;
use crate::kernel::ids::WasteMemberId;
use crate::kernel::money::Rupiah;

/// More lines than this are two slips.
pub const MAX_LINES: usize = 20;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepositLine {
    pub material: MaterialCode,
    pub measure: Measure,
    pub weighing: Weighing,
    /// Why something was taken off; empty when nothing was.
    pub reason: String,
    /// The price at the time, for one kilogram, litre or piece.
    pub rate: Rupiah,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DepositError {
    #[error("nothing was brought")]
    Empty,
    #[error("more than {MAX_LINES} lines")]
    TooManyLines,
    #[error("line {index}: a deduction needs a reason")]
    ReasonMissing { index: usize },
    /// So little that it is worth less than a rupiah.
    #[error("line {index} is worth nothing")]
    Worthless { index: usize },
    #[error("too large")]
    TooLarge,
}

impl DepositLine {
    pub fn value(&self) -> Option<Rupiah> {
        price::value(self.weighing.net(), self.measure, self.rate)
    }
}

/// What the whole is worth, if it may be taken like this.
pub fn total(lines: &[DepositLine]) -> Result<Rupiah, DepositError> {
    if lines.is_empty() {
        return Err(DepositError::Empty);
    }
    if lines.len() > MAX_LINES {
        return Err(DepositError::TooManyLines);
    }
    let mut sum = Rupiah::ZERO;
    for (index, line) in lines.iter().enumerate() {
        if line.weighing.deduction().is_positive() && line.reason.trim().is_empty() {
            return Err(DepositError::ReasonMissing { index });
        }
        let value = line.value().ok_or(DepositError::TooLarge)?;
        if value.is_zero() {
            return Err(DepositError::Worthless { index });
        }
        sum = sum.checked_add(value).ok_or(DepositError::TooLarge)?;
    }
    Ok(sum)
}

/// Dr inventory of each material, Cr the member.
pub fn entry(member: WasteMemberId, lines: &[DepositLine]) -> Result<Entry, EntryError> {
    let mut entry = Entry::builder();
    let mut sum = Rupiah::ZERO;
    for line in lines {
        let value = line.value().ok_or(EntryError::TooLarge)?;
        entry = entry.debit(Account::Inventory(line.material), value);
        sum = sum.checked_add(value).ok_or(EntryError::TooLarge)?;
    }
    entry.credit(Account::Member(member), sum).balanced()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wastebank::measure::Amount;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn line(code: &str, net: i64, deduction: i64, rate: i64) -> DepositLine {
        DepositLine {
            material: MaterialCode::parse(code).unwrap(),
            measure: Measure::Kilogram,
            weighing: Weighing::new(Measure::Kilogram, Amount(net + deduction + 50), Amount(50), Amount(deduction)).unwrap(),
            reason: String::new(),
            rate: Rupiah(rate),
        }
    }

    #[test]
    fn a_deduction_says_why() {
        let lines = [line("PL-01", 2_500, 0, 4_000), line("KT-01", 1_000, 200, 1_300)];
        assert_eq!(total(&lines), Err(DepositError::ReasonMissing { index: 1 }));
        assert_eq!(total(&lines[..1]), Ok(Rupiah(10_000)));
        assert_eq!(total(&[]), Err(DepositError::Empty));
        assert_eq!(total(&[line("PL-18", 1, 0, 150)]), Err(DepositError::Worthless { index: 0 }));
        assert_eq!(total(&vec![line("PL-01", 100, 0, 4_000); 21]), Err(DepositError::TooManyLines));
    }

    proptest! {
        #[test]
        fn the_books_say_what_the_slip_says(nets in prop::collection::vec((1_000..900_000_i64, 50..90_000_i64), 1..20)) {
            let lines: Vec<DepositLine> = nets.iter().map(|(net, rate)| line("PL-01", *net, 0, *rate)).collect();
            let member = WasteMemberId(Uuid::nil());
            let entry = entry(member, &lines).unwrap();
            prop_assert_eq!(entry.change_of(Account::Member(member)), total(&lines).unwrap());
        }
    }
}
