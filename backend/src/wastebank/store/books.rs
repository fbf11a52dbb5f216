//! Writing into the books. The database refuses what does not balance and every later change; this is the one place
//! that writes.

use std::collections::BTreeMap;

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{LedgerEntryId, PersonId, PostingId, WasteMemberId};
use domain::kernel::money::Rupiah;
use domain::wastebank::ledger::{Account, Entry};
use domain::wastebank::statement::{EntryKind, Movement};
use thiserror::Error;

use crate::db::{DbError, Row, Run, Tx, dialect, sql};
use crate::deps::Deps;

pub struct Booking<'a> {
    pub kind: EntryKind,
    /// What is booked: a slip's number. A second booking of it breaks the unique key.
    pub what: &'a str,
    pub by: Option<PersonId>,
    pub at: Timestamp,
}

#[derive(Debug, Error)]
pub enum BookError {
    /// A member or a cash box has less than that, or is not there; the caller rolls back.
    #[error("{0} has less than that")]
    Short(Account),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl BookError {
    /// It is booked already.
    pub fn is_repeated(&self) -> bool {
        matches!(self, Self::Db(e) if e.is_unique_violation())
    }
}

/// Writes an entry and moves the balances of its members and cash boxes, in the order of docs/locking.md.
pub async fn book(tx: &mut Tx, deps: &Deps, entry: &Entry, booking: &Booking<'_>) -> Result<LedgerEntryId, BookError> {
    let mut changes: BTreeMap<Account, Rupiah> = BTreeMap::new();
    for posting in entry.postings() {
        *changes.entry(posting.account).or_default() += posting.change();
    }
    let members = changes.iter().filter_map(|(a, c)| if let Account::Member(id) = a { Some((*a, *id, *c)) } else { None });
    for (account, member, change) in members {
        let q = "UPDATE waste_member SET balance = balance + $2 WHERE id = $1 AND balance + $2 >= 0";
        if tx.execute(sql(q).bind(member).bind(change)).await? == 0 {
            return Err(BookError::Short(account));
        }
    }
    let boxes = changes.iter().filter_map(|(a, c)| if let Account::Cash(id) = a { Some((*a, *id, *c)) } else { None });
    for (account, unit, change) in boxes {
        let q = "UPDATE waste_unit SET cash = cash + $2 WHERE id = $1 AND cash + $2 >= 0";
        if tx.execute(sql(q).bind(unit).bind(change)).await? == 0 {
            return Err(BookError::Short(account));
        }
    }
    let id: LedgerEntryId = deps.id();
    let postings = entry.postings();
    let mut q = sql(format!("INSERT INTO posting (id, entry_id, account, debit, credit) VALUES {}", dialect::values(postings.len(), 5, 1)));
    for p in postings {
        q = q.bind(deps.id::<PostingId>()).bind(id).bind(p.account.to_string()).bind(p.debit).bind(p.credit);
    }
    tx.execute(q).await?;
    let q = "INSERT INTO ledger_entry (id, at, kind, ref, by_id) VALUES ($1, $2, $3, $4, $5)";
    let reference = booking.kind.reference(booking.what);
    tx.execute(sql(q).bind(id).bind(booking.at).bind(booking.kind.code()).bind(reference).bind(booking.by)).await?;
    Ok(id)
}

/// The newest movements of a balance first.
pub async fn statement(run: &mut impl Run, member: WasteMemberId, most: i64) -> Result<Vec<Movement>, DbError> {
    let q = "SELECT e.at, e.kind, e.ref, p.credit - p.debit AS change FROM posting p JOIN ledger_entry e ON e.id = p.entry_id \
             WHERE p.account = $1 ORDER BY e.at DESC, e.id DESC LIMIT $2";
    let movement = |r: &Row| {
        let kind = r.parse("kind", EntryKind::from_code)?;
        let reference: String = r.get("ref")?;
        let slip = match kind {
            EntryKind::Deposit | EntryKind::Withdrawal | EntryKind::Transfer | EntryKind::Reversal => reference.split_once(':'),
            EntryKind::Fare | EntryKind::FareReturn | EntryKind::Float | EntryKind::Sale => None,
        };
        Ok(Movement { at: r.get("at")?, kind, slip: slip.map(|(_, number)| number.to_owned()), change: r.get("change")? })
    };
    run.fetch_all(sql(q).bind(Account::Member(member).to_string()).bind(most)).await?.iter().map(movement).collect()
}
