//! A fare that is paid in money, and money that goes back: what a flow may do within a transaction of its own. Who may do it
//! is the flow's to know. Everything is idempotent by its reference, and an error has written nothing that may be kept.

use domain::kernel::ids::PersonId;
use domain::kernel::money::Rupiah;
use domain::wastebank::fare::{self, Till};
use domain::wastebank::ledger::Entry;
use domain::wastebank::statement::EntryKind;

use super::pay_fare::FareError;
use super::store::books::{self, Booking};
use super::store::money_fares;
use crate::db::Tx;
use crate::deps::Deps;

#[derive(Clone, Copy, Debug)]
pub struct ReceiveFare<'a> {
    pub till: Till,
    pub amount: Rupiah,
    /// Whose fare it is, unique in all the house.
    pub reference: &'a str,
    pub by: Option<PersonId>,
}

/// What goes back.
#[derive(Clone, Copy, Debug)]
pub enum Back<'a> {
    /// Of what was received under this reference.
    Fare(&'a str),
    /// What a card paid beyond any fare.
    Surplus,
}

/// Money that goes back. It is booked as owed now, and as gone when somebody has paid it ([`pay_back`]).
#[derive(Clone, Copy, Debug)]
pub struct OweBack<'a> {
    pub what: Back<'a>,
    pub amount: Rupiah,
    /// Why it goes back.
    pub reference: &'a str,
    pub by: Option<PersonId>,
}

pub async fn receive_fare(tx: &mut Tx, deps: &Deps, input: &ReceiveFare<'_>) -> Result<(), FareError> {
    let entry = fare::receipt(input.till, input.amount)?;
    if !money_fares::insert(tx, input.reference, input.till, input.amount, deps.now()).await? {
        let same = money_fares::find(tx, input.reference).await?.is_some_and(|known| known.amount == input.amount);
        return if same { Ok(()) } else { Err(FareError::Used) };
    }
    write(tx, deps, EntryKind::Receipt, &entry, input.reference, input.by).await
}

pub async fn owe_back(tx: &mut Tx, deps: &Deps, input: &OweBack<'_>) -> Result<(), FareError> {
    if books::is_booked(tx, EntryKind::Owed, input.reference).await? {
        return Ok(());
    }
    let entry = match input.what {
        Back::Surplus => fare::surplus(input.amount)?,
        Back::Fare(fare) => {
            let entry = fare::owed(input.amount)?;
            let found = money_fares::find(tx, fare).await?.ok_or(FareError::NoFare)?;
            if !money_fares::give_back(tx, fare, input.amount).await? {
                return Err(FareError::TooMuch { left: found.amount - found.returned });
            }
            entry
        }
    };
    write(tx, deps, EntryKind::Owed, &entry, input.reference, input.by).await
}

/// `reference`: under which it was owed.
pub async fn pay_back(tx: &mut Tx, deps: &Deps, reference: &str, amount: Rupiah, by_card: bool, by: PersonId) -> Result<(), FareError> {
    if books::is_booked(tx, EntryKind::PaidBack, reference).await? {
        return Ok(());
    }
    write(tx, deps, EntryKind::PaidBack, &fare::paid_back(by_card, amount)?, reference, Some(by)).await
}

async fn write(tx: &mut Tx, deps: &Deps, kind: EntryKind, entry: &Entry, what: &str, by: Option<PersonId>) -> Result<(), FareError> {
    books::book(tx, deps, entry, &Booking { kind, what, by, at: deps.now() }).await?;
    Ok(())
}
