use domain::heritage::booking::{Booking, BookingState};
use domain::heritage::booking_limits::OpenBookings;
use domain::heritage::contact::Contact;
use domain::heritage::departure::Departure;
use domain::heritage::fare::FareCategory;
use domain::heritage::tender::PledgeLine;
use domain::heritage::terms::Terms;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{BookingEventId, BookingId, DepartureId, PersonId, VisitorId};
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;

use super::json;
use crate::db::{DbError, Row, Run, Tx, dialect, sql};
use crate::deps::Deps;

pub struct NewBooking<'a> {
    pub id: BookingId,
    pub number: &'a str,
    pub secret: &'a str,
    pub key: &'a str,
    pub digest: &'a str,
    pub departure: &'a Departure,
    pub person: Option<PersonId>,
    pub contact: &'a Contact,
    pub locale: Locale,
    pub language: Locale,
    pub needs: &'a str,
    pub fare: Rupiah,
    pub terms: &'a Terms,
    pub state: BookingState,
    pub deadline: Option<Timestamp>,
    pub at: Timestamp,
    pub visitors: &'a [NewVisitor],
}

/// What follows from the departure by the terms of a booking.
struct Moments {
    /// Its visitors' identities are forgotten.
    purge: Timestamp,
    /// It is not waited for any more.
    miss: Timestamp,
    /// Its party is first reminded.
    remind: Option<Timestamp>,
    /// The departure is taken for back, where nobody counts.
    back: Timestamp,
}

impl Moments {
    fn of(terms: &Terms, d: &Departure) -> Self {
        Self {
            purge: terms.purge_at(d.ends_at),
            miss: terms.missed_at(d.starts_at),
            remind: terms.next_reminder(d.starts_at, None),
            back: terms.back_at(d.ends_at),
        }
    }
}

pub struct NewVisitor {
    pub id: VisitorId,
    pub name: String,
    pub category: FareCategory,
    pub fare: Rupiah,
    pub sealed: Option<Vec<u8>>,
}

/// What is known of the form that made a booking.
pub struct KnownBooking {
    pub secret: String,
    pub number: String,
    pub digest: String,
    /// Who has made it, when logged in.
    pub person: Option<PersonId>,
}

impl KnownBooking {
    fn of(r: &Row) -> Result<Self, DbError> {
        Ok(Self { secret: r.get("secret")?, number: r.get("number")?, digest: r.get("form_digest")?, person: r.get("person_id")? })
    }

    /// The digest goes with the papers it was made of (`purge`): then a name that is a person's own says enough.
    pub fn may_be_of(&self, digest: &str) -> bool {
        self.digest.is_empty() || self.digest == digest
    }
}

pub async fn find_by_key(run: &mut impl Run, key: &str) -> Result<Option<KnownBooking>, DbError> {
    let q = "SELECT secret, number, form_digest, person_id FROM booking WHERE idempotency_key = $1";
    run.fetch_optional(sql(q).bind(key)).await?.as_ref().map(KnownBooking::of).transpose()
}

/// False: the form's key has made a booking already.
pub async fn insert(tx: &mut Tx, b: &NewBooking<'_>) -> Result<bool, DbError> {
    let q = sql(format!(
        "INSERT INTO booking (id, number, secret, idempotency_key, form_digest, departure_id, person_id, name, phone, email, locale, language, \
         needs, seats, fare, terms, state, deadline_at, purge_at, miss_at, remind_at, back_at, created_at) VALUES {} ON CONFLICT (idempotency_key) DO NOTHING",
        dialect::values(1, 23, 1)
    ));
    let seats = i64::try_from(b.visitors.len()).unwrap_or(i64::MAX);
    let q = q.bind(b.id).bind(b.number).bind(b.secret).bind(b.key).bind(b.digest).bind(b.departure.id).bind(b.person);
    let q = q.bind(&b.contact.name).bind(b.contact.phone.clone()).bind(b.contact.email.as_ref().map(ToString::to_string));
    let q = q.bind(b.locale).bind(b.language).bind(b.needs).bind(seats).bind(b.fare).bind(json("terms", b.terms)?);
    let at = Moments::of(b.terms, b.departure);
    let q = q.bind(b.state.code()).bind(b.deadline).bind(at.purge).bind(at.miss).bind(at.remind).bind(at.back).bind(b.at);
    if tx.execute(q).await? == 0 {
        return Ok(false);
    }
    let values = dialect::values(b.visitors.len(), 8, 1);
    let mut q = sql(format!("INSERT INTO visitor (id, booking_id, position, name, category, fare, going, sealed) VALUES {values}"));
    for (position, v) in (1_i64..).zip(b.visitors) {
        q = q.bind(v.id).bind(b.id).bind(position).bind(&v.name).bind(v.category.code()).bind(v.fare).bind(true).bind(v.sealed.clone());
    }
    tx.execute(q).await?;
    Ok(true)
}

