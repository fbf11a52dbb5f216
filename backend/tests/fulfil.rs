//! The order machine with its people, timers and races.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test has nothing to recover

use backend::both_engines;
use backend::db::{Run, sql};
use backend::market::add_to_cart::add_to_cart;
use backend::market::ask_to_cancel::{Answer, CancelError, answer_cancel, ask_to_cancel};
use backend::market::list_shop_orders::list_shop_orders;
use backend::market::place_order::{Next, PlaceOrderError, Placed, place_order};
use backend::market::read_order::{ListOrdersError, OrderKey, read_order, read_shop_order};
use backend::market::run_order_timers::run_order_timers;
use backend::market::settle_payment::settle_payment;
use backend::market::store::order_lists::ShopOrderFilter;
use backend::market::take_order_step::{Side, TakeOrderStepError, take_order_step};
use backend::testing::market::Stall;
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::{DAY, HOUR, MINUTE};
use domain::kernel::paging::PageRequest;
use domain::market::delivery::DeliveryKind;
use domain::market::order::{By, OrderEvent, OrderState};
use domain::market::order_detail::{Order, RecordKind, Rings, SubOrder};
use domain::market::order_end::EndCause;
use domain::market::order_group::OrderGroup;
use domain::market::payment::{PaymentMethod, PaymentOutcome, PaymentState};

async fn read(w: &World, placed: &Placed) -> Order {
    read_order(&w.deps, &Actor::GUEST, OrderKey::Secret(&placed.secret)).await.unwrap()
}

async fn part(w: &World, placed: &Placed) -> SubOrder {
    read(w, placed).await.subs.remove(0)
}

/// The gateway says that the order is paid.
async fn pay(w: &World, placed: &Placed) {
    let Next::Pay { url } = &placed.next else { panic!("{:?}", placed.next) };
    settle_payment(&w.deps, "sandbox", url.rsplit('/').next().unwrap(), PaymentOutcome::Paid).await.unwrap();
}

async fn shop_step(w: &World, stall: &Stall, sub: &SubOrder, event: OrderEvent) -> Result<OrderState, TakeOrderStepError> {
    take_order_step(&w.deps, &stall.owner, Side::Merchant, sub.id, event, "habis").await
}

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

both_engines!(a_shopper_cancels_freely_for_an_hour_then_asks, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 50).await;
    let budi = w.person("Budi", &[]).await;
    let cancel = async |sub: &SubOrder| take_order_step(&w.deps, &budi, Side::Shopper, sub.id, OrderEvent::Cancel, "").await;
    let ask = async |sub: &SubOrder| ask_to_cancel(&w.deps, &budi, Side::Shopper, sub.id, "Salah pilih").await;

    let free = part(&w, &w.order(&budi, &[(&goods, 1)], PaymentMethod::Cash).await).await;
    assert!(matches!(ask(&free).await, Err(CancelError::NotPossible)), "no need to ask");
    w.pass(HOUR);
    assert_eq!(cancel(&free).await.unwrap(), OrderState::Cancelled);

    // Refused: goes on. Asked again, agreed.
    let placed = w.order(&budi, &[(&goods, 1)], PaymentMethod::Cash).await;
    let sub = part(&w, &placed).await;
    w.pass(HOUR + 1);
    assert!(matches!(cancel(&sub).await, Err(TakeOrderStepError::AskFirst)));
    ask(&sub).await.unwrap();
    w.pass(1);
    assert!(matches!(ask(&sub).await, Err(CancelError::NotPossible)), "asked already");
    assert!(matches!(shop_step(&w, &stall, &sub, OrderEvent::Accept).await, Err(TakeOrderStepError::AnswerFirst)));
    assert!(matches!(answer_cancel(&w.deps, &stall.owner, sub.id, Answer::Refuse(" ")).await, Err(CancelError::Reason(_))));
    answer_cancel(&w.deps, &stall.owner, sub.id, Answer::Refuse("Sudah dibuat")).await.unwrap();
    w.pass(1);
    assert!(matches!(answer_cancel(&w.deps, &stall.owner, sub.id, Answer::Agree).await, Err(CancelError::NotPossible)));
    let seen = part(&w, &placed).await;
    let rules = w.deps.settings().await.unwrap().order_rules;
    assert!(!seen.can_ask_to_cancel(w.deps.now(), &rules));
    assert!(matches!(ask(&sub).await, Err(CancelError::NotPossible)), "answered: not again before the order has moved on");
    shop_step(&w, &stall, &sub, OrderEvent::Accept).await.unwrap();
    w.pass(1);
    ask(&sub).await.unwrap();
    w.pass(1);
    answer_cancel(&w.deps, &stall.owner, sub.id, Answer::Agree).await.unwrap();
    let seen = part(&w, &placed).await;
    assert_eq!(seen.end, Some((EndCause::Agreed, "Salah pilih".to_owned())));
    let kinds: Vec<RecordKind> = seen.history.iter().map(|r| r.kind).collect();
    let step = RecordKind::Step;
    let expected = [
        RecordKind::Ordered,
        RecordKind::CancelAsked,
        RecordKind::CancelRefused,
        step(OrderEvent::Accept),
        RecordKind::CancelAsked,
        step(OrderEvent::Cancel),
    ];
    assert_eq!(kinds, expected);

    // Silence agrees after a day.
    let placed = w.order(&budi, &[(&goods, 1)], PaymentMethod::Cash).await;
    let sub = part(&w, &placed).await;
    shop_step(&w, &stall, &sub, OrderEvent::Accept).await.unwrap();
    w.pass(2 * HOUR);
    ask(&sub).await.unwrap();
    assert_eq!(part(&w, &placed).await.countdown().map(|c| (c.rings, c.at)), Some((Rings::CancelApproved, w.deps.now().plus(DAY))));
    w.pass(DAY);
    assert_eq!(run_order_timers(&w.deps).await.unwrap(), 1);
    assert_eq!(part(&w, &placed).await.end, Some((EndCause::Agreed, "Salah pilih".to_owned())));
    assert_eq!(w.stock_of(&goods).await, 50);
    w.assert_nothing_lost().await;
});

