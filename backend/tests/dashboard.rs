//! A shop at a glance.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test has nothing to recover

use backend::both_engines;
use backend::market::merchant_dashboard::{DashboardError, Sales, merchant_dashboard};
use backend::market::read_order::{OrderKey, read_order};
use backend::market::take_order_step::{Side, take_order_step};
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, HOUR};
use domain::kernel::money::Rupiah;
use domain::market::order::OrderEvent;
use domain::market::payment::PaymentMethod;

async fn first_part(w: &World, secret: &str) -> domain::kernel::ids::SubOrderId {
    read_order(&w.deps, &Actor::GUEST, OrderKey::Secret(secret)).await.unwrap().subs[0].id
}

both_engines!(sales_by_day_of_cimahi_and_what_waits, |w| {
    let (stall, other) = (w.stall("Satu").await, w.stall("Dua").await);
    let (a, b) = (w.goods(&stall, "Keripik", 10_000, 8).await, w.goods(&other, "Opak", 7_000, 90).await);
    let guest = w.guest().await;
    // 23 November 10:00 WIB: one sold, one cancelled, one unpaid.
    w.order(&guest, &[(&a, 2), (&b, 5)], PaymentMethod::Cash).await;
    let cancelled = w.order(&guest, &[(&a, 1)], PaymentMethod::Cash).await;
    let id = first_part(&w, &cancelled.secret).await;
    take_order_step(&w.deps, &guest, Side::Link(&cancelled.secret), id, OrderEvent::Cancel, "").await.unwrap();
    w.order(&guest, &[(&a, 1)], PaymentMethod::Card).await;
    // 24 November 00:30 WIB, which is still the 23rd in UTC.
    w.pass(14 * HOUR + HOUR / 2);
    let late = w.order(&guest, &[(&a, 1)], PaymentMethod::Cash).await;
    let id = first_part(&w, &late.secret).await;
    take_order_step(&w.deps, &stall.owner, Side::Merchant, id, OrderEvent::Accept, "").await.unwrap();
    let board = merchant_dashboard(&w.deps, &stall.owner, stall.shop).await.unwrap();
    assert_eq!(board.today, Sales { orders: 1, amount: Rupiah(15_000) });
    assert_eq!(board.month, Sales { orders: 2, amount: Rupiah(40_000) });
    assert_eq!((board.days.len(), board.days[29].sales, board.days[28].sales.amount), (30, board.today, Rupiah(25_000)));
    assert_eq!(board.days[29].day, w.deps.now().start_of_wib_day());
    assert_eq!((board.to_accept, board.to_pack, board.to_send, board.to_hand_over, board.to_answer), (1, 1, 0, 0, 0));
    assert_eq!(board.low_stock.iter().map(|l| (l.name_id.as_str(), l.stock)).collect::<Vec<_>>(), [("Keripik", 4)]);
    // A month later only the chart's far end remembers.
    w.pass(20 * DAY);
    let board = merchant_dashboard(&w.deps, &stall.owner, stall.shop).await.unwrap();
    assert_eq!((board.month, board.days.iter().map(|d| d.sales.orders).sum::<i64>()), (Sales::default(), 2));
    for stranger in [&other.owner, &w.person("Budi", &[]).await] {
        assert!(matches!(merchant_dashboard(&w.deps, stranger, stall.shop).await, Err(DashboardError::NotFound)));
    }
    for nobody in [&Actor::GUEST, &Actor::System] {
        assert!(matches!(merchant_dashboard(&w.deps, nobody, stall.shop).await, Err(DashboardError::Forbidden(_))));
    }
});
