//! A ticket that a device checks without a network: signed, short, and without a word about the persons.
//!
//! Its text is the payload and its signature (Ed25519) in base 32, the alphabet that a QR code holds most densely.

use data_encoding::BASE32_NOPAD;
use ed25519_dalek::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

use crate::kernel::clock::{MINUTE, SECOND, Timestamp};
use crate::kernel::ids::{BookingId, DepartureId};

const VERSION: u8 = 1;
const PAYLOAD: usize = 1 + 4 + 16 + 16 + 1 + 4 + 4;
const SIGNATURE: usize = 64;
/// Clocks of phones are wrong by so much.
pub const SKEW: i64 = 10 * MINUTE;

/// The public half of a key: all that a device needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketKey {
    pub id: u32,
    pub public: [u8; 32],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    pub key: u32,
    pub booking: BookingId,
    pub departure: DepartureId,
    /// How large the party was when the ticket was drawn.
    pub persons: u8,
    /// To the second.
    pub from: Timestamp,
    pub until: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TicketError {
    /// No ticket of ours, or a part of one.
    #[error("not a ticket")]
    Malformed,
    /// Signed by a key that this device does not have: too old, or taken back.
    #[error("unknown key")]
    UnknownKey,
    #[error("the signature is not ours")]
    Forged,
    #[error("not good yet")]
    TooEarly,
    #[error("not good any more")]
    Expired,
}

impl TicketError {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::UnknownKey => "unknown_key",
            Self::Forged => "forged",
            Self::TooEarly => "too_early",
            Self::Expired => "expired",
        }
    }
}

impl Ticket {
    /// By the key that signs it; good from a moment that the terms of its booking set until the departure is back.
    pub fn new(key: u32, booking: BookingId, departure: DepartureId, persons: u32, from: Timestamp, until: Timestamp) -> Self {
        let whole = |t: Timestamp| Timestamp(t.0 - t.0.rem_euclid(SECOND));
        let persons = u8::try_from(persons).unwrap_or(u8::MAX);
        Self { key, booking, departure, persons, from: whole(from), until: whole(until) }
    }

    /// What is signed.
    pub fn payload(&self) -> [u8; PAYLOAD] {
        let mut out = [0; PAYLOAD];
        let seconds = |t: Timestamp| u32::try_from(t.0.div_euclid(SECOND)).unwrap_or(0).to_be_bytes();
        out[0] = VERSION;
        out[1..5].copy_from_slice(&self.key.to_be_bytes());
        out[5..21].copy_from_slice(self.booking.0.as_bytes());
        out[21..37].copy_from_slice(self.departure.0.as_bytes());
        out[37] = self.persons;
        out[38..42].copy_from_slice(&seconds(self.from));
        out[42..46].copy_from_slice(&seconds(self.until));
        out
    }

    /// The text of a QR code: 176 capital letters and digits.
    pub fn text(&self, signature: &[u8; SIGNATURE]) -> String {
        let mut bytes = self.payload().to_vec();
        bytes.extend_from_slice(signature);
        BASE32_NOPAD.encode(&bytes)
    }

    fn read(bytes: &[u8; PAYLOAD]) -> Option<Self> {
        let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let id = |at: usize| Some(Uuid::from_bytes(bytes.get(at..at + 16)?.try_into().ok()?));
        if bytes[0] != VERSION {
            return None;
        }
        Some(Self {
            key: number(1)?,
            booking: BookingId(id(5)?),
            departure: DepartureId(id(21)?),
            persons: bytes[37],
            from: Timestamp(i64::from(number(38)?) * SECOND),
            until: Timestamp(i64::from(number(42)?) * SECOND),
        })
    }
}

/// Whose ticket it is, if one of these keys has signed it; whether it is good now is another question.
pub fn authenticate(text: &str, keys: &[TicketKey]) -> Result<Ticket, TicketError> {
    let folded: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    let bytes = BASE32_NOPAD.decode(folded.as_bytes()).map_err(|_| TicketError::Malformed)?;
    let (payload, rest) = bytes.split_first_chunk::<PAYLOAD>().ok_or(TicketError::Malformed)?;
    let signature: [u8; SIGNATURE] = rest.try_into().map_err(|_| TicketError::Malformed)?;
    let ticket = Ticket::read(payload).ok_or(TicketError::Malformed)?;
    let key = keys.iter().find(|k| k.id == ticket.key).ok_or(TicketError::UnknownKey)?;
    let public = VerifyingKey::from_bytes(&key.public).map_err(|_| TicketError::UnknownKey)?;
    public.verify_strict(payload, &Signature::from_bytes(&signature)).map_err(|_| TicketError::Forged)?;
    Ok(ticket)
}

