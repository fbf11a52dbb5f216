//! Departures that recur: on some days of the week, or on one of the month, until a day or so many times. Kept as an RRULE, the
//! words of RFC 5545.

use thiserror::Error;

use crate::kernel::clock::{DAY, SECOND, Timestamp};

/// Nobody plans more departures than this at once.
pub const MOST: usize = 200;
/// Every so many weeks at most.
pub const MOST_WEEKS: u32 = 12;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RecurrenceError {
    #[error("no day of the week is chosen")]
    NoDay,
    #[error("every 1 to {MOST_WEEKS} weeks")]
    Weeks,
    #[error("not a rule of days, weeks, months or years")]
    NotARule,
    /// Neither a number of times nor a last day.
    #[error("it never ends")]
    Endless,
    #[error("more than {MOST} times")]
    TooMany,
}

/// Which of the month's Saturdays, say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nth {
    First,
    Second,
    Third,
    Fourth,
    Last,
}

impl Nth {
    pub const ALL: [Self; 5] = [Self::First, Self::Second, Self::Third, Self::Fourth, Self::Last];

    /// As RFC 5545 counts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::First => "1",
            Self::Second => "2",
            Self::Third => "3",
            Self::Fourth => "4",
            Self::Last => "-1",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|n| n.code() == code)
    }
}

/// Monday first.
const NAMES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// On these days (Monday first) of every so many weeks.
    Weekly { every: u32, weekdays: [bool; 7] },
    /// 0: Monday.
    Monthly { nth: Nth, weekday: u8 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Any moment of the last day.
    Until(Timestamp),
    /// So many times.
    Times(usize),
}

impl Pattern {
    /// `FREQ=WEEKLY;BYDAY=SA,SU;UNTIL=20261231T165959Z`
    pub fn rule(&self, end: &End) -> Result<String, RecurrenceError> {
        let often = match self {
            Self::Weekly { every, weekdays } => {
                let days: Vec<&str> = NAMES.into_iter().zip(weekdays).filter(|(_, on)| **on).map(|(name, _)| name).collect();
                if days.is_empty() {
                    return Err(RecurrenceError::NoDay);
                }
                let days = days.join(",");
                match *every {
                    1 => format!("FREQ=WEEKLY;BYDAY={days}"),
                    2..=MOST_WEEKS => format!("FREQ=WEEKLY;INTERVAL={every};BYDAY={days}"),
                    _ => return Err(RecurrenceError::Weeks),
                }
            }
            Self::Monthly { nth, weekday } => {
                let day = NAMES.get(usize::from(*weekday)).ok_or(RecurrenceError::NoDay)?;
                format!("FREQ=MONTHLY;BYDAY={}{day}", nth.code())
            }
        };
        Ok(match end {
            End::Until(day) => {
                // UNTIL is in UTC, seven hours behind: the last second of a day in Cimahi.
                let last = day.start_of_wib_day().plus(DAY - SECOND);
                let utc = last.plus(-7 * 60 * 60 * SECOND).wib();
                format!("{often};UNTIL={:04}{:02}{:02}T{:02}{:02}59Z", utc.year, utc.month, utc.day, utc.hour, utc.minute)
            }
            End::Times(0) => return Err(RecurrenceError::Endless),
            End::Times(times) if *times > MOST => return Err(RecurrenceError::TooMany),
            End::Times(times) => format!("{often};COUNT={times}"),
        })
    }
}

/// Days as people type them: one a line, or with commas between; `2026-12-05`, `5-12-2026`, `5/12/2026`. In order, each once. An error
/// is what could not be read.
pub fn parse_days(text: &str) -> Result<Vec<Timestamp>, String> {
    let mut days = Vec::new();
    for part in text.split(['\n', ',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        days.push(parse_day(part).ok_or_else(|| part.chars().take(40).collect::<String>())?);
    }
    days.sort_unstable();
    days.dedup();
    Ok(days)
}

fn parse_day(text: &str) -> Option<Timestamp> {
    let mut parts = text.split(['-', '/', '.']).map(str::trim);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    let whole = parts.next().is_none() && year.len() == 4;
    Timestamp::from_wib_date(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).filter(|_| whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Timestamp {
        Timestamp::parse_wib_date(text).unwrap()
    }

    #[test]
    fn days_of_the_week_become_a_rule() {
        let (none, end) = ([false; 7], End::Until(day("2026-12-31")));
        assert_eq!(Pattern::Weekly { every: 1, weekdays: none }.rule(&end), Err(RecurrenceError::NoDay));
        let weekdays = [false, false, false, false, false, true, true];
        let rule = |every, end: &End| Pattern::Weekly { every, weekdays }.rule(end);
        assert_eq!(rule(1, &end).as_deref(), Ok("FREQ=WEEKLY;BYDAY=SA,SU;UNTIL=20261231T165959Z"));
        assert_eq!(rule(2, &End::Times(6)).as_deref(), Ok("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU;COUNT=6"));
        for every in [0, MOST_WEEKS + 1] {
            assert_eq!(rule(every, &end), Err(RecurrenceError::Weeks), "{every}");
        }
        assert_eq!(rule(1, &End::Times(0)), Err(RecurrenceError::Endless));
        assert_eq!(rule(1, &End::Times(MOST + 1)), Err(RecurrenceError::TooMany));
    }

    #[test]
    fn a_day_of_the_month_becomes_a_rule() {
        let rule = |nth, weekday| Pattern::Monthly { nth, weekday }.rule(&End::Times(3));
        assert_eq!(rule(Nth::Second, 5).as_deref(), Ok("FREQ=MONTHLY;BYDAY=2SA;COUNT=3"));
        assert_eq!(rule(Nth::Last, 6).as_deref(), Ok("FREQ=MONTHLY;BYDAY=-1SU;COUNT=3"));
        assert_eq!(rule(Nth::First, 7), Err(RecurrenceError::NoDay));
        assert!(Nth::ALL.into_iter().all(|n| Nth::from_code(n.code()) == Some(n)) && Nth::from_code("5").is_none());
    }

    #[test]
    fn days_are_read_as_people_type_them() {
        let all = parse_days("25-12-2026\r\n2026-12-05, 5/12/2026;1.1.2027\n\n").unwrap();
        assert_eq!(all, [day("2026-12-05"), day("2026-12-25"), day("2027-01-01")], "in order, each once");
        assert_eq!(parse_days(" \n,"), Ok(vec![]));
        for bad in ["31-02-2026", "besok", "5-12-26", "2026-12-05-06", "5-12", "-5-12-2026", "2026-é-05"] {
            assert_eq!(parse_days(&format!("2026-12-05\n{bad}")), Err(bad.to_owned()));
        }
    }
}
