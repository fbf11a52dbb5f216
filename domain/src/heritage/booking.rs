//! The life of a booking, in one table.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::contact::Contact;
use super::fare::FareCategory;
use super::part::{Part, TenderState};
use super::tender::{PledgeLine, TenderKind};
use super::terms::{Cancelling, Terms};
use crate::kernel::bilingual::Bilingual;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{BookingId, DepartureId, VisitorId};
use crate::kernel::locale::Locale;
use crate::kernel::money::Rupiah;
use crate::kernel::number;
use crate::kernel::slug::Slug;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookingState {
    /// For seats to come back; holds none.
    Waiting,
    /// Seats are kept until a moment; how to pay is not chosen yet.
    Held,
    /// A gateway has been asked; the seats are kept until a moment.
    AwaitingPayment,
    /// The fare is paid, or promised.
    Confirmed,
    /// The party has come.
    CheckedIn,
    /// The moment passed.
    Expired,
    Cancelled,
    /// A base refused everybody, or closed the day and the party took its money back.
    Refused,
    NoShow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BookingEvent {
    /// The way to pay is chosen, and nothing of it is a card.
    Tender,
    /// A part is to be paid by card.
    TenderCard,
    Paid,
    TimeOut,
    Cancel,
    Refuse,
    /// Seats have come back.
    MoveUp,
    CheckIn,
    Miss,
    /// Taken for one that does not come, it is waited for again.
    Recall,
    /// What it was to come to does not take place.
    CallOff,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not possible in this state")]
pub struct NotPossible;

impl BookingState {
    pub const ALL: [Self; 9] = [
        Self::Waiting,
        Self::Held,
        Self::AwaitingPayment,
        Self::Confirmed,
        Self::CheckedIn,
        Self::Expired,
        Self::Cancelled,
        Self::Refused,
        Self::NoShow,
    ];
    /// Those that keep seats.
    pub const LIVE: [Self; 4] = [Self::Held, Self::AwaitingPayment, Self::Confirmed, Self::CheckedIn];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Held => "held",
            Self::AwaitingPayment => "awaiting_payment",
            Self::Confirmed => "confirmed",
            Self::CheckedIn => "checked_in",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
            Self::Refused => "refused",
            Self::NoShow => "no_show",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    pub const fn is_live(self) -> bool {
        matches!(self, Self::Held | Self::AwaitingPayment | Self::Confirmed | Self::CheckedIn)
    }

    /// The one table of transitions.
    pub const fn after(self, event: BookingEvent) -> Result<Self, NotPossible> {
        use BookingEvent as E;
        Ok(match (self, event) {
            (Self::Held, E::Tender) | (Self::AwaitingPayment, E::Paid) | (Self::NoShow, E::Recall) => Self::Confirmed,
            (Self::Held, E::TenderCard) => Self::AwaitingPayment,
            (Self::Waiting, E::MoveUp) => Self::Held,
            (Self::Waiting | Self::Held | Self::AwaitingPayment, E::TimeOut) => Self::Expired,
            (Self::Waiting | Self::Held | Self::AwaitingPayment | Self::Confirmed, E::Cancel)
            | (Self::CheckedIn | Self::NoShow, E::CallOff) => Self::Cancelled,
            (Self::Waiting | Self::Held | Self::AwaitingPayment | Self::Confirmed, E::Refuse) => Self::Refused,
            // A device that was offline tells late who had come in time.
            (Self::Confirmed | Self::NoShow, E::CheckIn) => Self::CheckedIn,
            (Self::Confirmed, E::Miss) => Self::NoShow,
            _ => return Err(NotPossible),
        })
    }
}

/// The number of a booking made at this moment: `TR-261123-7K4QX2M`.
pub fn booking_number(at: Timestamp, random: u64) -> String {
    number::dated("TR", at, random)
}

/// One of the party, as the booking's page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookedVisitor {
    pub id: VisitorId,
    pub name: String,
    pub category: FareCategory,
    pub fare: Rupiah,
    /// False: refused, the seat is given back.
    pub going: bool,
    /// Something is kept that identifies the person.
    pub identified: bool,
}

/// Something that happened, for the history of a booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookingRecord {
    pub at: Timestamp,
    /// A stable code: `held`, `confirmed`, `refused_visitor` …
    pub what: String,
    pub note: String,
}

