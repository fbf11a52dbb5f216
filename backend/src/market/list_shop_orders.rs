//! The orders of a shop, as its owner works through them.

use domain::identity::actor::Actor;
use domain::kernel::ids::ShopId;
use domain::kernel::paging::{PageRequest, Paged};

use super::read_order::ListOrdersError;
use super::store::order_lists::{self, ShopOrder, ShopOrderFilter};
use crate::deps::Deps;

/// The newest first.
pub async fn list_shop_orders(
    deps: &Deps,
    actor: &Actor,
    shop: ShopId,
    filter: &ShopOrderFilter,
    page: PageRequest,
) -> Result<Paged<ShopOrder>, ListOrdersError> {
    let person = actor.require_person()?;
    let mut run = deps.db.reader();
    if !order_lists::owns(&mut run, shop, person).await? {
        return Err(ListOrdersError::NotFound);
    }
    Ok(order_lists::of_shop(&mut run, shop, filter, page).await?)
}
