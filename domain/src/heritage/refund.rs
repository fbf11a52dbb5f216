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

/// What has been given back, and how one finds it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidBack {
    pub refund: Refund,
    pub at: Timestamp,
    pub by: String,
    /// The number of the transfer or the receipt.
    pub proof: String,
}

/// For an officer of the tour.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefundDesk {
    /// The longest owed first.
    pub open: Vec<Refund>,
    /// The last first.
    pub done: Vec<PaidBack>,
}
