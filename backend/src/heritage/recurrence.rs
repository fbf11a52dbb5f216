//! The moments of an RRULE, in the time of Jakarta.

use domain::heritage::recurrence::{MOST, RecurrenceError};
use domain::kernel::clock::{SECOND, Timestamp};
use rrule::{Frequency, RRuleSet};

/// The moments by which `rule` repeats `first`, in order. A rule has an end.
pub fn occurrences(first: Timestamp, rule: &str) -> Result<Vec<Timestamp>, RecurrenceError> {
    let rule = rule.trim();
    let rule = rule.strip_prefix("RRULE:").unwrap_or(rule);
    // One rule, nothing else: a line end would begin another property.
    if rule.is_empty() || rule.len() > 300 || rule.chars().any(char::is_control) {
        return Err(RecurrenceError::NotARule);
    }
    let w = first.wib();
    let start = format!("DTSTART;TZID=Asia/Jakarta:{:04}{:02}{:02}T{:02}{:02}00\nRRULE:{rule}", w.year, w.month, w.day, w.hour, w.minute);
    let set: RRuleSet = start.parse().map_err(|_| RecurrenceError::NotARule)?;
    for r in set.get_rrule() {
        if matches!(r.get_freq(), Frequency::Hourly | Frequency::Minutely | Frequency::Secondly) {
            return Err(RecurrenceError::NotARule);
        }
        if r.get_count().is_none() && r.get_until().is_none() {
            return Err(RecurrenceError::Endless);
        }
    }
    let most = u16::try_from(MOST + 1).unwrap_or(u16::MAX);
    let found = set.all(most);
    if found.dates.len() > MOST {
        return Err(RecurrenceError::TooMany);
    }
    Ok(found.dates.iter().map(|d| Timestamp(d.timestamp() * SECOND)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::heritage::recurrence::Weekly;
    use domain::kernel::clock::{DAY, HOUR};

    fn saturday() -> Timestamp {
        Timestamp::parse_wib_date("2026-11-28").unwrap_or_default().plus(8 * HOUR)
    }

    #[test]
    fn weekends_until_the_end_of_the_year() {
        let mut weekdays = [false; 7];
        weekdays[5] = true;
        weekdays[6] = true;
        let until = Timestamp::parse_wib_date("2026-12-06").unwrap_or_default();
        let rule = Weekly { weekdays, until }.rule().unwrap_or_default();
        let first = saturday();
        assert_eq!(occurrences(first, &rule), Ok([0, 1, 7, 8].map(|days| first.plus(days * DAY)).to_vec()));
    }

    #[test]
    fn the_wall_clock_stays() {
        let moments = occurrences(saturday(), "RRULE:FREQ=MONTHLY;BYDAY=-1SA;COUNT=3").unwrap_or_default();
        let shown: Vec<_> = moments.iter().map(|t| (t.wib().date_input(), t.wib().hour)).collect();
        assert_eq!(shown, [("2026-11-28".to_owned(), 8), ("2026-12-26".to_owned(), 8), ("2027-01-30".to_owned(), 8)]);
    }

    #[test]
    fn what_is_no_end_or_no_rule_is_refused() {
        for (rule, why) in [
            ("FREQ=DAILY", RecurrenceError::Endless),
            ("FREQ=DAILY;COUNT=201", RecurrenceError::TooMany),
            ("FREQ=HOURLY;COUNT=3", RecurrenceError::NotARule),
            ("FREQ=WEEKLY;COUNT=x", RecurrenceError::NotARule),
            ("FREQ=DAILY;COUNT=2\nRDATE:20300101T000000", RecurrenceError::NotARule),
            ("", RecurrenceError::NotARule),
        ] {
            assert_eq!(occurrences(saturday(), rule), Err(why), "{rule}");
        }
        assert_eq!(occurrences(saturday(), "FREQ=DAILY;COUNT=200").map(|all| all.len()), Ok(200));
    }
}
