//! What a shop finds in its list of orders.

use backend::both_engines;
use backend::market::ask_to_cancel::{Answer, CancelError, answer_cancel};
use backend::market::list_shop_orders::list_shop_orders;
use backend::market::place_order::Placed;
use backend::market::read_order::{ListOrdersError, read_shop_order};
use backend::market::run_order_timers::run_order_timers;
use backend::market::store::order_lists::ShopOrderFilter;
use backend::market::take_order_step::{Side, take_order_step};
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, MINUTE};
use domain::kernel::paging::PageRequest;
use domain::market::order::OrderEvent;
use domain::market::order_group::OrderGroup;
use domain::market::payment::{PaymentMethod, PaymentState};

use super::{part, pay, shop_step};

both_engines!(an_order_that_was_never_paid_is_not_the_shops, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 50).await;
    let guest = w.guest().await;
    let seen = async |number: String| {
        let page = PageRequest::new(None, 10);
        let listed = list_shop_orders(&w.deps, &stall.owner, stall.shop, &ShopOrderFilter::default(), page).await.unwrap();
        let listed = listed.items.iter().any(|o| o.number == number);
        let read = read_shop_order(&w.deps, &stall.owner, &number).await;
        assert_eq!(listed, read.is_ok(), "list and page agree on {number}");
        listed
    };
    let number = |placed: &Placed| format!("{}-A", placed.number);
    let waiting = w.order(&guest, &[(&goods, 1)], PaymentMethod::Card).await;
    assert!(!seen(number(&waiting)).await, "awaits its payment");
    let cancelled = w.order(&guest, &[(&goods, 1)], PaymentMethod::Card).await;
    let sub = part(&w, &cancelled).await;
    take_order_step(&w.deps, &guest, Side::Link(&cancelled.secret), sub.id, OrderEvent::Cancel, "").await.unwrap();
    assert!(!seen(number(&cancelled)).await, "cancelled before it was paid");
    let forged = answer_cancel(&w.deps, &stall.owner, sub.id, Answer::Agree).await;
    assert!(matches!(forged, Err(CancelError::NotFound)));

    let paid = w.order(&guest, &[(&goods, 1)], PaymentMethod::Card).await;
    pay(&w, &paid).await;
    assert!(seen(number(&paid)).await, "paid");
    w.pass(DAY);
    run_order_timers(&w.deps).await.unwrap();
    assert!(!seen(number(&waiting)).await, "expired unpaid");
    assert!(seen(number(&paid)).await, "expired unanswered: that was the shop's");
    // The money comes after all: it is owed back, and still no business of the shop's.
    pay(&w, &cancelled).await;
    assert_eq!(part(&w, &cancelled).await.payment, PaymentState::RefundDue);
    assert!(!seen(number(&cancelled)).await);
    let cash = w.order(&guest, &[(&goods, 1)], PaymentMethod::Cash).await;
    let sub = part(&w, &cash).await;
    take_order_step(&w.deps, &guest, Side::Link(&cash.secret), sub.id, OrderEvent::Cancel, "").await.unwrap();
    assert!(seen(number(&cash)).await, "a cash order is the shop's from the start");
});

both_engines!(a_shop_finds_its_orders, |w| {
    let (stall, other) = (w.stall("Satu").await, w.stall("Dua").await);
    let goods = w.goods(&stall, "Keripik", 10_000, 50).await;
    let guest = w.guest().await;
    let first = w.order(&guest, &[(&goods, 2)], PaymentMethod::Cash).await;
    w.pass(MINUTE);
    let second = w.order(&guest, &[(&goods, 3)], PaymentMethod::Cash).await;
    w.order(&guest, &[(&goods, 1)], PaymentMethod::Card).await;
    shop_step(&w, &stall, &part(&w, &first).await, OrderEvent::Accept).await.unwrap();
    let page = PageRequest::new(None, 10);
    let find = async |group, text: &str| {
        let filter = ShopOrderFilter { group, text: text.to_owned() };
        let found = list_shop_orders(&w.deps, &stall.owner, stall.shop, &filter, page).await.unwrap();
        assert_eq!(found.total, found.items.len() as u64);
        found.items.into_iter().map(|o| (o.number, o.pieces)).collect::<Vec<_>>()
    };
    assert_eq!(find(None, "").await.len(), 2, "what awaits its payment is not an order of the shop's");
    assert_eq!(find(Some(OrderGroup::New), "").await, [(format!("{}-A", second.number), 3)]);
    assert_eq!(find(Some(OrderGroup::InWork), "").await, [(format!("{}-A", first.number), 2)]);
    assert_eq!(find(None, &first.number.to_lowercase()).await.len(), 1);
    assert_eq!(find(None, "neng s").await.len(), 2);
    assert_eq!(find(None, "0813-2211").await.len(), 2);
    for nothing in ["%", "_", "\\", "'; --", "0899", "zzz"] {
        assert!(find(None, nothing).await.is_empty(), "{nothing}");
    }
    for stranger in [&other.owner, &w.person("Budi", &[]).await] {
        let r = list_shop_orders(&w.deps, stranger, stall.shop, &ShopOrderFilter::default(), page).await;
        assert!(matches!(r, Err(ListOrdersError::NotFound)));
    }
    for nobody in [&Actor::GUEST, &Actor::System] {
        let r = list_shop_orders(&w.deps, nobody, stall.shop, &ShopOrderFilter::default(), page).await;
        assert!(matches!(r, Err(ListOrdersError::Forbidden(_))));
    }
});

both_engines!(a_long_history_is_counted_as_far_as_one_can_leaf, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 50).await;
    let guest = w.guest().await;
    for _ in 0..13 {
        w.pass(MINUTE);
        w.order(&guest, &[(&goods, 1)], PaymentMethod::Cash).await;
    }
    let open = async |page: u32| {
        let filter = ShopOrderFilter { group: (page.is_multiple_of(2)).then_some(OrderGroup::New), text: String::new() };
        list_shop_orders(&w.deps, &stall.owner, stall.shop, &filter, PageRequest::new(Some(page), 1)).await.unwrap()
    };
    let (first, second, fourth) = (open(1).await, open(2).await, open(4).await);
    assert_eq!((first.total, second.total, fourth.total), (10, 11, 13));
    assert!(first.items[0].placed_at > second.items[0].placed_at && second.items[0].placed_at > fourth.items[0].placed_at);
});
