//! The report of an officer: departures of a period with their seats, fares, the waste that was brought, and the village's share.
//! Everything as it is at one moment, in so many queries however many departures there are.

use std::collections::{BTreeMap, HashMap};

use domain::heritage::departure::DepartureState;
use domain::heritage::report::{Fares, Heads, Ran, ReportedTour};
use domain::identity::actor::Actor;
use domain::kernel::ids::{DepartureId, TourId};
use domain::kernel::money::Rupiah;
use domain::kernel::period::Period;
use domain::wastebank::material::MaterialKind;
use domain::wastebank::measure::{Amount, Measure};

use crate::deps::Deps;
use crate::heritage::staff::StaffError;
use crate::heritage::store::reports;
use crate::wastebank::read_brought::read_brought;
use crate::wastebank::share_with_village::shared_of;

/// Amounts by what was brought, in the order of a price list.
pub type Waste = BTreeMap<(Measure, MaterialKind), Amount>;

/// One departure with everything, or several together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub heads: Heads,
    pub fares: Fares,
    pub waste: Waste,
    /// What has been booked as the village's.
    pub village: Rupiah,
}

impl Figures {
    /// Of what is weighed in kilograms.
    pub fn grams(&self) -> Amount {
        Amount(self.waste.iter().filter(|((measure, _), _)| *measure == Measure::Kilogram).map(|(_, amount)| amount.0).sum())
    }

    pub fn add(&mut self, other: &Self) {
        self.heads += other.heads;
        self.fares += other.fares;
        self.village += other.village;
        for (of, amount) in &other.waste {
            self.waste.entry(*of).or_default().0 += amount.0;
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportRow {
    pub ran: Ran,
    pub figures: Figures,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TourReport {
    pub period: Period,
    /// In the order in which they started.
    pub rows: Vec<ReportRow>,
}

impl TourReport {
    pub fn total(&self) -> Figures {
        self.rows.iter().fold(Figures::default(), |mut sum, row| {
            sum.add(&row.figures);
            sum
        })
    }

    pub fn cancelled(&self) -> usize {
        self.rows.iter().filter(|r| r.ran.state == DepartureState::Cancelled).count()
    }
}

/// What somebody may report of; to whoever is no tour's officer the page is not there.
pub async fn list_reported(deps: &Deps, actor: &Actor) -> Result<Vec<ReportedTour>, StaffError> {
    let tours = reports::tours_of(&mut deps.db.reader(), actor.require_person()?).await?;
    if tours.is_empty() { Err(StaffError::NotFound) } else { Ok(tours) }
}

/// `tour`: of this one only.
pub async fn read_report(deps: &Deps, actor: &Actor, tour: Option<TourId>, period: Period) -> Result<TourReport, StaffError> {
    let person = actor.require_person()?;
    let mut tx = deps.db.snapshot().await?;
    let mine = reports::tours_of(&mut tx, person).await?;
    let tours: Vec<TourId> = mine.iter().map(|t| t.id).filter(|id| tour.is_none_or(|asked| asked == *id)).collect();
    if tours.is_empty() {
        return Err(StaffError::NotFound);
    }
    let ran = reports::ran(&mut tx, &tours, period).await?;
    let slips: HashMap<String, DepartureId> = reports::slips(&mut tx, &tours, period).await?.into_iter().collect();
    let numbers: Vec<&str> = slips.keys().map(String::as_str).collect();
    let mut waste: HashMap<DepartureId, Waste> = HashMap::new();
    for b in read_brought(&mut tx, &numbers).await? {
        let Some(departure) = slips.get(&b.slip) else { continue };
        waste.entry(*departure).or_default().entry((b.measure, b.kind)).or_default().0 += b.amount.0;
    }
    let ids: Vec<String> = ran.iter().map(|(r, ..)| r.departure.to_string()).collect();
    let shares = shared_of(&mut tx, &ids).await?;
    let row = |((ran, heads, fares), id): ((Ran, Heads, Fares), &String)| {
        let village = shares.get(id).copied().unwrap_or_default();
        let waste = waste.remove(&ran.departure).unwrap_or_default();
        ReportRow { ran, figures: Figures { heads, fares, waste, village } }
    };
    Ok(TourReport { period, rows: ran.into_iter().zip(&ids).map(row).collect() })
}
