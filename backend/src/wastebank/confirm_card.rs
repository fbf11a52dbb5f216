//! At the counter: the card is there, and the account shows its code. From now on the balance is seen, and fares are paid, with this
//! account; only an officer ends that (`unlink_account.rs`), so nobody takes over what has an account.

use domain::identity::actor::Actor;
use domain::kernel::clock::{MINUTE, Timestamp};
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
use crate::identity::throttle::{self, Limit};

/// Codes typed for one card, at whatever counter: nobody tries them out, and whoever asked keeps theirs. Any account may ask for a card,
/// so what is typed for one of them must not end what another asked.
pub const CODES_PER_CARD: Limit = Limit { attempts: 5, window: 15 * MINUTE };

#[derive(Debug, Error)]
pub enum ConfirmCardError {
    #[error(transparent)]
    Counter(#[from] CounterError),
    #[error("the card has an account")]
    CardTaken,
    #[error("the account has a card")]
    AccountTaken,
    #[error("nobody who asks for this card has this code")]
    WrongCode,
    #[error("too many codes for this card")]
    Throttled { until: Timestamp },
    /// Somebody else of the counter has to look at it.
    #[error("it is the operator's own account")]
    Own,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// How many accounts ask for the card of this member. Who, is told by the code alone.
pub async fn count_who_ask(deps: &Deps, actor: &Actor, unit: WasteUnitId, member: WasteMemberId) -> Result<usize, CounterError> {
    let mut run = deps.db.reader();
    require_operator(&mut run, actor, unit).await?;
    let member = members::find(&mut run, member).await?.ok_or(CounterError::NotFound)?;
    if member.person.is_some() {
        return Ok(0);
    }
    Ok(card_requests::of_card(&mut run, member.card, good_since(deps.now())).await?.len())
}

/// Returns the account's name.
pub async fn confirm_card(
    deps: &Deps,
    actor: &Actor,
    unit: WasteUnitId,
    member: WasteMemberId,
    code: &str,
) -> Result<String, ConfirmCardError> {
    let mut run = deps.db.reader();
    let operator = require_operator(&mut run, actor, unit).await?;
    let card = members::find(&mut run, member).await?.ok_or(CounterError::NotFound)?;
    if card.person.is_some() {
        return Err(ConfirmCardError::CardTaken);
    }
    let tries = format!("waste-card:{member}");
    if let Some(until) = throttle::attempt(deps, &tries, CODES_PER_CARD).await? {
        return Err(ConfirmCardError::Throttled { until });
    }
    let mut tx = deps.db.begin().await?;
    // Of two who confirm at once the second finds the account of the first.
    let member = members::lock_account(&mut tx, member).await?.ok_or(CounterError::NotFound)?;
    if member.person.is_some() {
        return Err(ConfirmCardError::CardTaken);
    }
    let asked = card_requests::of_card(&mut tx, member.card, good_since(deps.now())).await?;
    let request = whose(&asked, code).ok_or(ConfirmCardError::WrongCode)?;
    if request.person == operator {
        return Err(ConfirmCardError::Own);
    }
    match members::link(&mut tx, member.id, request.person).await {
        Err(e) if e.is_unique_violation() => return Err(ConfirmCardError::AccountTaken),
        linked => linked?,
    }
    card_requests::forget(&mut tx, member.card, request.person).await?;
    throttle::clear(&mut tx, &tries).await?;
    let name = account::contact(&mut tx, request.person).await?.map(|c| c.name).unwrap_or_default();
    audit::record(&mut tx, deps, actor, "waste.linked", &format!("member:{}", member.id), &format!("person:{}", request.person)).await?;
    tx.commit().await?;
    Ok(name)
}
