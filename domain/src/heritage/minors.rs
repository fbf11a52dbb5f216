//! Who is under age on the day of a visit, and whether they may come. The birth date says it where a site asks for it, the fare where
//! none does: somebody of ten years is no grown-up for paying like one.

use super::fare::FareCategory;
use super::party::{PartyError, Visitor};
use super::rules::Minors;
use crate::kernel::clock::Timestamp;

/// From this birthday on somebody is of age.
pub const OF_AGE: i32 = 18;

/// Those who are under age, by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MinorsError {
    ChildAlone { rows: Vec<usize> },
    NoChildren { rows: Vec<usize> },
}

impl From<MinorsError> for PartyError {
    fn from(e: MinorsError) -> Self {
        match e {
            MinorsError::ChildAlone { rows } => Self::ChildAlone { rows },
            MinorsError::NoChildren { rows } => Self::NoChildren { rows },
        }
    }
}

/// By the calendar of Cimahi. Of age on the birthday itself; who was born on 29 February waits for 1 March where a year has no such day.
fn of_age(born: Timestamp, day: Timestamp) -> bool {
    let (born, day) = (born.wib(), day.wib());
    (born.year + OF_AGE, born.month, born.day) <= (day.year, day.month, day.day)
}

/// `None`: this person's birth date is not known.
fn known_of_age(v: &Visitor, day: Timestamp) -> Option<bool> {
    let born = v.identity.birth_date.as_deref().and_then(Timestamp::parse_wib_date)?;
    Some(of_age(born, day))
}

fn is_minor(v: &Visitor, day: Timestamp) -> bool {
    known_of_age(v, day).map_or(v.category == FareCategory::Child, |of_age| !of_age)
}

/// Who may take responsibility for a minor. A student may be of any age, and is one only by a birth date.
fn is_grown_up(v: &Visitor, day: Timestamp) -> bool {
    known_of_age(v, day).unwrap_or(v.category.is_grown_up())
}

/// `day`: any moment of the day of the visit.
pub(super) fn check(rule: Minors, party: &[Visitor], day: Timestamp) -> Result<(), MinorsError> {
    let rows: Vec<usize> = party.iter().enumerate().filter(|(_, v)| is_minor(v, day)).map(|(row, _)| row).collect();
    if rows.is_empty() {
        return Ok(());
    }
    match rule {
        Minors::Welcome => Ok(()),
        Minors::NotAdmitted => Err(MinorsError::NoChildren { rows }),
        Minors::WithAdult if party.iter().any(|v| is_grown_up(v, day)) => Ok(()),
        Minors::WithAdult => Err(MinorsError::ChildAlone { rows }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heritage::party::Identity;
    use crate::kernel::clock::{HOUR, MINUTE};

    fn day(text: &str) -> Timestamp {
        Timestamp::parse_wib_date(text).unwrap()
    }

    /// Without a birth date where `born` is empty.
    fn visitor(category: FareCategory, born: &str) -> Visitor {
        let birth_date = (!born.is_empty()).then(|| born.to_owned());
        Visitor { name: "Ujang".to_owned(), category, identity: Identity { birth_date, ..Identity::default() } }
    }

    #[test]
    fn somebody_is_of_age_from_the_birthday_on() {
        let of_age = |born, on| of_age(day(born), day(on));
        assert!(!of_age("2008-12-12", "2026-12-11"));
        assert!(of_age("2008-12-12", "2026-12-12"));
        assert!(!of_age("2008-12-31", "2026-01-01") && of_age("2008-01-01", "2026-12-31"));
        // 2026 has no 29 February, 2028 has one.
        assert!(!of_age("2008-02-29", "2026-02-28") && of_age("2008-02-29", "2026-03-01"));
        assert!(!of_age("2010-03-01", "2028-02-29") && of_age("2010-02-28", "2028-02-29"));
    }

    #[test]
    fn the_day_is_one_of_cimahi() {
        // Half past six in the morning there is still the day before in London.
        let early = day("2026-12-12").plus(6 * HOUR + 30 * MINUTE);
        assert!(of_age(day("2008-12-12"), early) && !of_age(day("2008-12-13"), early));
    }

    #[test]
    fn the_birth_date_decides_and_without_one_the_fare() {
        let on = day("2026-12-12");
        for category in FareCategory::ALL {
            assert!(is_minor(&visitor(category, "2016-05-01"), on) && !is_grown_up(&visitor(category, "2016-05-01"), on), "{category:?}");
            assert!(!is_minor(&visitor(category, "1990-08-17"), on) && is_grown_up(&visitor(category, "1990-08-17"), on), "{category:?}");
            assert_eq!(is_minor(&visitor(category, ""), on), category == FareCategory::Child);
            assert_eq!(is_grown_up(&visitor(category, ""), on), matches!(category, FareCategory::Adult | FareCategory::Resident));
        }
    }

    #[test]
    fn a_minor_comes_with_a_grown_up_or_not_at_all() {
        let on = day("2026-12-12");
        let (ten, mother) = (visitor(FareCategory::Adult, "2016-05-01"), visitor(FareCategory::Adult, "1990-08-17"));
        let sister = visitor(FareCategory::Resident, "2008-12-13");
        assert_eq!(check(Minors::Welcome, std::slice::from_ref(&ten), on), Ok(()));
        assert_eq!(check(Minors::WithAdult, &[mother.clone(), ten.clone()], on), Ok(()));
        assert_eq!(check(Minors::WithAdult, &[ten.clone(), sister.clone()], on), Err(MinorsError::ChildAlone { rows: vec![0, 1] }));
        // The sister has her birthday on the next day.
        assert_eq!(check(Minors::WithAdult, &[ten.clone(), sister], day("2026-12-13")), Ok(()));
        assert_eq!(check(Minors::NotAdmitted, &[mother.clone(), ten], on), Err(MinorsError::NoChildren { rows: vec![1] }));
        assert_eq!(check(Minors::NotAdmitted, &[mother], on), Ok(()));
    }
}
