//! The same party on another day: there must be seats, what the sites ask there must have been told already, and who is under age by
//! then may come. One rule for both who lists the days and who moves.

use thiserror::Error;

use super::departure::{Departure, NotBookable};
use super::minors::{self, MinorsError};
use super::party::{Demands, Visitor};
use super::rules::{Foreigners, IdentityField};
use crate::kernel::clock::Timestamp;

/// Why a party cannot come on a day, with the names of those about whom it is.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotThatDay {
    /// What a site asks for and was never told.
    #[error("some of the party are not known well enough")]
    Missing(Vec<(String, Vec<IdentityField>)>),
    #[error("a site lets in citizens only")]
    CitizensOnly(Vec<String>),
    #[error("who is under age comes with a grown-up")]
    ChildAlone(Vec<String>),
    #[error("a site lets nobody in who is under age")]
    NoChildren(Vec<String>),
}

/// Why a party cannot move to a departure.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoMove {
    #[error(transparent)]
    NotBookable(#[from] NotBookable),
    #[error("{left} seats are left there")]
    TooFew { left: u32 },
    /// There are seats, but a site would not let the party in.
    #[error(transparent)]
    Party(#[from] NotThatDay),
}

/// `there`: with the seats that are left now; `demands`: of its sites on its day; `party`: those who go.
pub fn may_move(there: &Departure, demands: &Demands, party: &[Visitor], now: Timestamp) -> Result<(), NoMove> {
    there.bookable(now)?;
    let left = there.left();
    if party.len() > left as usize {
        return Err(NoMove::TooFew { left });
    }
    Ok(check(demands, party, there.starts_at)?)
}

fn told(v: &Visitor, field: IdentityField) -> bool {
    match field {
        IdentityField::Document => v.identity.document.is_some(),
        IdentityField::BirthDate => v.identity.birth_date.is_some(),
        IdentityField::Nationality => v.identity.nationality.is_some(),
    }
}

/// `demands`: of the sites on that day; `day`: any moment of it.
fn check(demands: &Demands, party: &[Visitor], day: Timestamp) -> Result<(), NotThatDay> {
    let lacking = |v: &Visitor| {
        let fields: Vec<IdentityField> = demands.identity.iter().copied().filter(|f| !told(v, *f)).collect();
        (!fields.is_empty()).then(|| (v.name.clone(), fields))
    };
    let missing: Vec<_> = party.iter().filter_map(lacking).collect();
    if !missing.is_empty() {
        return Err(NotThatDay::Missing(missing));
    }
    let foreign = |v: &&Visitor| demands.foreigners == Foreigners::NotAdmitted && v.identity.nationality.as_deref() != Some("ID");
    let foreigners: Vec<String> = party.iter().filter(foreign).map(|v| v.name.clone()).collect();
    if !foreigners.is_empty() {
        return Err(NotThatDay::CitizensOnly(foreigners));
    }
    let names = |rows: &[usize]| -> Vec<String> { rows.iter().filter_map(|row| party.get(*row)).map(|v| v.name.clone()).collect() };
    minors::check(demands.minors, party, day).map_err(|e| match e {
        MinorsError::ChildAlone { rows } => NotThatDay::ChildAlone(names(&rows)),
        MinorsError::NoChildren { rows } => NotThatDay::NoChildren(names(&rows)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heritage::departure::tests::departure;
    use crate::heritage::fare::FareCategory;
    use crate::heritage::party::Identity;
    use crate::heritage::rules::{Minors, VisitRules};

    fn day(text: &str) -> Timestamp {
        Timestamp::parse_wib_date(text).unwrap()
    }

    fn visitor(name: &str, born: Option<&str>, nationality: Option<&str>) -> Visitor {
        let identity = Identity { birth_date: born.map(str::to_owned), nationality: nationality.map(str::to_owned), document: None };
        Visitor { name: name.to_owned(), category: FareCategory::Adult, identity }
    }

    fn asks(rules: VisitRules) -> Demands {
        Demands::of([&rules])
    }

    #[test]
    fn what_was_never_told_is_named() {
        let party = [visitor("Siti", Some("1990-08-17"), None), visitor("Ujang", None, Some("ID"))];
        let all = asks(VisitRules { identity: vec![IdentityField::BirthDate, IdentityField::Nationality], ..VisitRules::default() });
        let missing = vec![("Siti".to_owned(), vec![IdentityField::Nationality]), ("Ujang".to_owned(), vec![IdentityField::BirthDate])];
        assert_eq!(check(&all, &party, day("2026-12-12")), Err(NotThatDay::Missing(missing)));
        assert_eq!(check(&Demands::default(), &party, day("2026-12-12")), Ok(()), "a site that asks nothing");
    }

    #[test]
    fn there_must_be_seats_before_anybody_is_looked_at() {
        let (d, party) = (departure(&[(3, 1)]), [visitor("Siti", None, None), visitor("Ujang", None, Some("ID"))]);
        let asking = asks(VisitRules { identity: vec![IdentityField::Nationality], ..VisitRules::default() });
        assert_eq!(may_move(&d, &Demands::default(), &party, d.book_until), Ok(()));
        assert_eq!(may_move(&d, &asking, &party[1..], d.book_until), Ok(()));
        let missing = NotThatDay::Missing(vec![("Siti".to_owned(), vec![IdentityField::Nationality])]);
        assert_eq!(may_move(&d, &asking, &party, d.book_until), Err(NoMove::Party(missing)));
        assert_eq!(may_move(&departure(&[(3, 2)]), &asking, &party, d.book_until), Err(NoMove::TooFew { left: 1 }));
        assert_eq!(may_move(&d, &asking, &party, d.book_until.plus(1)), Err(NoMove::NotBookable(NotBookable::TooLate)));
    }

    #[test]
    fn citizens_only_names_the_others() {
        let rules = VisitRules { foreigners: Foreigners::NotAdmitted, ..VisitRules::default() };
        let party = [visitor("Siti", None, Some("ID")), visitor("Anna", None, Some("NL"))];
        assert_eq!(check(&asks(rules.clone()), &party, day("2026-12-12")), Err(NotThatDay::CitizensOnly(vec!["Anna".to_owned()])));
        assert_eq!(check(&asks(rules), &party[..1], day("2026-12-12")), Ok(()));
    }

    #[test]
    fn a_birthday_between_the_days_counts() {
        let ask = |minors| asks(VisitRules { identity: vec![IdentityField::BirthDate], minors, ..VisitRules::default() });
        // Neng is of age from 12 December on.
        let party = [visitor("Neng", Some("2008-12-12"), None), visitor("Ujang", Some("2012-01-01"), None)];
        let alone = vec!["Neng".to_owned(), "Ujang".to_owned()];
        assert_eq!(check(&ask(Minors::WithAdult), &party, day("2026-12-11")), Err(NotThatDay::ChildAlone(alone)));
        assert_eq!(check(&ask(Minors::WithAdult), &party, day("2026-12-12")), Ok(()));
        let minor = Err(NotThatDay::NoChildren(vec!["Ujang".to_owned()]));
        assert_eq!(check(&ask(Minors::NotAdmitted), &party, day("2026-12-12")), minor);
        assert_eq!(check(&ask(Minors::NotAdmitted), &party[..1], day("2026-12-12")), Ok(()));
    }
}
