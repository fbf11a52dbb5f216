//! At the counter: the card is there, and the account shows its code. From now on the balance is seen, and fares are paid, with this
//! account; only an officer ends that (`unlink_account.rs`), so nobody takes over what has an account.

use domain::identity::actor::Actor;
use domain::kernel::ids::{WasteMemberId, WasteUnitId};
use domain::wastebank::card_request::whose;
use thiserror::Error;

use super::ask_for_card::good_since;
use super::read_counter::{CounterError, require_operator};
use super::store::{card_requests, members};
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::identity::account;

#[derive(Debug, Error)]
pub enum ConfirmCardError {
    #[error(transparent)]
    Counter(#[from] CounterError),
    #[error("the card has an account")]
    CardTaken,
    #[error("the account has a card")]
    AccountTaken,
    /// After some of them whoever asked has to ask anew.
    #[error("nobody who asks for this card has this code")]
    WrongCode,
    /// Somebody else of the counter has to look at it.
    #[error("it is the operator's own account")]
    Own,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Does an account ask for the card of this member? Who, is told by the code alone.
pub async fn is_card_asked_for(deps: &Deps, actor: &Actor, unit: WasteUnitId, member: WasteMemberId) -> Result<bool, CounterError> {
    let mut run = deps.db.reader();
    require_operator(&mut run, actor, unit).await?;
    let member = members::find(&mut run, member).await?.ok_or(CounterError::NotFound)?;
    if member.person.is_some() {
        return Ok(false);
    }
    Ok(!card_requests::of_card(&mut run, member.card, good_since(deps.now())).await?.is_empty())
}

/// Returns the account's name.
pub async fn confirm_card(
    deps: &Deps,
    actor: &Actor,
    unit: WasteUnitId,
    member: WasteMemberId,
    code: &str,
) -> Result<String, ConfirmCardError> {
    let operator = require_operator(&mut deps.db.reader(), actor, unit).await?;
    let mut tx = deps.db.begin().await?;
    // Of two who confirm at once the second finds the account of the first.
    let member = members::lock_account(&mut tx, member).await?.ok_or(CounterError::NotFound)?;
    if member.person.is_some() {
        return Err(ConfirmCardError::CardTaken);
    }
    let asked = card_requests::of_card(&mut tx, member.card, good_since(deps.now())).await?;
    let Some(request) = whose(&asked, code) else {
        card_requests::miss(&mut tx, member.card).await?;
        tx.commit().await?;
        return Err(ConfirmCardError::WrongCode);
    };
    if request.person == operator {
        return Err(ConfirmCardError::Own);
    }
    match members::link(&mut tx, member.id, request.person).await {
        Err(e) if e.is_unique_violation() => return Err(ConfirmCardError::AccountTaken),
        linked => linked?,
    }
    card_requests::forget(&mut tx, member.card, request.person).await?;
    let name = account::contact(&mut tx, request.person).await?.map(|c| c.name).unwrap_or_default();
    audit::record(&mut tx, deps, actor, "waste.linked", &format!("member:{}", member.id), &format!("person:{}", request.person)).await?;
    tx.commit().await?;
    Ok(name)
}
