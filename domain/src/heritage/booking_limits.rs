//! How much a guest may hold without having paid: data that an operator sets. Whoever has an account is known, and not limited.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BookingLimits {
    /// Bookings of one contact (a phone number or an e-mail address) that are open at once …
    pub open_per_contact: i64,
    /// … and their seats.
    pub seats_per_contact: i64,
    /// Bookings of one contact in a day, whatever became of them.
    pub daily_per_contact: i64,
    /// Bookings by guests from one network in an hour. A whole school or a mobile carrier may share one address.
    pub hourly_per_address: i64,
}

impl Default for BookingLimits {
    fn default() -> Self {
        Self { open_per_contact: 3, seats_per_contact: 30, daily_per_contact: 10, hourly_per_address: 1_000 }
    }
}

/// What a contact holds and has paid nothing for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenBookings {
    pub bookings: i64,
    pub seats: i64,
}

impl BookingLimits {
    /// The first booking is never too large: how large a party may be is said by the tour.
    pub fn allows(&self, open: OpenBookings, seats: u32) -> bool {
        let more = open.bookings < self.open_per_contact && open.seats + i64::from(seats) <= self.seats_per_contact;
        open.bookings == 0 || more
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_welcome_and_a_hoard_is_not() {
        let limits = BookingLimits::default();
        let open = |bookings, seats| OpenBookings { bookings, seats };
        for (open, seats, want) in
            [(open(0, 0), 60, true), (open(1, 20), 10, true), (open(1, 20), 11, false), (open(2, 4), 2, true), (open(3, 3), 1, false)]
        {
            assert_eq!(limits.allows(open, seats), want, "{open:?} and {seats}");
        }
    }
}
