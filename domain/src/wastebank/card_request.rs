//! An account asks for a card. Phone numbers and addresses of accounts are not proven here, so a number that fits proves nothing:
//! whoever stands at a counter with the card in one hand and the account's code in the other is the owner of both.

use super::member::CardNumber;
use crate::kernel::clock::{DAY, Timestamp};
use crate::kernel::ids::PersonId;

/// So long a code is good: the way to a counter that is open may take some days.
pub const GOOD_FOR: i64 = 7 * DAY;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardRequest {
    pub person: PersonId,
    pub card: CardNumber,
    /// Six digits.
    pub code: String,
    pub asked_at: Timestamp,
}

impl CardRequest {
    pub fn new(person: PersonId, card: CardNumber, random: u64, asked_at: Timestamp) -> Self {
        Self { person, card, code: format!("{:06}", random % 1_000_000), asked_at }
    }

    /// As it is read aloud: `123 456`.
    pub fn spoken(&self) -> String {
        let (head, tail) = self.code.split_at_checked(3).unwrap_or((self.code.as_str(), ""));
        format!("{head} {tail}")
    }
}

/// Whose code this is, of those who ask for one card. Nobody's, if it is not one's alone.
pub fn whose<'a>(all: &'a [CardRequest], typed: &str) -> Option<&'a CardRequest> {
    let code: String = typed.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let mut fits = all.iter().filter(|r| r.code == code);
    let one = fits.next()?;
    if fits.next().is_some() { None } else { Some(one) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn ask(person: u128, random: u64) -> CardRequest {
        CardRequest::new(PersonId(Uuid::from_u128(person)), CardNumber::of_serial(42), random, Timestamp(0))
    }

    #[test]
    fn a_code_is_one_persons() {
        let mut all = vec![ask(1, 7_000_042), ask(2, 123_456)];
        assert_eq!((all[0].code.as_str(), all[0].spoken().as_str()), ("000042", "000 042"));
        assert_eq!(whose(&all, " 123-456 ").map(|r| r.person), Some(all[1].person));
        for wrong in ["", "42", "000043", "٠٠٠٠٤٢", "123456x"] {
            assert_eq!(whose(&all, wrong), None, "{wrong}");
        }
        all.push(ask(3, 123_456));
        assert_eq!(whose(&all, "123456"), None, "two have it");
        assert_eq!(whose(&[], "000042"), None);
    }
}
