//! Parties that left a number alone: no mail reaches them, also not by their account, so somebody calls.

use super::booking::BookingState;
use super::news::TourNews;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{BookingId, DepartureId, PartyCallId};
use crate::kernel::locale::Locale;
use crate::kernel::phone::Phone;

/// One thing to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub id: PartyCallId,
    /// Since when.
    pub at: Timestamp,
    pub news: TourNews,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyToCall {
    pub booking: BookingId,
    pub number: String,
    pub name: String,
    pub phone: Phone,
    /// As it is now: it may have helped itself meanwhile.
    pub state: BookingState,
    /// In which it reads.
    pub locale: Locale,
    /// Of the link by which it follows its booking.
    pub secret: String,
    pub departure: DepartureId,
    /// The newest first.
    pub calls: Vec<Call>,
}

/// Done, by whom and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    pub number: String,
    pub name: String,
    pub call: Call,
    pub by: String,
    pub told_at: Timestamp,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallDesk {
    /// The party with the newest first.
    pub open: Vec<PartyToCall>,
    /// The last ones.
    pub done: Vec<Called>,
}
