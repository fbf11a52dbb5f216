//! A form that is not sent yet: kept for a short time, so that neither a log-in in between nor a phone that dies loses what was typed.

use uuid::Uuid;

use crate::kernel::clock::DAY;
use crate::kernel::ids::{BookingId, DepartureId};

/// After the last change. Names and papers stand in it: long enough to come back to it, and no longer.
pub const KEPT_FOR: i64 = DAY;
/// A bus full of visitors with all that the bases ask.
pub const MAX_BYTES: usize = 32 * 1024;
/// Of one owner; one more takes the place of the oldest.
pub const MOST: usize = 8;

/// Which form, and about what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormOf {
    /// Who comes along on a departure.
    Party(DepartureId),
    /// How a booking is paid.
    Tender(BookingId),
}

impl FormOf {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Party(_) => "party",
            Self::Tender(_) => "tender",
        }
    }

    /// What it is about.
    pub const fn subject(self) -> Uuid {
        match self {
            Self::Party(departure) => departure.0,
            Self::Tender(booking) => booking.0,
        }
    }
}
