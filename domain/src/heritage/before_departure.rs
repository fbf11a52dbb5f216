//! What terms say of the days and hours before a departure: when its parties are reminded, and from when on a ticket is good.

use super::terms::Terms;
use crate::kernel::clock::{DAY, HOUR, Timestamp};

impl Terms {
    /// From when on a ticket is good. Nobody is let in before the day, so that a ticket never promises more than its number.
    pub fn ticket_from(&self, departure: Timestamp) -> Timestamp {
        departure.plus(-i64::from(self.ticket_hours) * HOUR).max(departure.start_of_wib_day())
    }

    /// So many days before a departure.
    fn reminders(&self) -> impl Iterator<Item = u32> {
        [self.first_reminder_days, self.last_reminder_days].into_iter().filter(|days| *days > 0)
    }

    /// The last that should have gone out by now; those before it are not made up for.
    pub fn reminder_due(&self, now: Timestamp, departure: Timestamp) -> Option<u32> {
        self.reminders().filter(|days| departure.since(now) <= i64::from(*days) * DAY).min()
    }

    /// When a party is reminded next, after the one of `last` days.
    pub fn next_reminder(&self, departure: Timestamp, last: Option<u32>) -> Option<Timestamp> {
        let days = self.reminders().filter(|days| last.is_none_or(|last| *days < last)).max()?;
        Some(departure.plus(-i64::from(days) * DAY))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_good_some_hours_before_but_not_the_day_before() {
        let eight = Timestamp(1_795_402_800_000).start_of_wib_day().plus(8 * HOUR);
        let from = |ticket_hours| Terms { ticket_hours, ..Terms::default() }.ticket_from(eight);
        assert_eq!((from(3), from(1)), (eight.plus(-3 * HOUR), eight.plus(-HOUR)));
        assert_eq!((from(8), from(24)), (eight.plus(-8 * HOUR), eight.plus(-8 * HOUR)));
    }

    #[test]
    fn a_party_is_reminded_twice_once_or_never() {
        let departure = Timestamp(1_795_402_800_000);
        let before = |days: i64| departure.plus(-days * DAY);
        let terms = Terms::default();
        assert_eq!(terms.next_reminder(departure, None), Some(before(7)));
        assert_eq!(terms.next_reminder(departure, Some(7)), Some(before(1)));
        assert_eq!(terms.next_reminder(departure, Some(1)), None);
        let due = |days| terms.reminder_due(before(days), departure);
        assert_eq!([due(8), due(7), due(2), due(1), due(0)], [None, Some(7), Some(7), Some(1), Some(1)]);
        let once = Terms { last_reminder_days: 0, ..terms };
        assert_eq!((once.next_reminder(departure, Some(7)), once.reminder_due(before(0), departure)), (None, Some(7)));
        let never = Terms { first_reminder_days: 0, ..once };
        assert_eq!((never.next_reminder(departure, None), never.reminder_due(departure, departure)), (None, None));
    }
}
