//! What is owed to a party.

use super::tender::TenderKind;
use crate::kernel::clock::Timestamp;
use crate::kernel::money::Rupiah;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// Names the reason; each reason is owed once.
    pub reference: String,
    /// Of the booking.
    pub number: String,
    pub name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    /// By which way it came: so it goes back.
    pub kind: TenderKind,
    pub amount: Rupiah,
    pub since: Timestamp,
}
