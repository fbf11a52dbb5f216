//! Double-entry books in whole rupiah. An entry balances or cannot be made; what was written is never changed, only
//! reversed by an entry of its own.

use std::fmt;

use thiserror::Error;

use super::material::MaterialCode;
use crate::kernel::ids::{PersonId, WasteMemberId, WasteUnitId};
use crate::kernel::money::Rupiah;

/// The chart of accounts. Its text is what the books are kept under, so a variant that is in use is never renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// Asset: sorted waste that is there, at what it cost.
    Inventory(MaterialCode),
    /// Asset: the cash box of a unit.
    Cash(WasteUnitId),
    /// Asset: fares that somebody took in cash on the way and has not handed in yet.
    InHand(PersonId),
    /// Asset: what the gateway of cards has taken for us.
    Gateway,
    /// Liability: what a member may still withdraw or spend.
    Member(WasteMemberId),
    /// Liability: what the village is owed of tickets.
    VillageShare,
    /// Liability: what goes back to parties in cash or by card, until it is paid.
    Refunds,
    /// Equity: money put into cash boxes from outside, or taken out.
    Capital,
    /// Revenue: fares paid.
    TicketRevenue,
    /// Revenue: sold above what it cost.
    Gain,
    /// Expense: sold below what it cost, or gone.
    Shrinkage,
    /// Expense: the village's share of fares.
    VillageExpense,
}

/// Balances of these grow by debits; of the others by credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Normal {
    Debit,
    Credit,
}

impl Account {
    pub const fn normal(self) -> Normal {
        match self {
            Self::Inventory(_) | Self::Cash(_) | Self::InHand(_) | Self::Gateway | Self::Shrinkage | Self::VillageExpense => Normal::Debit,
            Self::Member(_) | Self::VillageShare | Self::Refunds | Self::Capital | Self::TicketRevenue | Self::Gain => Normal::Credit,
        }
    }

    /// Is its balance kept beside the postings in a row of its own, that who moves it locks? (A member's is kept with the
    /// member, a box's with its unit.)
    pub const fn is_kept(self) -> bool {
        matches!(self, Self::InHand(_) | Self::Refunds | Self::VillageShare)
    }

    /// The part of the chart, without whose or which.
    pub const fn group(self) -> &'static str {
        match self {
            Self::Inventory(_) => "inventory",
            Self::Cash(_) => "cash",
            Self::InHand(_) => "in_hand",
            Self::Gateway => "gateway",
            Self::Member(_) => "member",
            Self::Refunds => "refunds",
            Self::VillageExpense => "village_expense",
            Self::VillageShare => "village_share",
            Self::Capital => "capital",
            Self::TicketRevenue => "ticket_revenue",
            Self::Gain => "gain",
            Self::Shrinkage => "shrinkage",
        }
    }
}

/// `cash:0190…`, `inventory:PL-01`, `gain`.
impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inventory(m) => write!(f, "{}:{m}", self.group()),
            Self::Cash(u) => write!(f, "{}:{u}", self.group()),
            Self::InHand(p) => write!(f, "{}:{p}", self.group()),
            Self::Member(m) => write!(f, "{}:{m}", self.group()),
            _ => f.write_str(self.group()),
        }
    }
}

/// One side of an entry. Exactly one of the two amounts is above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    pub account: Account,
    pub debit: Rupiah,
    pub credit: Rupiah,
}

impl Posting {
    /// As a change of its account's balance, in the account's own direction.
    pub fn change(&self) -> Rupiah {
        match self.account.normal() {
            Normal::Debit => self.debit - self.credit,
            Normal::Credit => self.credit - self.debit,
        }
    }
}

/// Postings whose debits equal their credits, one per account and side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry(Vec<Posting>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EntryError {
    #[error("debits {debit} are not credits {credit}")]
    Unbalanced { debit: Rupiah, credit: Rupiah },
    #[error("an amount is not above zero")]
    NotPositive,
    #[error("nothing moves")]
    Empty,
    #[error("too large")]
    TooLarge,
}

/// Collects the sides of an entry.
#[derive(Clone, Debug, Default)]
pub struct EntryBuilder(Vec<Posting>);

