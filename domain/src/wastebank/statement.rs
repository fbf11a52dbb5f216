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
}

impl EntryKind {
    pub const ALL: [Self; 8] =
        [Self::Deposit, Self::Withdrawal, Self::Transfer, Self::Reversal, Self::Fare, Self::FareReturn, Self::Float, Self::Sale];

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
