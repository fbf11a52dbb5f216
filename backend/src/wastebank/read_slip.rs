//! A slip, as whoever holds it may see it: its member, and the operators of its counter.

use domain::identity::actor::Actor;
use domain::wastebank::slip::WeighedSlip;

use super::read_counter::{CounterError, require_operator};
use super::store::{deposits, members};
use crate::deps::Deps;

pub async fn read_slip(deps: &Deps, actor: &Actor, number: &str) -> Result<WeighedSlip, CounterError> {
    let person = actor.require_person()?;
    let mut run = deps.db.reader();
    let found = deposits::find(&mut run, number).await?.ok_or(CounterError::NotFound)?;
    if members::find(&mut run, found.member).await?.is_none_or(|m| m.person != Some(person)) {
        require_operator(&mut run, actor, found.unit).await?;
    }
    Ok(deposits::weighed(&mut run, found).await?)
}
