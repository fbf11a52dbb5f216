//! A shop at a glance: what was sold, what waits for action, what runs out.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::ids::{ProductId, ShopId, VariantId};
use domain::kernel::money::Rupiah;
use domain::market::order::OrderState;
use thiserror::Error;

use super::store::{dashboard, shops};
use crate::db::DbError;
use crate::deps::Deps;

/// So many days does the chart of sales go back, today included.
pub const DAYS: i64 = 30;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sales {
    pub orders: i64,
    pub amount: Rupiah,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SalesDay {
    /// The first moment of the day in Cimahi.
    pub day: Timestamp,
    pub sales: Sales,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LowStock {
    pub product: ProductId,
    pub variant: VariantId,
    pub name_id: String,
    pub name_en: String,
    /// What was chosen, in words, in both languages; empty without options.
    pub choice_id: String,
    pub choice_en: String,
    pub sku: String,
    pub stock: i64,
}

/// Sales: what was placed (in cash) or paid, and did not end undelivered; delivery fees included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dashboard {
    pub today: Sales,
    pub month: Sales,
    /// The last [`DAYS`] days, the oldest first, also those without a sale.
    pub days: Vec<SalesDay>,
    /// Sub-orders in each state in which the shop has something to do.
    pub to_accept: i64,
    pub to_pack: i64,
    pub to_send: i64,
    /// With the courier, late or not, or waiting to be fetched.
    pub to_hand_over: i64,
    /// Questions to cancel that wait for an answer.
    pub to_answer: i64,
    /// The fewest first.
    pub low_stock: Vec<LowStock>,
}

#[derive(Debug, Error)]
pub enum DashboardError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Not there, or another's.
    #[error("no such shop")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn merchant_dashboard(deps: &Deps, actor: &Actor, shop: ShopId) -> Result<Dashboard, DashboardError> {
    let person = actor.require_person()?;
    let mut run = deps.db.reader();
    let low = shops::low_stock_mark(&mut run, shop, person).await?.ok_or(DashboardError::NotFound)?;
    let today = deps.now().start_of_wib_day();
    let month = today.start_of_wib_month();
    let first = today.plus(-(DAYS - 1) * DAY);
    // A month may have 31 days: one more than the chart.
    let by_day = dashboard::sales_by_day(&mut run, shop, first.min(month)).await?;
    let of = |from: Timestamp| {
        by_day
            .iter()
            .filter(|d| d.day >= from)
            .fold(Sales::default(), |sum, d| Sales { orders: sum.orders + d.sales.orders, amount: sum.amount + d.sales.amount })
    };
    let days = (0..DAYS).map(|i| {
        let day = first.plus(i * DAY);
        by_day.iter().find(|d| d.day == day).copied().unwrap_or(SalesDay { day, sales: Sales::default() })
    });
    let (states, to_answer) = dashboard::waiting(&mut run, shop).await?;
    let waiting = |state| states.iter().find(|(s, _)| *s == state).map_or(0, |(_, n)| *n);
    Ok(Dashboard {
        today: of(today),
        month: of(month),
        days: days.collect(),
        to_accept: waiting(OrderState::Placed),
        to_pack: waiting(OrderState::Accepted),
        to_send: waiting(OrderState::Packed),
        to_hand_over: [OrderState::OnTheWay, OrderState::Overdue, OrderState::ReadyForPickup].map(waiting).iter().sum(),
        to_answer,
        low_stock: dashboard::low_stock(&mut run, shop, low.pieces()).await?,
    })
}
