//! A counter's day, closed: what lay in the cash box in the morning, what moved it, what should lie there, and what does.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::ledger::{Account, Entry, EntryError};
use crate::kernel::clock::{DAY, Timestamp};
use crate::kernel::ids::WasteUnitId;
use crate::kernel::money::Rupiah;

/// All movements of one kind of entry on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashLine {
    /// As the books name it, whoever booked it.
    pub kind: String,
    pub received: Rupiah,
    pub paid: Rupiah,
}

/// What the books say of a cash box and a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CashSheet {
    pub opening: Rupiah,
    pub lines: Vec<CashLine>,
}

impl CashSheet {
    /// What lies there if nothing is missing.
    pub fn expected(&self) -> Rupiah {
        self.opening + self.lines.iter().map(|l| l.received - l.paid).sum::<Rupiah>()
    }
}

/// A day that was closed, as it was then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayClose {
    pub day: Timestamp,
    pub sheet: CashSheet,
    pub counted: Rupiah,
    /// Empty when nothing differed.
    pub reason: String,
    pub by_name: String,
    pub at: Timestamp,
}

impl DayClose {
    /// Below zero: money was missing.
    pub fn difference(&self) -> Rupiah {
        self.counted - self.sheet.expected()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DayError {
    #[error("the day has not begun")]
    Future,
    #[error("not the first moment of a day")]
    NotADay,
}

/// A day may be closed from its own evening on; when the evening is, the counter knows.
pub fn check_day(day: Timestamp, now: Timestamp) -> Result<(), DayError> {
    if day != day.start_of_wib_day() {
        return Err(DayError::NotADay);
    }
    if day > now { Err(DayError::Future) } else { Ok(()) }
}

/// When the difference is booked: on the day that it belongs to.
pub fn booked_at(day: Timestamp, now: Timestamp) -> Timestamp {
    now.min(day.plus(DAY - 1))
}

/// Missing: Dr shrinkage, Cr cash; too much: Dr cash, Cr gain.
pub fn entry(unit: WasteUnitId, difference: Rupiah) -> Result<Entry, EntryError> {
    let cash = Account::Cash(unit);
    if difference < Rupiah::ZERO {
        return Entry::builder().debit(Account::Shrinkage, -difference).credit(cash, -difference).balanced();
    }
    Entry::builder().debit(cash, difference).credit(Account::Gain, difference).balanced()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    const NOON: Timestamp = Timestamp(1_795_402_800_000);

    #[test]
    fn a_day_is_closed_when_it_has_begun() {
        let today = NOON.start_of_wib_day();
        assert_eq!(check_day(today, NOON), Ok(()));
        assert_eq!(check_day(today.plus(DAY), NOON), Err(DayError::Future));
        assert_eq!(check_day(NOON, NOON), Err(DayError::NotADay));
        assert_eq!(booked_at(today, NOON), NOON);
        assert_eq!(booked_at(today.plus(-DAY), NOON), today.plus(-1), "the day before, though it is counted today");
    }

    proptest! {
        #[test]
        fn after_the_close_the_books_say_what_was_counted(
            opening in 0..5_000_000_i64,
            moves in prop::collection::vec((0..900_000_i64, 0..900_000_i64), 0..6),
            counted in 0..9_000_000_i64,
        ) {
            let unit = WasteUnitId(Uuid::nil());
            let line = |(received, paid): (i64, i64)| CashLine { kind: String::new(), received: Rupiah(received), paid: Rupiah(paid) };
            let sheet = CashSheet { opening: Rupiah(opening), lines: moves.into_iter().map(line).collect() };
            let difference = Rupiah(counted) - sheet.expected();
            match entry(unit, difference) {
                Ok(entry) => prop_assert_eq!(sheet.expected() + entry.change_of(Account::Cash(unit)), Rupiah(counted)),
                Err(e) => prop_assert!(e == EntryError::NotPositive && difference.is_zero()),
            }
        }
    }
}