/// Ours, and good at this moment, by a clock that may be wrong by [`SKEW`].
pub fn verify(text: &str, keys: &[TicketKey], now: Timestamp) -> Result<Ticket, TicketError> {
    let ticket = authenticate(text, keys)?;
    if now.plus(SKEW) < ticket.from {
        Err(TicketError::TooEarly)
    } else if now.plus(-SKEW) > ticket.until {
        Err(TicketError::Expired)
    } else {
        Ok(ticket)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::clock::HOUR;
    use ed25519_dalek::{Signer, SigningKey};
    use proptest::prelude::*;

    const STARTS: Timestamp = Timestamp(1_797_037_200_000);
    const ENDS: Timestamp = STARTS.plus(5 * HOUR);

    fn signer(n: u8) -> SigningKey {
        SigningKey::from_bytes(&[n; 32])
    }

    fn key(id: u32, n: u8) -> TicketKey {
        TicketKey { id, public: signer(n).verifying_key().to_bytes() }
    }

    fn drawn() -> (Ticket, String) {
        let ticket = Ticket::new(7, BookingId(Uuid::from_u128(1)), DepartureId(Uuid::from_u128(2)), 3, STARTS, ENDS);
        (ticket, ticket.text(&signer(1).sign(&ticket.payload()).to_bytes()))
    }

    #[test]
    fn a_device_needs_only_the_public_key() {
        let (ticket, text) = drawn();
        assert_eq!(verify(&text, &[key(6, 2), key(7, 1)], STARTS), Ok(ticket));
        assert_eq!(verify(&text.to_lowercase(), &[key(7, 1)], STARTS), Ok(ticket), "typed");
        assert_eq!((text.len(), ticket.persons), (176, 3));
        assert!(text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()));
    }

    #[test]
    fn a_wrong_key_signs_nothing() {
        let (ticket, text) = drawn();
        assert_eq!(verify(&text, &[], STARTS), Err(TicketError::UnknownKey));
        assert_eq!(verify(&text, &[key(8, 1)], STARTS), Err(TicketError::UnknownKey));
        assert_eq!(verify(&text, &[key(7, 2)], STARTS), Err(TicketError::Forged));
        let forged = ticket.text(&signer(9).sign(&ticket.payload()).to_bytes());
        assert_eq!(verify(&forged, &[key(7, 1)], STARTS), Err(TicketError::Forged));
    }

    #[test]
    fn a_clock_may_be_ten_minutes_wrong() {
        let (ticket, text) = drawn();
        let at = |now| verify(&text, &[key(7, 1)], now);
        assert_eq!(at(ticket.from.plus(-SKEW)), Ok(ticket));
        assert_eq!(at(ticket.from.plus(-SKEW - 1)), Err(TicketError::TooEarly));
        assert_eq!(at(ticket.until.plus(SKEW)), Ok(ticket));
        assert_eq!(at(ticket.until.plus(SKEW + 1)), Err(TicketError::Expired));
    }

    proptest! {
        /// Cut anywhere, or with any letter changed, it is not a ticket.
        #[test]
        fn no_part_can_be_changed(at in 0..176_usize, to in "[A-Z2-7]") {
            let (_, text) = drawn();
            prop_assert!(verify(&text[..at], &[key(7, 1)], STARTS).is_err());
            let changed = format!("{}{to}{}", &text[..at], &text[at + 1..]);
            prop_assert!(changed == text || verify(&changed, &[key(7, 1)], STARTS).is_err());
        }

        #[test]
        fn never_panics(text in ".{0,200}") {
            prop_assert!(verify(&text, &[key(7, 1)], STARTS).is_err());
        }

        #[test]
        fn what_is_drawn_is_read(booking: u128, departure: u128, persons in 0..300_u32, minutes in 0..5_000_000_i64) {
            let starts = STARTS.plus(minutes * MINUTE + 7);
            let ticket = Ticket::new(1, BookingId(Uuid::from_u128(booking)), DepartureId(Uuid::from_u128(departure)), persons, starts, starts.plus(HOUR));
            let text = ticket.text(&signer(3).sign(&ticket.payload()).to_bytes());
            prop_assert_eq!(verify(&text, &[key(1, 3)], starts), Ok(ticket));
        }
    }
}
