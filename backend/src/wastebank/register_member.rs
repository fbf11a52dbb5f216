//! A new member: a neighbour at the counter with a name and perhaps a number. An account comes to the card by the code that it
//! shows (`confirm_card.rs`), never by the number alone: whoever has opened an account under a neighbour's number would have
//! their balance.

use domain::identity::actor::Actor;
use domain::kernel::ids::{WasteMemberId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::kernel::phone::Phone;
use domain::kernel::text::{self, TextError};
use domain::wastebank::member::{CardNumber, Member};
use thiserror::Error;

use super::read_counter::{CounterError, require_operator};
use super::store::members;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::nonce;

pub const MAX_NAME: usize = 80;
/// Card numbers are drawn by lot; of a hundred million few are taken.
const DRAWS: usize = 8;

#[derive(Debug, Error)]
pub enum RegisterMemberError {
    #[error(transparent)]
    Counter(#[from] CounterError),
    #[error("the form's key is missing")]
    Nonce,
    /// The form has made this member already, and now says something else.
    #[error("the form's key has made the member with card {card} already")]
    KeyUsed { card: CardNumber },
    #[error("name: {0}")]
    Name(TextError),
    #[error("no card number was free")]
    NoCard,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The card that is printed for them. `key` is made with the form: sent again it is the same member.
pub async fn register_member(
    deps: &Deps,
    actor: &Actor,
    unit: WasteUnitId,
    name: &str,
    phone: Option<Phone>,
    key: &str,
) -> Result<Member, RegisterMemberError> {
    let by = require_operator(&mut deps.db.reader(), actor, unit).await?;
    let nonce = nonce::of(by, key).ok_or(RegisterMemberError::Nonce)?;
    let name = text::line(name, MAX_NAME).map_err(RegisterMemberError::Name)?;
    let mut tx = deps.db.begin().await?;
    if let Some(known) = members::find_by_nonce(&mut tx, &nonce).await? {
        return same(known, unit, &name, phone.as_ref());
    }
    for _ in 0..DRAWS {
        let serial = u32::try_from(deps.random.u64() % 100_000_000).unwrap_or(0);
        let id: WasteMemberId = deps.id();
        let member = Member {
            id,
            card: CardNumber::of_serial(serial),
            name: name.clone(),
            phone: phone.clone(),
            person: None,
            home: unit,
            balance: Rupiah::ZERO,
            since: deps.now(),
        };
        match members::insert(&mut tx, &member, Some(&nonce)).await {
            Ok(false) => continue,
            Ok(true) => {}
            // The same form, sent twice at once: the other one was faster.
            Err(e) if e.is_unique_violation() => {
                tx.rollback().await?;
                let known = members::find_by_nonce(&mut deps.db.reader(), &nonce).await?;
                return same(known.ok_or(RegisterMemberError::Db(e))?, unit, &name, phone.as_ref());
            }
            Err(e) => return Err(e.into()),
        }
        audit::record(&mut tx, deps, actor, "waste.member", &format!("member:{id}"), "").await?;
        tx.commit().await?;
        return Ok(member);
    }
    Err(RegisterMemberError::NoCard)
}

/// Whom the key has made, if it is who the form says now.
fn same(known: Member, unit: WasteUnitId, name: &str, phone: Option<&Phone>) -> Result<Member, RegisterMemberError> {
    let same = known.home == unit && known.name == name && known.phone.as_ref() == phone;
    if same { Ok(known) } else { Err(RegisterMemberError::KeyUsed { card: known.card }) }
}
