//! Writing into the books. The database refuses what does not balance and every later change; this is the one place
//! that writes.

use std::collections::BTreeMap;

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{LedgerEntryId, PersonId, PostingId, WasteMemberId};
use domain::kernel::money::Rupiah;
use domain::wastebank::ledger::{Account, Entry, Posting};
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
    for (account, change) in changes.iter().filter(|(a, _)| a.is_kept()) {
        keep(tx, *account, *change).await?;
    }
    let id: LedgerEntryId = deps.id();
    let postings = entry.postings();
    let mut q = sql(format!("INSERT INTO posting (id, entry_id, account, debit, credit) VALUES {}", dialect::values(postings.len(), 5, 1)));
    for p in postings {
        q = q.bind(deps.id::<PostingId>()).bind(id).bind(p.account.to_string()).bind(p.debit).bind(p.credit);
    }
    tx.put(q).await?;
    let q = "INSERT INTO ledger_entry (id, at, kind, ref, by_id) VALUES ($1, $2, $3, $4, $5)";
    let reference = booking.kind.reference(booking.what);
    tx.execute(sql(q).bind(id).bind(booking.at).bind(booking.kind.code()).bind(reference).bind(booking.by)).await?;
    Ok(id)
}

/// The village may be owed less than nothing: fares went back after its share was handed over.
async fn keep(tx: &mut Tx, account: Account, change: Rupiah) -> Result<(), BookError> {
    lock_kept(tx, account).await?;
    let least = if account == Account::VillageShare { i64::MIN / 2 } else { 0 };
    let q = "UPDATE kept_balance SET balance = balance + $2 WHERE account = $1 AND balance + $2 >= $3";
    let moved = tx.execute(sql(q).bind(account.to_string()).bind(change).bind(least)).await?;
    if moved == 0 { Err(BookError::Short(account)) } else { Ok(()) }
}

/// Makes the row of a kept balance if it is not there, and locks it.
async fn lock_kept(tx: &mut Tx, account: Account) -> Result<(), DbError> {
    let owner = if let Account::InHand(person) = account { Some(person) } else { None };
    let q = "INSERT INTO kept_balance (account, owner) VALUES ($1, $2) ON CONFLICT (account) DO UPDATE SET balance = kept_balance.balance";
    tx.execute(sql(q).bind(account.to_string()).bind(owner)).await?;
    Ok(())
}

pub async fn kept(run: &mut impl Run, account: Account) -> Result<Rupiah, DbError> {
    let row = run.fetch_optional(sql("SELECT balance FROM kept_balance WHERE account = $1").bind(account.to_string())).await?;
    row.map_or(Ok(Rupiah::ZERO), |r| r.get("balance"))
}

pub async fn is_booked(run: &mut impl Run, kind: EntryKind, what: &str) -> Result<bool, DbError> {
    let q = sql("SELECT id FROM ledger_entry WHERE ref = $1").bind(kind.reference(what));
    Ok(run.fetch_optional(q).await?.is_some())
}

/// What the entry that books it did to an account, in the account's own direction; none: it is not booked.
pub async fn booked_change(run: &mut impl Run, kind: EntryKind, what: &str, account: Account) -> Result<Option<Rupiah>, DbError> {
    let q = "SELECT p.debit, p.credit FROM ledger_entry e JOIN posting p ON p.entry_id = e.id WHERE e.ref = $1 AND p.account = $2";
    let row = run.fetch_optional(sql(q).bind(kind.reference(what)).bind(account.to_string())).await?;
    row.map(|r| Ok(Posting { account, debit: r.get("debit")?, credit: r.get("credit")? }.change())).transpose()
}

/// No thing is booked in more steps.
const LAST: u32 = 999_999_999;

/// How many entries `prefix:1`, `prefix:2` … there are, and what they did to an account that grows by credits.
pub async fn booked_steps(run: &mut impl Run, kind: EntryKind, prefix: &str, account: Account) -> Result<(i64, Rupiah), DbError> {
    // Between two of their own kind, so that they are found however a database orders signs.
    let (from, to) = (kind.reference(&format!("{prefix}:0")), kind.reference(&format!("{prefix}:{LAST}")));
    let q = "SELECT COUNT(*) AS n, CAST(COALESCE(SUM(p.credit - p.debit), 0) AS BIGINT) AS change FROM ledger_entry e \
             JOIN posting p ON p.entry_id = e.id WHERE e.ref > $1 AND e.ref < $2 AND p.account = $3";
    let r = run.fetch_one(sql(q).bind(from).bind(to).bind(account.to_string())).await?;
    Ok((r.get("n")?, r.get("change")?))
}

/// Of all `first:1` … `last:…`, in one query: what each has done to an account that grows by credits, by what stands before the
/// step's number.
pub async fn booked_from_to(
    run: &mut impl Run,
    kind: EntryKind,
    first: &str,
    last: &str,
    account: Account,
) -> Result<BTreeMap<String, Rupiah>, DbError> {
    let (from, to) = (kind.reference(&format!("{first}:0")), kind.reference(&format!("{last}:{LAST}")));
    let q = "SELECT e.ref, p.credit - p.debit AS change FROM ledger_entry e JOIN posting p ON p.entry_id = e.id \
             WHERE e.ref > $1 AND e.ref < $2 AND e.kind = $3 AND p.account = $4";
    let mut all: BTreeMap<String, Rupiah> = BTreeMap::new();
    for r in run.fetch_all(sql(q).bind(from).bind(to).bind(kind.code()).bind(account.to_string())).await? {
        let reference: String = r.get("ref")?;
        let what = reference.split(':').nth(1).unwrap_or_default();
        *all.entry(what.to_owned()).or_default() += r.get::<Rupiah>("change")?;
    }
    Ok(all)
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
            _ => None,
        };
        Ok(Movement { at: r.get("at")?, kind, slip: slip.map(|(_, number)| number.to_owned()), change: r.get("change")? })
    };
    run.fetch_all(sql(q).bind(Account::Member(member).to_string()).bind(most)).await?.iter().map(movement).collect()
}
