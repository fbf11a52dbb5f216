//! The village's share of the fares of those who went: booked when the departure is back, and looked at again for some weeks,
//! because devices tell late and money still goes back.

use domain::heritage::booking::BookingState;
use domain::heritage::departure::DepartureState;
use domain::kernel::clock::DAY;
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;

use crate::db::{DbError, Run};
use crate::deps::Deps;
use crate::heritage::store::{booking_reads, departures};
use crate::wastebank::pay_fare::FareError;
use crate::wastebank::share_with_village::{share_with_village, shared};

/// For so long after a departure its share is looked at again.
const OPEN: i64 = 30 * DAY;

/// Whatever of the last weeks is not shared yet, or has changed since.
pub async fn share_fares(deps: &Deps) -> Result<(), DbError> {
    let now = deps.now();
    let mut run = deps.db.reader();
    let back = departures::ended_between(&mut run, now.plus(-OPEN), now).await?;
    for departure in back.into_iter().filter(|d| d.state == DepartureState::Back).map(|d| d.id) {
        // Looked at without the writer: of most nothing is to be booked.
        if due(&mut run, departure).await? == shared(&mut run, &departure.to_string()).await? {
            continue;
        }
        let mut tx = deps.db.begin().await?;
        departures::lock(&mut tx, departure).await?;
        let due = due(&mut tx, departure).await?;
        match share_with_village(&mut tx, deps, &departure.to_string(), due).await {
            Ok(()) => tx.commit().await?,
            Err(FareError::Db(error)) => return Err(error),
            // Seen by the operator, and no reason to stop the others.
            Err(error) => tracing::error!(%departure, %error, "the village's share cannot be booked"),
        }
    }
    Ok(())
}

/// Of what is held of those who were there, each by the terms under which it booked.
async fn due(run: &mut impl Run, departure: DepartureId) -> Result<Rupiah, DbError> {
    let bookings = booking_reads::live_of(run, departure).await?;
    Ok(bookings.iter().filter(|b| b.state == BookingState::CheckedIn).map(|b| b.terms.village_share(b.held())).sum())
}
