//! What a party is told about its booking, and those who work for a tour about the lists of its visitors.

use serde::{Deserialize, Serialize};

use super::manifest::RefusalReason;
use super::tender::TenderKind;
use crate::kernel::bilingual::Bilingual;
use crate::kernel::clock::Timestamp;
use crate::kernel::money::Rupiah;
use crate::kernel::weight::Grams;

/// Why a booking ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TourEnd {
    /// Not paid for in time.
    TimeOut,
    /// No seats came back.
    NoSeats,
    /// Waited for a tour that takes nobody any more, seats or not.
    Withdrawn,
    ByParty,
    /// A base refused everybody.
    Refused,
    /// A site closed the day, or the departure was cancelled; the party took its money back.
    Closed,
    NoShow,
}

/// A variant that is kept with a notice is never renamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum TourEvent {
    /// On the waiting list.
    Waiting,
    /// Seats have come back, and are held.
    MovedUp {
        until: Timestamp,
    },
    /// With what is still to be brought to the meeting point.
    Confirmed {
        cash: Rupiah,
        waste: Grams,
    },
    /// The same; with what the party has promised and what is not taken on that day any more, which is no part of the waste.
    Reminder {
        days: u32,
        cash: Rupiah,
        waste: Grams,
        #[serde(default)]
        not_taken: Vec<Bilingual>,
    },
    /// To another departure; the fee is among what is to be brought in cash. With what the party has promised to bring and what is not
    /// taken on that day any more.
    Moved {
        #[serde(default)]
        fee: Rupiah,
        #[serde(default)]
        not_taken: Vec<Bilingual>,
    },
    /// The party meets somewhere else, or finds it otherwise.
    MeetingPoint {
        place: Bilingual,
        address: String,
        hint: Bilingual,
    },
    /// The day is closed: another departure, or the money back.
    Offered {
        reason: String,
    },
    VisitorRefused {
        visitor: String,
        reason: RefusalReason,
        back: Rupiah,
    },
    Ended {
        cause: TourEnd,
        reason: String,
        back: Rupiah,
    },
    /// The departure has come back; with what the party had brought, and what it paid with waste that it had brought to a bank before.
    Thanks {
        waste: Grams,
        #[serde(default)]
        balance: Rupiah,
    },
    /// A card paid when nothing was to be paid any more, or a second time: all of it goes back.
    PaidTooLate {
        amount: Rupiah,
    },
    /// What was owed has been given back.
    PaidBack {
        amount: Rupiah,
        kind: TenderKind,
        /// The number of the transfer or the receipt.
        proof: String,
    },
}

impl TourEvent {
    /// Worth a call to a party that cannot be written to: what it has not just done or seen by itself, and may still act on.
    pub const fn wants_a_call(&self) -> bool {
        match self {
            Self::MovedUp { .. }
            | Self::Reminder { .. }
            | Self::MeetingPoint { .. }
            | Self::Offered { .. }
            | Self::VisitorRefused { .. }
            | Self::PaidTooLate { .. }
            | Self::PaidBack { .. } => true,
            Self::Ended { cause, .. } => !matches!(cause, TourEnd::ByParty | TourEnd::NoShow),
            Self::Waiting | Self::Confirmed { .. } | Self::Moved { .. } | Self::Thanks { .. } => false,
        }
    }
}

/// Of a list of visitors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ListEvent {
    /// To who speaks for the base: nobody is added any more.
    Closed {
        site: Bilingual,
        names: u32,
        /// Still to be approved or refused; `None`: nobody is, where the base only reads who comes.
        open: Option<u32>,
        /// They leave then, and who has come is not refused any more; none: they have left.
        until: Option<Timestamp>,
    },
    /// To the guide and the planners, a day before.
    Undecided { sites: Vec<OpenList> },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenList {
    pub site: Bilingual,
    pub open: u32,
}

/// What those who work for a tour are told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListNews {
    pub tour: Bilingual,
    pub starts_at: Timestamp,
    pub what: ListEvent,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TourNews {
    pub number: String,
    pub tour: Bilingual,
    pub starts_at: Timestamp,
    pub what: TourEvent,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_before_of_a_list_is_read_as_it_was_meant() {
        let told = |open: &str| format!(r#"{{"event":"closed","site":{{"id":"","en":""}},"names":2,"open":{open},"until":5}}"#);
        let event = |open| ListEvent::Closed { site: Bilingual::default(), names: 2, open, until: Some(Timestamp(5)) };
        assert_eq!(serde_json::from_str::<ListEvent>(&told("2")).unwrap(), event(Some(2)));
        assert_eq!(serde_json::from_str::<ListEvent>(&told("null")).unwrap(), event(None));
    }
}
