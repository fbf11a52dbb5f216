//! The order machine with its people, timers and races.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test has nothing to recover

mod ends;
mod lists;
mod steps;
mod timers;

use backend::market::place_order::{Next, Placed};
use backend::market::read_order::{OrderKey, read_order};
use backend::market::settle_payment::settle_payment;
use backend::market::take_order_step::{Side, TakeOrderStepError, take_order_step};
use backend::testing::market::Stall;
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::market::order::{OrderEvent, OrderState};
use domain::market::order_detail::{Order, SubOrder};
use domain::market::payment::PaymentOutcome;

pub async fn read(w: &World, placed: &Placed) -> Order {
    read_order(&w.deps, &Actor::GUEST, OrderKey::Secret(&placed.secret)).await.unwrap()
}

pub async fn part(w: &World, placed: &Placed) -> SubOrder {
    read(w, placed).await.subs.remove(0)
}

/// The gateway says that the order is paid.
pub async fn pay(w: &World, placed: &Placed) {
    let Next::Pay { url } = &placed.next else { panic!("{:?}", placed.next) };
    settle_payment(&w.deps, "sandbox", url.rsplit('/').next().unwrap(), PaymentOutcome::Paid).await.unwrap();
}

pub async fn shop_step(w: &World, stall: &Stall, sub: &SubOrder, event: OrderEvent) -> Result<OrderState, TakeOrderStepError> {
    take_order_step(&w.deps, &stall.owner, Side::Merchant, sub.id, event, "habis").await
}
