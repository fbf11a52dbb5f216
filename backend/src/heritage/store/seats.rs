//! Seats are taken of all legs at once, or of none. The caller holds the lock of the departure.

use domain::heritage::departure::Departure;
use domain::kernel::ids::DepartureId;

use crate::db::{DbError, Run, Tx, sql};

/// False: some leg has fewer left, or its site is closed. Some may be changed then: roll back.
pub async fn take(tx: &mut Tx, departure: &Departure, seats: u32) -> Result<bool, DbError> {
    let q = "UPDATE departure_leg SET taken = taken + $2 WHERE departure_id = $1 AND NOT closed AND taken + $2 <= capacity";
    let legs = u64::try_from(departure.legs.len()).unwrap_or(u64::MAX);
    Ok(tx.execute(sql(q).bind(departure.id).bind(seats)).await? == legs)
}

/// The table itself refuses that more come back than were taken.
pub async fn give_back(tx: &mut Tx, departure: DepartureId, seats: u32) -> Result<(), DbError> {
    tx.execute(sql("UPDATE departure_leg SET taken = taken - $2 WHERE departure_id = $1").bind(departure).bind(seats)).await?;
    Ok(())
}
