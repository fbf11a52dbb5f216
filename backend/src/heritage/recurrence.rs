//! The moments of an RRULE, in the time of Jakarta; and those of a plan, with what is added to it and left out.

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
    let start = format!("DTSTART;TZID=Asia/Jakarta:{}\nRRULE:{rule}", local(first));
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

/// Of a plan, in order: `first` as often as the rule repeats it, or once; `more` besides; without the days that are left out.
pub fn moments(
    first: Timestamp,
    rule: Option<&str>,
    more: &[Timestamp],
    left_out: &[Timestamp],
) -> Result<Vec<Timestamp>, RecurrenceError> {
    let mut all = match rule {
        Some(rule) => occurrences(first, rule)?,
        None => vec![first],
    };
    all.extend(more);
    all.sort_unstable();
    all.dedup();
    if all.len() > MOST {
        return Err(RecurrenceError::TooMany);
    }
    all.retain(|at| !left_out.iter().any(|day| day.start_of_wib_day() == at.start_of_wib_day()));
    Ok(all)
}

/// The same as lines of RFC 5545, to be kept. `None`: it does not recur.
pub fn as_text(first: Timestamp, rule: Option<&str>, more: &[Timestamp], left_out: &[Timestamp]) -> Option<String> {
    let mut lines: Vec<String> = rule.map(|r| r.trim().to_owned()).into_iter().collect();
    lines.extend(list("RDATE", more.iter().copied()));
    if lines.is_empty() {
        return None;
    }
    // Of a day that is left out: the moment at which it would have been.
    let time = first.since(first.start_of_wib_day());
    lines.extend(list("EXDATE", left_out.iter().map(|day| day.start_of_wib_day().plus(time))));
    Some(lines.join("\n"))
}

fn list(name: &str, moments: impl Iterator<Item = Timestamp>) -> Option<String> {
    let moments: Vec<String> = moments.map(local).collect();
    (!moments.is_empty()).then(|| format!("{name};TZID=Asia/Jakarta:{}", moments.join(",")))
}

/// `20261205T080000`
fn local(at: Timestamp) -> String {
    let w = at.wib();
    format!("{:04}{:02}{:02}T{:02}{:02}00", w.year, w.month, w.day, w.hour, w.minute)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::heritage::recurrence::{End, Nth, Pattern};
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
        let rule = Pattern::Weekly { every: 1, weekdays }.rule(&End::Until(until)).unwrap_or_default();
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
    fn every_other_week_and_a_day_of_the_month() {
        let weekdays = [false, false, false, false, false, true, false];
        let rule = Pattern::Weekly { every: 2, weekdays }.rule(&End::Times(3)).unwrap_or_default();
        assert_eq!(occurrences(saturday(), &rule), Ok([0, 14, 28].map(|days| saturday().plus(days * DAY)).to_vec()));
        let rule = Pattern::Monthly { nth: Nth::Second, weekday: 6 }.rule(&End::Times(2)).unwrap_or_default();
        let shown: Vec<_> = occurrences(saturday(), &rule).unwrap_or_default().iter().map(|t| t.wib().date_input()).collect();
        assert_eq!(shown, ["2026-12-13", "2027-01-10"], "the first day itself is none of them");
    }

    #[test]
    fn days_are_added_and_left_out_and_kept_as_lines() {
        let (first, week) = (saturday(), 7 * DAY);
        let rule = Some("FREQ=WEEKLY;COUNT=3");
        let extra = [first.plus(DAY), first];
        let out = [first.plus(week + 9 * HOUR).start_of_wib_day(), first.plus(300 * DAY)];
        let all = [0, 1, 14].map(|days| first.plus(days * DAY)).to_vec();
        assert_eq!(moments(first, rule, &extra, &out), Ok(all));
        assert_eq!(moments(first, None, &[], &[first.start_of_wib_day()]), Ok(vec![]));
        let many: Vec<_> = (1..=200).map(|n| first.plus(n * DAY)).collect();
        assert_eq!(moments(first, None, &many, &[]), Err(RecurrenceError::TooMany));
        let text = "FREQ=WEEKLY;COUNT=3\nRDATE;TZID=Asia/Jakarta:20261129T080000\nEXDATE;TZID=Asia/Jakarta:20261205T080000";
        assert_eq!(as_text(first, rule, &extra[..1], &out[..1]).as_deref(), Some(text));
        // Whoever reads calendars understands it.
        let whole = format!("DTSTART;TZID=Asia/Jakarta:{}\nRRULE:{text}", local(first));
        let read = whole.parse::<RRuleSet>().map(|set| set.all(10).dates).unwrap_or_default();
        let read: Vec<_> = read.iter().map(|d| Timestamp(d.timestamp() * SECOND)).collect();
        assert_eq!(read, moments(first, rule, &extra[..1], &out[..1]).unwrap_or_default());
        assert_eq!(as_text(first, None, &[], &out), None);
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
