//! What tours hold and owe, beside what the books of the waste bank say of it: booking by booking for fares.

use domain::heritage::tender::TenderKind;
use domain::kernel::clock::Timestamp;
use domain::kernel::money::Rupiah;
use domain::wastebank::ledger::Account;
use domain::wastebank::reconciliation::{Finding, Report, Told, ToldOf};

use super::money::{fare_reference, fares_of};
use super::share::shares;
use crate::db::{DbError, Tx};
use crate::heritage::store::checks as tours;
use crate::wastebank::store::checks as books;

/// Bookings at a time.
const PIECE: u16 = 5_000;

/// In the snapshot in which the books were read.
pub(in crate::flows) async fn compare(tx: &mut Tx, now: Timestamp, report: &mut Report) -> Result<(), DbError> {
    for tender in TenderKind::ALL {
        fares(tx, tender, report).await?;
    }
    let mut booked = books::cash_taken(tx).await?;
    for (person, by, told) in tours::cash_taken(tx).await? {
        let booked = booked.remove(&Account::InHand(person).to_string()).map_or(Rupiah::ZERO, |(_, booked)| booked);
        report.told.push(Told { of: ToldOf::CashTaken { by }, told, booked });
    }
    let untold = booked.into_values().map(|(by, booked)| Told { of: ToldOf::CashTaken { by }, told: Rupiah::ZERO, booked });
    report.told.extend(untold);
    let booked = report.balance(Account::Refunds);
    report.told.push(Told { of: ToldOf::Refunds, told: tours::owed(tx).await?, booked });
    let shares = shares(tx, now).await?;
    let (told, booked) = (shares.iter().map(|(_, due, _)| *due).sum(), shares.iter().map(|(.., booked)| *booked).sum());
    report.told.push(Told { of: ToldOf::VillageShare, told, booked });
    Ok(())
}

async fn fares(tx: &mut Tx, tender: TenderKind, report: &mut Report) -> Result<(), DbError> {
    let (mut told, mut booked) = (Rupiah::ZERO, Rupiah::ZERO);
    let (mut after, (mut from, to)) = (None, fares_of(tender));
    loop {
        let piece = tours::held_after(tx, tender, after, i64::from(PIECE)).await?;
        after = if piece.len() < usize::from(PIECE) { None } else { piece.last().map(|h| h.booking) };
        let upto = after.map_or_else(|| to.clone(), |id| fare_reference(id, tender));
        let mut known = books::fares_between(tx, &from, &upto).await?;
        booked += known.values().copied().sum::<Rupiah>();
        for held in piece {
            told += held.amount;
            let sum = known.remove(&fare_reference(held.booking, tender)).unwrap_or_default();
            if sum != held.amount && report.room() > 0 {
                let (number, tender) = (held.number, tender.code().to_owned());
                report.findings.push(Finding::Fare { number, tender, told: held.amount, booked: sum });
            }
        }
        let untold = known.into_iter().filter(|(_, booked)| !booked.is_zero()).take(report.room());
        let untold: Vec<_> = untold.map(|(reference, booked)| Finding::UntoldFare { reference, booked }).collect();
        report.findings.extend(untold);
        if after.is_none() {
            break;
        }
        from = upto;
    }
    report.told.push(Told { of: ToldOf::Fares { tender: tender.code().to_owned() }, told, booked });
    Ok(())
}