/// False: it is not in this state any more. `deadline`: of the new state.
pub async fn set_state(
    tx: &mut Tx,
    id: BookingId,
    from: BookingState,
    to: BookingState,
    deadline: Option<Timestamp>,
) -> Result<bool, DbError> {
    let q = "UPDATE booking SET state = $3, deadline_at = $4 WHERE id = $1 AND state = $2";
    Ok(tx.execute(sql(q).bind(id).bind(from.code()).bind(to.code()).bind(deadline)).await? == 1)
}

/// When the clock looks at it next, in the state in which it is.
pub async fn set_deadline(tx: &mut Tx, id: BookingId, deadline: Option<Timestamp>) -> Result<(), DbError> {
    tx.execute(sql("UPDATE booking SET deadline_at = $2 WHERE id = $1").bind(id).bind(deadline)).await?;
    Ok(())
}

/// What identifies its visitors is needed no more.
pub async fn purge_from(tx: &mut Tx, id: BookingId, at: Timestamp) -> Result<(), DbError> {
    tx.execute(sql("UPDATE booking SET purge_at = $2 WHERE id = $1 AND purge_at > $2").bind(id).bind(at)).await?;
    Ok(())
}

pub async fn record(tx: &mut Tx, deps: &Deps, id: BookingId, what: &str, by: Option<PersonId>, note: &str) -> Result<(), DbError> {
    let q = "INSERT INTO booking_record (id, booking_id, at, what, by_id, note) VALUES ($1, $2, $3, $4, $5, $6)";
    let q = sql(q).bind(deps.id::<BookingEventId>()).bind(id).bind(deps.now()).bind(what).bind(by).bind(note);
    tx.execute(q).await?;
    Ok(())
}

/// What a guest with this phone number or e-mail address holds ahead, and has paid nothing of.
pub async fn open_of(run: &mut impl Run, contact: &Contact, now: Timestamp) -> Result<OpenBookings, DbError> {
    let q = "SELECT COUNT(*) AS n, CAST(COALESCE(SUM(b.seats), 0) AS BIGINT) AS seats FROM booking b \
             WHERE b.person_id IS NULL AND (b.phone = $1 OR b.email = $2) AND b.miss_at > $3 \
             AND b.state IN ('waiting', 'held', 'awaiting_payment', 'confirmed') AND NOT EXISTS \
             (SELECT 1 FROM fare_part p WHERE p.booking_id = b.id AND p.state = 'paid' AND p.amount > p.returned)";
    let q = sql(q).bind(contact.phone.clone()).bind(contact.email.as_ref().map(ToString::to_string)).bind(now);
    let row = run.fetch_one(q).await?;
    Ok(OpenBookings { bookings: row.get("n")?, seats: row.get("seats")? })
}

/// Waiting, held or unpaid, and their moment has passed; or given up, and to be told.
pub async fn timed_out(run: &mut impl Run, now: Timestamp, most: i64) -> Result<Vec<(BookingId, DepartureId)>, DbError> {
    let q = "SELECT id, departure_id FROM booking WHERE deadline_at <= $1 ORDER BY deadline_at, id LIMIT $2";
    let rows = run.fetch_all(sql(q).bind(now).bind(most)).await?;
    rows.iter().map(|r| Ok((r.get("id")?, r.get("departure_id")?))).collect()
}

pub async fn set_pledge(tx: &mut Tx, booking: &Booking, lines: &[PledgeLine]) -> Result<(), DbError> {
    tx.execute(sql("DELETE FROM pledge_line WHERE booking_id = $1").bind(booking.id)).await?;
    if lines.is_empty() {
        return Ok(());
    }
    let values = dialect::values(lines.len(), 6, 1);
    let mut q = sql(format!("INSERT INTO pledge_line (booking_id, position, material, name, amount, worth) VALUES {values}"));
    for (position, l) in (1_i64..).zip(lines) {
        q = q.bind(booking.id).bind(position).bind(&l.material).bind(json("name", &l.name)?).bind(l.amount).bind(l.worth);
    }
    tx.execute(q).await?;
    Ok(())
}

