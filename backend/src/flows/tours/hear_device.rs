//! What a device tells after it was alone: its actions in their order, each with a name of its own, so that what is told twice,
//! late or by two devices counts once. Each is answered by itself: one that is refused stops no other.

use domain::heritage::boarding::{Outcome, Redemption, Settlement};
use domain::identity::actor::Actor;
use domain::kernel::ids::{DepartureId, PersonId};
use domain::kernel::money::Rupiah;

use super::board::{Admission, BoardError, CountHeads, Redeem, count_heads, redeem, require};
use super::settle::{SettleFare, SettleFareError, settle_fare};
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
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    Admitted,
    Settled(Settlement),
    Counted,
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

async fn settle(deps: &Deps, actor: &Actor, mut fare: SettleFare, card: Option<&str>) -> Result<Heard, StaffError> {
    if let (Some(card), Some(waste)) = (card, &mut fare.waste) {
        match find_members(deps, actor, waste.unit, card).await {
            Ok(found) => waste.member = found.first().map(|m| m.id),
            Err(FindMemberError::Db(e)) => return Ok(again(&e)),
            Err(FindMemberError::Counter(_)) => return Ok(Heard::Conflict("no_counter".into())),
            Err(FindMemberError::NotANumber(_)) => return Ok(Heard::Conflict("no_member".into())),
        }
    }
    let conflict = match settle_fare(deps, actor, &fare).await {
        Ok(settlement) => return Ok(Heard::Settled(settlement)),
        Err(SettleFareError::Board(e)) => return board(e),
        Err(SettleFareError::Db(e) | SettleFareError::Deposit(TakeDepositError::Db(e)) | SettleFareError::Fare(FareError::Db(e))) => {
            return Ok(again(&e));
        }
        Err(SettleFareError::NotFound) => "unknown".into(),
        Err(SettleFareError::NothingDue) => "nothing_due".into(),
        Err(SettleFareError::NoMember | SettleFareError::Deposit(TakeDepositError::NoMember)) => "no_member".into(),
        Err(SettleFareError::Cash { due }) => Conflict { amount: Some(due), ..Conflict::from("cash_differs") },
        Err(SettleFareError::Deposit(e)) => deposit(e),
        Err(SettleFareError::Fare(e)) => {
            tracing::error!(error = %e, "a fare that was weighed could not be paid");
            "fare_refused".into()
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
