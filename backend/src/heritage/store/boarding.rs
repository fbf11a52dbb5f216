use domain::heritage::boarding::{HeadCount, Outcome, Redemption, Settled, Settlement, Way};
use domain::heritage::tender::TenderKind;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{BookingId, DepartureId, PersonId};
use domain::kernel::money::Rupiah;

use crate::db::{DbError, Row, Run, Tx, sql};

pub struct NewRedemption<'a> {
    pub nonce: &'a str,
    pub departure: DepartureId,
    pub booking: Option<BookingId>,
    pub outcome: Outcome,
    pub by: PersonId,
    pub at: Timestamp,
    pub told_at: Timestamp,
}

/// What an action was about, and what it came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    pub departure: DepartureId,
    pub booking: Option<BookingId>,
    pub outcome: Outcome,
}

/// When it was told before.
pub async fn find(run: &mut impl Run, nonce: &str) -> Result<Option<Told>, DbError> {
    let row = run.fetch_optional(sql("SELECT departure_id, booking_id, outcome FROM redemption WHERE nonce = $1").bind(nonce)).await?;
    row.map(|r| {
        let (departure, booking) = (r.get("departure_id")?, r.get("booking_id")?);
        Ok(Told { departure, booking, outcome: r.parse("outcome", Outcome::from_code)? })
    })
    .transpose()
}

/// False: this action has been told before.
pub async fn insert(tx: &mut Tx, r: &NewRedemption<'_>) -> Result<bool, DbError> {
    let q = "INSERT INTO redemption (nonce, departure_id, booking_id, outcome, by_id, at, told_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
             ON CONFLICT (nonce) DO NOTHING";
    let q = sql(q).bind(r.nonce).bind(r.departure).bind(r.booking).bind(r.outcome.code()).bind(r.by).bind(r.at).bind(r.told_at);
    Ok(tx.execute(q).await? == 1)
}

/// When and by whom a party was let in.
pub async fn admission(run: &mut impl Run, booking: BookingId) -> Result<Option<Redemption>, DbError> {
    let q = "SELECT p.name AS by_name, r.at FROM redemption r JOIN person p ON p.id = r.by_id WHERE r.booking_id = $1 AND r.outcome = 'admitted'";
    let row = run.fetch_optional(sql(q).bind(booking)).await?;
    row.map(|r| Ok(Redemption { by: r.get("by_name")?, at: r.get("at")? })).transpose()
}

/// A settlement as the action that made it told it.
pub struct KnownSettlement {
    pub nonce: String,
    pub slip: Option<String>,
    pub worth: Rupiah,
    pub settlement: Settlement,
}

pub async fn find_settlement(run: &mut impl Run, booking: BookingId) -> Result<Option<KnownSettlement>, DbError> {
    let q = "SELECT nonce, slip, worth, from_waste, in_cash, surplus FROM fare_settlement WHERE booking_id = $1";
    let row = run.fetch_optional(sql(q).bind(booking)).await?;
    row.map(|r| {
        let settlement = Settlement { from_waste: r.get("from_waste")?, in_cash: r.get("in_cash")?, surplus: r.get("surplus")? };
        Ok(KnownSettlement { nonce: r.get("nonce")?, slip: r.get("slip")?, worth: r.get("worth")?, settlement })
    })
    .transpose()
}

/// How the fare of a booking was settled, for whoever stands there.
pub async fn settled(run: &mut impl Run, booking: BookingId) -> Result<Option<Settled>, DbError> {
    let q = "SELECT s.from_waste, s.in_cash, s.surplus, s.worth, s.slip, p.name AS by_name, s.at \
             FROM fare_settlement s JOIN person p ON p.id = s.by_id WHERE s.booking_id = $1";
    let row = run.fetch_optional(sql(q).bind(booking)).await?;
    row.map(|r| {
        let settlement = Settlement { from_waste: r.get("from_waste")?, in_cash: r.get("in_cash")?, surplus: r.get("surplus")? };
        Ok(Settled { settlement, worth: r.get("worth")?, slip: r.get("slip")?, by: r.get("by_name")?, at: r.get("at")? })
    })
    .transpose()
}

pub struct NewSettlement<'a> {
    pub nonce: &'a str,
    pub booking: BookingId,
    pub slip: Option<&'a str>,
    pub worth: Rupiah,
    pub settlement: Settlement,
    pub by: PersonId,
    pub at: Timestamp,
}

