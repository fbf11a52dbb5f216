//! How dates and hours are written, on pages and in mails alike; by Cimahi's clock.

use super::clock::Timestamp;
use super::hours::Span;
use super::locale::Locale;

const MONTHS_ID: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];
const MONTHS_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// `23 Nov 2026`
pub fn date(l: Locale, at: Timestamp) -> String {
    let w = at.wib();
    let months = match l {
        Locale::Id => MONTHS_ID,
        Locale::En => MONTHS_EN,
    };
    format!("{} {} {}", w.day, months[usize::from(w.month.saturating_sub(1)) % 12], w.year)
}

/// `14.05` in Indonesian, `14:05` in English; Cimahi's clock.
pub fn clock(l: Locale, at: Timestamp) -> String {
    clock_of(l, at.wib().minute_of_day())
}

fn clock_of(l: Locale, minute: u16) -> String {
    let between = match l {
        Locale::Id => '.',
        Locale::En => ':',
    };
    format!("{:02}{between}{:02}", minute / 60, minute % 60)
}

/// `08.00–16.30` in Indonesian, `08:00–16:30` in English.
pub fn span_text(l: Locale, hours: Span) -> String {
    format!("{}–{}", clock_of(l, hours.from), clock_of(l, hours.to))
}

/// `23 Nov 2026, 14.05 WIB`
pub fn date_time(l: Locale, at: Timestamp) -> String {
    format!("{}, {} WIB", date(l, at), clock(l, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own_way() {
        let at = Timestamp(1_795_491_300_000);
        assert_eq!(date_time(Locale::Id, at), "24 Nov 2026, 10.35 WIB");
        assert_eq!(date_time(Locale::En, at), "24 Nov 2026, 10:35 WIB");
        let hours = Span { from: 8 * 60, to: 16 * 60 + 30 };
        assert_eq!(span_text(Locale::Id, hours), "08.00–16.30");
        assert_eq!(span_text(Locale::En, hours), "08:00–16:30");
    }
}