both_engines!(stock_comes_back_once_however_many_cancel_at_once, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 500).await;
    let budi = w.person("Budi", &[]).await;
    let officer = w.person("Petugas", &[Role::Admin]).await;
    for round in 0..5 {
        let placed = w.order(&budi, &[(&goods, 3)], PaymentMethod::Cash).await;
        let sub = part(&w, &placed).await;
        w.pass(DAY); // the timer is due, and somebody presses the button in the same moment
        let by = |actor: &Actor, side| {
            let (deps, actor, id) = (w.deps.clone(), actor.clone(), sub.id);
            tokio::spawn(async move { take_order_step(&deps, &actor, side, id, OrderEvent::Cancel, "habis").await.is_ok() })
        };
        let timer = || {
            let deps = w.deps.clone();
            tokio::spawn(async move { run_order_timers(&deps).await.unwrap() > 0 })
        };
        let tasks =
            [timer(), by(&stall.owner, Side::Merchant), timer(), by(&officer, Side::Officer), by(&stall.owner, Side::Merchant), timer()];
        let mut winners = 0;
        for t in tasks {
            winners += u8::from(t.await.unwrap());
        }
        assert_eq!(winners, 1, "round {round}");
        assert_eq!(w.stock_of(&goods).await, 500);
        w.assert_nothing_lost().await;
    }
});

both_engines!(cash_is_switched_off_after_two_failures, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 50).await;
    let guest = w.guest().await;
    for failures in 0..2 {
        let placed = w.order(&guest, &[(&goods, 1)], PaymentMethod::Cash).await;
        let sub = part(&w, &placed).await;
        for event in [OrderEvent::Accept, OrderEvent::Pack, OrderEvent::Dispatch, OrderEvent::Fail] {
            shop_step(&w, &stall, &sub, event).await.unwrap();
        }
        assert_eq!(part(&w, &placed).await.end, Some((EndCause::HandOverFailed, "habis".to_owned())), "{failures}");
    }
    // The number counts, whoever holds the phone.
    let other = w.guest().await;
    add_to_cart(&w.deps, &other, goods.variant, 1).await.unwrap();
    let form = w.checkout(&other, "tunai", DeliveryKind::OwnCourier, PaymentMethod::Cash).await;
    assert!(matches!(place_order(&w.deps, &other, &form).await, Err(PlaceOrderError::CashOff)));
    let mut elsewhere = form.clone();
    elsewhere.contact.phone = domain::kernel::phone::Phone::parse("085555555555").unwrap();
    assert!(place_order(&w.deps, &other, &elsewhere).await.is_ok());
    w.pass(61 * DAY);
    w.order(&guest, &[(&goods, 1)], PaymentMethod::Cash).await;
});

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

both_engines!(ending_and_buying_crosswise_never_stand_in_each_others_way, |w| {
    let (one, two) = (w.stall("Satu").await, w.stall("Dua").await);
    let (a, b) = (w.goods(&one, "Keripik", 10_000, 40).await, w.goods(&two, "Opak", 7_000, 40).await);
    let mut unpaid = Vec::new();
    for i in 0..20 {
        let guest = w.guest().await;
        let what = if i % 2 == 0 { [(&a, 1), (&b, 1)] } else { [(&b, 1), (&a, 1)] };
        let placed = w.order(&guest, &what, PaymentMethod::Card).await;
        unpaid.push((guest, part(&w, &placed).await.id, placed));
    }
    let mut forms = Vec::new();
    for i in 0..20 {
        let guest = w.guest().await;
        for g in if i % 2 == 0 { [&b, &a] } else { [&a, &b] } {
            add_to_cart(&w.deps, &guest, g.variant, 1).await.unwrap();
        }
        let form = w.checkout(&guest, "k", DeliveryKind::OwnCourier, PaymentMethod::Cash).await;
        forms.push((guest, form));
    }
    let cancels = unpaid.into_iter().map(|(guest, id, placed)| {
        let deps = w.deps.clone();
        tokio::spawn(async move {
            take_order_step(&deps, &guest, Side::Link(&placed.secret), id, OrderEvent::Cancel, "").await.unwrap();
        })
    });
    let buys = forms.into_iter().map(|(guest, form)| {
        let deps = w.deps.clone();
        tokio::spawn(async move {
            place_order(&deps, &guest, &form).await.unwrap();
        })
    });
    for t in cancels.zip(buys).flat_map(|(c, b)| [c, b]).collect::<Vec<_>>() {
        t.await.unwrap();
    }
    assert_eq!((w.stock_of(&a).await, w.stock_of(&b).await), (20, 20));
    w.assert_nothing_lost().await;
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
