//! Sums of what tours hold and owe, added up by the database, for who compares them with the books.

use domain::heritage::tender::TenderKind;
use domain::heritage::terms::Terms;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{BookingId, DepartureId, PersonId};
use domain::kernel::money::Rupiah;

use crate::db::{DbError, Row, Run, sql};

pub struct Held {
    pub booking: BookingId,
    pub number: String,
    pub amount: Rupiah,
}

/// What is held of one tender, by booking, after one.
pub async fn held_after(run: &mut impl Run, kind: TenderKind, after: Option<BookingId>, most: i64) -> Result<Vec<Held>, DbError> {
    let from = if after.is_some() { " AND p.booking_id > $3" } else { "" };
    let q = format!(
        "SELECT p.booking_id, b.number, p.amount - p.returned AS held FROM fare_part p JOIN booking b ON b.id = p.booking_id \
         WHERE p.kind = $1 AND p.state = 'paid'{from} ORDER BY p.booking_id LIMIT $2"
    );
    let held = |r: &Row| Ok(Held { booking: r.get("booking_id")?, number: r.get("number")?, amount: r.get("held")? });
    let mut q = sql(q).bind(kind.code()).bind(most);
    if let Some(after) = after {
        q = q.bind(after);
    }
    run.fetch_all(q).await?.iter().map(held).collect()
}

/// Cash that was taken at meeting points, by who took it.
pub async fn cash_taken(run: &mut impl Run) -> Result<Vec<(PersonId, String, Rupiah)>, DbError> {
    let q = "SELECT s.by_id, p.name, CAST(SUM(s.in_cash) AS BIGINT) AS taken FROM fare_settlement s JOIN person p ON p.id = s.by_id \
             GROUP BY s.by_id, p.name HAVING SUM(s.in_cash) > 0 ORDER BY p.name, s.by_id";
    run.fetch_all(sql(q)).await?.iter().map(|r| Ok((r.get("by_id")?, r.get("name")?, r.get("taken")?))).collect()
}

/// Money that still has to go back.
pub async fn owed(run: &mut impl Run) -> Result<Rupiah, DbError> {
    let q = "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS owed FROM fare_refund WHERE done_at IS NULL";
    run.fetch_one(sql(q)).await?.get("owed")
}

#[derive(Clone, Copy)]
pub enum Back {
    One(DepartureId),
    /// Those that left after this moment and were to be back by now.
    LeftAfter(Timestamp),
}

/// The village's part of a departure, or why it cannot be read: one row that is broken keeps no other departure from its own.
pub type Share = (DepartureId, Result<Rupiah, DbError>);

/// The village's part of the departures that are back: of what is held of each booking that went, by the terms under which it
/// was made. Where nobody has counted them back, they are taken for back by the same terms.
pub async fn village_share(run: &mut impl Run, which: Back, now: Timestamp) -> Result<Vec<Share>, DbError> {
    let found = match which {
        Back::One(_) => "d.id = $2",
        Back::LeftAfter(_) => "d.starts_at > $2 AND d.ends_at <= $1",
    };
    let q = format!(
        "SELECT d.id, b.terms, CAST(COALESCE(SUM(p.amount - p.returned), 0) AS BIGINT) AS held FROM departure d \
         LEFT JOIN booking b ON b.departure_id = d.id AND b.state = 'checked_in' AND (d.state = 'back' OR b.back_at <= $1) \
         LEFT JOIN fare_part p ON p.booking_id = b.id AND p.state = 'paid' \
         WHERE d.state <> 'cancelled' AND {found} GROUP BY d.id, b.id, b.terms ORDER BY d.id"
    );
    let q = match which {
        Back::One(id) => sql(q).bind(now).bind(id),
        Back::LeftAfter(from) => sql(q).bind(now).bind(from),
    };
    let mut shares: Vec<Share> = Vec::new();
    for r in run.fetch_all(q).await? {
        let (id, share): (DepartureId, _) = (r.get("id")?, share_of_party(&r));
        if shares.last().is_none_or(|(last, _)| *last != id) {
            shares.push((id, Ok(Rupiah::ZERO)));
        }
        if let Some((_, sum)) = shares.last_mut() {
            match share {
                Ok(share) => *sum = std::mem::replace(sum, Ok(Rupiah::ZERO)).map(|before| before + share),
                Err(error) => *sum = Err(error),
            }
        }
    }
    Ok(shares)
}

fn share_of_party(r: &Row) -> Result<Rupiah, DbError> {
    // Where nobody went there is a row as well.
    let went = r.get::<Option<String>>("terms")?.is_some();
    if went { Ok(r.json::<Terms>("terms")?.village_share(r.get("held")?)) } else { Ok(Rupiah::ZERO) }
}
