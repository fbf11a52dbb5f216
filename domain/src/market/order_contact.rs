//! Who buys, and where the goods go.

use thiserror::Error;

use super::delivery::DeliveryKind;
use crate::identity::email::{Email, EmailError};
use crate::kernel::phone::{Phone, PhoneError};
use crate::kernel::text::{self, TextError};
use crate::kernel::wilayah::{Kelurahan, UnknownKelurahan};

const MAX_NAME: usize = 80;
const MAX_STREET: usize = 300;
/// The longest note to a shop.
pub const MAX_NOTE: usize = 300;
/// The longest reason for cancelling.
pub const MAX_REASON: usize = 300;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderContact {
    pub name: String,
    pub phone: Phone,
    pub email: Option<Email>,
    /// Empty when everything is picked up.
    pub street: String,
    pub kelurahan: Option<Kelurahan>,
}

/// What a form holds, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedContact<'a> {
    pub name: &'a str,
    pub phone: &'a str,
    pub email: &'a str,
    pub street: &'a str,
    pub kelurahan: &'a str,
}

/// One problem per field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Error)]
#[error("the contact is incomplete")]
pub struct ContactErrors {
    pub name: Option<TextError>,
    pub phone: Option<PhoneError>,
    pub email: Option<EmailError>,
    pub street: Option<TextError>,
    /// Missing, or not one of Cimahi.
    pub kelurahan: Option<UnknownKelurahan>,
}

impl OrderContact {
    /// Reads a form. An address is demanded only where something is brought.
    pub fn parse(typed: &TypedContact<'_>, kinds: &[DeliveryKind]) -> Result<Self, ContactErrors> {
        let brought = kinds.iter().any(|k| *k != DeliveryKind::Pickup);
        let name = text::line(typed.name, MAX_NAME);
        let phone = Phone::parse(typed.phone);
        let email = if typed.email.trim().is_empty() { Ok(None) } else { Email::parse(typed.email).map(Some) };
        let street = if brought { text::paragraphs(typed.street, MAX_STREET) } else { text::optional_paragraphs(typed.street, MAX_STREET) };
        let kelurahan = match typed.kelurahan.trim() {
            "" if !brought => Ok(None),
            code => Kelurahan::parse(code).map(Some),
        };
        match (name, phone, email, street, kelurahan) {
            (Ok(name), Ok(phone), Ok(email), Ok(street), Ok(kelurahan)) => Ok(Self { name, phone, email, street, kelurahan }),
            (name, phone, email, street, kelurahan) => Err(ContactErrors {
                name: name.err(),
                phone: phone.err(),
                email: email.err(),
                street: street.err(),
                kelurahan: kelurahan.err(),
            }),
        }
    }

    pub fn has_address(&self) -> bool {
        !self.street.is_empty() && self.kelurahan.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_needed_only_where_something_is_brought() {
        let typed = TypedContact { name: "Neng Siti", phone: "0812 3456 7890", ..TypedContact::default() };
        assert!(OrderContact::parse(&typed, &[DeliveryKind::Pickup]).is_ok());
        let errors = OrderContact::parse(&typed, &[DeliveryKind::Pickup, DeliveryKind::FlatCourier]).unwrap_err();
        assert_eq!((errors.street, errors.kelurahan, errors.name), (Some(TextError::Empty), Some(UnknownKelurahan), None));
        let bad = TypedContact { name: " ", phone: "x", email: "x", kelurahan: "32.73.01.1001", street: "" };
        let errors = OrderContact::parse(&bad, &[]).unwrap_err();
        assert!(
            errors.name.is_some()
                && errors.phone.is_some()
                && errors.email.is_some()
                && errors.kelurahan.is_some()
                && errors.street.is_none()
        );
    }
}
