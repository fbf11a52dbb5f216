//! What parties that no mail reaches are to be told.

use domain::heritage::booking::{Booking, BookingState};
use domain::heritage::call::{Call, Called, PartyToCall};
use domain::heritage::news::TourNews;
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::ids::{BookingId, PartyCallId, PersonId, TourId};

use super::json;
use crate::db::{DbError, Row, Run, Tx, dialect, sql};
use crate::deps::Deps;

/// `occasion`: the same one is told once.
pub async fn insert(tx: &mut Tx, deps: &Deps, b: &Booking, news: &TourNews, occasion: &str) -> Result<(), DbError> {
    let now = deps.now();
    // It is forgotten like what identifies the visitors, but not before somebody had a day to call.
    let purge_at = b.terms.purge_at(b.starts_at).max(now.plus(DAY));
    let q = "INSERT INTO party_call (id, booking_id, occasion, news, at, purge_at) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (occasion) DO NOTHING";
    let q = sql(q).bind(deps.id::<PartyCallId>()).bind(b.id).bind(occasion).bind(json("news", news)?);
    tx.execute(q.bind(now).bind(purge_at)).await?;
    Ok(())
}

fn call(r: &Row) -> Result<Call, DbError> {
    Ok(Call { id: r.get("id")?, at: r.get("at")?, news: r.json("news")? })
}

/// Of these tours, the newest first, by party.
pub async fn open(run: &mut impl Run, tours: &[TourId], most: i64) -> Result<Vec<PartyToCall>, DbError> {
    let q = format!(
        "SELECT c.id, c.booking_id, c.at, c.news, b.number, b.name, b.phone, b.state, b.locale, b.secret, b.departure_id FROM party_call c \
         JOIN booking b ON b.id = c.booking_id JOIN departure d ON d.id = b.departure_id \
         WHERE c.told_at IS NULL AND d.tour_id IN ({}) ORDER BY c.at DESC, c.id DESC LIMIT $1",
        dialect::list(tours.len(), 2)
    );
    let mut parties: Vec<PartyToCall> = Vec::new();
    for r in run.fetch_all(sql(q).bind(most).bind_all(tours.iter().copied())).await? {
        let (booking, call) = (r.get::<BookingId>("booking_id")?, call(&r)?);
        if let Some(party) = parties.iter_mut().find(|p| p.booking == booking) {
            party.calls.push(call);
            continue;
        }
        parties.push(PartyToCall {
            booking,
            number: r.get("number")?,
            name: r.get("name")?,
            phone: r.get("phone")?,
            state: r.parse("state", BookingState::from_code)?,
            locale: r.get("locale")?,
            secret: r.get("secret")?,
            departure: r.get("departure_id")?,
            calls: vec![call],
        });
    }
    Ok(parties)
}

/// How many parties of these tours.
pub async fn count_open(run: &mut impl Run, tours: &[TourId]) -> Result<u32, DbError> {
    let q = format!(
        "SELECT COUNT(DISTINCT c.booking_id) AS n FROM party_call c JOIN booking b ON b.id = c.booking_id \
         JOIN departure d ON d.id = b.departure_id WHERE c.told_at IS NULL AND d.tour_id IN ({})",
        dialect::list(tours.len(), 1)
    );
    run.fetch_one(sql(q).bind_all(tours.iter().copied())).await?.get("n")
}

/// The last ones that were told.
pub async fn done(run: &mut impl Run, tours: &[TourId], most: i64) -> Result<Vec<Called>, DbError> {
    let q = format!(
        "SELECT c.id, c.at, c.news, c.told_at, b.number, b.name, p.name AS by_name FROM party_call c \
         JOIN booking b ON b.id = c.booking_id JOIN departure d ON d.id = b.departure_id JOIN person p ON p.id = c.told_by \
         WHERE d.tour_id IN ({}) ORDER BY c.told_at DESC, c.id DESC LIMIT $1",
        dialect::list(tours.len(), 2)
    );
    let rows = run.fetch_all(sql(q).bind(most).bind_all(tours.iter().copied())).await?;
    let one = |r: &Row| {
        let (number, name, by) = (r.get("number")?, r.get("name")?, r.get("by_name")?);
        Ok(Called { number, name, call: call(r)?, by, told_at: r.get("told_at")? })
    };
    rows.iter().map(one).collect()
}

/// How many of these were not told before, and are of these tours.
pub async fn mark_told(tx: &mut Tx, calls: &[PartyCallId], tours: &[TourId], by: PersonId, at: Timestamp) -> Result<u64, DbError> {
    let q = format!(
        "UPDATE party_call SET told_by = $1, told_at = $2 WHERE told_at IS NULL AND id IN ({}) AND booking_id IN \
         (SELECT b.id FROM booking b JOIN departure d ON d.id = b.departure_id WHERE d.tour_id IN ({}))",
        dialect::list(calls.len(), 3),
        dialect::list(tours.len(), 3 + calls.len())
    );
    let q = sql(q).bind(by).bind(at).bind_all(calls.iter().copied()).bind_all(tours.iter().copied());
    tx.execute(q).await
}

/// The party is not on its departure any more: what nobody has told it of that one would be wrong.
pub async fn forget_departure(tx: &mut Tx, booking: BookingId) -> Result<(), DbError> {
    let q = "DELETE FROM party_call WHERE booking_id = $1 AND told_at IS NULL AND (occasion LIKE 'tour:reminder:%' \
             OR occasion LIKE 'tour:offered:%' OR occasion LIKE 'tour:moved_up:%')";
    tx.execute(sql(q).bind(booking)).await?;
    Ok(())
}

/// Where a party meets has changed, or is nothing to it any more: what nobody has told it of that is not so.
pub async fn forget_meeting_point(tx: &mut Tx, booking: BookingId) -> Result<(), DbError> {
    let q = "DELETE FROM party_call WHERE booking_id = $1 AND told_at IS NULL AND occasion LIKE 'tour:meeting_point:%'";
    tx.execute(sql(q).bind(booking)).await?;
    Ok(())
}

/// Nobody is told when or where to come when the tour has begun.
const PAST: &str = "told_at IS NULL AND (occasion LIKE 'tour:reminder:%' OR occasion LIKE 'tour:meeting_point:%') AND EXISTS (SELECT 1 FROM booking b \
                    JOIN departure d ON d.id = b.departure_id WHERE b.id = party_call.booking_id AND d.starts_at <= $1)";

pub async fn has_past(run: &mut impl Run, now: Timestamp) -> Result<bool, DbError> {
    let q = format!("SELECT id FROM party_call WHERE {PAST} LIMIT 1");
    Ok(run.fetch_optional(sql(q).bind(now)).await?.is_some())
}

pub async fn forget_past(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    tx.execute(sql(format!("DELETE FROM party_call WHERE {PAST}")).bind(now)).await?;
    Ok(())
}

/// Forgets those whose time has come, told or not.
pub async fn purge(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    tx.execute(sql("DELETE FROM party_call WHERE purge_at <= $1").bind(now)).await?;
    Ok(())
}
