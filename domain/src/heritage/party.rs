//! Who comes. Names always; what identifies a person only where a site of the tour demands it.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::fare::FareCategory;
use super::rules::{Foreigners, IdentityField, Minors, VisitRules};
use crate::kernel::clock::Timestamp;
use crate::kernel::text::{self, TextError};

pub const MAX_NAME: usize = 80;
pub const MAX_NEEDS: usize = 500;

/// What a base is told of a person. Sealed wherever it is kept, and forgotten some days after the visit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// `1990-08-17`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    /// ISO 3166, two letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nationality: Option<String>,
}

impl Identity {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What one site asks for: the rest was told to another.
    #[must_use]
    pub fn only(self, asked: &[IdentityField]) -> Self {
        let keep = |field, value: Option<String>| value.filter(|_| asked.contains(&field));
        Self {
            document: keep(IdentityField::Document, self.document),
            birth_date: keep(IdentityField::BirthDate, self.birth_date),
            nationality: keep(IdentityField::Nationality, self.nationality),
        }
    }
}

/// One row of the form, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedVisitor {
    pub name: String,
    pub category: Option<FareCategory>,
    pub document: String,
    pub birth_date: String,
    pub nationality: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    pub name: String,
    pub category: FareCategory,
    pub identity: Identity,
}

/// One problem per field of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Error)]
#[error("a visitor's row is incomplete")]
pub struct VisitorErrors {
    pub name: Option<TextError>,
    pub category: bool,
    pub document: bool,
    pub birth_date: bool,
    pub nationality: bool,
    /// A site lets in Indonesian citizens only.
    pub not_admitted: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PartyError {
    #[error("nobody comes")]
    Empty,
    #[error("more than {most} persons")]
    TooLarge { most: u32 },
    /// By row.
    #[error("some rows are incomplete")]
    Visitors(Vec<(usize, VisitorErrors)>),
    #[error("a child comes with a grown-up")]
    ChildAlone,
    #[error("a site lets no children in")]
    NoChildren,
}

/// What all sites of a tour ask of a party, taken together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demands {
    pub identity: Vec<IdentityField>,
    pub foreigners: Foreigners,
    pub minors: Minors,
}

impl Demands {
    pub fn of<'a>(rules: impl IntoIterator<Item = &'a VisitRules>) -> Self {
        let mut all = Self::default();
        for r in rules {
            all.identity.extend(&r.identity);
            if r.foreigners == Foreigners::NotAdmitted {
                all.foreigners = Foreigners::NotAdmitted;
            }
            all.minors = match (all.minors, r.minors) {
                (Minors::NotAdmitted, _) | (_, Minors::NotAdmitted) => Minors::NotAdmitted,
                (Minors::WithAdult, _) | (_, Minors::WithAdult) => Minors::WithAdult,
                _ => Minors::Welcome,
            };
        }
        // Who must be a citizen is asked for the citizenship.
        if all.foreigners == Foreigners::NotAdmitted {
            all.identity.push(IdentityField::Nationality);
        }
        all.identity.sort_unstable();
        all.identity.dedup();
        all
    }

    /// Reads the rows of a form; what is not demanded is not kept, whatever was typed.
    pub fn read(&self, rows: &[TypedVisitor], most: u32, today: Timestamp) -> Result<Vec<Visitor>, PartyError> {
        if rows.is_empty() {
            return Err(PartyError::Empty);
        }
        if rows.len() > most as usize {
            return Err(PartyError::TooLarge { most });
        }
        let mut party = Vec::with_capacity(rows.len());
        let mut problems = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            match self.visitor(row, today) {
                Ok(visitor) => party.push(visitor),
                Err(why) => problems.push((index, why)),
            }
        }
        if !problems.is_empty() {
            return Err(PartyError::Visitors(problems));
        }
        let children = party.iter().any(|v| v.category == FareCategory::Child);
        match self.minors {
            Minors::NotAdmitted if children => Err(PartyError::NoChildren),
            Minors::WithAdult if children && !party.iter().any(|v| v.category.is_grown_up()) => Err(PartyError::ChildAlone),
            _ => Ok(party),
        }
    }

    fn visitor(&self, row: &TypedVisitor, today: Timestamp) -> Result<Visitor, VisitorErrors> {
        let name = text::line(&row.name, MAX_NAME);
        let asked = |field, read: Option<String>| if self.identity.contains(&field) { (read.is_none(), read) } else { (false, None) };
        let (no_document, document) = asked(IdentityField::Document, document(&row.document));
        let (no_birth, birth_date) = asked(IdentityField::BirthDate, birth_date(&row.birth_date, today));
        let (no_nationality, nationality) = asked(IdentityField::Nationality, nationality(&row.nationality));
        let foreign = nationality.as_deref().is_some_and(|n| n != "ID");
        let errors = VisitorErrors {
            name: name.as_ref().err().copied(),
            category: row.category.is_none(),
            document: no_document,
            birth_date: no_birth,
            nationality: no_nationality,
            not_admitted: foreign && self.foreigners == Foreigners::NotAdmitted,
        };
        match (name, row.category) {
            (Ok(name), Some(category)) if errors == VisitorErrors::default() => {
                Ok(Visitor { name, category, identity: Identity { document, birth_date, nationality } })
            }
            _ => Err(errors),
        }
    }
}

