//! Fares that guides took in cash come into a cash box: an officer counts what is laid on the table.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::{PersonId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::wastebank::fare;
use domain::wastebank::ledger::{Account, EntryError};
use domain::wastebank::statement::EntryKind;
use thiserror::Error;

use super::store::books::{self, BookError, Booking};
use super::store::cash;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::nonce;

#[derive(Clone, Debug)]
pub struct HandIn {
    /// Made with the form.
    pub nonce: String,
    pub person: PersonId,
    pub unit: WasteUnitId,
    pub amount: Rupiah,
}

#[derive(Debug, Error)]
pub enum HandInError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("no such counter")]
    NotFound,
    #[error("the form's key is missing")]
    Nonce,
    /// The form has booked something already, and now says something else.
    #[error("the form's key is used already")]
    KeyUsed,
    #[error("that is more than the {left} in hand")]
    TooMuch { left: Rupiah },
    #[error(transparent)]
    Entry(#[from] EntryError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Who has how much, by name.
pub async fn list_in_hand(deps: &Deps, actor: &Actor) -> Result<Vec<cash::InHand>, HandInError> {
    actor.require_officer()?;
    Ok(cash::in_hand(&mut deps.db.reader()).await?)
}

/// Sent again with the same key nothing more happens.
pub async fn hand_in_cash(deps: &Deps, actor: &Actor, input: &HandIn) -> Result<(), HandInError> {
    actor.require_officer()?;
    let by = actor.require_person()?;
    let nonce = nonce::of(by, &input.nonce).ok_or(HandInError::Nonce)?;
    let entry = fare::handed_in(input.person, input.unit, input.amount)?;
    let mut tx = deps.db.begin().await?;
    let account = Account::InHand(input.person);
    if let Some(known) = books::booked_change(&mut tx, EntryKind::HandedIn, &nonce, account).await? {
        return if known == -input.amount { Ok(()) } else { Err(HandInError::KeyUsed) };
    }
    cash::in_box(&mut tx, input.unit).await?.ok_or(HandInError::NotFound)?;
    let booking = Booking { kind: EntryKind::HandedIn, what: &nonce, by: Some(by), at: deps.now() };
    match books::book(&mut tx, deps, &entry, &booking).await {
        Ok(_) => {}
        Err(BookError::Short(_)) => {
            let left = books::kept(&mut deps.db.reader(), account).await?;
            return Err(HandInError::TooMuch { left });
        }
        // The same form, a moment ago.
        Err(e) if e.is_repeated() => return Ok(()),
        Err(BookError::Db(e)) => return Err(e.into()),
    }
    audit::record(&mut tx, deps, actor, "waste.handed_in", &format!("person:{}", input.person), &input.amount.to_string()).await?;
    tx.commit().await?;
    Ok(())
}
