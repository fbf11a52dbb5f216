//! An officer takes an account off a card, for whoever was linked by mistake or has lost one of them. The balance stays the card's.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::WasteMemberId;
use domain::kernel::text::{self, TextError};
use domain::wastebank::member::{CardNumber, CardNumberError, Member};
use thiserror::Error;

use super::store::members;
use super::take_deposit::MAX_REASON;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::identity::account::{self, Contact};

#[derive(Debug, Error)]
pub enum UnlinkAccountError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("card: {0}")]
    Card(#[from] CardNumberError),
    #[error("no such card")]
    NotFound,
    #[error("reason: {0}")]
    Reason(#[from] TextError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Whose card it is, and the account that it has.
pub async fn read_card_account(deps: &Deps, actor: &Actor, typed: &str) -> Result<(Member, Option<Contact>), UnlinkAccountError> {
    actor.require_officer()?;
    let card = CardNumber::parse(typed)?;
    let mut run = deps.db.reader();
    let member = members::find_by_card(&mut run, card).await?.ok_or(UnlinkAccountError::NotFound)?;
    let account = match member.person {
        Some(person) => account::contact(&mut run, person).await?,
        None => None,
    };
    Ok((member, account))
}

/// Nothing happens to a card without an account: the same form, sent again, has its answer.
pub async fn unlink_account(deps: &Deps, actor: &Actor, member: WasteMemberId, reason: &str) -> Result<(), UnlinkAccountError> {
    actor.require_officer()?;
    let reason = text::line(reason, MAX_REASON)?;
    let mut tx = deps.db.begin().await?;
    let member = members::lock_account(&mut tx, member).await?.ok_or(UnlinkAccountError::NotFound)?;
    let Some(person) = member.person else { return Ok(()) };
    members::unlink(&mut tx, member.id).await?;
    audit::record(&mut tx, deps, actor, "waste.unlinked", &format!("member:{}", member.id), &format!("person:{person} {reason}")).await?;
    tx.commit().await?;
    Ok(())
}
