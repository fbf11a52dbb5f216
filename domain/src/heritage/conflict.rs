//! What a device told and the house did not accept: a person decides what to make of it. Codes are stable, as those of tickets are.

use super::boarding::Outcome;
use super::handed_over::HandedOver;
use crate::kernel::clock::{MINUTE, Timestamp};
use crate::kernel::money::Rupiah;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Of a ticket, or of the number of a booking.
    Ticket(Outcome),
    /// The day of the departure has not come.
    TooEarly,
    /// The fare has been paid elsewhere.
    NothingDue,
    /// Whose waste it is, nobody knows.
    NoMember,
    PriceChanged,
    /// What was taken in cash is not what is due.
    CashDiffers,
    /// So much waste needs a second person at the scale.
    WitnessMissing,
    /// Who told it is no operator of that counter.
    NoCounter,
    /// A material that is not taken any more.
    NotTaken,
    /// The action's name stands for something else.
    KeyUsed,
    /// The balance did not pay.
    FareRefused,
    /// It makes no sense.
    Malformed,
    /// Nobody can come along any more.
    Closed,
    FareChanged,
    TooLittleWaste,
    /// A site asks for papers that no device keeps.
    Papers,
}

impl Reason {
    /// But those of tickets.
    pub const OWN: [Self; 15] = [
        Self::TooEarly,
        Self::NothingDue,
        Self::NoMember,
        Self::PriceChanged,
        Self::CashDiffers,
        Self::WitnessMissing,
        Self::NoCounter,
        Self::NotTaken,
        Self::KeyUsed,
        Self::FareRefused,
        Self::Malformed,
        Self::Closed,
        Self::FareChanged,
        Self::TooLittleWaste,
        Self::Papers,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Ticket(outcome) => outcome.code(),
            Self::TooEarly => "too_early",
            Self::NothingDue => "nothing_due",
            Self::NoMember => "no_member",
            Self::PriceChanged => "price_changed",
            Self::CashDiffers => "cash_differs",
            Self::WitnessMissing => "witness_missing",
            Self::NoCounter => "no_counter",
            Self::NotTaken => "not_taken",
            Self::KeyUsed => "key_used",
            Self::FareRefused => "fare_refused",
            Self::Malformed => "malformed",
            Self::Closed => "closed",
            Self::FareChanged => "fare_changed",
            Self::TooLittleWaste => "too_little_waste",
            Self::Papers => "papers",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        let own = Self::OWN.into_iter().find(|reason| reason.code() == code);
        own.or_else(|| Outcome::from_code(code).map(Self::Ticket))
    }

    /// Somebody stood there, and the house can list what became of it. What has no name of its own cannot be told apart.
    pub const fn is_listed(self) -> bool {
        !matches!(self, Self::KeyUsed | Self::Malformed)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub nonce: String,
    /// The number of the booking, or the name of a party that has none; none: not a ticket of ours.
    pub about: Option<String>,
    pub reason: Reason,
    /// What it is now, of an amount that has changed.
    pub amount: Option<Rupiah>,
    /// What was weighed and taken, of an action that had to do with it.
    pub handed: Option<HandedOver>,
    /// Who was there.
    pub by: String,
    /// By the device …
    pub at: Timestamp,
    /// … and when the house heard of it.
    pub told_at: Timestamp,
    /// Who has decided what to make of it.
    pub decided_by: Option<String>,
    pub note: String,
}

/// A device that tells within this time was not offline.
const PROMPT: i64 = 5 * MINUTE;

impl Conflict {
    /// The device was offline when it happened.
    pub fn is_late(&self) -> bool {
        self.told_at.since(self.at) > PROMPT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_one_reason() {
        let all = Reason::OWN.into_iter().chain(Outcome::ALL.map(Reason::Ticket));
        for reason in all {
            assert_eq!(Reason::from_code(reason.code()), Some(reason));
        }
        assert_eq!(Reason::from_code(""), None);
    }
}
