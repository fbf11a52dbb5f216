//! Where a party is reached.

use thiserror::Error;

use super::party::MAX_NAME;
use crate::identity::email::{Email, EmailError};
use crate::kernel::phone::{Phone, PhoneError};
use crate::kernel::text::{self, TextError};

/// A guest from abroad may have no Indonesian number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub name: String,
    pub phone: Option<Phone>,
    pub email: Option<Email>,
}

/// One problem per field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Error)]
#[error("the contact is incomplete")]
pub struct ContactErrors {
    pub name: Option<TextError>,
    pub phone: Option<PhoneError>,
    pub email: Option<EmailError>,
    /// Neither a number nor an address.
    pub unreachable: bool,
}

impl Contact {
    /// Reads a form.
    pub fn parse(name: &str, phone: &str, email: &str) -> Result<Self, ContactErrors> {
        let name = text::line(name, MAX_NAME);
        let phone = if phone.trim().is_empty() { Ok(None) } else { Phone::parse(phone).map(Some) };
        let email = if email.trim().is_empty() { Ok(None) } else { Email::parse(email).map(Some) };
        match (name, phone, email) {
            (Ok(name), Ok(phone), Ok(email)) if phone.is_some() || email.is_some() => Ok(Self { name, phone, email }),
            (name, phone, email) => {
                let unreachable = phone == Ok(None) && email == Ok(None);
                Err(ContactErrors { name: name.err(), phone: phone.err(), email: email.err(), unreachable })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_must_be_reachable() {
        assert!(Contact::parse("Anna", "", "anna@example.nl").is_ok());
        assert!(Contact::parse("Anna", "0812 3456 7890", "").is_ok());
        let why = Contact::parse(" ", "", "").unwrap_err();
        assert!(why.unreachable && why.name.is_some() && why.phone.is_none());
        assert!(!Contact::parse("Anna", "123", "").unwrap_err().unreachable);
    }
}
