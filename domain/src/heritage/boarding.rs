//! The meeting point: who is let in, and what a device is told. Codes are stable: devices that were offline know them.

use serde::{Deserialize, Serialize};

use super::booking::{Booking, BookingState};
use super::conflict::Conflict;
use super::departure::Departure;
use super::part::TenderState;
use super::tender::{PledgeLine, TenderKind};
use super::ticket::TicketKey;
use crate::kernel::bilingual::Bilingual;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{BookingId, DepartureId};
use crate::kernel::locale::Locale;
use crate::kernel::money::Rupiah;
use crate::kernel::phone::Phone;

/// Kept with each ticket that was shown (`redemption.outcome`); a comment of the table's first migration is older than the last of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The party is let in.
    Admitted,
    AlreadyUsed,
    /// For another departure.
    WrongDeparture,
    /// Out of its time, or the booking has ended.
    Expired,
    /// Something of the fare is still due.
    Unpaid,
    /// A base has refused everybody.
    Refused,
    /// Not a ticket of ours, or a number that is nobody's.
    Unknown,
    /// It came late, and the seats are taken by others: a person decides.
    NoSeat,
    /// It was taken for one that does not come, and what it owed has fallen away: first it is waited for again.
    Released,
}

impl Outcome {
    pub const ALL: [Self; 9] = [
        Self::Admitted,
        Self::AlreadyUsed,
        Self::WrongDeparture,
        Self::Expired,
        Self::Unpaid,
        Self::Refused,
        Self::Unknown,
        Self::NoSeat,
        Self::Released,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Admitted => "admitted",
            Self::AlreadyUsed => "already_used",
            Self::WrongDeparture => "wrong_departure",
            Self::Expired => "expired",
            Self::Unpaid => "unpaid",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::NoSeat => "no_seat",
            Self::Released => "released",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.code() == code)
    }
}

/// May this party be let in to this departure? `at`: when it stood there, by the device.
pub fn admit(b: &Booking, departure: DepartureId, at: Timestamp) -> Outcome {
    if b.departure != departure {
        return Outcome::WrongDeparture;
    }
    match b.state {
        BookingState::CheckedIn => Outcome::AlreadyUsed,
        BookingState::Refused => Outcome::Refused,
        BookingState::Waiting | BookingState::Held | BookingState::AwaitingPayment => Outcome::Unpaid,
        BookingState::Expired | BookingState::Cancelled => Outcome::Expired,
        // A device that was offline tells late; who came in time is let in, and whoever was given up too early.
        BookingState::NoShow if at > b.in_time_until() => Outcome::Expired,
        BookingState::NoShow if b.parts.iter().any(|p| p.state == TenderState::Void && !p.amount.is_zero()) => Outcome::Released,
        BookingState::Confirmed if b.offered => Outcome::Expired,
        BookingState::Confirmed if !due(b).is_zero() => Outcome::Unpaid,
        // A number, unlike a ticket, does not say from when on it is good.
        BookingState::Confirmed if at < b.starts_at.start_of_wib_day() => Outcome::Expired,
        BookingState::Confirmed | BookingState::NoShow => Outcome::Admitted,
    }
}

/// What is still to be paid.
pub fn due(b: &Booking) -> Rupiah {
    b.parts.iter().filter(|p| p.state == TenderState::Due).map(|p| p.amount).sum()
}

/// How the promised waste settles a fare: what of its worth pays, what must be paid in cash instead, and what goes to the balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settlement {
    pub from_waste: Rupiah,
    pub in_cash: Rupiah,
    pub surplus: Rupiah,
}

impl Settlement {
    /// `pledged` and `cash`: what was due of each; `worth`: of what was brought.
    pub fn of(pledged: Rupiah, cash: Rupiah, worth: Rupiah) -> Self {
        // More waste than promised pays what was to be paid in cash, too.
        let from_waste = worth.min(pledged + cash).max(Rupiah::ZERO);
        Self { from_waste, in_cash: pledged + cash - from_waste, surplus: worth.max(Rupiah::ZERO) - from_waste }
    }
}

/// A settlement that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    pub settlement: Settlement,
    /// Of what was brought.
    pub worth: Rupiah,
    /// The number of the waste bank's slip.
    pub slip: Option<String>,
    /// Who stood at the scale.
    pub by: String,
    pub at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    Out,
    Back,
}

