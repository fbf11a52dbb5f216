//! Departures that recur: on some days of the week, until a day. Kept as an RRULE, the words of RFC 5545.

use thiserror::Error;

use crate::kernel::clock::{DAY, SECOND, Timestamp};

/// Nobody plans more departures than this at once.
pub const MOST: usize = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RecurrenceError {
    #[error("no day of the week is chosen")]
    NoDay,
    #[error("not a rule of days, weeks, months or years")]
    NotARule,
    /// Neither a number of times nor a last day.
    #[error("it never ends")]
    Endless,
    #[error("more than {MOST} times")]
    TooMany,
}

/// What a form says: which days of the week (Monday first), and the last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weekly {
    pub weekdays: [bool; 7],
    /// Any moment of the last day.
    pub until: Timestamp,
}

impl Weekly {
    /// `FREQ=WEEKLY;BYDAY=SA,SU;UNTIL=20261231T165959Z`
    pub fn rule(&self) -> Result<String, RecurrenceError> {
        const NAMES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
        let days: Vec<&str> = NAMES.into_iter().zip(self.weekdays).filter(|(_, on)| *on).map(|(name, _)| name).collect();
        if days.is_empty() {
            return Err(RecurrenceError::NoDay);
        }
        // UNTIL is in UTC, seven hours behind: the last second of a day in Cimahi.
        let last = self.until.start_of_wib_day().plus(DAY - SECOND);
        let utc = last.plus(-7 * 60 * 60 * SECOND).wib();
        let until = format!("{:04}{:02}{:02}T{:02}{:02}59Z", utc.year, utc.month, utc.day, utc.hour, utc.minute);
        Ok(format!("FREQ=WEEKLY;BYDAY={};UNTIL={until}", days.join(",")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_becomes_a_rule() {
        let mut weekdays = [false; 7];
        let until = Timestamp::parse_wib_date("2026-12-31").unwrap();
        assert_eq!(Weekly { weekdays, until }.rule(), Err(RecurrenceError::NoDay));
        weekdays[5] = true;
        weekdays[6] = true;
        assert_eq!(Weekly { weekdays, until }.rule().as_deref(), Ok("FREQ=WEEKLY;BYDAY=SA,SU;UNTIL=20261231T165959Z"));
    }
}
