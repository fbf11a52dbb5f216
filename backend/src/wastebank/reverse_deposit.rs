//! Correcting a deposit: an entry of its own that undoes it. The slip stays, and says so.

use domain::identity::actor::Actor;
use domain::kernel::text::{self, TextError};
use domain::wastebank::deposit;
use domain::wastebank::ledger::EntryError;
use thiserror::Error;

use super::read_counter::{CounterError, require_operator};
use super::store::books::{self, Booking};
use super::store::{deposits, stock};
use super::take_deposit::MAX_REASON;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum ReverseDepositError {
    #[error(transparent)]
    Counter(#[from] CounterError),
    #[error("reason: {0}")]
    Reason(TextError),
    #[error("it is undone already")]
    Already,
    /// The member has spent or withdrawn some of it.
    #[error("the member's balance is less than this deposit")]
    Spent,
    /// Sold or moved on.
    #[error("the goods are not in the unit any more")]
    Gone,
    #[error(transparent)]
    Entry(#[from] EntryError),
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn reverse_deposit(deps: &Deps, actor: &Actor, slip: &str, reason: &str) -> Result<(), ReverseDepositError> {
    let mut run = deps.db.reader();
    let found = deposits::find(&mut run, slip).await?.ok_or(CounterError::NotFound)?;
    let operator = require_operator(&mut run, actor, found.unit).await?;
    let reason = text::line(reason, MAX_REASON).map_err(ReverseDepositError::Reason)?;
    if found.reversed.is_some() {
        return Err(ReverseDepositError::Already);
    }
    let found = deposits::weighed(&mut run, found).await?;
    let (lines, found) = (found.weighed(), found.slip);
    let entry = deposit::entry(found.member, &lines)?.reversed();
    let now = deps.now();
    let mut tx = deps.db.begin().await?;
    let reference = format!("reversal:{slip}");
    let booking = Booking { kind: "reversal", reference: &reference, by: Some(operator), at: now };
    let booked = match books::book(&mut tx, deps, &entry, &booking).await {
        Ok(booked) => booked.ok_or(ReverseDepositError::Spent)?,
        // The same reversal, a moment ago.
        Err(e) if e.is_unique_violation() => return Err(ReverseDepositError::Already),
        Err(e) => return Err(e.into()),
    };
    if !stock::take(&mut tx, found.unit, &stock::pile(&lines)).await? {
        return Err(ReverseDepositError::Gone);
    }
    if !deposits::reverse(&mut tx, found.id, booked, operator, now, &reason).await? {
        return Err(ReverseDepositError::Already);
    }
    audit::record(&mut tx, deps, actor, "waste.reversal", &format!("slip:{slip}"), &reason).await?;
    tx.commit().await?;
    Ok(())
}
