//! What the clock does when nobody does anything.

use backend::both_engines;
use backend::db::{Run, sql};
use backend::market::add_to_cart::add_to_cart;
use backend::market::place_order::place_order;
use backend::market::run_order_timers::run_order_timers;
use backend::market::take_order_step::{Side, TakeOrderStepError, take_order_step};
use domain::identity::role::Role;
use domain::kernel::clock::{DAY, MINUTE};
use domain::market::delivery::DeliveryKind;
use domain::market::order::{By, OrderEvent, OrderState};
use domain::market::order_detail::Rings;
use domain::market::order_end::EndCause;
use domain::market::payment::{PaymentMethod, PaymentState};

use super::{part, read, shop_step};

both_engines!(timers_act_when_nobody_does, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 100).await;
    let guest = w.guest().await;
    let rules = w.deps.settings().await.unwrap().order_rules;
    // How far the shop goes before it falls asleep, for how long nothing happens, and how it ends.
    let cases: [(&[OrderEvent], i64, OrderState, Option<EndCause>); 4] = [
        (&[], rules.accept_window, OrderState::Expired, Some(EndCause::NotAccepted)),
        (&[OrderEvent::Accept], rules.dispatch_window, OrderState::Cancelled, Some(EndCause::NotSent)),
        (&[OrderEvent::Accept, OrderEvent::Pack], rules.dispatch_window, OrderState::Cancelled, Some(EndCause::NotSent)),
        (
            &[OrderEvent::Accept, OrderEvent::Pack, OrderEvent::Dispatch, OrderEvent::HandOver],
            rules.completion_window,
            OrderState::Completed,
            None,
        ),
    ];
    for (steps, window, to, cause) in cases {
        let placed = w.order(&guest, &[(&goods, 1)], PaymentMethod::Cash).await;
        let sub = part(&w, &placed).await;
        for event in steps {
            shop_step(&w, &stall, &sub, *event).await.unwrap();
        }
        let sub = part(&w, &placed).await;
        assert_eq!(sub.countdown().map(|c| c.at), Some(w.deps.now().plus(window)));
        w.pass(window - 1);
        assert_eq!(run_order_timers(&w.deps).await.unwrap(), 0);
        w.pass(1);
        assert_eq!(run_order_timers(&w.deps).await.unwrap(), 1);
        assert_eq!(run_order_timers(&w.deps).await.unwrap(), 0);
        let sub = part(&w, &placed).await;
        assert_eq!((sub.state, sub.end.map(|(c, _)| c), sub.deadline_at), (to, cause, None));
    }
    // Waiting at the shop, and nobody comes.
    add_to_cart(&w.deps, &guest, goods.variant, 1).await.unwrap();
    let form = w.checkout(&guest, "ambil", DeliveryKind::Pickup, PaymentMethod::Cash).await;
    let placed = place_order(&w.deps, &guest, &form).await.unwrap();
    let sub = part(&w, &placed).await;
    assert!(matches!(shop_step(&w, &stall, &sub, OrderEvent::Dispatch).await, Err(TakeOrderStepError::NotPossible(_))));
    for event in [OrderEvent::Accept, OrderEvent::Pack, OrderEvent::MakeReady] {
        shop_step(&w, &stall, &sub, event).await.unwrap();
    }
    w.pass(rules.pickup_window);
    assert_eq!(run_order_timers(&w.deps).await.unwrap(), 1);
    assert_eq!(part(&w, &placed).await.end.map(|(c, _)| c), Some(EndCause::NotFetched));
    assert_eq!(w.stock_of(&goods).await, 99, "one was sold, the others came back");
    w.assert_nothing_lost().await;
});

both_engines!(an_order_that_cannot_be_read_holds_up_no_other, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 9).await;
    let guest = w.guest().await;
    let broken = w.order(&guest, &[(&goods, 1)], PaymentMethod::Cash).await;
    w.pass(MINUTE);
    let late = w.order(&guest, &[(&goods, 1)], PaymentMethod::Cash).await;
    let broken = part(&w, &broken).await.id;
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE sub_order SET state = 'nowhere' WHERE id = $1").bind(broken)).await.unwrap();
    tx.commit().await.unwrap();
    w.pass(w.deps.settings().await.unwrap().order_rules.accept_window);
    assert_eq!(run_order_timers(&w.deps).await.unwrap(), 1);
    assert_eq!(part(&w, &late).await.state, OrderState::Expired);
});

