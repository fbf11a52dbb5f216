//! A family: two members who both stand at the counter with their cards and agree. Either may end it.

use domain::identity::actor::Actor;
use domain::kernel::ids::{WasteMemberId, WasteUnitId};
use domain::wastebank::member::{CardNumber, CardNumberError, Member};
use thiserror::Error;

use super::read_counter::{CounterError, require_operator};
use super::store::{kin, members};
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum LinkFamilyError {
    #[error(transparent)]
    Counter(#[from] CounterError),
    #[error("card: {0}")]
    Card(CardNumberError),
    #[error("no member has this card")]
    NoCard,
    #[error("it is the same member")]
    Same,
    #[error("they are linked already")]
    Already,
    /// Both have to say so.
    #[error("both must agree")]
    NotAgreed,
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn list_family(deps: &Deps, actor: &Actor, unit: WasteUnitId, member: WasteMemberId) -> Result<Vec<Member>, CounterError> {
    let mut run = deps.db.reader();
    require_operator(&mut run, actor, unit).await?;
    Ok(kin::of(&mut run, member).await?)
}

/// `agreed`: both are here, and both have said yes.
pub async fn link_family(
    deps: &Deps,
    actor: &Actor,
    unit: WasteUnitId,
    member: WasteMemberId,
    card: &str,
    agreed: bool,
) -> Result<Member, LinkFamilyError> {
    let mut run = deps.db.reader();
    let operator = require_operator(&mut run, actor, unit).await?;
    let card = CardNumber::parse(card).map_err(LinkFamilyError::Card)?;
    let other = members::find_by_card(&mut run, card).await?.ok_or(LinkFamilyError::NoCard)?;
    if other.id == member {
        return Err(LinkFamilyError::Same);
    }
    if !agreed {
        return Err(LinkFamilyError::NotAgreed);
    }
    members::find(&mut run, member).await?.ok_or(CounterError::NotFound)?;
    let mut tx = deps.db.begin().await?;
    if !kin::link(&mut tx, member, other.id, unit, operator, deps.now()).await? {
        return Err(LinkFamilyError::Already);
    }
    audit::record(&mut tx, deps, actor, "waste.family", &format!("member:{member}"), &other.id.to_string()).await?;
    tx.commit().await?;
    Ok(other)
}

/// Nothing happens where no link is.
pub async fn unlink_family(
    deps: &Deps,
    actor: &Actor,
    unit: WasteUnitId,
    member: WasteMemberId,
    other: WasteMemberId,
) -> Result<(), CounterError> {
    require_operator(&mut deps.db.reader(), actor, unit).await?;
    let mut tx = deps.db.begin().await?;
    if kin::unlink(&mut tx, member, other).await? {
        audit::record(&mut tx, deps, actor, "waste.family_ended", &format!("member:{member}"), &other.to_string()).await?;
    }
    tx.commit().await?;
    Ok(())
}
