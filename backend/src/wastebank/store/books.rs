//! Writing into the books. The database refuses what does not balance and every later change; this is the one place
//! that writes.

use std::collections::BTreeMap;

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{LedgerEntryId, PersonId, PostingId, WasteMemberId};
use domain::kernel::money::Rupiah;
use domain::wastebank::ledger::{Account, Entry};

use crate::db::{DbError, Run, Tx, dialect, sql};
use crate::deps::Deps;

pub struct Booking<'a> {
    pub kind: &'static str,
    /// What is booked: `deposit:…`. A second booking of it breaks the unique key.
    pub reference: &'a str,
    pub by: Option<PersonId>,
    pub at: Timestamp,
}

/// Writes an entry and moves the members' balances. `None`: a member has less than that; the caller rolls back.
pub async fn book(tx: &mut Tx, deps: &Deps, entry: &Entry, booking: &Booking<'_>) -> Result<Option<LedgerEntryId>, DbError> {
    let mut members: BTreeMap<WasteMemberId, Rupiah> = BTreeMap::new();
    for posting in entry.postings() {
        if let Account::Member(member) = posting.account {
            *members.entry(member).or_default() += posting.change();
        }
    }
    for (member, change) in members {
        let q = "UPDATE waste_member SET balance = balance + $2 WHERE id = $1 AND balance + $2 >= 0";
        if tx.execute(sql(q).bind(member).bind(change)).await? == 0 {
            return Ok(None);
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
    tx.execute(sql(q).bind(id).bind(booking.at).bind(booking.kind).bind(booking.reference).bind(booking.by)).await?;
    Ok(Some(id))
}
