//! The office's look at orders: what is late, what is owed back, and any order by its number. Steps are taken with
//! [`super::take_order_step`], from [`super::take_order_step::Side::Officer`].

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::paging::{PageRequest, Paged};
use domain::market::order_detail::Order;
use thiserror::Error;

use super::store::order_reads;
use super::store::overseen_orders::{self, Overseen, OverseenOrder};
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum OverseeOrdersError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("no such order")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Those that wait longest first.
pub async fn list_overseen(
    deps: &Deps,
    actor: &Actor,
    what: &Overseen,
    page: PageRequest,
) -> Result<Paged<OverseenOrder>, OverseeOrdersError> {
    actor.require_officer()?;
    Ok(overseen_orders::list(&mut deps.db.reader(), what, page).await?)
}

/// One shop's part: `order.subs` holds that part only.
pub async fn read_overseen(deps: &Deps, actor: &Actor, number: &str) -> Result<Order, OverseeOrdersError> {
    actor.require_officer()?;
    order_reads::find_part(&mut deps.db.reader(), number).await?.ok_or(OverseeOrdersError::NotFound)
}
