//! What a device tells after it was alone: its actions in their order, each with a name of its own, so that what is told twice,
//! late or by two devices counts once. Each is answered by itself: one that is refused stops no other.

use domain::heritage::boarding::{Outcome, Redemption, Settlement};
use domain::identity::actor::Actor;
use domain::kernel::ids::{DepartureId, PersonId};
use domain::kernel::money::Rupiah;

use super::board::{Admission, BoardError, CountHeads, Redeem, count_heads, redeem, require};
use super::settle::{Brought, SettleFare, SettleFareError, settle_fare};
use super::walk_in::{WalkIn, WalkInError, walk_in};
use crate::db::DbError;
use crate::deps::Deps;
use crate::heritage::staff::StaffError;
use crate::wastebank::find_member::{FindMemberError, find_members};
use crate::wastebank::pay_fare::FareError;
use crate::wastebank::take_deposit::TakeDepositError;

#[derive(Clone, Debug)]
pub enum Told {
    Redeem(Redeem),
    Settle {
        fare: SettleFare,
        /// The card of the member whose waste it is, where the party itself is none.
        card: Option<String>,
    },
    Count(CountHeads),
    WalkIn {
        party: WalkIn,
        card: Option<String>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    Admitted,
    Settled(Settlement),
    Counted,
    /// Booked, settled and let in.
    WalkedIn,
    /// For a person to decide; by its stable code.
    Conflict(Conflict),
    /// Nothing is decided: to be told again.
    Again,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub code: &'static str,
    /// Who let the party in before.
    pub first: Option<Redemption>,
    /// What it is now, of an amount that has changed.
    pub amount: Option<Rupiah>,
}

impl From<&'static str> for Conflict {
    fn from(code: &'static str) -> Self {
        Self { code, first: None, amount: None }
    }
}

/// `person`: whose actions they are. Another's are not told under one's own name.
pub async fn hear_device(
    deps: &Deps,
    actor: &Actor,
    departure: DepartureId,
    person: PersonId,
    told: &[Told],
) -> Result<Option<Vec<Heard>>, StaffError> {
    let (_, by) = require(&mut deps.db.reader(), actor, departure).await?;
    if by != person {
        return Ok(None);
    }
    let mut heard = Vec::with_capacity(told.len());
    for action in told {
        // What comes after may build on it: a party is let in after it has paid.
        let answer = if heard.last() == Some(&Heard::Again) { Heard::Again } else { hear(deps, actor, action).await? };
        heard.push(answer);
    }
    Ok(Some(heard))
}

async fn hear(deps: &Deps, actor: &Actor, told: &Told) -> Result<Heard, StaffError> {
    match told {
        Told::Redeem(input) => redeem(deps, actor, input).await.map(admission).or_else(board),
        Told::Count(input) => count_heads(deps, actor, input).await.map(|()| Heard::Counted).or_else(board),
        Told::Settle { fare, card } => settle(deps, actor, fare.clone(), card.as_deref()).await,
        Told::WalkIn { party, card } => come_along(deps, actor, party.clone(), card.as_deref()).await,
    }
}

fn admission(a: Admission) -> Heard {
    match a.outcome {
        Outcome::Admitted => Heard::Admitted,
        outcome => Heard::Conflict(Conflict { code: outcome.code(), first: a.first, amount: None }),
    }
}

fn board(e: BoardError) -> Result<Heard, StaffError> {
    match e {
        BoardError::Staff(e) => Err(e),
        BoardError::Db(e) => Ok(again(&e)),
        BoardError::Used => Ok(Heard::Conflict("key_used".into())),
        BoardError::Nonce | BoardError::Note(_) | BoardError::Nothing => Ok(Heard::Conflict("malformed".into())),
    }
}

fn again(error: &DbError) -> Heard {
    tracing::error!(%error, "what a device told could not be written");
    Heard::Again
}

