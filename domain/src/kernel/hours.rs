//! Opening hours: per weekday one span, or closed.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::kernel::clock::{DAY, MINUTE, Timestamp, Wib};

/// Minutes since midnight, WIB; `from < to ≤ 1440`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub from: u16,
    pub to: u16,
}

/// Monday first; `None` is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OpeningHours(pub [Option<Span>; 7]);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum HoursError {
    #[error("not a time of day")]
    NotATime,
    #[error("closes before it opens")]
    Order,
}

/// `08:30` → 510.
fn minute(text: &str) -> Option<u16> {
    let (h, m) = text.trim().split_once([':', '.'])?;
    let (h, m) = (h.parse::<u16>().ok()?, m.parse::<u16>().ok()?);
    (h <= 24 && m < 60 && h * 60 + m <= 1440).then_some(h * 60 + m)
}

/// `08:30`, as `<input type="time">` and structured data write it; people read [`super::dates::span`].
pub fn clock_text(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

impl Span {
    /// Two `<input type="time">` values; both empty is closed.
    pub fn parse(from: &str, to: &str) -> Result<Option<Self>, HoursError> {
        if from.trim().is_empty() && to.trim().is_empty() {
            return Ok(None);
        }
        let (Some(from), Some(to)) = (minute(from), minute(to)) else { return Err(HoursError::NotATime) };
        if from < to { Ok(Some(Self { from, to })) } else { Err(HoursError::Order) }
    }
}

impl OpeningHours {
    pub fn is_open(&self, at: Wib) -> bool {
        let m = at.minute_of_day();
        self.0[usize::from(at.weekday) % 7].is_some_and(|s| s.from <= m && m < s.to)
    }

    /// When what it says of "now" and of "today" changes next: at an opening, a closing, or midnight.
    pub fn next_change(&self, now: Timestamp) -> Timestamp {
        let midnight = now.start_of_wib_day();
        let today = self.0[usize::from(now.wib().weekday) % 7];
        let turns = today.into_iter().flat_map(|s| [s.from, s.to]).map(|m| midnight.plus(i64::from(m) * MINUTE));
        turns.filter(|t| *t > now).min().unwrap_or(midnight.plus(DAY))
    }

    pub fn is_known(&self) -> bool {
        self.0.iter().any(Option::is_some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_and_checked() {
        assert_eq!(Span::parse("08:00", "17:30"), Ok(Some(Span { from: 480, to: 1050 })));
        assert_eq!(Span::parse("", ""), Ok(None));
        assert_eq!(Span::parse("08:00", ""), Err(HoursError::NotATime));
        assert_eq!(Span::parse("17:00", "08:00"), Err(HoursError::Order));
        assert_eq!(Span::parse("25:00", "26:00"), Err(HoursError::NotATime));
    }

    #[test]
    fn now_and_today_change_at_an_opening_a_closing_and_midnight() {
        let monday = Timestamp::parse_wib_date("2026-11-23").unwrap();
        let mut hours = OpeningHours::default();
        hours.0[0] = Some(Span { from: 480, to: 1020 });
        for (at, next) in [(0, 480), (480, 1020), (1019, 1020), (1020, 1440), (1440, 2880)] {
            assert_eq!(hours.next_change(monday.plus(at * MINUTE)), monday.plus(next * MINUTE), "{at}");
        }
        assert_eq!(hours.next_change(monday.plus(480 * MINUTE - 1)), monday.plus(480 * MINUTE));
    }
}