/// Forgets what identified the visitors of bookings whose time has come. How many persons.
pub async fn purge(tx: &mut Tx, now: Timestamp) -> Result<u64, DbError> {
    let q = "UPDATE visitor SET sealed = NULL WHERE sealed IS NOT NULL AND booking_id IN (SELECT id FROM booking WHERE purge_at <= $1)";
    let forgotten = tx.execute(sql(q).bind(now)).await?;
    // The digest was made of it, too. Without a moment it is not looked at again.
    tx.execute(sql("UPDATE booking SET form_digest = '', purge_at = NULL WHERE purge_at <= $1").bind(now)).await?;
    Ok(forgotten)
}

/// Confirmed, and nobody came by the time that was promised.
pub async fn missed(run: &mut impl Run, now: Timestamp, most: i64) -> Result<Vec<(BookingId, DepartureId)>, DbError> {
    let q = "SELECT b.id, b.departure_id FROM booking b JOIN departure d ON d.id = b.departure_id \
             WHERE b.state = 'confirmed' AND b.miss_at <= $1 ORDER BY d.starts_at, b.id LIMIT $2";
    let rows = run.fetch_all(sql(q).bind(now).bind(most)).await?;
    rows.iter().map(|r| Ok((r.get("id")?, r.get("departure_id")?))).collect()
}

/// Confirmed, and the moment of the next reminder has come.
pub async fn to_remind(run: &mut impl Run, now: Timestamp, most: i64) -> Result<Vec<(BookingId, DepartureId)>, DbError> {
    let q = "SELECT b.id, b.departure_id FROM booking b JOIN departure d ON d.id = b.departure_id \
             WHERE b.state = 'confirmed' AND b.remind_at <= $1 AND d.starts_at > $1 ORDER BY b.remind_at, b.id LIMIT $2";
    let rows = run.fetch_all(sql(q).bind(now).bind(most)).await?;
    rows.iter().map(|r| Ok((r.get("id")?, r.get("departure_id")?))).collect()
}

/// Reminded so many days before; `next`: when it is again. False: reminded already.
pub async fn set_reminded(tx: &mut Tx, id: BookingId, days: u32, next: Option<Timestamp>) -> Result<bool, DbError> {
    let q = "UPDATE booking SET reminded = $2, remind_at = $3 WHERE id = $1 AND (reminded IS NULL OR reminded > $2)";
    Ok(tx.execute(sql(q).bind(id).bind(days).bind(next)).await? == 1)
}

/// Those who went, and whose departure has come back, or is taken for back by the terms of the booking.
pub async fn to_thank(run: &mut impl Run, now: Timestamp, most: i64) -> Result<Vec<(BookingId, DepartureId)>, DbError> {
    let q = "SELECT b.id, b.departure_id FROM booking b JOIN departure d ON d.id = b.departure_id \
             WHERE b.state = 'checked_in' AND b.thanked_at IS NULL AND (d.state = 'back' OR (d.state <> 'cancelled' AND b.back_at <= $1)) \
             ORDER BY b.back_at, b.id LIMIT $2";
    let rows = run.fetch_all(sql(q).bind(now).bind(most)).await?;
    rows.iter().map(|r| Ok((r.get("id")?, r.get("departure_id")?))).collect()
}

/// False: thanked already, or it did not go.
pub async fn set_thanked(tx: &mut Tx, id: BookingId, at: Timestamp) -> Result<bool, DbError> {
    let q = "UPDATE booking SET thanked_at = $2 WHERE id = $1 AND state = 'checked_in' AND thanked_at IS NULL";
    Ok(tx.execute(sql(q).bind(id).bind(at)).await? == 1)
}

/// False: offered already.
pub async fn offer(tx: &mut Tx, id: BookingId, at: Timestamp) -> Result<bool, DbError> {
    let q = "UPDATE booking SET offered_at = $2 WHERE id = $1 AND state = 'confirmed' AND offered_at IS NULL";
    Ok(tx.execute(sql(q).bind(id).bind(at)).await? == 1)
}

/// For a fee, or for none; `late`: when cancelling was not free any more. False: it is on another departure.
pub async fn set_departure(tx: &mut Tx, b: &Booking, to: &Departure, fee: Rupiah, late: bool) -> Result<bool, DbError> {
    let at = Moments::of(&b.terms, to);
    let q = "UPDATE booking SET departure_id = $3, purge_at = $4, miss_at = $5, remind_at = $6, back_at = $7, move_fee = move_fee + $8, \
             moved_late = moved_late OR $9, offered_at = NULL, reminded = NULL \
             WHERE id = $1 AND departure_id = $2";
    let q = sql(q).bind(b.id).bind(b.departure).bind(to.id).bind(at.purge).bind(at.miss).bind(at.remind).bind(at.back);
    let q = q.bind(fee).bind(late);
    Ok(tx.execute(q).await? == 1)
}
