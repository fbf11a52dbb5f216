//! A planner calls those to whom the house cannot write, and says that it is done.

use domain::heritage::call::CallDesk;
use domain::heritage::staff::Duty;
use domain::identity::actor::Actor;
use domain::kernel::ids::{PartyCallId, PersonId, TourId};

use super::staff::StaffError;
use super::store::{calls, staff};
use crate::db::Run;
use crate::deps::Deps;

/// How many calls are shown; those of the party that waits longest come last.
const MOST: i64 = 200;
/// How many of those that are done.
const LAST: i64 = 30;

/// The tours that somebody plans; to whoever plans none the list is not there.
async fn planned(run: &mut impl Run, actor: &Actor) -> Result<(PersonId, Vec<TourId>), StaffError> {
    let person = actor.require_person()?;
    let tours = staff::tours_of(run, person, Duty::Officer).await?;
    if tours.is_empty() { Err(StaffError::NotFound) } else { Ok((person, tours)) }
}

pub async fn list_calls(deps: &Deps, actor: &Actor) -> Result<CallDesk, StaffError> {
    let mut run = deps.db.reader();
    let (_, tours) = planned(&mut run, actor).await?;
    Ok(CallDesk { open: calls::open(&mut run, &tours, MOST).await?, done: calls::done(&mut run, &tours, LAST).await? })
}

/// How many parties.
pub async fn count_calls(deps: &Deps, actor: &Actor) -> Result<u32, StaffError> {
    let mut run = deps.db.reader();
    let (_, tours) = planned(&mut run, actor).await?;
    Ok(calls::count_open(&mut run, &tours).await?)
}

/// How many of these were open: whoever comes second finds none, and the first stays written down.
pub async fn mark_told(deps: &Deps, actor: &Actor, told: &[PartyCallId]) -> Result<u64, StaffError> {
    let (person, tours) = planned(&mut deps.db.reader(), actor).await?;
    let told = &told[..told.len().min(usize::try_from(MOST).unwrap_or(usize::MAX))];
    if told.is_empty() {
        return Ok(0);
    }
    let mut tx = deps.db.begin().await?;
    let marked = calls::mark_told(&mut tx, told, &tours, person, deps.now()).await?;
    tx.commit().await?;
    Ok(marked)
}
