//! A guest holds seats by typing a name. So that nobody holds many, what is open of one contact is limited, and how often
//! it books; of one network, with a wide margin, how many bookings come from it. Only what became a booking counts.

use domain::heritage::booking_limits::{BookingLimits, OpenBookings};
use domain::heritage::contact::Contact;
use domain::kernel::clock::{DAY, HOUR, Timestamp};
use thiserror::Error;

use super::store::bookings;
use crate::db::{DbError, Run, Tx};
use crate::identity::throttle::{self, Limit};

#[derive(Debug, Error)]
pub enum GuestLimit {
    /// Nothing is paid of these.
    #[error("{} bookings with {} seats are open", .0.bookings, .0.seats)]
    Open(OpenBookings),
    #[error("too often")]
    Often { until: Timestamp },
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Asked without the writer first: whoever is refused keeps nobody busy.
pub(super) async fn check_open(
    run: &mut impl Run,
    limits: &BookingLimits,
    contact: &Contact,
    seats: u32,
    now: Timestamp,
) -> Result<(), GuestLimit> {
    let open = bookings::open_of(run, contact, now).await?;
    if limits.allows(open, seats) { Ok(()) } else { Err(GuestLimit::Open(open)) }
}

/// Under the lock of the departure: the network first, then the contact, whose two bookings at once wait here for each other.
pub(super) async fn count_guest(
    tx: &mut Tx,
    limits: &BookingLimits,
    contact: &Contact,
    address: &str,
    seats: u32,
    now: Timestamp,
) -> Result<(), GuestLimit> {
    let hourly = Limit { attempts: limits.hourly_per_address, window: HOUR };
    let daily = Limit { attempts: limits.daily_per_contact, window: DAY };
    let mut keys = vec![(format!("book-from:{}", throttle::network(address)), hourly)];
    keys.extend(contact.email.as_ref().map(|e| (format!("book:mail:{e}"), daily)));
    keys.extend(contact.phone.as_ref().map(|p| (format!("book:phone:{}", p.as_str()), daily)));
    for (key, limit) in keys {
        if let Some(until) = throttle::count(tx, now, &key, limit).await? {
            return Err(GuestLimit::Often { until });
        }
    }
    check_open(tx, limits, contact, seats, now).await
}
