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
use crate::wastebank::share_with_village::{share_with_village, shared};

/// For so long after a departure its share is looked at again.
const OPEN: i64 = 30 * DAY;

/// Of the departures whose share may still change: what is due, and what is booked.
pub(in crate::flows) async fn shares(run: &mut impl Run, now: Timestamp) -> Result<Vec<(DepartureId, Rupiah, Rupiah)>, DbError> {
    let mut shares = Vec::new();
    for (departure, due) in village_share(run, Back::LeftAfter(now.plus(-OPEN)), now).await? {
        shares.push((departure, due, shared(run, &departure.to_string()).await?));
    }
    Ok(shares)
}

/// Whatever of the last weeks is not shared yet, or has changed since.
pub async fn share_fares(deps: &Deps) -> Result<(), DbError> {
    // Looked at without the writer: of most nothing is to be booked.
    let open = shares(&mut deps.db.reader(), deps.now()).await?;
    for departure in open.into_iter().filter(|(_, due, booked)| due != booked).map(|(id, ..)| id) {
        let mut tx = deps.db.begin().await?;
        departures::lock(&mut tx, departure).await?;
        let due = village_share(&mut tx, Back::One(departure), deps.now()).await?.into_iter().map(|(_, due)| due).sum();
        match share_with_village(&mut tx, deps, &departure.to_string(), due).await {
            Ok(()) => tx.commit().await?,
            Err(FareError::Db(error)) => return Err(error),
            // Seen by the operator, and no reason to stop the others.
            Err(error) => tracing::error!(%departure, %error, "the village's share cannot be booked"),
        }
    }
    Ok(())
}
