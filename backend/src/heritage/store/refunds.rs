use domain::heritage::refund::{PaidBack, Refund};
use domain::heritage::tender::TenderKind;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{BookingId, PersonId, TourId};
use domain::kernel::money::Rupiah;

use crate::db::{DbError, Row, Run, Tx, sql};

/// Each reason once.
pub async fn owe(tx: &mut Tx, reference: &str, booking: BookingId, kind: TenderKind, amount: Rupiah, at: Timestamp) -> Result<(), DbError> {
    let q =
        "INSERT INTO fare_refund (reference, booking_id, kind, amount, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (reference) DO NOTHING";
    tx.execute(sql(q).bind(reference).bind(booking).bind(kind.code()).bind(amount).bind(at)).await?;
    Ok(())
}

const REFUND: &str = "SELECT r.reference, b.number, b.name, b.phone, b.email, r.kind, r.amount, r.at, r.done_at, r.done_note, p.name AS by_name \
                      FROM fare_refund r JOIN booking b ON b.id = r.booking_id JOIN departure d ON d.id = b.departure_id \
                      LEFT JOIN person p ON p.id = r.done_by";

fn refund(r: &Row) -> Result<Refund, DbError> {
    Ok(Refund {
        reference: r.get("reference")?,
        number: r.get("number")?,
        name: r.get("name")?,
        phone: r.get("phone")?,
        email: r.get("email")?,
        kind: r.parse("kind", TenderKind::from_code)?,
        amount: r.get("amount")?,
        since: r.get("at")?,
    })
}

pub async fn open(run: &mut impl Run, tour: TourId) -> Result<Vec<Refund>, DbError> {
    let q = format!("{REFUND} WHERE r.done_at IS NULL AND d.tour_id = $1 ORDER BY r.at, r.reference");
    run.fetch_all(sql(q).bind(tour)).await?.iter().map(refund).collect()
}

/// The last ones that were given back.
pub async fn paid_back(run: &mut impl Run, tour: TourId, most: i64) -> Result<Vec<PaidBack>, DbError> {
    let q = format!("{REFUND} WHERE r.done_at IS NOT NULL AND d.tour_id = $1 ORDER BY r.done_at DESC, r.reference LIMIT $2");
    let one = |r: &Row| Ok(PaidBack { refund: refund(r)?, at: r.get("done_at")?, by: r.get("by_name")?, proof: r.get("done_note")? });
    run.fetch_all(sql(q).bind(tour).bind(most)).await?.iter().map(one).collect()
}

/// Whose, by which way, and how much; none: done already, or another tour's.
pub async fn done(
    tx: &mut Tx,
    tour: TourId,
    reference: &str,
    by: PersonId,
    proof: &str,
    at: Timestamp,
) -> Result<Option<(BookingId, TenderKind, Rupiah)>, DbError> {
    let q = "UPDATE fare_refund SET done_by = $3, done_at = $4, done_note = $5 WHERE reference = $2 AND done_at IS NULL AND booking_id IN \
             (SELECT b.id FROM booking b JOIN departure d ON d.id = b.departure_id WHERE d.tour_id = $1) RETURNING booking_id, kind, amount";
    let row = tx.fetch_optional(sql(q).bind(tour).bind(reference).bind(by).bind(at).bind(proof)).await?;
    row.map(|r| Ok((r.get("booking_id")?, r.parse("kind", TenderKind::from_code)?, r.get("amount")?))).transpose()
}