impl EntryBuilder {
    #[must_use]
    pub fn debit(mut self, account: Account, amount: Rupiah) -> Self {
        self.0.push(Posting { account, debit: amount, credit: Rupiah::ZERO });
        self
    }

    #[must_use]
    pub fn credit(mut self, account: Account, amount: Rupiah) -> Self {
        self.0.push(Posting { account, debit: Rupiah::ZERO, credit: amount });
        self
    }

    pub fn balanced(self) -> Result<Entry, EntryError> {
        if self.0.is_empty() {
            return Err(EntryError::Empty);
        }
        if self.0.iter().any(|p| p.debit.0 < 0 || p.credit.0 < 0 || (p.debit.0 == 0) == (p.credit.0 == 0)) {
            return Err(EntryError::NotPositive);
        }
        let sum = |side: fn(&Posting) -> Rupiah| {
            self.0.iter().try_fold(Rupiah::ZERO, |sum, p| sum.checked_add(side(p))).ok_or(EntryError::TooLarge)
        };
        let (debit, credit) = (sum(|p| p.debit)?, sum(|p| p.credit)?);
        if debit != credit {
            return Err(EntryError::Unbalanced { debit, credit });
        }
        Ok(Entry(merged(self.0)))
    }
}

/// Lines of the same material are one posting.
fn merged(postings: Vec<Posting>) -> Vec<Posting> {
    let mut out: Vec<Posting> = Vec::with_capacity(postings.len());
    for p in postings {
        match out.iter_mut().find(|o| o.account == p.account && (o.debit.is_zero() == p.debit.is_zero())) {
            Some(same) => {
                same.debit += p.debit;
                same.credit += p.credit;
            }
            None => out.push(p),
        }
    }
    out
}

impl Entry {
    pub fn builder() -> EntryBuilder {
        EntryBuilder::default()
    }

    pub fn postings(&self) -> &[Posting] {
        &self.0
    }

    /// The same with its sides exchanged: what undoes it.
    #[must_use]
    pub fn reversed(&self) -> Self {
        Self(self.0.iter().map(|p| Posting { account: p.account, debit: p.credit, credit: p.debit }).collect())
    }

    /// What it does to an account, in the account's own direction.
    pub fn change_of(&self, account: Account) -> Rupiah {
        self.0.iter().filter(|p| p.account == account).map(Posting::change).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pet() -> Account {
        Account::Inventory(MaterialCode::parse("PL-01").unwrap())
    }

    #[test]
    fn only_what_balances_is_an_entry() {
        let entry = Entry::builder().debit(pet(), Rupiah(10_000)).credit(Account::Gain, Rupiah(10_000)).balanced().unwrap();
        assert_eq!((entry.change_of(pet()), entry.change_of(Account::Gain)), (Rupiah(10_000), Rupiah(10_000)));
        let open = Entry::builder().debit(pet(), Rupiah(10_000)).credit(Account::Gain, Rupiah(9_999)).balanced();
        assert_eq!(open, Err(EntryError::Unbalanced { debit: Rupiah(10_000), credit: Rupiah(9_999) }));
        assert_eq!(Entry::builder().balanced(), Err(EntryError::Empty));
        for bad in [0, -5] {
            let entry = Entry::builder().debit(pet(), Rupiah(bad)).credit(Account::Gain, Rupiah(bad)).balanced();
            assert_eq!(entry, Err(EntryError::NotPositive));
        }
        let huge = Entry::builder().debit(pet(), Rupiah(i64::MAX)).debit(pet(), Rupiah(1)).credit(Account::Gain, Rupiah(1)).balanced();
        assert_eq!(huge, Err(EntryError::TooLarge));
        assert_eq!(pet().to_string(), "inventory:PL-01");
    }

    proptest! {
        #[test]
        fn a_reversal_undoes_everything(amounts in prop::collection::vec(1..1_000_000_i64, 1..8)) {
            let mut entry = Entry::builder();
            for a in &amounts {
                entry = entry.debit(pet(), Rupiah(*a));
            }
            let entry = entry.credit(Account::Capital, Rupiah(amounts.iter().sum())).balanced().unwrap();
            prop_assert_eq!(entry.postings().len(), 2);
            for account in [pet(), Account::Capital] {
                prop_assert_eq!(entry.change_of(account) + entry.reversed().change_of(account), Rupiah::ZERO);
            }
        }
    }
}