/// Whose waste it is, by the card; `Some`: what the device is told instead.
async fn whose(deps: &Deps, actor: &Actor, waste: Option<&mut Brought>, card: Option<&str>) -> Option<Heard> {
    let (Some(waste), Some(card)) = (waste, card) else { return None };
    match find_members(deps, actor, waste.unit, card).await {
        Ok(found) => waste.member = found.first().map(|m| m.id),
        Err(FindMemberError::Db(e)) => return Some(again(&e)),
        Err(FindMemberError::Counter(_)) => return Some(Heard::Conflict("no_counter".into())),
        Err(FindMemberError::NotANumber(_)) => return Some(Heard::Conflict("no_member".into())),
    }
    None
}

async fn settle(deps: &Deps, actor: &Actor, mut fare: SettleFare, card: Option<&str>) -> Result<Heard, StaffError> {
    if let Some(told) = whose(deps, actor, fare.waste.as_mut(), card).await {
        return Ok(told);
    }
    match settle_fare(deps, actor, &fare).await {
        Ok(settlement) => Ok(Heard::Settled(settlement)),
        Err(e) => unsettled(e),
    }
}

fn unsettled(e: SettleFareError) -> Result<Heard, StaffError> {
    let conflict = match e {
        SettleFareError::Board(e) => return board(e),
        SettleFareError::Db(e) | SettleFareError::Deposit(TakeDepositError::Db(e)) | SettleFareError::Fare(FareError::Db(e)) => {
            return Ok(again(&e));
        }
        SettleFareError::NotFound => "unknown".into(),
        SettleFareError::NothingDue => "nothing_due".into(),
        SettleFareError::NoMember | SettleFareError::Deposit(TakeDepositError::NoMember) => "no_member".into(),
        SettleFareError::Cash { due } => Conflict { amount: Some(due), ..Conflict::from("cash_differs") },
        SettleFareError::Deposit(e) => deposit(e),
        SettleFareError::Fare(e) => {
            tracing::error!(error = %e, "a fare that was weighed could not be paid");
            "fare_refused".into()
        }
    };
    Ok(Heard::Conflict(conflict))
}

async fn come_along(deps: &Deps, actor: &Actor, mut party: WalkIn, card: Option<&str>) -> Result<Heard, StaffError> {
    if let Some(told) = whose(deps, actor, party.waste.as_mut(), card).await {
        return Ok(told);
    }
    let conflict = match walk_in(deps, actor, &party).await {
        Ok(done) if done.admission.outcome == Outcome::Admitted => return Ok(Heard::WalkedIn),
        Ok(done) => return Ok(admission(done.admission)),
        Err(WalkInError::Board(e)) => return board(e),
        Err(WalkInError::Settle(e)) => return unsettled(e),
        Err(WalkInError::Db(e)) => return Ok(again(&e)),
        Err(WalkInError::NoWalkIn(_)) => "closed".into(),
        Err(WalkInError::TooFew { .. }) => "no_seat".into(),
        Err(WalkInError::FareChanged { now }) => Conflict { amount: Some(now), ..Conflict::from("fare_changed") },
        Err(WalkInError::TooLittleWaste { least }) => Conflict { amount: Some(least), ..Conflict::from("too_little_waste") },
        // So light is known by the house alone: the phone has weighed, and counts rupiah.
        Err(WalkInError::TooLight { .. }) => "too_little_waste".into(),
        Err(WalkInError::KeyUsed { .. }) => "key_used".into(),
        // A base has begun to ask for papers: at the desk they can be written down.
        Err(WalkInError::Party(_)) => "papers".into(),
        Err(e) => {
            tracing::warn!(error = %e, "a party that came along could not be written down");
            "malformed".into()
        }
    };
    Ok(Heard::Conflict(conflict))
}

fn deposit(e: TakeDepositError) -> Conflict {
    match e {
        TakeDepositError::TotalChanged { now } => Conflict { amount: Some(now), ..Conflict::from("price_changed") },
        TakeDepositError::WitnessMissing { from } => Conflict { amount: Some(from), ..Conflict::from("witness_missing") },
        TakeDepositError::Counter(_) => "no_counter".into(),
        TakeDepositError::NotTaken { .. } => "not_taken".into(),
        TakeDepositError::KeyUsed { .. } => "key_used".into(),
        _ => "malformed".into(),
    }
}
