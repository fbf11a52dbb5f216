//! The order in which the city shows its tours. The list is one for all of them, so whoever may open a tour arranges it.

use domain::heritage::arrangement::put;
use domain::heritage::tour::TourCard;
use domain::identity::actor::Actor;
use domain::kernel::ids::TourId;

use super::staff::{StaffError, require_opener};
use super::store::tours;
use crate::audit;
use crate::deps::Deps;
use crate::page_change::{PageTag, announce};

/// Those that everybody sees, in their order.
pub async fn list_arranged(deps: &Deps, actor: &Actor) -> Result<Vec<TourCard>, StaffError> {
    let mut run = deps.db.reader();
    require_opener(&mut run, actor).await?;
    Ok(tours::published(&mut run, deps.now()).await?.iter().map(TourCard::from).collect())
}

/// `before`: the tour that it comes before; none: it is the last. Drafts and hidden tours keep their place among the others. Sent
/// twice it is done once.
pub async fn arrange_tours(deps: &Deps, actor: &Actor, tour: TourId, before: Option<TourId>) -> Result<(), StaffError> {
    require_opener(&mut deps.db.reader(), actor).await?;
    let mut tx = deps.db.begin().await?;
    tours::lock_all(&mut tx).await?;
    let now = tours::in_order(&mut tx).await?;
    let order = put(&now, tour, before).ok_or(StaffError::NotFound)?;
    if order == now {
        return Ok(());
    }
    tours::put_in_order(&mut tx, &order).await?;
    // Lists of tours and the pages of the places that they call at.
    announce(&mut tx, deps.now(), &[PageTag::Site]).await?;
    let place = before.map_or_else(|| "to the end".to_owned(), |before| format!("before tour:{before}"));
    audit::record(&mut tx, deps, actor, "heritage.tours_arranged", &format!("tour:{tour}"), &place).await?;
    Ok(tx.commit().await?)
}
