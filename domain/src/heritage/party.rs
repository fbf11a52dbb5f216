//! Who comes. Names always; what identifies a person only where a site of the tour demands it.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::fare::FareCategory;
use super::minors;
use super::papers;
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
    /// Under age on the day, and [`PartyError`] says why that matters.
    pub minor: bool,
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
    /// Those who are under age, by row.
    #[error("a child comes with a grown-up")]
    ChildAlone { rows: Vec<usize> },
    #[error("a site lets no children in")]
    NoChildren { rows: Vec<usize> },
}

/// What a party's rows are read for.
#[derive(Clone, Copy, Debug)]
pub struct Visit {
    /// So many persons may come together.
    pub most: u32,
    /// When the rows were typed.
    pub now: Timestamp,
    /// Of the departure: who is under age on that day is a minor.
    pub starts_at: Timestamp,
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
    pub fn read(&self, rows: &[TypedVisitor], of: Visit) -> Result<Vec<Visitor>, PartyError> {
        if rows.is_empty() {
            return Err(PartyError::Empty);
        }
        if rows.len() > of.most as usize {
            return Err(PartyError::TooLarge { most: of.most });
        }
        let mut party = Vec::with_capacity(rows.len());
        let mut problems = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            match self.visitor(row, of.now) {
                Ok(visitor) => party.push(visitor),
                Err(why) => problems.push((index, why)),
            }
        }
        if !problems.is_empty() {
            return Err(PartyError::Visitors(problems));
        }
        minors::check(self.minors, &party, of.starts_at)?;
        Ok(party)
    }

    fn visitor(&self, row: &TypedVisitor, today: Timestamp) -> Result<Visitor, VisitorErrors> {
        let name = text::line(&row.name, MAX_NAME);
        let asked = |field, read: Option<String>| if self.identity.contains(&field) { (read.is_none(), read) } else { (false, None) };
        let (no_document, document) = asked(IdentityField::Document, papers::document(&row.document));
        let (no_birth, birth_date) = asked(IdentityField::BirthDate, papers::birth_date(&row.birth_date, today));
        let (no_nationality, nationality) = asked(IdentityField::Nationality, papers::nationality(&row.nationality));
        let foreign = nationality.as_deref().is_some_and(|n| n != "ID");
        let errors = VisitorErrors {
            name: name.as_ref().err().copied(),
            category: row.category.is_none(),
            document: no_document,
            birth_date: no_birth,
            nationality: no_nationality,
            not_admitted: foreign && self.foreigners == Foreigners::NotAdmitted,
            minor: false,
        };
        match (name, row.category) {
            (Ok(name), Some(category)) if errors == VisitorErrors::default() => {
                Ok(Visitor { name, category, identity: Identity { document, birth_date, nationality } })
            }
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Timestamp = Timestamp(1_795_402_800_000);
    const VISIT: Visit = Visit { most: 5, now: TODAY, starts_at: TODAY };

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
        let free = Demands::default().read(std::slice::from_ref(&typed), VISIT).unwrap();
        assert_eq!((free[0].name.as_str(), free[0].identity.is_empty()), ("Neng Siti", true));
        let missing = base().read(std::slice::from_ref(&typed), VISIT).unwrap_err();
        let wrong = VisitorErrors { nationality: true, ..VisitorErrors::default() };
        assert_eq!(missing, PartyError::Visitors(vec![(0, wrong)]));
        "id".clone_into(&mut typed.nationality);
        let kept = base().read(std::slice::from_ref(&typed), VISIT).unwrap();
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
        assert_eq!(demands.read(&[typed], VISIT), Err(PartyError::Visitors(vec![(0, why)])));
    }

    #[test]
    fn children_come_with_somebody() {
        let demands = Demands::of([&VisitRules { minors: Minors::WithAdult, ..VisitRules::default() }]);
        let child = row("Ujang", FareCategory::Child);
        assert_eq!(demands.read(std::slice::from_ref(&child), VISIT), Err(PartyError::ChildAlone { rows: vec![0] }));
        assert_eq!(demands.read(&[child.clone(), row("Bu Tati", FareCategory::Resident)], VISIT).map(|p| p.len()), Ok(2));
        assert_eq!(Demands::default().read(std::slice::from_ref(&child), VISIT).map(|p| p.len()), Ok(1));
        let never = Demands::of([&VisitRules { minors: Minors::NotAdmitted, ..VisitRules::default() }]);
        assert_eq!(never.read(&[child.clone(), row("Bu Tati", FareCategory::Adult)], VISIT), Err(PartyError::NoChildren { rows: vec![0] }));
        assert_eq!(never.read(&[], VISIT), Err(PartyError::Empty));
        assert_eq!(never.read(&[child.clone(), child], Visit { most: 1, ..VISIT }), Err(PartyError::TooLarge { most: 1 }));
    }
}
