//! A month of departures, with what each has left.

use super::departure::{Departure, NotBookable};
use crate::kernel::clock::{DAY, Timestamp};
use crate::kernel::ids::DepartureId;

/// One departure on a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarEntry {
    pub id: DepartureId,
    pub starts_at: Timestamp,
    pub capacity: u32,
    pub left: u32,
    pub bookable: Result<(), NotBookable>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    /// Its first moment.
    pub day: Timestamp,
    pub departures: Vec<CalendarEntry>,
}

/// Every day of a month, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarMonth {
    /// Its first moment.
    pub first: Timestamp,
    pub days: Vec<CalendarDay>,
}

impl CalendarMonth {
    pub fn next(first: Timestamp) -> Timestamp {
        first.start_of_wib_month().plus(32 * DAY).start_of_wib_month()
    }

    /// Puts departures on the days of the month that holds `moment`.
    pub fn of(moment: Timestamp, departures: &[Departure], now: Timestamp) -> Self {
        let first = moment.start_of_wib_month();
        let end = Self::next(first);
        let mut days = Vec::with_capacity(31);
        let mut day = first;
        while day < end {
            let next = day.plus(DAY);
            let here = departures.iter().filter(|d| d.starts_at >= day && d.starts_at < next);
            days.push(CalendarDay { day, departures: here.map(|d| CalendarEntry::of(d, now)).collect() });
            day = next;
        }
        Self { first, days }
    }
}

impl CalendarEntry {
    pub fn of(d: &Departure, now: Timestamp) -> Self {
        Self { id: d.id, starts_at: d.starts_at, capacity: d.capacity(), left: d.left(), bookable: d.bookable(now) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heritage::departure::tests::departure;

    #[test]
    fn a_month_has_all_its_days() {
        let d = departure(&[(5, 1)]);
        let month = CalendarMonth::of(d.starts_at, std::slice::from_ref(&d), d.book_until);
        assert_eq!((month.days.len(), month.first.wib().date_input().as_str()), (30, "2026-11-01"));
        assert_eq!(month.days[22].departures, [CalendarEntry::of(&d, d.book_until)]);
        assert_eq!(month.days.iter().map(|d| d.departures.len()).sum::<usize>(), 1);
    }
}
