//! Members: anybody with an account, or a neighbour with a phone number and a printed card.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{PersonId, WasteMemberId, WasteUnitId};
use crate::kernel::money::Rupiah;
use crate::kernel::phone::Phone;

/// The number on a card: eight digits and a check digit (Luhn), so that one wrong digit, or two swapped, is noticed
/// at the counter. Written in groups: `3277 0042 6`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CardNumber(u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CardNumberError {
    #[error("not nine digits")]
    NotNineDigits,
    /// Nearly right: a digit was misread.
    #[error("the check digit does not fit")]
    CheckDigit,
}

const DIGITS: usize = 9;

/// Luhn's sum over digits from the right, the first one as it stands.
fn luhn(digits: impl DoubleEndedIterator<Item = u32>) -> u32 {
    let weigh = |(i, d): (usize, u32)| {
        if i % 2 == 0 {
            d
        } else if d > 4 {
            d * 2 - 9
        } else {
            d * 2
        }
    };
    digits.rev().enumerate().map(weigh).sum::<u32>() % 10
}

impl CardNumber {
    /// The card of the `serial`-th member drawn; the same serial gives the same number.
    pub fn of_serial(serial: u32) -> Self {
        let eight = serial % 100_000_000;
        let text = format!("{eight:08}0");
        let sum = luhn(text.bytes().map(|b| u32::from(b - b'0')));
        Self(eight * 10 + (10 - sum) % 10)
    }

    /// What stands before the number in the address that a card's QR code holds.
    pub const SCANNED: &'static str = "kartu=";

    /// Reads a card as it is typed, or as a scanner types it: spaces and hyphens do not matter, nor what its address begins with.
    pub fn parse(text: &str) -> Result<Self, CardNumberError> {
        let text = text.rsplit_once(Self::SCANNED).map_or(text, |(_, number)| number);
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        if digits.len() != DIGITS || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(CardNumberError::NotNineDigits);
        }
        if luhn(digits.bytes().map(|b| u32::from(b - b'0'))) != 0 {
            return Err(CardNumberError::CheckDigit);
        }
        digits.parse().map(Self).map_err(|_| CardNumberError::NotNineDigits)
    }

    /// Without spaces, as it is stored.
    pub fn digits(self) -> String {
        format!("{:09}", self.0)
    }
}

/// `3277 0042 6`
impl fmt::Display for CardNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let d = self.digits();
        write!(f, "{} {} {}", &d[..4], &d[4..8], &d[8..])
    }
}

impl TryFrom<String> for CardNumber {
    type Error = CardNumberError;
    fn try_from(s: String) -> Result<Self, CardNumberError> {
        Self::parse(&s)
    }
}

impl From<CardNumber> for String {
    fn from(c: CardNumber) -> Self {
        c.digits()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub id: WasteMemberId,
    pub card: CardNumber,
    pub name: String,
    pub phone: Option<Phone>,
    pub person: Option<PersonId>,
    /// Where the card was given out; it is good at every unit.
    pub home: WasteUnitId,
    pub balance: Rupiah,
    pub since: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cards_are_read_as_people_read_them_out() {
        let card = CardNumber::of_serial(32_770_042);
        assert_eq!(CardNumber::parse(&card.to_string()), Ok(card));
        assert_eq!(CardNumber::parse(&card.digits()), Ok(card));
        assert_eq!(CardNumber::parse(format!("https://sentra.example/loket?kartu={}\n", card.digits()).trim()), Ok(card));
        assert_eq!(CardNumber::parse("https://sentra.example/loket?kartu="), Err(CardNumberError::NotNineDigits));
        assert_eq!(CardNumber::parse("3277"), Err(CardNumberError::NotNineDigits));
        assert_eq!(CardNumber::parse("abcdefghi"), Err(CardNumberError::NotNineDigits));
    }

    proptest! {
        #[test]
        fn a_misread_digit_is_noticed(serial in 0..100_000_000_u32, at in 0..9_usize, wrong in 1..10_u8) {
            let card = CardNumber::of_serial(serial);
            prop_assert_eq!(CardNumber::parse(&card.digits()), Ok(card));
            let mut digits = card.digits().into_bytes();
            digits[at] = b'0' + (digits[at] - b'0' + wrong) % 10;
            let text = String::from_utf8(digits).unwrap();
            prop_assert_eq!(CardNumber::parse(&text), Err(CardNumberError::CheckDigit));
        }
    }
}
