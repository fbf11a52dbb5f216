//! What a device at the meeting point can say while it is alone: by the ticket, the public keys, and the list that it took
//! along. The house has the last word when it hears of it.

use serde::{Deserialize, Deserializer, Serialize};

use super::boarding::Outcome;
use super::ticket::{self, SKEW, TicketError, TicketKey};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{BookingId, DepartureId};
use crate::kernel::money::Rupiah;

/// A party on the list of a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    pub booking: BookingId,
    pub number: String,
    /// Let in: when the list was made, or since then by this device.
    pub came: bool,
    /// What it still has to pay.
    pub due: Rupiah,
}

/// A booking that is not let in, whatever is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turned {
    pub booking: BookingId,
    pub number: String,
    /// Refused, expired, or released.
    #[serde(deserialize_with = "known")]
    pub outcome: Outcome,
}

/// A phone may take along a list of a newer house: a party that is turned away there for a reason unknown here is not let in here either,
/// and the rest of the list is good.
fn known<'de, D: Deserializer<'de>>(from: D) -> Result<Outcome, D::Error> {
    Ok(Outcome::from_code(&String::deserialize(from)?).unwrap_or(Outcome::Expired))
}

/// Of one departure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    pub departure: DepartureId,
    pub starts_at: Timestamp,
    pub keys: Vec<TicketKey>,
    pub parties: Vec<Listed>,
    pub turned: Vec<Turned>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// None: its party is not on the list, which may be older than the party's booking. Only the house knows.
    pub outcome: Option<Outcome>,
    pub booking: Option<BookingId>,
}

impl List {
    /// Of the text of a QR code.
    pub fn ticket(&self, text: &str, at: Timestamp) -> Verdict {
        let no = |outcome| Verdict { outcome: Some(outcome), booking: None };
        let Ok(ticket) = ticket::authenticate(text, &self.keys) else { return no(Outcome::Unknown) };
        // Who scans a ticket of another departure learns that first: it may be good there.
        if ticket.departure != self.departure {
            return no(Outcome::WrongDeparture);
        }
        match ticket::verify(text, &self.keys, at) {
            Ok(_) => self.of(|booking, _| booking == ticket.booking),
            Err(TicketError::TooEarly | TicketError::Expired) => no(Outcome::Expired),
            Err(_) => no(Outcome::Unknown),
        }
    }

    /// Of the number of a booking, read out. Unlike a ticket it does not say from when on it is good: on the day.
    pub fn number(&self, typed: &str, at: Timestamp) -> Verdict {
        let typed = typed.trim();
        let said = self.of(|_, number| number.eq_ignore_ascii_case(typed));
        let early = at.plus(SKEW) < self.starts_at.start_of_wib_day();
        if early && said.outcome == Some(Outcome::Admitted) { Verdict { outcome: Some(Outcome::Expired), ..said } } else { said }
    }