impl Way {
    pub const ALL: [Self; 2] = [Self::Out, Self::Back];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::Back => "back",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|w| w.code() == code)
    }

    /// When heads were counted. A clock that is ahead tells of now; one of a day before says nothing, and then it was as planned: the
    /// start of that day would shut out who came along until the departure left.
    pub fn counted_at(self, d: &Departure, told: Timestamp, now: Timestamp) -> Timestamp {
        let planned = match self {
            Self::Out => d.starts_at,
            Self::Back => d.ends_at,
        };
        if d.has_come(told) { told.min(now) } else { planned.min(now) }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadCount {
    pub way: Way,
    pub counted: u32,
    /// Who had come by then.
    pub expected: u32,
    /// What happened, where something did.
    pub note: String,
    /// Who counted.
    pub by: String,
    /// By the device.
    pub at: Timestamp,
}

impl HeadCount {
    /// More or fewer than had come.
    pub fn is_off(&self) -> bool {
        self.counted != self.expected
    }
}

/// Something that happened on the way, and is not about a number of heads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    pub note: String,
    /// Who wrote it down.
    pub by: String,
    pub at: Timestamp,
}

/// That a party was let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redemption {
    /// Who looked at its ticket.
    pub by: String,
    /// By the device.
    pub at: Timestamp,
}

/// A party, as the meeting point sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyLine {
    pub booking: BookingId,
    pub number: String,
    pub name: String,
    pub phone: Option<Phone>,
    pub state: BookingState,
    pub persons: u32,
    pub names: Vec<String>,
    pub needs: String,
    pub language: Locale,
    /// What it is still to bring.
    pub pledge: Vec<PledgeLine>,
    /// What the promised waste is to pay …
    pub due_in_waste: Rupiah,
    /// … and what is to be paid in cash.
    pub due_in_cash: Rupiah,
    /// Persons whom a base has not approved.
    pub unapproved: u32,
}

impl PartyLine {
    pub fn of(b: &Booking, unapproved: u32) -> Self {
        Self {
            booking: b.id,
            number: b.number.clone(),
            name: b.contact.name.clone(),
            phone: b.contact.phone.clone(),
            state: b.state,
            persons: b.seats(),
            names: b.visitors.iter().filter(|v| v.going).map(|v| v.name.clone()).collect(),
            needs: b.needs.clone(),
            language: b.language,
            pledge: b.pledge_due().to_vec(),
            due_in_waste: b.due(TenderKind::Pledge),
            due_in_cash: b.due(TenderKind::Cash),
            unapproved,
        }
    }
}

/// What the screen at the meeting point, and the guide, work with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardingPage {
    pub tour: Bilingual,
    pub departure: Departure,
    /// Somebody without a booking may come along now, if a seat is left.
    pub takes_walk_ins: bool,
    pub parties: Vec<PartyLine>,
    /// Taken for parties that do not come. They may still be waited for again.
    pub missed: Vec<PartyLine>,
    pub counts: Vec<HeadCount>,
    pub incidents: Vec<Incident>,
    /// What was not accepted.
    pub conflicts: Vec<Conflict>,
    /// With which a device checks tickets alone.
    pub keys: Vec<TicketKey>,
}

impl BoardingPage {
    /// Persons who have come.
    pub fn came(&self) -> u32 {
        self.parties.iter().filter(|p| p.state == BookingState::CheckedIn).map(|p| p.persons).sum()
    }

    pub fn expected(&self) -> u32 {
        self.parties.iter().map(|p| p.persons).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn too_little_waste_is_made_up_in_cash() {
        let settled = |worth| Settlement::of(Rupiah(20_000), Rupiah(5_000), Rupiah(worth));
        assert_eq!(settled(12_000), Settlement { from_waste: Rupiah(12_000), in_cash: Rupiah(13_000), surplus: Rupiah::ZERO });
        assert_eq!(settled(22_000), Settlement { from_waste: Rupiah(22_000), in_cash: Rupiah(3_000), surplus: Rupiah::ZERO });
        assert_eq!(settled(30_000), Settlement { from_waste: Rupiah(25_000), in_cash: Rupiah::ZERO, surplus: Rupiah(5_000) });
    }

    proptest! {
        #[test]
        fn nothing_is_lost_at_the_scale(pledged in 0..1_000_000_i64, cash in 0..1_000_000_i64, worth in 0..2_000_000_i64) {
            let s = Settlement::of(Rupiah(pledged), Rupiah(cash), Rupiah(worth));
            prop_assert_eq!(s.from_waste + s.in_cash, Rupiah(pledged + cash));
            prop_assert_eq!(s.from_waste + s.surplus, Rupiah(worth));
            prop_assert!(s.from_waste >= Rupiah::ZERO && s.in_cash >= Rupiah::ZERO && s.surplus >= Rupiah::ZERO);
        }
    }
}
