//! A shop's opening hours: per weekday one span, or closed.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::kernel::clock::Wib;

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
}
