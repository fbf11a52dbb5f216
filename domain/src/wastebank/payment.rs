//! What leaves a balance at a counter: cash, or a transfer within the family.

use super::ledger::{Account, Entry, EntryError};
use super::slip::Reversal;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{WasteMemberId, WasteUnitId};
use crate::kernel::money::Rupiah;
use crate::kernel::number;

/// The number of a payment's slip: `BT-261123-7K4QX2M`.
pub fn payment_number(at: Timestamp, random: u64) -> String {
    number::dated("BT", at, random)
}

/// Where it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Out of the cash box of this unit.
    Cash(WasteUnitId),
    /// To a member of the family.
    Family(WasteMemberId),
}

/// Dr the member, Cr the cash box or the other member.
pub fn entry(member: WasteMemberId, purpose: Purpose, amount: Rupiah) -> Result<Entry, EntryError> {
    let to = match purpose {
        Purpose::Cash(unit) => Account::Cash(unit),
        Purpose::Family(other) => Account::Member(other),
    };
    Entry::builder().debit(Account::Member(member), amount).credit(to, amount).balanced()
}

/// Money put into a cash box: Dr cash, Cr capital; taken out the other way round.
pub fn float(unit: WasteUnitId, amount: Rupiah) -> Result<Entry, EntryError> {
    if amount < Rupiah::ZERO {
        return Ok(float(unit, -amount)?.reversed());
    }
    Entry::builder().debit(Account::Cash(unit), amount).credit(Account::Capital, amount).balanced()
}

/// A payment as its slip tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentSlip {
    pub number: String,
    pub unit: WasteUnitId,
    pub unit_name: String,
    pub member: WasteMemberId,
    pub member_name: String,
    /// Who got it, when it stayed in the family.
    pub to: Option<(WasteMemberId, String)>,
    pub operator_name: String,
    pub at: Timestamp,
    pub amount: Rupiah,
    pub reversed: Option<Reversal>,
}

impl PaymentSlip {
    pub fn purpose(&self) -> Purpose {
        self.to.as_ref().map_or(Purpose::Cash(self.unit), |(to, _)| Purpose::Family(*to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn the_books_follow_the_money() {
        let (member, other, unit) = (WasteMemberId(Uuid::from_u128(1)), WasteMemberId(Uuid::from_u128(2)), WasteUnitId(Uuid::nil()));
        let cash = entry(member, Purpose::Cash(unit), Rupiah(5_000)).unwrap();
        assert_eq!((cash.change_of(Account::Member(member)), cash.change_of(Account::Cash(unit))), (Rupiah(-5_000), Rupiah(-5_000)));
        let family = entry(member, Purpose::Family(other), Rupiah(5_000)).unwrap();
        assert_eq!(family.change_of(Account::Member(other)), Rupiah(5_000));
        assert_eq!(float(unit, Rupiah(-7)).unwrap().change_of(Account::Cash(unit)), Rupiah(-7));
        assert!(float(unit, Rupiah::ZERO).is_err());
    }
}
