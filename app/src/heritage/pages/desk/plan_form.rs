//! The form that plans departures, read: once, weekly, monthly, or on single dates.

use backend::heritage::plan_departures::PlanDepartures;
use domain::heritage::recurrence::{End, MOST, MOST_WEEKS, Nth, Pattern, RecurrenceError, parse_days};
use domain::kernel::clock::{MINUTE, Timestamp};
use domain::kernel::ids::TourId;
use domain::kernel::locale::Locale;

use crate::i18n::t;
use crate::web::{Errors, Form};

/// Everything that a look at the dates has to hand on to the press that plans them.
pub const FIELDS: [&str; 13] =
    ["day", "time", "repeat", "every", "weekday", "nth", "month_day", "dates", "until", "times", "except", "guide", "vehicle"];

/// `None`: what is wrong stands beside its field.
pub fn read(l: Locale, tour: TourId, form: &Form, errors: &mut Errors) -> Option<PlanDepartures> {
    let time = time(form.text("time"));
    if time.is_none() {
        errors.add("time", t::plan::time_bad(l));
    }
    let at = |day: Timestamp| day.plus(time.unwrap_or_default());
    let (guide, vehicle) = (form.text("guide").parse().ok(), form.text("vehicle").parse().ok());
    let plan = if form.text("repeat") == "dates" {
        let mut days = days(l, "dates", form, errors).into_iter().map(at);
        let Some(first) = days.next() else {
            if errors.of("dates").is_none() {
                errors.add("dates", t::plan::list_none(l));
            }
            return None;
        };
        PlanDepartures { tour, first, rule: None, more: days.collect(), left_out: Vec::new(), guide, vehicle }
    } else {
        let first = Timestamp::parse_wib_date(form.text("day")).map(at);
        if first.is_none() {
            errors.add("day", t::plan::day_bad(l));
        }
        let pattern = pattern(l, form, errors);
        let rule = pattern.and_then(|p| rule(l, &p, first, form, errors));
        let left_out = if pattern.is_some() { days(l, "except", form, errors) } else { Vec::new() };
        PlanDepartures { tour, first: first?, rule, more: Vec::new(), left_out, guide, vehicle }
    };
    errors.is_empty().then_some(plan)
}

/// Milliseconds since midnight.
fn time(text: &str) -> Option<i64> {
    let (hour, minute) = text.trim().split_once([':', '.'])?;
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
    let fits = (0..24).contains(&hour) && (0..60).contains(&minute);
    fits.then_some((hour * 60 + minute) * MINUTE)
}

fn days(l: Locale, field: &'static str, form: &Form, errors: &mut Errors) -> Vec<Timestamp> {
    form.parse(field, errors, parse_days, |text| t::plan::date_bad(l, text).into()).unwrap_or_default()
}

/// `None`: once, or not to be read.
fn pattern(l: Locale, form: &Form, errors: &mut Errors) -> Option<Pattern> {
    match form.text("repeat") {
        "weekly" => {
            let mut weekdays = [false; 7];
            for day in form.all("weekday").into_iter().filter_map(|d| d.parse::<usize>().ok()) {
                if let Some(on) = weekdays.get_mut(day) {
                    *on = true;
                }
            }
            // Left empty: every week.
            let every = form.text("every").trim();
            Some(Pattern::Weekly { every: if every.is_empty() { 1 } else { every.parse().unwrap_or(0) }, weekdays })
        }
        "monthly" => {
            let weekday = form.text("month_day").parse::<u8>().ok().filter(|d| *d < 7);
            let found = Nth::from_code(form.text("nth")).zip(weekday);
            if found.is_none() {
                errors.add("nth", t::plan::nth_bad(l));
            }
            found.map(|(nth, weekday)| Pattern::Monthly { nth, weekday })
        }
        _ => None,
    }
}

fn rule(l: Locale, pattern: &Pattern, first: Option<Timestamp>, form: &Form, errors: &mut Errors) -> Option<String> {
    let end = end(l, form, errors)?;
    if let (End::Until(day), Some(first)) = (&end, first)
        && *day < first.start_of_wib_day()
    {
        errors.add("until", t::plan::until_early(l));
        return None;
    }
    match pattern.rule(&end) {
        Ok(rule) => return Some(rule),
        Err(RecurrenceError::NoDay) => errors.add("weekday", t::plan::weekday_none(l)),
        Err(RecurrenceError::Weeks) => errors.add("every", t::plan::every_bad(l, MOST_WEEKS)),
        Err(RecurrenceError::TooMany | RecurrenceError::Endless | RecurrenceError::NotARule) => {
            errors.add("times", t::plan::times_bad(l, MOST));
        }
    }
    None
}

