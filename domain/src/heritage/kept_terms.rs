//! Terms as they are kept: with each booking, and with each tour from a day on. Old ones say less, and mean what held then.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::terms::Terms;

/// No such number of hours can be set.
pub(super) const fn untold() -> u32 {
    u32::MAX
}

impl Serialize for Terms {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // The derived one, which bears the same name: it says every field.
        Self::serialize(self, to)
    }
}

impl<'de> Deserialize<'de> for Terms {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut terms = Self::deserialize(from)?;
        // Before there was a fee for moving, a party could not move any more once cancelling was not free.
        if terms.last_move_hours == untold() {
            terms.last_move_hours = terms.free_cancel_hours;
        }
        Ok(terms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::clock::{HOUR, Timestamp};
    use crate::kernel::money::Rupiah;

    #[test]
    fn terms_of_old_bookings_say_what_held_then() {
        let old: Terms = serde_json::from_str(r#"{"hold_minutes": 30}"#).unwrap();
        assert_eq!(old, Terms { hold_minutes: 30, last_move_hours: 72, ..Terms::default() });
        assert_eq!((old.ticket_hours, old.first_reminder_days, old.last_reminder_days), (3, 7, 1));
        assert_eq!((old.back_hours, old.review_days), (3, 30), "so it was for everybody");
        let departure = Timestamp(1_795_402_800_000);
        let moving = |terms: &Terms, before: i64| terms.moving(departure.plus(-before), departure, Rupiah(35_000));
        assert_eq!([moving(&old, 72 * HOUR), moving(&old, 72 * HOUR - 1)], [Some(Rupiah::ZERO), None], "nobody had set a fee");
        // A tour where everything was free until shortly before can be given new terms without another word about moving.
        let short: Terms = serde_json::from_str(r#"{"last_cancel_hours": 6, "free_cancel_hours": 12}"#).unwrap();
        assert_eq!((short.last_move_hours, short.check()), (12, Ok(())));
        assert_eq!([moving(&short, 12 * HOUR), moving(&short, 12 * HOUR - 1)], [Some(Rupiah::ZERO), None]);
    }

    #[test]
    fn what_was_set_is_read_back() {
        for terms in [Terms::default(), Terms { last_move_hours: 0, move_fee_percent: 0, ..Terms::default() }] {
            let kept = serde_json::to_string(&terms).unwrap();
            assert_eq!(serde_json::from_str::<Terms>(&kept).unwrap(), terms);
        }
    }
}
