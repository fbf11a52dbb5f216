//! A slip, as whoever holds it may see it: its member, and the operators of its counter.

use domain::identity::actor::Actor;

use super::read_counter::{CounterError, require_operator};
use super::store::deposits::{self, Slip};
use super::store::members;
use crate::deps::Deps;

pub async fn read_slip(deps: &Deps, actor: &Actor, slip: &str) -> Result<Slip, CounterError> {
    let person = actor.require_person()?;
    let mut run = deps.db.reader();
    let found = deposits::find(&mut run, slip).await?.ok_or(CounterError::NotFound)?;
    if members::find(&mut run, found.member).await?.is_some_and(|m| m.person == Some(person)) {
        return Ok(found);
    }
    require_operator(&mut run, actor, found.unit).await?;
    Ok(found)
}
