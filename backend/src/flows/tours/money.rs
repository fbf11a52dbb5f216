//! Money goes back to where it came from: waste to its balance at once, card and cash through a person. The caller holds
//! the lock of the departure.

use domain::heritage::booking::Booking;
use domain::heritage::part::{Less, Part, TenderState, refunds, shrink};
use domain::heritage::tender::TenderKind;
use domain::kernel::ids::{BookingId, PersonId};
use domain::kernel::money::Rupiah;
use thiserror::Error;

use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::heritage::store::{parts, refunds as owed};
use crate::wastebank::pay_fare::{FareError, ReturnFare, lock_payers, return_fare};
use crate::wastebank::receive_fare::{Back, OweBack, owe_back};

#[derive(Debug, Error)]
pub enum MoneyError {
    #[error(transparent)]
    Fare(#[from] FareError),
    /// The parts are not what they were when this was decided.
    #[error("the parts have changed")]
    Changed,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Under which a part stands in the books of the waste bank.
pub(super) fn fare_reference(booking: BookingId, kind: TenderKind) -> String {
    format!("tour_{}:{booking}", kind.code())
}

/// Between which the references of a tender's fares lie, in every collation: the digits of an id are below `g`.
pub(super) fn fares_of(kind: TenderKind) -> (String, String) {
    (format!("tour_{}:", kind.code()), format!("tour_{}:g", kind.code()))
}

/// The balances to which something of these bookings may go back, before the first of them moves: whoever ends several at once
/// asks for all of them, so that two who do it never wait for each other.
pub(super) async fn lock_balances(tx: &mut Tx, bookings: &[Booking]) -> Result<(), DbError> {
    let paid = |b: &Booking| -> Vec<String> {
        let held = b.parts.iter().filter(|p| matches!(p.kind, TenderKind::Balance | TenderKind::Pledge) && !p.held().is_zero());
        held.map(|p| fare_reference(b.id, p.kind)).collect()
    };
    lock_payers(tx, &bookings.iter().flat_map(paid).collect::<Vec<_>>()).await
}

/// Everything that is held goes back, but for the fee; what is due falls away. What went back in all.
pub(super) async fn give_all_back(
    tx: &mut Tx,
    deps: &Deps,
    b: &Booking,
    fee: Rupiah,
    occasion: &str,
    by: Option<PersonId>,
) -> Result<Rupiah, MoneyError> {
    parts::void_due(tx, b.id).await?;
    lock_balances(tx, std::slice::from_ref(b)).await?;
    let back = refunds(&b.parts, fee);
    for (part, amount) in b.parts.iter().zip(&back) {
        give_back(tx, deps, b.id, part, *amount, occasion, by).await?;
    }
    Ok(back.into_iter().sum())
}

/// Fare and fee are smaller by so much: what is due of them first, then what was paid. What went back of the latter.
pub(super) async fn lower(
    tx: &mut Tx,
    deps: &Deps,
    b: &Booking,
    less: Less,
    occasion: &str,
    by: Option<PersonId>,
) -> Result<Rupiah, MoneyError> {
    lock_balances(tx, std::slice::from_ref(b)).await?;
    let mut back = Rupiah::ZERO;
    for (part, cut) in b.parts.iter().zip(shrink(&b.parts, less)) {
        match part.state {
            _ if cut.is_zero() => {}
            TenderState::Due if !parts::lower_due(tx, b.id, part.kind, cut).await? => return Err(MoneyError::Changed),
            TenderState::Due | TenderState::Void => {}
            TenderState::Paid => {
                give_back(tx, deps, b.id, part, cut, occasion, by).await?;
                back += cut;
            }
        }
    }
    Ok(back)
}

async fn give_back(
    tx: &mut Tx,
    deps: &Deps,
    booking: BookingId,
    part: &Part,
    amount: Rupiah,
    occasion: &str,
    by: Option<PersonId>,
) -> Result<(), MoneyError> {
    if amount.is_zero() {
        return Ok(());
    }
    if !parts::give_back(tx, booking, part.kind, amount).await? {
        return Err(MoneyError::Changed);
    }
    let reference = format!("{occasion}:{booking}:{}", part.kind.code());
    match part.kind {
        TenderKind::Balance | TenderKind::Pledge => {
            let fare = fare_reference(booking, part.kind);
            return_fare(tx, deps, &ReturnFare { fare: &fare, amount, reference: &reference, by }).await?;
        }
        TenderKind::Cash | TenderKind::Card => {
            let fare = fare_reference(booking, part.kind);
            owe_back(tx, deps, &OweBack { what: Back::Fare(&fare), amount, reference: &reference, by }).await?;
            owed::owe(tx, &reference, booking, part.kind, amount, deps.now()).await?;
        }
    }
    Ok(())
}
