//! The village's part of the fares: booked as owed by a flow, handed over out of a cash box by an officer.

use std::collections::BTreeMap;

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::WasteUnitId;
use domain::kernel::money::Rupiah;
use domain::wastebank::fare;
use domain::wastebank::ledger::{Account, EntryError};
use domain::wastebank::statement::EntryKind;
use thiserror::Error;

use super::pay_fare::FareError;
use super::store::books::{self, BookError, Booking};
use super::store::cash;
use crate::audit;
use crate::db::{DbError, Run, Tx};
use crate::deps::Deps;
use crate::nonce;

/// What of a departure has been booked as the village's.
pub async fn shared(run: &mut impl Run, departure: &str) -> Result<Rupiah, DbError> {
    Ok(books::booked_steps(run, EntryKind::Share, departure, Account::VillageShare).await?.1)
}

/// The same of many, by departure; of those that are not among them nothing was booked.
pub async fn shared_of(run: &mut impl Run, departures: &[String]) -> Result<BTreeMap<String, Rupiah>, DbError> {
    let Some((first, last)) = departures.iter().min().zip(departures.iter().max()) else { return Ok(BTreeMap::new()) };
    books::booked_from_to(run, EntryKind::Share, first, last, Account::VillageShare).await
}

/// Within the caller's transaction, with the departure locked: what of it is the village's in all. What was booked before is
/// made up to it.
pub async fn share_with_village(tx: &mut Tx, deps: &Deps, departure: &str, due: Rupiah) -> Result<(), FareError> {
    let (steps, booked) = books::booked_steps(tx, EntryKind::Share, departure, Account::VillageShare).await?;
    let difference = due - booked;
    if difference.is_zero() {
        return Ok(());
    }
    let what = format!("{departure}:{}", steps + 1);
    books::book(tx, deps, &fare::share(difference)?, &Booking { kind: EntryKind::Share, what: &what, by: None, at: deps.now() }).await?;
    Ok(())
}

#[derive(Clone, Debug)]
pub struct PayVillage {
    /// Made with the form.
    pub nonce: String,
    pub unit: WasteUnitId,
    pub amount: Rupiah,
}

#[derive(Debug, Error)]
pub enum PayVillageError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("no such counter")]
    NotFound,
    #[error("the form's key is missing")]
    Nonce,
    /// The form has booked something already, and now says something else.
    #[error("the form's key is used already")]
    KeyUsed,
    #[error("the village is owed {owed}")]
    TooMuch { owed: Rupiah },
    #[error("in the cash box is {left}")]
    BoxShort { left: Rupiah },
    #[error(transparent)]
    Entry(#[from] EntryError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What the village is owed.
pub async fn read_village_share(deps: &Deps, actor: &Actor) -> Result<Rupiah, PayVillageError> {
    actor.require_officer()?;
    Ok(books::kept(&mut deps.db.reader(), Account::VillageShare).await?)
}

/// Sent again with the same key nothing more happens.
pub async fn pay_village(deps: &Deps, actor: &Actor, input: &PayVillage) -> Result<(), PayVillageError> {
    actor.require_officer()?;
    let by = actor.require_person()?;
    let nonce = nonce::of(by, &input.nonce).ok_or(PayVillageError::Nonce)?;
    let entry = fare::share_paid(input.unit, input.amount)?;
    let mut tx = deps.db.begin().await?;
    let left = cash::in_box(&mut tx, input.unit).await?.ok_or(PayVillageError::NotFound)?;
    if let Some(known) = books::booked_change(&mut tx, EntryKind::SharePaid, &nonce, Account::VillageShare).await? {
        return if known == -input.amount { Ok(()) } else { Err(PayVillageError::KeyUsed) };
    }
    let booking = Booking { kind: EntryKind::SharePaid, what: &nonce, by: Some(by), at: deps.now() };
    match books::book(&mut tx, deps, &entry, &booking).await {
        Ok(_) => {}
        Err(BookError::Short(_)) => return Err(PayVillageError::BoxShort { left }),
        // The same form, a moment ago.
        Err(e) if e.is_repeated() => return Ok(()),
        Err(BookError::Db(e)) => return Err(e.into()),
    }
    // Under the account's lock, which the booking has taken.
    let after = books::kept(&mut tx, Account::VillageShare).await?;
    if after < Rupiah::ZERO {
        return Err(PayVillageError::TooMuch { owed: after + input.amount });
    }
    audit::record(&mut tx, deps, actor, "waste.village_paid", &format!("unit:{}", input.unit), &input.amount.to_string()).await?;
    tx.commit().await?;
    Ok(())
}
