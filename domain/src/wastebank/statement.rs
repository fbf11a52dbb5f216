//! What happened to a balance, line by line, as the books tell it.

use crate::kernel::clock::Timestamp;
use crate::kernel::money::Rupiah;

/// What an entry books. Its text is kept in the books, so a variant that is in use is never renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryKind {
    Deposit,
    /// Cash at a counter.
    Withdrawal,
    /// To or from a member of the family.
    Transfer,
    /// What undoes a slip.
    Reversal,
    Fare,
    FareReturn,
    /// Money into a cash box, or out of it.
    Float,
    /// Goods to a collector.
    Sale,
    /// A fare paid in cash or by card.
    Receipt,
    /// Of such a fare, or paid beyond one: it goes back.
    Owed,
    /// It has gone back.
    PaidBack,
    /// Cash from the way into a box.
    HandedIn,
    /// The village's part of a departure's fares, or a correction of it.
    Share,
    /// To the village, out of a box.
    SharePaid,
    /// What a stock count found or missed.
    Count,
    /// What a day close found in the cash box, or missed.
    CashCount,
}

impl EntryKind {
    pub const ALL: [Self; 16] = [
        Self::Deposit,
        Self::Withdrawal,
        Self::Transfer,
        Self::Reversal,
        Self::Fare,
        Self::FareReturn,
        Self::Float,
        Self::Sale,
        Self::Receipt,
        Self::Owed,
        Self::PaidBack,
        Self::HandedIn,
        Self::Share,
        Self::SharePaid,
        Self::Count,
        Self::CashCount,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Deposit => "deposit",
            Self::Withdrawal => "withdrawal",
            Self::Transfer => "transfer",
            Self::Reversal => "reversal",
            Self::Fare => "fare",
            Self::FareReturn => "fare_return",
            Self::Float => "float",
            Self::Sale => "sale",
            Self::Receipt => "receipt",
            Self::Owed => "owed",
            Self::PaidBack => "paid_back",
            Self::HandedIn => "handed_in",
            Self::Share => "share",
            Self::SharePaid => "share_paid",
            Self::Count => "count",
            Self::CashCount => "cash_count",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// The books' unique name of what an entry books: `deposit:BS-…`.
    pub fn reference(self, what: &str) -> String {
        format!("{}:{what}", self.code())
    }
}

/// A line of a member's statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    pub at: Timestamp,
    pub kind: EntryKind,
    /// The slip it can be read on, where there is one.
    pub slip: Option<String>,
    /// Above zero: credited.
    pub change: Rupiah,
}