fn end(l: Locale, form: &Form, errors: &mut Errors) -> Option<End> {
    let (until, times) = (form.text("until").trim(), form.text("times").trim());
    match (until.is_empty(), times.is_empty()) {
        (true, true) => errors.add("until", t::plan::end_none(l)),
        (false, false) => errors.add("times", t::plan::end_both(l)),
        (false, true) => {
            let day = Timestamp::parse_wib_date(until).map(End::Until);
            if day.is_none() {
                errors.add("until", t::plan::until_bad(l));
            }
            return day;
        }
        (true, false) => {
            let times = times.parse().ok().map(End::Times);
            if times.is_none() {
                errors.add("times", t::plan::times_bad(l, MOST));
            }
            return times;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::kernel::clock::DAY;

    fn form(fields: &[(&str, &str)]) -> Form {
        Form(fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect())
    }

    fn plan(fields: &[(&str, &str)]) -> Result<PlanDepartures, Vec<&'static str>> {
        let mut errors = Errors::default();
        let tour = "0190a1b2c3d47e5f8a9b0c1d2e3f4a5b".parse().unwrap();
        let plan = read(Locale::Id, tour, &form(fields), &mut errors);
        plan.ok_or_else(|| errors.list().into_iter().map(|(field, _)| field).collect())
    }

    #[test]
    fn a_day_and_a_time_are_a_moment_of_cimahi() {
        assert_eq!(time("08:30"), Some(510 * MINUTE));
        for bad in ["24:00", "08:60", "", "8", "08:é"] {
            assert_eq!(time(bad), None, "{bad}");
        }
        let once = plan(&[("day", "2026-12-05"), ("time", "08:30")]).unwrap();
        let w = once.first.wib();
        assert_eq!((w.date_input(), w.hour, w.minute, once.rule), ("2026-12-05".to_owned(), 8, 30, None));
    }

    const WEEK: (&str, &str) = ("repeat", "weekly");
    const SATURDAY: (&str, &str) = ("weekday", "5");
    const FOUR: (&str, &str) = ("times", "4");
    const MONTH: (&str, &str) = ("repeat", "monthly");

    /// What is typed, and the fields that are wrong.
    type Case = (&'static [(&'static str, &'static str)], &'static [&'static str]);

    #[test]
    fn what_recurs_has_days_and_one_end() {
        let start = [("day", "2026-12-05"), ("time", "08:00")];
        let with = |more: &[(&'static str, &'static str)]| plan(&[&start[..], more].concat());
        let weekly = with(&[("repeat", "weekly"), ("every", "2"), ("weekday", "5"), ("times", "4"), ("except", "19-12-2026\n")]).unwrap();
        assert_eq!(weekly.rule.as_deref(), Some("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA;COUNT=4"));
        assert_eq!(weekly.left_out, [Timestamp::parse_wib_date("2026-12-19").unwrap()]);
        let monthly = with(&[("repeat", "monthly"), ("nth", "-1"), ("month_day", "6"), ("until", "2027-03-31")]).unwrap();
        assert_eq!(monthly.rule.as_deref(), Some("FREQ=MONTHLY;BYDAY=-1SU;UNTIL=20270331T165959Z"));
        let cases: [Case; 10] = [
            (&[WEEK, FOUR], &["weekday"]),
            (&[WEEK, SATURDAY], &["until"]),
            (&[WEEK, SATURDAY, FOUR, ("until", "2027-01-01")], &["times"]),
            (&[WEEK, SATURDAY, ("times", "201")], &["times"]),
            (&[WEEK, SATURDAY, ("times", "x")], &["times"]),
            (&[WEEK, SATURDAY, ("until", "kapan")], &["until"]),
            (&[WEEK, SATURDAY, FOUR, ("every", "13")], &["every"]),
            (&[WEEK, ("weekday", "9"), FOUR, ("except", "lebaran")], &["weekday", "except"]),
            (&[MONTH, ("nth", "5"), ("month_day", "6"), FOUR], &["nth"]),
            (&[MONTH, ("nth", "1"), ("month_day", "7"), FOUR], &["nth"]),
        ];
        for (fields, wrong) in cases {
            assert_eq!(with(fields).unwrap_err(), wrong, "{fields:?}");
        }
        assert_eq!(plan(&[("day", "kemarin")]).unwrap_err(), ["time", "day"]);
    }

    #[test]
    fn single_dates_need_no_first_day() {
        let dates = |text: &'static str| plan(&[("time", "09:00"), ("repeat", "dates"), ("dates", text)]);
        let some = dates("12-12-2026\r\n5-12-2026").unwrap();
        assert_eq!((some.first.wib().date_input(), some.more), ("2026-12-05".to_owned(), vec![some.first.plus(7 * DAY)]));
        assert_eq!(dates(" ").unwrap_err(), ["dates"]);
        assert_eq!(dates("5-12-2026\nbesok").unwrap_err(), ["dates"]);
    }
}
