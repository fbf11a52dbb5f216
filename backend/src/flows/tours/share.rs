//! The village's share of the fares of those who went: booked when the departure is back, and looked at again for some weeks,
//! because devices tell late and money still goes back.

use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;

use crate::db::{DbError, Run};
use crate::deps::Deps;
use crate::heritage::store::checks::{Back, village_share};
use crate::heritage::store::departures;
use crate::wastebank::pay_fare::FareError;
use crate::wastebank::share_with_village::{share_with_village, shared_of};

/// For so long after a departure its share is looked at again.
const OPEN: i64 = 30 * DAY;

/// Of the departures whose share may still change: what is due, and what is booked. Without those that cannot be read.
pub(in crate::flows) async fn shares(run: &mut impl Run, now: Timestamp) -> Result<Vec<(DepartureId, Rupiah, Rupiah)>, DbError> {
    let mut due = Vec::new();
    for (departure, share) in village_share(run, Back::LeftAfter(now.plus(-OPEN)), now).await? {
        match share {
            Ok(share) => due.push((departure, share)),
            Err(error) => tracing::error!(%departure, %error, "the village's share cannot be read"),
        }
    }
    let ids: Vec<String> = due.iter().map(|(id, _)| id.to_string()).collect();
    let booked = shared_of(run, &ids).await?;
    let beside = |((id, due), text): ((DepartureId, Rupiah), &String)| (id, due, booked.get(text).copied().unwrap_or_default());
    Ok(due.into_iter().zip(&ids).map(beside).collect())
}

/// Whatever of the last weeks is not shared yet, or has changed since.
pub async fn share_fares(deps: &Deps) -> Result<(), DbError> {
    // Looked at without the writer: of most nothing is to be booked.
    let open = shares(&mut deps.db.reader(), deps.now()).await?;
    for departure in open.into_iter().filter(|(_, due, booked)| due != booked).map(|(id, ..)| id) {
        // Seen by the operator, and no reason to stop the others. Where the database is away, so it is for what follows.
        if let Err(error) = share(deps, departure).await {
            tracing::error!(%departure, %error, "the village's share cannot be booked");
        }
    }
    Ok(())
}

async fn share(deps: &Deps, departure: DepartureId) -> Result<(), FareError> {
    let mut tx = deps.db.begin().await?;
    departures::lock(&mut tx, departure).await?;
    let found = village_share(&mut tx, Back::One(departure), deps.now()).await?;
    let due = found.into_iter().map(|(_, due)| due).sum::<Result<Rupiah, DbError>>()?;
    share_with_village(&mut tx, deps, &departure.to_string(), due).await?;
    tx.commit().await?;
    Ok(())
}
