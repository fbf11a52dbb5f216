//! The words of the pages, and how days, months and spans of time are written.

use domain::kernel::clock::{Timestamp, Unit, largest_units};
pub use domain::kernel::dates::{clock, date, date_time, span_text};
pub use domain::kernel::locale::Locale;
use domain::kernel::weight::Grams;

/// Generated from `app/locales/{id,en}/<context>.toml`: `t::<context>::<key>(locale)`, `<key>(locale, value)`, or
/// `<key> { its: …, values: … }.say(locale)`.
#[allow(clippy::all, clippy::pedantic, non_camel_case_types)]
pub mod t {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

const DAYS_ID: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];
const DAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const WHOLE_MONTHS_ID: [&str; 12] =
    ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];
const WHOLE_MONTHS_EN: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// `Desember 2026`
pub fn month(l: Locale, at: Timestamp) -> String {
    let w = at.wib();
    let months = match l {
        Locale::Id => WHOLE_MONTHS_ID,
        Locale::En => WHOLE_MONTHS_EN,
    };
    format!("{} {}", months[usize::from(w.month.saturating_sub(1)) % 12], w.year)
}

/// `Sabtu, 28 Nov 2026`
pub fn day(l: Locale, at: Timestamp) -> String {
    format!("{}, {}", weekday(l, usize::from(at.wib().weekday)), date(l, at))
}

/// 0 = Monday.
pub fn weekday(l: Locale, day: usize) -> &'static str {
    match l {
        Locale::Id => DAYS_ID[day % 7],
        Locale::En => DAYS_EN[day % 7],
    }
}

/// `Nov 2026`
pub fn short_month(l: Locale, at: Timestamp) -> String {
    let day = date(l, at);
    day.split_once(' ').map_or(day.clone(), |(_, rest)| rest.to_owned())
}

/// A span in its two largest units, rounded down, at least one minute: `1 hari 4 jam`.
pub fn span(l: Locale, ms: i64) -> String {
    let words = |(unit, n)| match unit {
        Unit::Day => t::common::days(l, n),
        Unit::Hour => t::common::hours(l, n),
        Unit::Minute => t::common::minutes(l, n),
    };
    largest_units(ms).into_iter().map(words).collect::<Vec<_>>().join(" ")
}

/// `520 g`, `1,03 kg` (English: `1.03 kg`).
pub fn weight(l: Locale, grams: Grams) -> String {
    if grams.0 < 1000 {
        return format!("{} g", grams.0);
    }
    let text = format!("{}.{:03}", grams.0 / 1000, grams.0 % 1000);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{} kg", if l == Locale::Id { text.replace('.', ",") } else { text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::kernel::clock::{DAY, HOUR, MINUTE};

    #[test]
    fn weights_are_written_for_people() {
        assert_eq!(weight(Locale::Id, Grams(520)), "520 g");
        assert_eq!(weight(Locale::Id, Grams(1030)), "1,03 kg");
        assert_eq!(weight(Locale::En, Grams(2000)), "2 kg");
    }

    #[test]
    fn times_are_written_for_people() {
        let at = Timestamp(1_795_402_800_000);
        assert_eq!(date_time(Locale::Id, at), "23 Nov 2026, 10.00 WIB");
        assert_eq!(date_time(Locale::En, at), "23 Nov 2026, 10:00 WIB");
        assert_eq!((month(Locale::Id, at), day(Locale::En, at)), ("November 2026".to_owned(), "Monday, 23 Nov 2026".to_owned()));
        assert_eq!(span(Locale::Id, DAY + 4 * HOUR + 5 * MINUTE), "1 hari 4 jam");
        assert_eq!(span(Locale::En, HOUR), "1 hour");
        assert_eq!(span(Locale::En, 0), "1 minute");
    }
}
