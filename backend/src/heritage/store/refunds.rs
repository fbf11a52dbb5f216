use domain::heritage::refund::Refund;
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

pub async fn open(run: &mut impl Run, tour: TourId) -> Result<Vec<Refund>, DbError> {
    let q = "SELECT r.reference, b.number, b.name, b.phone, b.email, r.kind, r.amount, r.at FROM fare_refund r \
             JOIN booking b ON b.id = r.booking_id JOIN departure d ON d.id = b.departure_id \
             WHERE r.done_at IS NULL AND d.tour_id = $1 ORDER BY r.at, r.reference";
    let refund = |r: &Row| {
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
    };
    run.fetch_all(sql(q).bind(tour)).await?.iter().map(refund).collect()
}

/// By which way, and how much; none: done already, or another tour's.
pub async fn done(
    tx: &mut Tx,
    tour: TourId,
    reference: &str,
    by: PersonId,
    at: Timestamp,
) -> Result<Option<(TenderKind, Rupiah)>, DbError> {
    let q = "UPDATE fare_refund SET done_by = $3, done_at = $4 WHERE reference = $2 AND done_at IS NULL AND booking_id IN \
             (SELECT b.id FROM booking b JOIN departure d ON d.id = b.departure_id WHERE d.tour_id = $1) RETURNING kind, amount";
    let row = tx.fetch_optional(sql(q).bind(tour).bind(reference).bind(by).bind(at)).await?;
    row.map(|r| Ok((r.parse("kind", TenderKind::from_code)?, r.get("amount")?))).transpose()
}
