//! Time is passed in, never taken from the air.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use time::{OffsetDateTime, UtcOffset};

/// A moment: milliseconds since 1970-01-01T00:00:00Z. Stored as BIGINT, shown in WIB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

pub const SECOND: i64 = 1_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// In which a span of time is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Day,
    Hour,
    Minute,
}

/// A span in its two largest units, rounded down, at least one minute: a day and four hours.
pub fn largest_units(ms: i64) -> Vec<(Unit, i64)> {
    let ms = ms.max(MINUTE);
    let parts = [(Unit::Day, ms / DAY), (Unit::Hour, ms % DAY / HOUR), (Unit::Minute, ms % HOUR / MINUTE)];
    parts.into_iter().skip_while(|(_, n)| *n == 0).take(2).filter(|(_, n)| *n > 0).collect()
}

/// A source of time. The server has the system's; tests hold one that they move.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
}

/// A moment as a wall clock in Cimahi shows it (WIB, UTC+7, no daylight saving).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wib {
    pub year: i32,
    /// 1–12
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
    /// 0 = Monday … 6 = Sunday
    pub weekday: u8,
}

const WIB_OFFSET_MS: i64 = 7 * HOUR;

impl Timestamp {
    /// `ms` milliseconds later (earlier when negative).
    #[must_use]
    pub const fn plus(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` until `self`.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// How long it still is until then; nothing when that is past.
    pub fn until(self, later: Self) -> Duration {
        Duration::from_millis(u64::try_from(later.since(self)).unwrap_or(0))
    }

    pub fn wib(self) -> Wib {
        let offset = UtcOffset::from_hms(7, 0, 0).unwrap_or(UtcOffset::UTC);
        let t = OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
            .to_offset(offset);
        Wib {
            year: t.year(),
            month: t.month().into(),
            day: t.day(),
            hour: t.hour(),
            minute: t.minute(),
            weekday: t.weekday().number_days_from_monday(),
        }
    }

    /// The first moment of this day in Cimahi.
    #[must_use]
    pub const fn start_of_wib_day(self) -> Self {
        let local = self.0 + WIB_OFFSET_MS;
        Self(local - local.rem_euclid(DAY) - WIB_OFFSET_MS)
    }

    /// The first moment of this month in Cimahi.
    #[must_use]
    pub fn start_of_wib_month(self) -> Self {
        self.start_of_wib_day().plus(-(i64::from(self.wib().day) - 1) * DAY)
    }

    /// The first moment (in Cimahi) of a calendar day, if it exists.
    pub fn from_wib_date(year: i32, month: u8, day: u8) -> Option<Self> {
        let date = time::Date::from_calendar_date(year, time::Month::try_from(month).ok()?, day).ok()?;
        Some(Self(date.midnight().assume_utc().unix_timestamp() * SECOND - WIB_OFFSET_MS))
    }

    /// Reads the value of an `<input type="date">`: `2026-11-23`.
    pub fn parse_wib_date(text: &str) -> Option<Self> {
        let mut parts = text.trim().splitn(3, '-');
        let (y, m, d) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Self::from_wib_date(y, m, d)
    }
}

impl Wib {
    /// The value of an `<input type="date">`: `2026-11-23`.
    pub fn date_input(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// Minutes since midnight, 0–1439.
    pub fn minute_of_day(self) -> u16 {
        u16::from(self.hour) * 60 + u16::from(self.minute)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_cimahi_starts_at_five_in_the_afternoon_utc() {
        let t = Timestamp(1_795_453_200_000); // 2026-11-23T17:00:00Z
        let w = t.wib();
        assert_eq!((w.year, w.month, w.day, w.hour, w.minute), (2026, 11, 24, 0, 0));
        assert_eq!(t.start_of_wib_day(), t);
        assert_eq!(t.plus(-1).start_of_wib_day(), t.plus(-DAY));
        assert_eq!(t.start_of_wib_month().wib().date_input(), "2026-11-01");
        assert_eq!(Timestamp::parse_wib_date("2026-11-24"), Some(t));
        assert_eq!(Timestamp::parse_wib_date("2026-02-30"), None);
    }
}