    fn of(&self, is: impl Fn(BookingId, &str) -> bool) -> Verdict {
        let Some(party) = self.parties.iter().find(|p| is(p.booking, &p.number)) else {
            let turned = self.turned.iter().find(|t| is(t.booking, &t.number));
            return Verdict { outcome: turned.map(|t| t.outcome), booking: turned.map(|t| t.booking) };
        };
        let outcome = match party {
            Listed { came: true, .. } => Outcome::AlreadyUsed,
            Listed { due, .. } if !due.is_zero() => Outcome::Unpaid,
            _ => Outcome::Admitted,
        };
        Verdict { outcome: Some(outcome), booking: Some(party.booking) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heritage::ticket::Ticket;
    use crate::kernel::clock::HOUR;
    use ed25519_dalek::{Signer, SigningKey};
    use uuid::Uuid;

    const STARTS: Timestamp = Timestamp(1_797_037_200_000);
    const HERE: DepartureId = DepartureId(Uuid::from_u128(2));

    fn signer(n: u8) -> SigningKey {
        SigningKey::from_bytes(&[n; 32])
    }

    fn drawn(booking: u128, departure: DepartureId, n: u8) -> String {
        let ticket = Ticket::new(1, BookingId(Uuid::from_u128(booking)), departure, 3, STARTS.plus(-3 * HOUR), STARTS.plus(5 * HOUR));
        ticket.text(&signer(n).sign(&ticket.payload()).to_bytes())
    }

    fn list() -> List {
        let party =
            |n: u128, came, due| Listed { booking: BookingId(Uuid::from_u128(n)), number: format!("TR-{n}"), came, due: Rupiah(due) };
        let turned = |n: u128, outcome| Turned { booking: BookingId(Uuid::from_u128(n)), number: format!("TR-{n}"), outcome };
        List {
            departure: HERE,
            starts_at: STARTS,
            keys: vec![TicketKey { id: 1, public: signer(1).verifying_key().to_bytes() }],
            parties: vec![party(1, false, 0), party(2, true, 0), party(3, false, 20_000)],
            turned: vec![turned(5, Outcome::Refused), turned(6, Outcome::Expired)],
        }
    }

    #[test]
    fn a_device_alone_knows_its_list() {
        let l = list();
        let said = |text: &str, at| l.ticket(text, at).outcome;
        let known = [Outcome::Admitted, Outcome::AlreadyUsed, Outcome::Unpaid, Outcome::Refused, Outcome::Expired];
        for (booking, outcome) in [1, 2, 3, 5, 6].into_iter().zip(known.map(Some)).chain([(4, None)]) {
            assert_eq!(said(&drawn(booking, HERE, 1), STARTS), outcome, "{booking}");
            assert_eq!(l.number(&format!("TR-{booking}"), STARTS).outcome, outcome, "{booking}");
        }
        assert_eq!(l.ticket(&drawn(3, HERE, 1), STARTS).booking, Some(BookingId(Uuid::from_u128(3))));
        let elsewhere = drawn(1, DepartureId(Uuid::from_u128(9)), 1);
        assert_eq!(said(&elsewhere, STARTS.plus(99 * HOUR)), Some(Outcome::WrongDeparture), "whenever");
        assert_eq!(said(&drawn(1, HERE, 2), STARTS), Some(Outcome::Unknown), "another's key");
        assert_eq!(said(&drawn(1, HERE, 1)[..99], STARTS), Some(Outcome::Unknown), "a part of it");
        assert_eq!(said("", STARTS), Some(Outcome::Unknown));
    }

    #[test]
    fn a_reason_of_a_newer_house_turns_away_and_spoils_no_list() {
        let all = Outcome::ALL.map(|outcome| Turned { booking: BookingId(Uuid::from_u128(7)), number: "TR-7".to_owned(), outcome });
        let told = serde_json::to_string(&List { turned: all.to_vec(), ..list() }).unwrap();
        assert_eq!(serde_json::from_str::<List>(&told).unwrap().turned, all);
        let newer = serde_json::to_string(&list()).unwrap().replace(r#""refused""#, r#""not_invented_yet""#);
        let read: List = serde_json::from_str(&newer).unwrap();
        assert_eq!(read.number("TR-5", STARTS).outcome, Some(Outcome::Expired));
        assert_eq!(read.number("TR-1", STARTS).outcome, Some(Outcome::Admitted));
    }

    #[test]
    fn its_clock_may_be_ten_minutes_wrong() {
        let (l, text) = (list(), drawn(1, HERE, 1));
        let said = |at| l.ticket(&text, at).outcome;
        let (from, until) = (STARTS.plus(-3 * HOUR), STARTS.plus(5 * HOUR));
        assert_eq!(said(from.plus(-SKEW)), Some(Outcome::Admitted));
        assert_eq!(said(from.plus(-SKEW - 1)), Some(Outcome::Expired));
        assert_eq!(said(until.plus(SKEW)), Some(Outcome::Admitted));
        assert_eq!(said(until.plus(SKEW + 1)), Some(Outcome::Expired));
    }

    #[test]
    fn a_number_is_found_as_it_is_typed() {
        let l = list();
        assert_eq!(l.number(" tr-1 ", STARTS).outcome, Some(Outcome::Admitted));
        assert_eq!(l.number("TR-3", STARTS).outcome, Some(Outcome::Unpaid));
        assert_eq!(l.number("TR-33", STARTS), Verdict { outcome: None, booking: None });
    }

    #[test]
    fn a_number_lets_in_on_its_day() {
        let l = list();
        let day = STARTS.start_of_wib_day();
        let said = |number: &str, at: Timestamp| l.number(number, at).outcome;
        assert_eq!(said("TR-1", day.plus(-SKEW)), Some(Outcome::Admitted), "by a clock that is slow");
        assert_eq!(said("TR-1", day.plus(-SKEW - 1)), Some(Outcome::Expired));
        assert_eq!(said("TR-3", day.plus(-SKEW - 1)), Some(Outcome::Unpaid), "who pays early is welcome");
    }
}
