//! Correcting a slip: an entry of its own that undoes it. The slip stays, and says so.

use domain::identity::actor::Actor;
use domain::kernel::text::{self, TextError};
use domain::wastebank::ledger::{Account, Entry, EntryError};
use domain::wastebank::statement::EntryKind;
use domain::wastebank::{deposit, payment, sale};
use thiserror::Error;

use super::read_counter::{CounterError, require_operator};
use super::read_slip::{AnySlip, find};
use super::store::books::{self, BookError, Booking};
use super::store::{batches, months, reversals, stock};
use super::take_deposit::MAX_REASON;
use crate::audit;
use crate::db::{DbError, Tx};
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum ReverseSlipError {
    #[error(transparent)]
    Counter(#[from] CounterError),
    #[error("reason: {0}")]
    Reason(TextError),
    #[error("it is undone already")]
    Already,
    /// Who was credited has spent or withdrawn some of it.
    #[error("the balance is less than this slip")]
    Spent,
    /// The money of a sale was paid out meanwhile.
    #[error("the cash box has less than that")]
    BoxShort,
    /// Sold or moved on.
    #[error("the goods are not in the unit any more")]
    Gone,
    #[error(transparent)]
    Entry(#[from] EntryError),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl AnySlip {
    fn entry(&self) -> Result<Entry, EntryError> {
        match self {
            Self::Deposit(d) => deposit::entry(d.slip.member, &d.weighed()),
            Self::Payment(p) => payment::entry(p.member, p.purpose(), p.amount),
            Self::Sale(s) => sale::entry(s.unit, &s.lines),
        }
    }
}

pub async fn reverse_slip(deps: &Deps, actor: &Actor, number: &str, reason: &str) -> Result<(), ReverseSlipError> {
    let mut run = deps.db.reader();
    let slip = find(&mut run, number).await?.ok_or(CounterError::NotFound)?;
    let operator = require_operator(&mut run, actor, slip.unit()).await?;
    let reason = text::line(reason, MAX_REASON).map_err(ReverseSlipError::Reason)?;
    // The same form, sent again, has its answer.
    if let Some(done) = slip.reversed() {
        return if done.reason == reason { Ok(()) } else { Err(ReverseSlipError::Already) };
    }
    let (entry, now) = (slip.entry()?.reversed(), deps.now());
    let mut tx = deps.db.begin().await?;
    sacks_back(&mut tx, &slip).await?;
    let booking = Booking { kind: EntryKind::Reversal, what: number, by: Some(operator), at: now };
    let booked = match books::book(&mut tx, deps, &entry, &booking).await {
        Ok(booked) => booked,
        Err(BookError::Short(Account::Member(_))) => return Err(ReverseSlipError::Spent),
        Err(BookError::Short(_)) => return Err(ReverseSlipError::BoxShort),
        // Somebody was faster, or the same form a moment ago.
        Err(e) if e.is_repeated() => {
            tx.rollback().await?;
            let done = find(&mut deps.db.reader(), number).await?;
            let same = done.as_ref().and_then(AnySlip::reversed).is_some_and(|r| r.reason == reason);
            return if same { Ok(()) } else { Err(ReverseSlipError::Already) };
        }
        Err(BookError::Db(e)) => return Err(e.into()),
    };
    goods_back(&mut tx, &slip).await?;
    if !reversals::insert(&mut tx, number, booked, operator, now, &reason).await? {
        return Err(ReverseSlipError::Already);
    }
    audit::record(&mut tx, deps, actor, "waste.reversal", &format!("slip:{number}"), &reason).await?;
    tx.commit().await?;
    Ok(())
}

/// Those of a sale, still under their seals.
async fn sacks_back(tx: &mut Tx, slip: &AnySlip) -> Result<(), ReverseSlipError> {
    let AnySlip::Sale(s) = slip else { return Ok(()) };
    if batches::take_back(tx, &s.number).await? == s.lines.len() as u64 { Ok(()) } else { Err(ReverseSlipError::Already) }
}

/// Those of a deposit leave the pile.
async fn goods_back(tx: &mut Tx, slip: &AnySlip) -> Result<(), ReverseSlipError> {
    let AnySlip::Deposit(d) = slip else { return Ok(()) };
    let pile = stock::pile(&d.weighed());
    if !stock::take(tx, d.slip.unit, &pile).await? {
        return Err(ReverseSlipError::Gone);
    }
    Ok(months::take(tx, d.slip.unit, d.slip.booked_at, &pile).await?)
}
