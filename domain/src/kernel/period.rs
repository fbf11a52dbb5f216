//! A stretch of whole days in Cimahi, as reports ask for it.

use thiserror::Error;

use super::clock::{DAY, Timestamp};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PeriodKind {
    #[default]
    Month,
    Quarter,
    Year,
    /// From one day to another.
    Days,
}

impl PeriodKind {
    pub const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::Year, Self::Days];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Days => "days",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// In months of the calendar.
    const fn months(self) -> Option<u8> {
        match self {
            Self::Month => Some(1),
            Self::Quarter => Some(3),
            Self::Year => Some(12),
            Self::Days => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    kind: PeriodKind,
    from: Timestamp,
    before: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PeriodError {
    #[error("the last day is before the first")]
    Order,
    #[error("longer than {MOST_DAYS} days")]
    TooLong,
}

/// Five years: what one report can hold.
pub const MOST_DAYS: i64 = 5 * 366;

impl Period {
    /// The month, quarter or year that holds a day; of [`PeriodKind::Days`] the day alone.
    pub fn around(kind: PeriodKind, day: Timestamp) -> Self {
        let day = day.start_of_wib_day();
        let Some(months) = kind.months() else { return Self { kind, from: day, before: day.plus(DAY) } };
        let w = day.wib();
        let first = (w.month - 1) / months * months + 1;
        let (year, month) = if first + months > 12 { (w.year + 1, first + months - 12) } else { (w.year, first + months) };
        // Months exist from the year 1 to 9999; whoever asks for a day beyond gets the day.
        let start = |y, m| Timestamp::from_wib_date(y, m, 1);
        let (from, before) = start(w.year, first).zip(start(year, month)).unwrap_or((day, day.plus(DAY)));
        Self { kind, from, before }
    }

    /// Both days are in it.
    pub fn days(first: Timestamp, last: Timestamp) -> Result<Self, PeriodError> {
        let (from, before) = (first.start_of_wib_day(), last.start_of_wib_day().plus(DAY));
        if before <= from {
            Err(PeriodError::Order)
        } else if before.since(from) > MOST_DAYS * DAY {
            Err(PeriodError::TooLong)
        } else {
            Ok(Self { kind: PeriodKind::Days, from, before })
        }
    }

    pub const fn kind(self) -> PeriodKind {
        self.kind
    }

    /// The first moment that is in it.
    pub const fn from(self) -> Timestamp {
        self.from
    }

    /// The first moment that is not in it any more.
    pub const fn before(self) -> Timestamp {
        self.before
    }

    /// The first moment of its last day.
    #[must_use]
    pub const fn last_day(self) -> Timestamp {
        self.before.plus(-DAY)
    }

    /// The one that ends where this one begins, of the same kind or as many days.
    #[must_use]
    pub fn earlier(self) -> Self {
        match self.kind {
            PeriodKind::Days => Self { kind: self.kind, from: self.from.plus(-self.before.since(self.from)), before: self.from },
            kind => Self::around(kind, self.from.plus(-DAY)),
        }
    }

    /// The one that begins where this one ends.
    #[must_use]
    pub fn later(self) -> Self {
        match self.kind {
            PeriodKind::Days => Self { kind: self.kind, from: self.before, before: self.before.plus(self.before.since(self.from)) },
            kind => Self::around(kind, self.before),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(day: &str) -> Timestamp {
        Timestamp::parse_wib_date(day).unwrap()
    }

    fn said(p: Period) -> (String, String) {
        (p.from().wib().date_input(), p.last_day().wib().date_input())
    }

    #[test]
    fn a_day_is_in_its_month_quarter_and_year() {
        let around = |kind| said(Period::around(kind, at("2026-11-30").plus(DAY - 1)));
        assert_eq!(around(PeriodKind::Month), ("2026-11-01".to_owned(), "2026-11-30".to_owned()));
        assert_eq!(around(PeriodKind::Quarter), ("2026-10-01".to_owned(), "2026-12-31".to_owned()));
        assert_eq!(around(PeriodKind::Year), ("2026-01-01".to_owned(), "2026-12-31".to_owned()));
        assert_eq!(around(PeriodKind::Days), ("2026-11-30".to_owned(), "2026-11-30".to_owned()));
        assert_eq!(said(Period::around(PeriodKind::Month, at("2028-02-10"))).1, "2028-02-29");
    }

    #[test]
    fn days_are_in_order_and_not_endless() {
        let days = |a, b| Period::days(at(a), at(b));
        assert_eq!(days("2026-11-02", "2026-11-01"), Err(PeriodError::Order));
        assert_eq!(days("2020-01-01", "2026-11-01"), Err(PeriodError::TooLong));
        let week = days("2026-11-02", "2026-11-08").unwrap();
        assert_eq!(said(week.earlier()), ("2026-10-26".to_owned(), "2026-11-01".to_owned()));
        assert_eq!(said(week.later()), ("2026-11-09".to_owned(), "2026-11-15".to_owned()));
    }

    proptest! {
        #[test]
        fn what_is_earlier_ends_where_this_begins(ms in 0..4_000_000_000_000_i64, kind in 0..4_usize) {
            let p = Period::around(PeriodKind::ALL[kind], Timestamp(ms));
            prop_assert!(p.from() <= Timestamp(ms) && Timestamp(ms) < p.before());
            prop_assert_eq!(p.earlier().before(), p.from());
            prop_assert_eq!(p.earlier().later(), p);
            prop_assert_eq!(p.later().from(), p.before());
        }
    }
}
