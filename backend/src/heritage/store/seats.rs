//! Seats are taken of all legs at once, or of none. The caller holds the lock of the departure.

use domain::heritage::departure::Departure;
use domain::kernel::ids::DepartureId;

use crate::db::{DbError, Run, Tx, sql};

/// False: some leg has fewer left, or its site is closed, and nothing is changed.
pub async fn take(tx: &mut Tx, departure: &Departure, seats: u32) -> Result<bool, DbError> {
    let q = "UPDATE departure_leg SET taken = taken + $2 WHERE departure_id = $1 AND NOT EXISTS \
             (SELECT 1 FROM departure_leg f WHERE f.departure_id = $1 AND (f.closed OR f.taken + $2 > f.capacity))";
    Ok(tx.execute(sql(q).bind(departure.id).bind(seats)).await? > 0)
}

/// The table itself refuses that more come back than were taken.
pub async fn give_back(tx: &mut Tx, departure: DepartureId, seats: u32) -> Result<(), DbError> {
    tx.execute(sql("UPDATE departure_leg SET taken = taken - $2 WHERE departure_id = $1").bind(departure).bind(seats)).await?;
    Ok(())
}
