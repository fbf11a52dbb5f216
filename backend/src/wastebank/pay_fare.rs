//! Paying a fare from a balance, and giving it back: what a flow may do within a transaction of its own. Who may do it is
//! the flow's to know. Both are idempotent by their reference, and an error has written nothing.

use std::collections::HashSet;

use domain::kernel::ids::{PersonId, WasteMemberId};
use domain::kernel::money::Rupiah;
use domain::wastebank::fare;
use domain::wastebank::ledger::EntryError;
use domain::wastebank::member::Member;
use domain::wastebank::statement::EntryKind;
use thiserror::Error;

use super::store::books::{self, BookError, Booking};
use super::store::{fares, members};
use crate::db::{DbError, Run, Tx};
use crate::deps::Deps;

#[derive(Clone, Copy, Debug)]
pub struct PayFare<'a> {
    pub member: WasteMemberId,
    pub amount: Rupiah,
    /// Whose fare it is, unique in all the house: `booking:…`.
    pub reference: &'a str,
    /// Who pressed the button; none for the house itself.
    pub by: Option<PersonId>,
}

#[derive(Clone, Copy, Debug)]
pub struct ReturnFare<'a> {
    /// The reference under which it was paid.
    pub fare: &'a str,
    /// All of it or a part; the parts together are never more than the fare.
    pub amount: Rupiah,
    /// What gives it back: `refusal:…`, `cancellation:…`.
    pub reference: &'a str,
    pub by: Option<PersonId>,
}

#[derive(Debug, Error)]
pub enum FareError {
    #[error("no such member")]
    NoMember,
    #[error("the balance is {balance}")]
    Short { balance: Rupiah },
    #[error("no such fare")]
    NoFare,
    /// More than is left of the fare.
    #[error("of this fare {left} can be given back")]
    TooMuch { left: Rupiah },
    /// The reference stands for another fare, or another amount.
    #[error("the reference is used already")]
    Used,
    #[error(transparent)]
    Entry(#[from] EntryError),
    #[error(transparent)]
    Book(#[from] BookError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The member behind an account, for who may pay from it.
pub async fn member_of(run: &mut impl Run, person: PersonId) -> Result<Option<Member>, DbError> {
    members::find_by_person(run, person).await
}

/// Those of many accounts that have a balance, asked at once.
pub async fn members_among(run: &mut impl Run, persons: &[PersonId]) -> Result<HashSet<PersonId>, DbError> {
    members::with_balance(run, persons).await
}

/// For a flow that moves several balances in one transaction: all of them first, by id (docs/locking.md).
pub async fn lock_members(tx: &mut Tx, all: &[WasteMemberId]) -> Result<(), DbError> {
    members::lock_all(tx, all).await
}

/// Those whose balances have paid these fares, and may get something back of them.
pub async fn lock_payers(tx: &mut Tx, fares: &[String]) -> Result<(), DbError> {
    let payers = fares::members_of(tx, fares).await?;
    members::lock_all(tx, &payers).await
}

/// Locks the member (docs/locking.md). The balance after it.
pub async fn pay_fare(tx: &mut Tx, deps: &Deps, input: &PayFare<'_>) -> Result<Rupiah, FareError> {
    let entry = fare::payment(input.member, input.amount)?;
    let member = members::lock(tx, input.member).await?.ok_or(FareError::NoMember)?;
    if let Some(paid) = fares::find(tx, input.reference).await? {
        let same = paid.member == input.member && paid.amount == input.amount;
        return if same { Ok(member.balance) } else { Err(FareError::Used) };
    }
    if member.balance < input.amount {
        return Err(FareError::Short { balance: member.balance });
    }
    fares::insert(tx, input.reference, input.member, input.amount, deps.now()).await?;
    let booking = Booking { kind: EntryKind::Fare, what: input.reference, by: input.by, at: deps.now() };
    books::book(tx, deps, &entry, &booking).await?;
    Ok(member.balance - input.amount)
}

/// Locks the member. The balance after it.
pub async fn return_fare(tx: &mut Tx, deps: &Deps, input: &ReturnFare<'_>) -> Result<Rupiah, FareError> {
    let paid = fares::find(tx, input.fare).await?.ok_or(FareError::NoFare)?;
    let entry = fare::refund(paid.member, input.amount)?;
    let member = members::lock(tx, paid.member).await?.ok_or(FareError::NoMember)?;
    if let Some((of, amount)) = fares::find_return(tx, input.reference).await? {
        return if of == input.fare && amount == input.amount { Ok(member.balance) } else { Err(FareError::Used) };
    }
    if !fares::give_back(tx, input.reference, input.fare, input.amount, deps.now()).await? {
        // Read again: another part may have gone back while this one waited for the member.
        let left = fares::find(tx, input.fare).await?.map_or(Rupiah::ZERO, |f| f.amount - f.returned);
        return Err(FareError::TooMuch { left });
    }
    let booking = Booking { kind: EntryKind::FareReturn, what: input.reference, by: input.by, at: deps.now() };
    books::book(tx, deps, &entry, &booking).await?;
    Ok(member.balance + input.amount)
}
