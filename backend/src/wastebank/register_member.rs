//! A new member: a neighbour at the counter with a name and perhaps a number, or somebody with an account.

use domain::identity::actor::Actor;
use domain::kernel::ids::{PersonId, WasteMemberId, WasteUnitId};
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

pub const MAX_NAME: usize = 80;
/// Card numbers are drawn by lot; of a hundred million few are taken.
const DRAWS: usize = 8;

#[derive(Debug, Error)]
pub enum RegisterMemberError {
    #[error(transparent)]
    Counter(#[from] CounterError),
    #[error("name: {0}")]
    Name(TextError),
    #[error("no card number was free")]
    NoCard,
    #[error(transparent)]
    Db(#[from] DbError),
}

pub struct RegisterMember<'a> {
    pub name: &'a str,
    pub phone: Option<Phone>,
    /// The account behind the number. A family shares one: the account is the first member's.
    pub account: Option<PersonId>,
}

/// The card that is printed for them. Callers look for the account: see `flows::register_waste_member`.
pub async fn register_member(
    deps: &Deps,
    actor: &Actor,
    unit: WasteUnitId,
    input: RegisterMember<'_>,
) -> Result<Member, RegisterMemberError> {
    require_operator(&mut deps.db.reader(), actor, unit).await?;
    let name = text::line(input.name, MAX_NAME).map_err(RegisterMemberError::Name)?;
    let mut tx = deps.db.begin().await?;
    let person = match input.account {
        Some(person) if members::find_by_person(&mut tx, person).await?.is_none() => Some(person),
        _ => None,
    };
    for _ in 0..DRAWS {
        let serial = u32::try_from(deps.random.u64() % 100_000_000).unwrap_or(0);
        let id: WasteMemberId = deps.id();
        let member = Member {
            id,
            card: CardNumber::of_serial(serial),
            name: name.clone(),
            phone: input.phone.clone(),
            person,
            home: unit,
            balance: Rupiah::ZERO,
            since: deps.now(),
        };
        if members::insert(&mut tx, &member).await? {
            audit::record(&mut tx, deps, actor, "waste.member", &format!("member:{id}"), "").await?;
            tx.commit().await?;
            return Ok(member);
        }
    }
    Err(RegisterMemberError::NoCard)
}
