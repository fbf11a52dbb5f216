//! What a plan would make, day by day, before it is made: nothing is written.

use domain::identity::actor::Actor;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::clock::Timestamp;

use super::foresee::{called, foresee};
use super::plan_departures::{PlanDepartures, PlanDeparturesError, Skipped, check};
use super::store::{departures, sites};
use crate::deps::Deps;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreseen {
    pub at: Timestamp,
    /// Why there will be none.
    pub skipped: Option<Skipped>,
    /// The site that lets nobody in on this day, and what it said; nothing where it never does on this day of the week.
    pub closed: Option<(Bilingual, Option<String>)>,
}

/// In order.
pub async fn preview_departures(deps: &Deps, actor: &Actor, input: &PlanDepartures) -> Result<Vec<Foreseen>, PlanDeparturesError> {
    let mut run = deps.db.reader();
    let (_, tour) = check(&mut run, deps, actor, input).await?;
    let vehicle = match input.vehicle {
        Some(id) => {
            let found = departures::vehicles(&mut run).await?.into_iter().find(|v| v.id == id);
            Some(found.ok_or(PlanDeparturesError::NoVehicle)?)
        }
        None => None,
    };
    let reasons = sites::closure_reasons(&mut run, &called(&tour), deps.now().start_of_wib_day()).await?;
    let foreseen = foresee(&mut run, deps, &tour, input.moments()?, input, vehicle.as_ref()).await?;
    let all = foreseen.into_iter().map(|(departure, skipped)| {
        let closed = match skipped {
            Some(Skipped::SiteClosed(id)) => tour.legs.iter().zip(&departure.legs).find_map(|(leg, at)| {
                let site = leg.site.as_ref().filter(|s| s.id == id)?;
                Some((site.name.clone(), reasons.get(&(id, at.starts_at.start_of_wib_day())).cloned()))
            }),
            _ => None,
        };
        Foreseen { at: departure.starts_at, skipped, closed }
    });
    Ok(all.collect())
}
