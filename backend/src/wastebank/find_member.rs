//! Who stands at the counter: by card or by phone number. And one's own account.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::{WasteMemberId, WasteUnitId};
use domain::kernel::phone::Phone;
use domain::wastebank::member::{CardNumber, CardNumberError, Member};
use domain::wastebank::statement::Movement;
use thiserror::Error;

use super::read_counter::{CounterError, require_operator};
use super::store::{books, members};
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum FindMemberError {
    #[error(transparent)]
    Counter(#[from] CounterError),
    /// Neither a card nor a phone number.
    #[error("not a card and not a number: {0}")]
    NotANumber(CardNumberError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The members behind what was typed or scanned: a card is good at every counter, a number may be a family's.
pub async fn find_members(deps: &Deps, actor: &Actor, unit: WasteUnitId, typed: &str) -> Result<Vec<Member>, FindMemberError> {
    let mut run = deps.db.reader();
    require_operator(&mut run, actor, unit).await?;
    match CardNumber::parse(typed) {
        Ok(card) => Ok(members::find_by_card(&mut run, card).await?.into_iter().collect()),
        Err(not_a_card) => match Phone::parse(typed) {
            Ok(phone) => Ok(members::find_by_phone(&mut run, &phone).await?),
            Err(_) => Err(FindMemberError::NotANumber(not_a_card)),
        },
    }
}

/// The member in front of the counter.
pub async fn read_member(deps: &Deps, actor: &Actor, unit: WasteUnitId, member: WasteMemberId) -> Result<Member, CounterError> {
    let mut run = deps.db.reader();
    require_operator(&mut run, actor, unit).await?;
    members::find(&mut run, member).await?.ok_or(CounterError::NotFound)
}

/// How many movements one's own page shows.
const NEWEST: i64 = 50;

/// One's own balance and what moved it; `None` for who is no member yet.
pub async fn own_account(deps: &Deps, actor: &Actor) -> Result<Option<(Member, Vec<Movement>)>, OwnAccountError> {
    let person = actor.require_person()?;
    let mut run = deps.db.reader();
    let Some(member) = members::find_by_person(&mut run, person).await? else { return Ok(None) };
    let movements = books::statement(&mut run, member.id, NEWEST).await?;
    Ok(Some((member, movements)))
}

#[derive(Debug, Error)]
pub enum OwnAccountError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Db(#[from] DbError),
}