/// False: the action has settled another booking.
pub async fn insert_settlement(tx: &mut Tx, s: &NewSettlement<'_>) -> Result<bool, DbError> {
    let q = "INSERT INTO fare_settlement (nonce, booking_id, slip, worth, from_waste, in_cash, surplus, by_id, at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (nonce) DO NOTHING";
    let q = sql(q).bind(s.nonce).bind(s.booking).bind(s.slip).bind(s.worth).bind(s.settlement.from_waste);
    Ok(tx.execute(q.bind(s.settlement.in_cash).bind(s.settlement.surplus).bind(s.by).bind(s.at)).await? == 1)
}

/// A part that was due is paid with so much, whatever was promised. `deps.id` names it when the party had not promised any.
pub async fn settle_part(
    tx: &mut Tx,
    id: domain::kernel::ids::FareTenderId,
    booking: BookingId,
    kind: TenderKind,
    amount: Rupiah,
) -> Result<(), DbError> {
    let q = "INSERT INTO fare_part (id, booking_id, kind, amount, state) VALUES ($1, $2, $3, $4, 'paid') \
             ON CONFLICT (booking_id, kind) DO UPDATE SET amount = excluded.amount, state = 'paid' WHERE fare_part.state = 'due'";
    tx.execute(sql(q).bind(id).bind(booking).bind(kind.code()).bind(amount)).await?;
    Ok(())
}

pub struct NewCount<'a> {
    pub nonce: &'a str,
    pub departure: DepartureId,
    pub way: Way,
    pub counted: u32,
    pub expected: u32,
    pub note: &'a str,
    pub by: PersonId,
    pub at: Timestamp,
}

/// False: this action has been told before.
pub async fn insert_count(tx: &mut Tx, c: &NewCount<'_>) -> Result<bool, DbError> {
    let q = "INSERT INTO head_count (nonce, departure_id, way, counted, expected, note, by_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
             ON CONFLICT (nonce) DO NOTHING";
    let q = sql(q).bind(c.nonce).bind(c.departure).bind(c.way.code()).bind(c.counted).bind(c.expected).bind(c.note);
    Ok(tx.execute(q.bind(c.by).bind(c.at)).await? == 1)
}

const COUNT: &str = "SELECT c.departure_id, c.way, c.counted, c.expected, c.note, p.name AS by_name, c.at \
                     FROM head_count c JOIN person p ON p.id = c.by_id";

fn head_count(r: &Row) -> Result<HeadCount, DbError> {
    let way = r.parse("way", Way::from_code)?;
    let (counted, expected) = (r.get("counted")?, r.get("expected")?);
    Ok(HeadCount { way, counted, expected, note: r.get("note")?, by: r.get("by_name")?, at: r.get("at")? })
}

/// What this action has counted, and of which departure.
pub async fn find_count(run: &mut impl Run, nonce: &str) -> Result<Option<(DepartureId, HeadCount)>, DbError> {
    let row = run.fetch_optional(sql(format!("{COUNT} WHERE c.nonce = $1")).bind(nonce)).await?;
    row.map(|r| Ok((r.get("departure_id")?, head_count(&r)?))).transpose()
}

pub async fn counts(run: &mut impl Run, departure: DepartureId) -> Result<Vec<HeadCount>, DbError> {
    let q = format!("{COUNT} WHERE c.departure_id = $1 ORDER BY c.at, c.nonce");
    run.fetch_all(sql(q).bind(departure)).await?.iter().map(head_count).collect()
}

/// When heads were first counted on the way out.
pub async fn left_at(run: &mut impl Run, departure: DepartureId) -> Result<Option<Timestamp>, DbError> {
    Ok(counts(run, departure).await?.into_iter().find(|c| c.way == Way::Out).map(|c| c.at))
}

/// Visitors of live bookings whom a base has not approved yet, by booking.
pub async fn unapproved(run: &mut impl Run, departure: DepartureId) -> Result<Vec<(BookingId, u32)>, DbError> {
    let q = "SELECT v.booking_id, COUNT(DISTINCT v.id) AS n FROM visitor v JOIN booking b ON b.id = v.booking_id \
             JOIN departure_leg l ON l.departure_id = b.departure_id AND l.approves_each \
             LEFT JOIN visitor_verdict j ON j.visitor_id = v.id AND j.departure_id = b.departure_id AND j.site_id = l.site_id AND j.approved \
             WHERE b.departure_id = $1 AND v.going AND j.visitor_id IS NULL GROUP BY v.booking_id";
    let rows = run.fetch_all(sql(q).bind(departure)).await?;
    rows.iter().map(|r| Ok((r.get("booking_id")?, r.get("n")?))).collect()
}
