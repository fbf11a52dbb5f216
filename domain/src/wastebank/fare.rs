//! A fare paid from a balance, in cash or by card, and given back; and what the village gets of it.

use super::ledger::{Account, Entry, EntryError};
use crate::kernel::ids::{PersonId, WasteMemberId, WasteUnitId};
use crate::kernel::money::Rupiah;

/// Dr the member, Cr ticket revenue.
pub fn payment(member: WasteMemberId, amount: Rupiah) -> Result<Entry, EntryError> {
    Entry::builder().debit(Account::Member(member), amount).credit(Account::TicketRevenue, amount).balanced()
}

/// Dr ticket revenue, Cr the member: all of it or a part, where a fee is kept.
pub fn refund(member: WasteMemberId, amount: Rupiah) -> Result<Entry, EntryError> {
    Ok(payment(member, amount)?.reversed())
}

/// Where the money of a fare is that was not paid from a balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Till {
    /// Whoever took it on the way.
    Hand(PersonId),
    Gateway,
}

impl Till {
    pub const fn account(self) -> Account {
        match self {
            Self::Hand(person) => Account::InHand(person),
            Self::Gateway => Account::Gateway,
        }
    }
}

/// Dr where the money is, Cr ticket revenue.
pub fn receipt(till: Till, amount: Rupiah) -> Result<Entry, EntryError> {
    Entry::builder().debit(till.account(), amount).credit(Account::TicketRevenue, amount).balanced()
}

/// A fare, or a part of it, goes back in money: Dr ticket revenue, Cr refunds.
pub fn owed(amount: Rupiah) -> Result<Entry, EntryError> {
    Entry::builder().debit(Account::TicketRevenue, amount).credit(Account::Refunds, amount).balanced()
}

/// What a card paid beyond any fare: Dr the gateway, Cr refunds. It was never revenue.
pub fn surplus(amount: Rupiah) -> Result<Entry, EntryError> {
    Entry::builder().debit(Account::Gateway, amount).credit(Account::Refunds, amount).balanced()
}

/// It has gone back: Dr refunds, Cr the gateway, or who paid it from outside.
pub fn paid_back(by_card: bool, amount: Rupiah) -> Result<Entry, EntryError> {
    let from = if by_card { Account::Gateway } else { Account::Capital };
    Entry::builder().debit(Account::Refunds, amount).credit(from, amount).balanced()
}

/// Dr the cash box, Cr who took it on the way.
pub fn handed_in(by: PersonId, unit: WasteUnitId, amount: Rupiah) -> Result<Entry, EntryError> {
    Entry::builder().debit(Account::Cash(unit), amount).credit(Account::InHand(by), amount).balanced()
}

/// Dr the share as an expense, Cr the village; below zero the other way round: fares went back after it.
pub fn share(amount: Rupiah) -> Result<Entry, EntryError> {
    if amount < Rupiah::ZERO {
        return Ok(share(-amount)?.reversed());
    }
    Entry::builder().debit(Account::VillageExpense, amount).credit(Account::VillageShare, amount).balanced()
}

/// Dr the village, Cr the cash box.
pub fn share_paid(unit: WasteUnitId, amount: Rupiah) -> Result<Entry, EntryError> {
    Entry::builder().debit(Account::VillageShare, amount).credit(Account::Cash(unit), amount).balanced()
}
