//! A fare paid from a balance, and given back.

use super::ledger::{Account, Entry, EntryError};
use crate::kernel::ids::WasteMemberId;
use crate::kernel::money::Rupiah;

/// Dr the member, Cr ticket revenue.
pub fn payment(member: WasteMemberId, amount: Rupiah) -> Result<Entry, EntryError> {
    Entry::builder().debit(Account::Member(member), amount).credit(Account::TicketRevenue, amount).balanced()
}

/// Dr ticket revenue, Cr the member: all of it or a part, where a fee is kept.
pub fn refund(member: WasteMemberId, amount: Rupiah) -> Result<Entry, EntryError> {
    Ok(payment(member, amount)?.reversed())
}
