//! Reading an order back: by its secret link, or one of one's own by its number.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::paging::{PageRequest, Paged};
use domain::market::order_detail::Order;
use thiserror::Error;

use super::store::order_lists::{self, MyOrder};
use super::store::order_reads::{self, Which};
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderKey<'a> {
    /// Whoever has the link may see it: so guests follow their orders.
    Secret(&'a str),
    /// For the person who placed it.
    Number(&'a str),
}

#[derive(Debug, Error)]
pub enum ReadOrderError {
    /// Not there, or another's: which of them is not told.
    #[error("no such order")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbError),
}

pub(super) fn which<'a>(actor: &Actor, key: OrderKey<'a>) -> Option<Which<'a>> {
    match key {
        OrderKey::Secret(secret) => Some(Which::Secret(secret)),
        OrderKey::Number(number) => actor.person().map(|p| Which::Number(number, p)),
    }
}

pub async fn read_order(deps: &Deps, actor: &Actor, key: OrderKey<'_>) -> Result<Order, ReadOrderError> {
    let which = which(actor, key).ok_or(ReadOrderError::NotFound)?;
    order_reads::find_order(&mut deps.db.reader(), which).await?.ok_or(ReadOrderError::NotFound)
}

/// One shop's part of an order, for the owner of the shop: `order.subs` holds that part only.
pub async fn read_shop_order(deps: &Deps, actor: &Actor, number: &str) -> Result<Order, ReadOrderError> {
    let owner = actor.person().ok_or(ReadOrderError::NotFound)?;
    order_reads::find_of_shop(&mut deps.db.reader(), number, owner).await?.ok_or(ReadOrderError::NotFound)
}

#[derive(Debug, Error)]
pub enum ListOrdersError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Not there, or another's.
    #[error("no such shop")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What the person has ordered, the newest first.
pub async fn list_my_orders(deps: &Deps, actor: &Actor, page: PageRequest) -> Result<Paged<MyOrder>, ListOrdersError> {
    let person = actor.require_person()?;
    Ok(order_lists::of_person(&mut deps.db.reader(), person, page).await?)
}
