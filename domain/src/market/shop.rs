//! Shops and their review.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::delivery::DeliveryTerms;
use super::low_stock::LowStockMark;
use crate::kernel::clock::Timestamp;
use crate::kernel::geo::Point;
use crate::kernel::hours::OpeningHours;
use crate::kernel::ids::{PersonId, ShopId};
use crate::kernel::phone::Phone;
use crate::kernel::slug::Slug;
use crate::kernel::wilayah::Kelurahan;

pub const MAX_NAME: usize = 60;
pub const MAX_STORY: usize = 4_000;
pub const MAX_STREET: usize = 200;
pub const MAX_BANK: usize = 60;
/// What an officer writes when changes are needed.
pub const MAX_REASON: usize = 1_000;
/// The most shops of one person.
pub const MAX_SHOPS: usize = 5;

/// A business registration number (NIB): 13 digits (PP 5/2021, OSS).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Nib(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a NIB has 13 digits")]
pub struct NibError;

impl Nib {
    pub fn parse(text: &str) -> Result<Self, NibError> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '.').collect();
        if digits.len() == 13 && digits.bytes().all(|b| b.is_ascii_digit()) { Ok(Self(digits)) } else { Err(NibError) }
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Nib {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BankAccount {
    pub bank: String,
    /// Digits only.
    pub number: String,
    pub holder: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a bank account number has 6 to 20 digits")]
pub struct BankNumberError;

/// Reads an account number as people write it (`123-456 7890`).
pub fn parse_bank_number(text: &str) -> Result<String, BankNumberError> {
    let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '.')).collect();
    if (6..=20).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) { Ok(digits) } else { Err(BankNumberError) }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShopState {
    Draft,
    Submitted,
    ChangesRequested,
    Approved,
    Rejected,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShopEvent {
    Submit,
    Approve,
    RequestChanges,
    Reject,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a shop that is {from:?} cannot take {event:?}")]
pub struct ShopTransitionError {
    pub from: ShopState,
    pub event: ShopEvent,
}

/// The whole machine.
pub const SHOP_TRANSITIONS: &[(ShopState, ShopEvent, ShopState)] = &[
    (ShopState::Draft, ShopEvent::Submit, ShopState::Submitted),
    (ShopState::ChangesRequested, ShopEvent::Submit, ShopState::Submitted),
    (ShopState::Submitted, ShopEvent::Approve, ShopState::Approved),
    (ShopState::Submitted, ShopEvent::RequestChanges, ShopState::ChangesRequested),
    (ShopState::Submitted, ShopEvent::Reject, ShopState::Rejected),
];

impl ShopState {
    pub const ALL: [Self; 5] = [Self::Draft, Self::Submitted, Self::ChangesRequested, Self::Approved, Self::Rejected];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::ChangesRequested => "changes_requested",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    pub fn apply(self, event: ShopEvent) -> Result<Self, ShopTransitionError> {
        let found = SHOP_TRANSITIONS.iter().find(|(from, e, _)| *from == self && *e == event);
        found.map(|(_, _, to)| *to).ok_or(ShopTransitionError { from: self, event })
    }

    /// May the owner still change what the officer will look at?
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Draft | Self::ChangesRequested | Self::Approved)
    }

    pub const fn is_public(self) -> bool {
        matches!(self, Self::Approved)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Shop {
    pub id: ShopId,
    pub owner: PersonId,
    pub slug: Slug,
    pub name: String,
    pub story_id: String,
    pub story_en: String,
    pub state: ShopState,
    /// Why changes were requested or the shop was rejected.
    pub review_reason: String,
    pub phone: Option<Phone>,
    pub street: String,
    pub kelurahan: Option<Kelurahan>,
    pub point: Option<Point>,
    pub nib: Option<Nib>,
    /// The last one that an officer has seen.
    pub nib_seen: Option<Nib>,
    pub hours: OpeningHours,
    pub bank: BankAccount,
    pub delivery: DeliveryTerms,
    pub low_stock: LowStockMark,
    pub demo: bool,
    pub created_at: Timestamp,
    pub submitted_at: Option<Timestamp>,
    pub approved_at: Option<Timestamp>,
}

/// What a shop still lacks before it can be sent to the officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShopGap {
    Phone,
    Address,
    Point,
    Story,
    Hours,
    Delivery,
    Payment,
    Bank,
}

impl Shop {
    /// Has an officer seen the number that the shop gives now? Only then may others be told that it has one.
    pub fn nib_is_seen(&self) -> bool {
        self.nib.is_some() && self.nib == self.nib_seen
    }

    /// Nothing missing means that it can be submitted. The NIB is optional.
    pub fn gaps(&self) -> Vec<ShopGap> {
        let checks = [
            (ShopGap::Phone, self.phone.is_none()),
            (ShopGap::Address, self.kelurahan.is_none() || self.street.is_empty()),
            (ShopGap::Point, self.point.is_none()),
            (ShopGap::Story, self.story_id.is_empty()),
            (ShopGap::Hours, !self.hours.is_known()),
            (ShopGap::Delivery, !self.delivery.any()),
            (ShopGap::Payment, !self.delivery.any_payment()),
            (ShopGap::Bank, self.bank.number.is_empty()),
        ];
        checks.into_iter().filter(|(_, missing)| *missing).map(|(gap, _)| gap).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_officers_approval_makes_a_shop_public() {
        for (from, event, to) in SHOP_TRANSITIONS {
            assert_eq!(from.apply(*event), Ok(*to));
            assert_eq!(to.is_public(), *event == ShopEvent::Approve);
        }
        assert!(ShopState::Draft.apply(ShopEvent::Approve).is_err());
        assert!(ShopState::Rejected.apply(ShopEvent::Submit).is_err());
    }

    #[test]
    fn a_nib_has_thirteen_digits() {
        assert!(Nib::parse("1234 5678 90123").is_ok());
        assert_eq!(Nib::parse("123456789012"), Err(NibError));
        assert_eq!(Nib::parse("12345678901ab"), Err(NibError));
    }
}
