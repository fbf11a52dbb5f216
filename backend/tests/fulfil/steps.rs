//! What each side may do with an order, from placed to completed.

use backend::both_engines;
use backend::db::{Run, sql};
use backend::market::ask_to_cancel::{Answer, CancelError, answer_cancel, ask_to_cancel};
use backend::market::take_order_step::{Side, TakeOrderStepError, take_order_step};
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::MINUTE;
use domain::market::order::{By, OrderEvent, OrderState};
use domain::market::order_end::EndCause;
use domain::market::payment::{PaymentMethod, PaymentState};

use super::{part, shop_step};

both_engines!(from_placed_to_completed, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 9).await;
    let guest = w.guest().await;
    let placed = w.order(&guest, &[(&goods, 2)], PaymentMethod::Cash).await;
    let sub = part(&w, &placed).await;
    for (event, to, payment) in [
        (OrderEvent::Accept, OrderState::Accepted, PaymentState::Due),
        (OrderEvent::Pack, OrderState::Packed, PaymentState::Due),
        (OrderEvent::Dispatch, OrderState::OnTheWay, PaymentState::Due),
        (OrderEvent::HandOver, OrderState::HandedOver, PaymentState::Paid),
    ] {
        w.pass(MINUTE);
        assert_eq!(shop_step(&w, &stall, &sub, event).await.unwrap(), to);
        assert_eq!(part(&w, &placed).await.payment, payment);
        // A double click is told that the step has been taken.
        assert!(matches!(shop_step(&w, &stall, &sub, event).await, Err(TakeOrderStepError::NotPossible(_))));
    }
    let done = take_order_step(&w.deps, &guest, Side::Link(&placed.secret), sub.id, OrderEvent::Complete, "").await.unwrap();
    assert_eq!(done, OrderState::Completed);
    let sub = part(&w, &placed).await;
    let by: Vec<By> = sub.history.iter().map(|r| r.by).collect();
    assert_eq!(by, [By::Shopper, By::Merchant, By::Merchant, By::Merchant, By::Merchant, By::Shopper]);
    assert_eq!(sub.history[1].by_name.as_deref(), Some("Pemilik Satu"));
    assert_eq!((sub.countdown(), sub.end, w.stock_of(&goods).await), (None, None, 7));
    w.assert_nothing_lost().await;
});

both_engines!(each_side_reaches_only_its_own, |w| {
    let (stall, other) = (w.stall("Satu").await, w.stall("Dua").await);
    let goods = w.goods(&stall, "Keripik", 10_000, 9).await;
    let (shopper, officer) = (w.person("Budi", &[]).await, w.person("Petugas", &[Role::Officer]).await);
    let placed = w.order(&shopper, &[(&goods, 1)], PaymentMethod::Cash).await;
    let sub = part(&w, &placed).await;
    let step = async |actor: &Actor, side, event| take_order_step(&w.deps, actor, side, sub.id, event, "karena").await;
    for (actor, side) in [
        (&other.owner, Side::Merchant),
        (&shopper, Side::Merchant),
        (&officer, Side::Merchant),
        (&Actor::GUEST, Side::Merchant),
        (&Actor::System, Side::Merchant),
        (&stall.owner, Side::Shopper),
        (&Actor::GUEST, Side::Shopper),
        (&other.owner, Side::Link("tebakan")),
        (&shopper, Side::Officer),
        (&stall.owner, Side::Officer),
        (&Actor::GUEST, Side::Officer),
        (&Actor::System, Side::Officer),
    ] {
        for event in OrderEvent::ALL {
            assert!(matches!(step(actor, side, event).await, Err(TakeOrderStepError::NotFound)), "{side:?} {event:?}");
        }
        assert!(matches!(ask_to_cancel(&w.deps, actor, side, sub.id, "x").await, Err(CancelError::NotFound)));
    }
    for actor in [&other.owner, &shopper, &officer, &Actor::GUEST, &Actor::System] {
        assert!(matches!(answer_cancel(&w.deps, actor, sub.id, Answer::Agree).await, Err(CancelError::NotFound)));
    }
    // The right people, but not their step.
    for (actor, side, event) in [
        (&shopper, Side::Shopper, OrderEvent::Accept),
        (&stall.owner, Side::Merchant, OrderEvent::Complete),
        (&officer, Side::Officer, OrderEvent::Accept),
        (&stall.owner, Side::Merchant, OrderEvent::Expire),
        (&stall.owner, Side::Merchant, OrderEvent::Pay),
    ] {
        assert!(matches!(step(actor, side, event).await, Err(TakeOrderStepError::NotPossible(_))), "{side:?} {event:?}");
    }
    let forged = take_order_step(&w.deps, &stall.owner, Side::Merchant, w.deps.id(), OrderEvent::Accept, "").await;
    assert!(matches!(forged, Err(TakeOrderStepError::NotFound)));
    let silent = take_order_step(&w.deps, &officer, Side::Officer, sub.id, OrderEvent::Cancel, "  ").await;
    assert!(matches!(silent, Err(TakeOrderStepError::ReasonMissing)));
    assert_eq!(step(&officer, Side::Officer, OrderEvent::Cancel).await.unwrap(), OrderState::Cancelled);
    let sub = part(&w, &placed).await;
    assert_eq!((sub.end, sub.payment), (Some((EndCause::ByOffice, "karena".to_owned())), PaymentState::Void));
    assert_eq!(w.stock_of(&goods).await, 9);
    let audits = w.deps.db.reader().fetch_all(sql("SELECT 1 AS one FROM audit WHERE action = 'order.step'")).await.unwrap();
    assert_eq!(audits.len(), 1);
});
