//! Money put into a cash box from outside, or taken out of it: an officer's entry of its own.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::WasteUnitId;
use domain::kernel::money::{MAX_INPUT, Rupiah};
use domain::kernel::text::{self, TextError};
use domain::wastebank::ledger::EntryError;
use domain::wastebank::payment;
use domain::wastebank::statement::EntryKind;
use domain::wastebank::unit::Unit;
use thiserror::Error;

use super::store::books::{self, BookError, Booking};
use super::store::cash::{self, CashMove};
use super::store::units;
use super::take_deposit::MAX_REASON;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::nonce;

#[derive(Debug, Error)]
pub enum MoveCashError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("no such counter")]
    NotFound,
    #[error("the form's key is missing")]
    Nonce,
    /// The form has moved money already, and now says something else.
    #[error("the form's key has moved money already")]
    KeyUsed,
    #[error("note: {0}")]
    Note(TextError),
    #[error("nothing, or too much")]
    Amount,
    #[error("in the cash box is {left}")]
    BoxShort { left: Rupiah },
    #[error(transparent)]
    Entry(#[from] EntryError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The counters with what lies in their boxes.
pub async fn list_boxes(deps: &Deps, actor: &Actor) -> Result<Vec<(Unit, Rupiah)>, MoveCashError> {
    actor.require_officer()?;
    let mut run = deps.db.reader();
    let boxes = cash::in_boxes(&mut run).await?;
    let all = units::all(&mut run).await?.into_iter();
    Ok(all.map(|(unit, _)| (boxes.get(&unit.id).copied().unwrap_or_default(), unit)).map(|(left, unit)| (unit, left)).collect())
}

/// `amount` below zero is taken out. Sent again with the same key nothing more happens.
pub async fn move_cash(deps: &Deps, actor: &Actor, unit: WasteUnitId, amount: Rupiah, note: &str, key: &str) -> Result<(), MoveCashError> {
    actor.require_officer()?;
    let by = actor.require_person()?;
    let nonce = nonce::of(by, key).ok_or(MoveCashError::Nonce)?;
    let note = text::line(note, MAX_REASON).map_err(MoveCashError::Note)?;
    if amount.is_zero() || amount > MAX_INPUT || amount < -MAX_INPUT {
        return Err(MoveCashError::Amount);
    }
    if let Some(known) = cash::find_move(&mut deps.db.reader(), &nonce).await? {
        return if known == (unit, amount) { Ok(()) } else { Err(MoveCashError::KeyUsed) };
    }
    let (entry, at) = (payment::float(unit, amount)?, deps.now());
    let mut tx = deps.db.begin().await?;
    let left = cash::in_box(&mut tx, unit).await?.ok_or(MoveCashError::NotFound)?;
    let booking = Booking { kind: EntryKind::Float, what: &nonce, by: Some(by), at };
    let booked = match books::book(&mut tx, deps, &entry, &booking).await {
        Ok(booked) => booked,
        Err(BookError::Short(_)) => return Err(MoveCashError::BoxShort { left }),
        // The same form, a moment ago.
        Err(e) if e.is_repeated() => return Ok(()),
        Err(BookError::Db(e)) => return Err(e.into()),
    };
    cash::insert(&mut tx, &CashMove { nonce: &nonce, unit, amount, note: &note, at, by, entry: booked }).await?;
    audit::record(&mut tx, deps, actor, "waste.cash", &format!("unit:{unit}"), &format!("{amount} {note}")).await?;
    tx.commit().await?;
    Ok(())
}
