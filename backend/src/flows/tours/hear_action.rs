//! What each action of a device comes to: its use case is asked, and its errors become reasons that a device and a person understand.

use domain::heritage::boarding::Outcome;
use domain::heritage::conflict::Reason;
use domain::identity::actor::Actor;

use super::board::{Admission, BoardError, count_heads, redeem};
use super::hear_device::{Heard, Refusal, Told};
use super::settle::{Brought, SettleFare, SettleFareError, settle_fare};
use super::walk_in::{WalkIn, WalkInError, walk_in};
use crate::db::DbError;
use crate::deps::Deps;
use crate::heritage::note_incident::{NoteIncidentError, note_incident};
use crate::heritage::staff::StaffError;
use crate::wastebank::find_member::{FindMemberError, find_members};
use crate::wastebank::pay_fare::FareError;
use crate::wastebank::take_deposit::TakeDepositError;

pub(super) async fn hear(deps: &Deps, actor: &Actor, told: &Told) -> Result<Heard, StaffError> {
    match told {
        Told::Redeem(input) => redeem(deps, actor, input).await.map(admission).or_else(board),
        Told::Count(input) => count_heads(deps, actor, input).await.map(|()| Heard::Counted).or_else(board),
        Told::Note(input) => noted(note_incident(deps, actor, input).await),
        Told::Settle { fare, card } => settle(deps, actor, fare.clone(), card.as_deref()).await,
        Told::WalkIn { party, card } => come_along(deps, actor, party.clone(), card.as_deref()).await,
    }
}

fn admission(a: Admission) -> Heard {
    match a.outcome {
        Outcome::Admitted => Heard::Admitted,
        outcome => Heard::Refused(Refusal { reason: Reason::Ticket(outcome), first: a.first, amount: None }),
    }
}

fn board(e: BoardError) -> Result<Heard, StaffError> {
    match e {
        BoardError::Staff(e) => Err(e),
        BoardError::Db(e) => Ok(again(&e)),
        BoardError::Used => Ok(Heard::Refused(Reason::KeyUsed.into())),
        BoardError::TooEarly => Ok(Heard::Refused(Reason::TooEarly.into())),
        BoardError::Nonce | BoardError::Note(_) | BoardError::Nothing => Ok(Heard::Refused(Reason::Malformed.into())),
    }
}

fn noted(done: Result<(), NoteIncidentError>) -> Result<Heard, StaffError> {
    match done {
        Ok(()) => Ok(Heard::Noted),
        Err(NoteIncidentError::Staff(e)) => Err(e),
        Err(NoteIncidentError::Db(e)) => Ok(again(&e)),
        Err(NoteIncidentError::Used) => Ok(Heard::Refused(Reason::KeyUsed.into())),
        Err(NoteIncidentError::Nonce | NoteIncidentError::Note(_)) => Ok(Heard::Refused(Reason::Malformed.into())),
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
        Err(FindMemberError::Counter(_)) => return Some(Heard::Refused(Reason::NoCounter.into())),
        Err(FindMemberError::NotANumber(_)) => return Some(Heard::Refused(Reason::NoMember.into())),
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
        SettleFareError::NotFound => Reason::Ticket(Outcome::Unknown).into(),
        SettleFareError::NothingDue => Reason::NothingDue.into(),
        SettleFareError::Released => Reason::Ticket(Outcome::Released).into(),
        SettleFareError::NoMember | SettleFareError::Deposit(TakeDepositError::NoMember) => Reason::NoMember.into(),
        SettleFareError::Cash { due } => Refusal { amount: Some(due), ..Refusal::from(Reason::CashDiffers) },
        SettleFareError::Deposit(e) => deposit(e),
        SettleFareError::Fare(e) => {
            tracing::error!(error = %e, "a fare that was weighed could not be paid");
            Reason::FareRefused.into()
        }
    };
    Ok(Heard::Refused(conflict))
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
        Err(WalkInError::NoWalkIn(_)) => Reason::Closed.into(),
        Err(WalkInError::TooFew { .. }) => Reason::Ticket(Outcome::NoSeat).into(),
        Err(WalkInError::FareChanged { now }) => Refusal { amount: Some(now), ..Refusal::from(Reason::FareChanged) },
        Err(WalkInError::TooLittleWaste { least }) => Refusal { amount: Some(least), ..Refusal::from(Reason::TooLittleWaste) },
        // So light is known by the house alone: the phone has weighed, and counts rupiah.
        Err(WalkInError::TooLight { .. }) => Reason::TooLittleWaste.into(),
        Err(WalkInError::KeyUsed { .. }) => Reason::KeyUsed.into(),
        // A base has begun to ask for papers: at the desk they can be written down.
        Err(WalkInError::Party(_)) => Reason::Papers.into(),
        Err(e) => {
            tracing::warn!(error = %e, "a party that came along could not be written down");
            Reason::Malformed.into()
        }
    };
    Ok(Heard::Refused(conflict))
}

fn deposit(e: TakeDepositError) -> Refusal {
    match e {
        TakeDepositError::TotalChanged { now } => Refusal { amount: Some(now), ..Refusal::from(Reason::PriceChanged) },
        TakeDepositError::WitnessMissing { from } => Refusal { amount: Some(from), ..Refusal::from(Reason::WitnessMissing) },
        TakeDepositError::Counter(_) => Reason::NoCounter.into(),
        TakeDepositError::NotTaken { .. } => Reason::NotTaken.into(),
        TakeDepositError::KeyUsed { .. } => Reason::KeyUsed.into(),
        _ => Reason::Malformed.into(),
    }
}