both_engines!(what_never_seems_to_arrive_goes_to_the_office, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 9).await;
    let (budi, officer) = (w.person("Budi", &[]).await, w.person("Petugas", &[Role::Officer]).await);
    let rules = w.deps.settings().await.unwrap().order_rules;
    let gone = async || {
        let placed = w.order(&budi, &[(&goods, 1)], PaymentMethod::Cash).await;
        let sub = part(&w, &placed).await;
        for event in [OrderEvent::Accept, OrderEvent::Pack, OrderEvent::Dispatch] {
            shop_step(&w, &stall, &sub, event).await.unwrap();
        }
        placed
    };
    // The shopper has it, whatever the shop says or does not say.
    let placed = gone().await;
    let sub = part(&w, &placed).await;
    assert!(sub.steps_for(By::Shopper, w.deps.now(), &rules).contains(&OrderEvent::Complete));
    assert_eq!(
        sub.countdown().map(|c| (c.rings, c.at)),
        Some((Rings::Step(OrderEvent::Escalate), w.deps.now().plus(rules.delivery_window)))
    );
    let early = take_order_step(&w.deps, &officer, Side::Officer, sub.id, OrderEvent::Complete, "").await;
    assert!(matches!(early, Err(TakeOrderStepError::NotPossible(_))), "the office waits for its turn");
    take_order_step(&w.deps, &budi, Side::Shopper, sub.id, OrderEvent::Complete, "").await.unwrap();
    let sub = part(&w, &placed).await;
    assert_eq!((sub.state, sub.payment, sub.paid_at), (OrderState::Completed, PaymentState::Paid, Some(w.deps.now())));

    // Nobody says anything: asked after, once, and then an officer ends it one way or the other.
    let (came, lost) = (gone().await, gone().await);
    w.pass(rules.delivery_window - 1);
    assert_eq!(run_order_timers(&w.deps).await.unwrap(), 0);
    w.pass(1);
    assert_eq!(run_order_timers(&w.deps).await.unwrap(), 2);
    w.pass(90 * DAY);
    assert_eq!(run_order_timers(&w.deps).await.unwrap(), 0);
    let sub = part(&w, &came).await;
    assert_eq!((sub.state, sub.deadline_at, sub.countdown()), (OrderState::Overdue, None, None));
    take_order_step(&w.deps, &officer, Side::Officer, sub.id, OrderEvent::Complete, "").await.unwrap();
    let sub = part(&w, &lost).await;
    take_order_step(&w.deps, &officer, Side::Officer, sub.id, OrderEvent::Cancel, "Kurir tidak pernah datang").await.unwrap();
    assert_eq!(part(&w, &lost).await.end.map(|(cause, _)| cause), Some(EndCause::ByOffice));
    assert_eq!(w.stock_of(&goods).await, 7);
    // The office's verdict is not held against the shopper's cash.
    w.order(&budi, &[(&goods, 1)], PaymentMethod::Cash).await;
    w.assert_nothing_lost().await;
});

both_engines!(unpaid_orders_expire_whole, |w| {
    let (one, two) = (w.stall("Satu").await, w.stall("Dua").await);
    let (a, b) = (w.goods(&one, "Keripik", 10_000, 9).await, w.goods(&two, "Opak", 7_000, 9).await);
    let guest = w.guest().await;
    let placed = w.order(&guest, &[(&a, 2), (&b, 3)], PaymentMethod::Card).await;
    let order = read(&w, &placed).await;
    assert!(order.awaits_payment() && order.subs.iter().all(|s| s.payment == PaymentState::Pending));
    assert!(
        matches!(shop_step(&w, &one, &order.subs[0], OrderEvent::Accept).await, Err(TakeOrderStepError::NotFound)),
        "not the shop's yet"
    );
    w.pass(DAY);
    assert_eq!(run_order_timers(&w.deps).await.unwrap(), 2);
    let order = read(&w, &placed).await;
    assert!(order.subs.iter().all(|s| s.state == OrderState::Expired && s.payment == PaymentState::Void));
    assert_eq!((w.stock_of(&a).await, w.stock_of(&b).await), (9, 9));
    // Cancelling one part before paying cancels the order.
    let placed = w.order(&guest, &[(&a, 1), (&b, 1)], PaymentMethod::Card).await;
    let sub = part(&w, &placed).await;
    take_order_step(&w.deps, &guest, Side::Link(&placed.secret), sub.id, OrderEvent::Cancel, "").await.unwrap();
    assert!(read(&w, &placed).await.subs.iter().all(|s| s.state == OrderState::Cancelled));
    assert_eq!((w.stock_of(&a).await, w.stock_of(&b).await), (9, 9));
    w.assert_nothing_lost().await;
});
