//! Who may do what with a tour or a site. To everybody else it is not there.

use domain::heritage::site::Site;
use domain::heritage::staff::Duty;
use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::{PersonId, SiteId, TourId};
use thiserror::Error;

use super::store::{sites, staff};
use crate::db::{DbError, Run};
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum StaffError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Also one where somebody else works.
    #[error("no such tour or site")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Plans this tour and looks after its bookings.
pub(crate) async fn require_officer(run: &mut impl Run, actor: &Actor, tour: TourId) -> Result<PersonId, StaffError> {
    require_duty(run, actor, tour, Duty::Officer).await
}

/// Opens tours: an officer of the city, so that there is a first one, and whoever plans a tour already.
pub(crate) async fn require_opener(run: &mut impl Run, actor: &Actor) -> Result<PersonId, StaffError> {
    let person = actor.require_person()?;
    let opens = actor.require_officer().is_ok() || !staff::tours_of(run, person, Duty::Officer).await?.is_empty();
    if opens { Ok(person) } else { Err(StaffError::NotFound) }
}

async fn require_duty(run: &mut impl Run, actor: &Actor, tour: TourId, duty: Duty) -> Result<PersonId, StaffError> {
    let person = actor.require_person()?;
    if staff::has_duty(run, tour, person, duty).await? { Ok(person) } else { Err(StaffError::NotFound) }
}

/// Works for this tour, as an officer or as a guide.
pub(crate) async fn require_duty_of(run: &mut impl Run, actor: &Actor, tour: TourId) -> Result<PersonId, StaffError> {
    let person = actor.require_person()?;
    for duty in Duty::ALL {
        if staff::has_duty(run, tour, person, duty).await? {
            return Ok(person);
        }
    }
    Err(StaffError::NotFound)
}

/// Speaks for this base or village.
pub(crate) async fn require_speaker(run: &mut impl Run, actor: &Actor, site: SiteId) -> Result<PersonId, StaffError> {
    let person = actor.require_person()?;
    if staff::speaks_for(run, site, person).await? { Ok(person) } else { Err(StaffError::NotFound) }
}

/// Shows this site in photos: who speaks for it, and as long as nobody does, who keeps what is told of it.
pub(crate) async fn require_photographer(run: &mut impl Run, actor: &Actor, site: SiteId) -> Result<PersonId, StaffError> {
    match require_speaker(run, actor, site).await {
        Err(StaffError::NotFound) => {}
        answer => return answer,
    }
    let person = require_opener(run, actor).await?;
    let free = staff::speakers_of(run, site).await?.is_empty() && !sites::by_ids(run, &[site]).await?.is_empty();
    if free { Ok(person) } else { Err(StaffError::NotFound) }
}

/// Where somebody works: what their pages begin with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workplaces {
    /// As an officer.
    pub plans: Vec<TourId>,
    /// As a guide.
    pub guides: Vec<TourId>,
    /// Bases and villages that they speak for.
    pub sites: Vec<Site>,
    /// May open a tour.
    pub opens: bool,
}

impl Workplaces {
    pub fn is_empty(&self) -> bool {
        self.plans.is_empty() && self.guides.is_empty() && self.sites.is_empty() && !self.opens
    }
}

pub async fn workplaces(deps: &Deps, actor: &Actor) -> Result<Workplaces, StaffError> {
    let person = actor.require_person()?;
    let mut run = deps.db.reader();
    let plans = staff::tours_of(&mut run, person, Duty::Officer).await?;
    Ok(Workplaces {
        opens: actor.require_officer().is_ok() || !plans.is_empty(),
        plans,
        guides: staff::tours_of(&mut run, person, Duty::Guide).await?,
        sites: sites::of_officer(&mut run, person).await?,
    })
}