/// What the page of a booking shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Booking {
    pub id: BookingId,
    pub number: String,
    /// Of the link by which the party follows it.
    pub secret: String,
    pub tour: Slug,
    pub tour_name: Bilingual,
    pub departure: DepartureId,
    pub starts_at: Timestamp,
    pub state: BookingState,
    /// Until when seats are kept that are not paid for; or when a party that was given up is told, if it has not come after all.
    pub deadline_at: Option<Timestamp>,
    pub contact: Contact,
    pub locale: Locale,
    /// Spoken by the guide.
    pub language: Locale,
    pub needs: String,
    pub visitors: Vec<BookedVisitor>,
    /// Of those who go.
    pub fare: Rupiah,
    /// What moving has cost so far, beside the fare: the parts are both. It is paid in cash at the meeting point.
    pub move_fee: Rupiah,
    /// It has moved when cancelling was not free any more, whether or not that cost something.
    pub moved_late: bool,
    pub parts: Vec<Part>,
    pub pledge: Vec<PledgeLine>,
    /// As they were when it was made.
    pub terms: Terms,
    pub records: Vec<BookingRecord>,
    /// A site has closed the day: to another departure, or the money back.
    pub offered: bool,
    /// When it had come back and was thanked.
    pub thanked_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

impl Booking {
    pub fn seats(&self) -> u32 {
        u32::try_from(self.visitors.iter().filter(|v| v.going).count()).unwrap_or(u32::MAX)
    }

    /// What is still to be paid of one kind.
    pub fn due(&self, kind: TenderKind) -> Rupiah {
        self.parts.iter().filter(|p| p.kind == kind && p.state == TenderState::Due).map(|p| p.amount).sum()
    }

    /// The promised waste that is still to be brought: none once nothing of it is due, because it was weighed, or whoever was to
    /// pay with it does not come.
    pub fn pledge_due(&self) -> &[PledgeLine] {
        if self.due(TenderKind::Pledge).is_zero() { &[] } else { &self.pledge }
    }

    pub fn held(&self) -> Rupiah {
        self.parts.iter().map(Part::held).sum()
    }

    /// The fare, and what moving has cost.
    pub fn price(&self) -> Rupiah {
        self.fare + self.move_fee
    }

    /// What moving would cost now; `None`: it is too late. Free where it is not the party that wants it.
    pub fn moving(&self, now: Timestamp) -> Option<Rupiah> {
        if self.offered { Some(Rupiah::ZERO) } else { self.terms.moving(now, self.starts_at, self.fare) }
    }

    /// Is cancelling not free any more for who moves now? Not where it is not the party that wants it.
    pub fn moves_late(&self, now: Timestamp) -> bool {
        !self.offered && self.terms.cancelling(now, self.starts_at) != Cancelling::Free
    }

    /// What cancelling would mean now: how, and what would be kept. Free where it is not the party that wants it.
    pub fn cancelling(&self, now: Timestamp) -> (Cancelling, Rupiah) {
        let how = if self.offered || self.state != BookingState::Confirmed {
            Cancelling::Free
        } else {
            match self.terms.cancelling(now, self.starts_at) {
                // Who has moved late was late already: moving far away is no way around the fee for cancelling.
                Cancelling::Free if self.moved_late => Cancelling::ForFee,
                how => how,
            }
        };
        let moved = if how == Cancelling::Free { Rupiah::ZERO } else { self.move_fee };
        let held = self.held();
        (how, (self.terms.fee(how, self.fare, held) + moved).min(held))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EVENTS: [BookingEvent; 11] = [
        BookingEvent::Tender,
        BookingEvent::TenderCard,
        BookingEvent::Paid,
        BookingEvent::TimeOut,
        BookingEvent::Cancel,
        BookingEvent::Refuse,
        BookingEvent::MoveUp,
        BookingEvent::CheckIn,
        BookingEvent::Miss,
        BookingEvent::Recall,
        BookingEvent::CallOff,
    ];

    proptest! {
        /// Seats that were given back are never kept again, but for who had come in time or comes after all; and who has come
        /// stays, unless nothing leaves. Who has not come may have missed nothing.
        #[test]
        fn nothing_comes_back_to_life(events in prop::collection::vec(0..11_usize, 0..20)) {
            let mut state = BookingState::Waiting;
            for e in events {
                if let Ok(next) = state.after(EVENTS[e]) {
                    let late = state == BookingState::NoShow
                        && matches!(next, BookingState::CheckedIn | BookingState::Confirmed | BookingState::Cancelled);
                    prop_assert!(state.is_live() || state == BookingState::Waiting || late, "{:?} was left", state);
                    prop_assert!(state != BookingState::CheckedIn || next == BookingState::Cancelled);
                    state = next;
                }
            }
            prop_assert_eq!(state.is_live(), BookingState::LIVE.contains(&state));
        }
    }

    #[test]
    fn a_held_booking_is_not_let_in() {
        assert_eq!(BookingState::Held.after(BookingEvent::CheckIn), Err(NotPossible));
        assert_eq!(BookingState::AwaitingPayment.after(BookingEvent::CheckIn), Err(NotPossible));
        assert_eq!(BookingState::Expired.after(BookingEvent::Paid), Err(NotPossible));
    }
}
