//! A party in front of the scale: what it owes, whose balance a surplus goes to, and how it was settled.

use domain::heritage::boarding::{PartyLine, Settled};
use domain::identity::actor::Actor;
use domain::kernel::ids::DepartureId;
use domain::wastebank::member::Member;

use super::board::{BoardError, require};
use crate::deps::Deps;
use crate::heritage::staff::StaffError;
use crate::heritage::store::boarding;
use crate::heritage::store::booking_reads::{self, Which};
use crate::wastebank::pay_fare::member_of;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeighIn {
    pub party: PartyLine,
    /// Of the person who booked, where they are a member of the waste bank.
    pub member: Option<Member>,
    pub settled: Option<Settled>,
}

pub async fn read_weigh_in(deps: &Deps, actor: &Actor, departure: DepartureId, number: &str) -> Result<WeighIn, BoardError> {
    let mut run = deps.db.reader();
    let (departure, _) = require(&mut run, actor, departure).await?;
    let found = booking_reads::find(&mut run, Which::Of(&number.trim().to_uppercase(), departure.id)).await?;
    let b = found.filter(|b| b.departure == departure.id).ok_or(StaffError::NotFound)?;
    let member = match booking_reads::person_of(&mut run, b.id).await? {
        Some(person) => member_of(&mut run, person).await?,
        None => None,
    };
    let settled = boarding::settled(&mut run, b.id).await?;
    let open = boarding::unapproved(&mut run, departure.id).await?;
    let unapproved = open.iter().find(|(id, _)| *id == b.id).map_or(0, |(_, n)| *n);
    Ok(WeighIn { party: PartyLine::of(&b, unapproved), member, settled })
}