/// A NIK has 16 digits, a passport fewer letters and digits.
fn document(text: &str) -> Option<String> {
    let folded: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '.').collect::<String>().to_uppercase();
    let ok =
        (5..=16).contains(&folded.len()) && folded.bytes().all(|b| b.is_ascii_alphanumeric()) && folded.bytes().any(|b| b.is_ascii_digit());
    ok.then_some(folded)
}

fn birth_date(text: &str, today: Timestamp) -> Option<String> {
    let date = Timestamp::parse_wib_date(text).filter(|d| *d <= today && d.wib().year >= 1900)?;
    Some(date.wib().date_input())
}

fn nationality(text: &str) -> Option<String> {
    let code = text.trim().to_ascii_uppercase();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Timestamp = Timestamp(1_795_402_800_000);

    fn row(name: &str, category: FareCategory) -> TypedVisitor {
        TypedVisitor { name: name.to_owned(), category: Some(category), ..TypedVisitor::default() }
    }

    fn base() -> Demands {
        let rules = VisitRules { identity: vec![IdentityField::Document], minors: Minors::WithAdult, ..VisitRules::default() };
        let other = VisitRules { identity: vec![IdentityField::Nationality, IdentityField::Document], ..VisitRules::default() };
        Demands::of([&rules, &other])
    }

    #[test]
    fn only_what_a_site_demands_is_asked_and_kept() {
        let mut typed = row(" Neng  Siti ", FareCategory::Adult);
        "3277 0155 0890 0001".clone_into(&mut typed.document);
        "1990-08-17".clone_into(&mut typed.birth_date);
        let free = Demands::default().read(std::slice::from_ref(&typed), 5, TODAY).unwrap();
        assert_eq!((free[0].name.as_str(), free[0].identity.is_empty()), ("Neng Siti", true));
        let missing = base().read(std::slice::from_ref(&typed), 5, TODAY).unwrap_err();
        let wrong = VisitorErrors { nationality: true, ..VisitorErrors::default() };
        assert_eq!(missing, PartyError::Visitors(vec![(0, wrong)]));
        "id".clone_into(&mut typed.nationality);
        let kept = base().read(std::slice::from_ref(&typed), 5, TODAY).unwrap();
        let identity = Identity { document: Some("3277015508900001".to_owned()), nationality: Some("ID".to_owned()), birth_date: None };
        assert_eq!(kept[0].identity, identity);
    }

    #[test]
    fn citizens_only_asks_for_the_citizenship() {
        let demands = Demands::of([&VisitRules { foreigners: Foreigners::NotAdmitted, ..VisitRules::default() }]);
        assert_eq!(demands.identity, [IdentityField::Nationality]);
        let mut typed = row("Anna", FareCategory::Adult);
        "NL".clone_into(&mut typed.nationality);
        let why = VisitorErrors { not_admitted: true, ..VisitorErrors::default() };
        assert_eq!(demands.read(&[typed], 5, TODAY), Err(PartyError::Visitors(vec![(0, why)])));
    }

    #[test]
    fn children_come_with_somebody() {
        let demands = Demands::of([&VisitRules { minors: Minors::WithAdult, ..VisitRules::default() }]);
        let child = row("Ujang", FareCategory::Child);
        assert_eq!(demands.read(std::slice::from_ref(&child), 5, TODAY), Err(PartyError::ChildAlone));
        assert_eq!(demands.read(&[child.clone(), row("Bu Tati", FareCategory::Resident)], 5, TODAY).map(|p| p.len()), Ok(2));
        assert_eq!(Demands::default().read(std::slice::from_ref(&child), 5, TODAY).map(|p| p.len()), Ok(1));
        let never = Demands::of([&VisitRules { minors: Minors::NotAdmitted, ..VisitRules::default() }]);
        assert_eq!(never.read(&[child.clone(), row("Bu Tati", FareCategory::Adult)], 5, TODAY), Err(PartyError::NoChildren));
        assert_eq!(never.read(&[], 5, TODAY), Err(PartyError::Empty));
        assert_eq!(never.read(&[child.clone(), child], 1, TODAY), Err(PartyError::TooLarge { most: 1 }));
    }

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
