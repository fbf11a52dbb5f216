//! What is typed off somebody's papers: is it plausible at all? Whether it is true the gate sees.

use crate::kernel::clock::Timestamp;

/// A NIK has 16 digits, a passport fewer letters and digits.
pub(super) fn document(text: &str) -> Option<String> {
    let folded: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '.').collect::<String>().to_uppercase();
    let ok =
        (5..=16).contains(&folded.len()) && folded.bytes().all(|b| b.is_ascii_alphanumeric()) && folded.bytes().any(|b| b.is_ascii_digit());
    ok.then_some(folded)
}

pub(super) fn birth_date(text: &str, today: Timestamp) -> Option<String> {
    let date = Timestamp::parse_wib_date(text).filter(|d| *d <= today && d.wib().year >= 1900)?;
    Some(date.wib().date_input())
}

pub(super) fn nationality(text: &str) -> Option<String> {
    let code = text.trim().to_ascii_uppercase();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Timestamp = Timestamp(1_795_402_800_000);

    #[test]
    fn documents_and_dates_are_plausible() {
        for bad in ["", "1234", "ABCDEFG", "12345678901234567", "12;45678"] {
            assert_eq!(document(bad), None, "{bad}");
        }
        assert_eq!(document("nx-1234567").as_deref(), Some("NX1234567"));
        for bad in ["", "1899-12-31", "2027-01-01", "1990-02-30"] {
            assert_eq!(birth_date(bad, TODAY), None, "{bad}");
        }
    }
}
