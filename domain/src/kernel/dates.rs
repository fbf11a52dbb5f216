//! How dates and hours are written, on pages and in mails alike; by Cimahi's clock.

use super::clock::Timestamp;
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
    let w = at.wib();
    match l {
        Locale::Id => format!("{:02}.{:02}", w.hour, w.minute),
        Locale::En => format!("{:02}:{:02}", w.hour, w.minute),
    }
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
    }
}
