//! Money from gateways: said once or often, early or late, it is never lost and never counted twice.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test has nothing to recover

use backend::both_engines;
use backend::db::{Run, sql};
use backend::market::mark_refunded::MarkRefundedError;
use backend::market::place_order::{Next, Placed};
use backend::market::read_order::{OrderKey, read_order};
use backend::market::return_surplus::{list_surplus, return_surplus};
use backend::market::run_order_timers::run_order_timers;
use backend::market::sandbox_payment::{SandboxError, press_sandbox, read_sandbox_payment};
use backend::market::settle_payment::{SettlePaymentError, settle_payment};
use backend::market::start_payment::{StartPaymentError, pay_order};
use backend::market::take_order_step::{Side, take_order_step};
use backend::notices::list_notices::list_notices;
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::{DAY, MINUTE};
use domain::kernel::ids::PaymentId;
use domain::kernel::money::Rupiah;
use domain::kernel::paging::PageRequest;
use domain::market::order::{OrderEvent, OrderState};
use domain::market::order_detail::{Order, RecordKind};
use domain::market::payment::{AttemptState, PaymentMethod, PaymentOutcome, PaymentState};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use PaymentOutcome::{Failed, Paid};

async fn read(w: &World, placed: &Placed) -> Order {
    read_order(&w.deps, &Actor::GUEST, OrderKey::Secret(&placed.secret)).await.unwrap()
}

fn reference(next: &Next) -> String {
    let Next::Pay { url } = next else { panic!("{next:?}") };
    url.rsplit('/').next().unwrap().to_owned()
}

async fn paid_attempt(w: &World) -> PaymentId {
    w.deps.db.reader().fetch_one(sql("SELECT id FROM payment WHERE state = 'paid'")).await.unwrap().get("id").unwrap()
}

async fn say(w: &World, reference: &str, outcome: PaymentOutcome) -> AttemptState {
    settle_payment(&w.deps, "sandbox", reference, outcome).await.unwrap()
}

both_engines!(a_paid_order_goes_to_its_shops, |w| {
    let (one, two) = (w.stall("Satu").await, w.stall("Dua").await);
    let (a, b) = (w.goods(&one, "Keripik", 10_000, 9).await, w.goods(&two, "Opak", 7_000, 9).await);
    let budi = w.person("Budi", &[]).await;
    let placed = w.order(&budi, &[(&a, 1), (&b, 1)], PaymentMethod::Card).await;
    let reference = reference(&placed.next);
    let page = PageRequest::new(None, 20);
    let codes = async |who: &Actor| {
        let mut codes: Vec<&str> = list_notices(&w.deps, who, page).await.unwrap().items.iter().map(|n| n.notice.code()).collect();
        codes.sort_unstable();
        codes
    };
    assert_eq!((codes(&budi).await, codes(&one.owner).await), (vec!["order_awaits_payment"], vec![]), "shops hear of it when it is paid");
    let shown = read_sandbox_payment(&w.deps, &reference).await.unwrap();
    assert_eq!((shown.number.as_str(), shown.amount, shown.state), (placed.number.as_str(), Rupiah(27_000), AttemptState::Pending));
    w.pass(MINUTE);
    for _ in 0..3 {
        assert_eq!(press_sandbox(&w.deps, &reference, Paid).await.unwrap().state, AttemptState::Paid);
    }
    assert_eq!(say(&w, &reference, Failed).await, AttemptState::Paid);
    let order = read(&w, &placed).await;
    for sub in &order.subs {
        assert_eq!((sub.state, sub.payment, sub.paid_at), (OrderState::Placed, PaymentState::Paid, Some(w.deps.now())));
        assert_eq!(sub.placed_at, w.deps.now(), "the shop's time runs from the payment");
    }
    assert_eq!((codes(&budi).await, codes(&one.owner).await), (vec!["order_awaits_payment", "order_paid"], vec!["new_order"]));
    assert!(matches!(pay_order(&w.deps, &budi, OrderKey::Number(&placed.number)).await, Err(StartPaymentError::NothingToPay)));
    // Cancelled after the payment: the money is owed, and stays where it is until it is returned.
    take_order_step(&w.deps, &budi, Side::Shopper, order.subs[0].id, OrderEvent::Cancel, "").await.unwrap();
    let order = read(&w, &placed).await;
    assert_eq!(
        (order.subs[0].payment, order.subs[1].payment, order.refund_due()),
        (PaymentState::RefundDue, PaymentState::Paid, order.subs[0].total)
    );
    w.assert_nothing_lost().await;
});

both_engines!(a_failed_payment_can_be_tried_again, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 9).await;
    let budi = w.person("Budi", &[]).await;
    let placed = w.order(&budi, &[(&goods, 1)], PaymentMethod::Card).await;
    let first = reference(&placed.next);
    let key = OrderKey::Number(&placed.number);
    assert_eq!(reference(&pay_order(&w.deps, &budi, key).await.unwrap()), first, "the attempt that waits goes on");
    assert_eq!(say(&w, &first, Failed).await, AttemptState::Failed);
    assert_eq!(read(&w, &placed).await.subs[0].state, OrderState::AwaitingPayment);
    for stranger in [&w.person("Siti", &[]).await, &Actor::GUEST] {
        assert!(matches!(pay_order(&w.deps, stranger, key).await, Err(StartPaymentError::NotFound)));
    }
    let second = reference(&pay_order(&w.deps, &budi, key).await.unwrap());
    assert_ne!(first, second);
    assert_eq!(say(&w, &second, Paid).await, AttemptState::Paid);
    assert_eq!(say(&w, &first, Paid).await, AttemptState::Surplus, "paid twice: the second money goes back");
    assert_eq!(say(&w, &first, Failed).await, AttemptState::Surplus);
    for unknown in ["", "x", "' OR 1=1 --"] {
        assert!(matches!(settle_payment(&w.deps, "sandbox", unknown, Paid).await, Err(SettlePaymentError::Unknown)));
        assert!(matches!(press_sandbox(&w.deps, unknown, Paid).await, Err(SandboxError::NotFound)));
    }
    assert!(matches!(settle_payment(&w.deps, "stripe", &first, Paid).await, Err(SettlePaymentError::Unknown)));
    w.assert_nothing_lost().await;
});

both_engines!(a_second_payment_is_given_back_once_and_told, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 9).await;
    let officer = w.person("Petugas", &[Role::Officer]).await;
    let budi = w.person("Budi", &[Role::Officer]).await;
    let placed = w.order(&budi, &[(&goods, 1)], PaymentMethod::Card).await;
    let first = reference(&placed.next);
    say(&w, &first, Failed).await;
    let second = reference(&pay_order(&w.deps, &budi, OrderKey::Number(&placed.number)).await.unwrap());
    say(&w, &second, Paid).await;
    assert!(list_surplus(&w.deps, &officer).await.unwrap().is_empty());
    say(&w, &first, Paid).await;
    let open = list_surplus(&w.deps, &officer).await.unwrap();
    let total = read(&w, &placed).await.total;
    assert_eq!(open.iter().map(|s| (s.number.as_str(), s.amount)).collect::<Vec<_>>(), [(placed.number.as_str(), total)]);
    let back = async |actor: &Actor, proof| return_surplus(&w.deps, actor, open[0].id, proof).await;
    assert!(matches!(back(&stall.owner, "TRX-9").await, Err(MarkRefundedError::Forbidden(_))));
    assert!(matches!(list_surplus(&w.deps, &stall.owner).await, Err(MarkRefundedError::Forbidden(_))));
    assert!(matches!(back(&budi, "TRX-9").await, Err(MarkRefundedError::Own)));
    assert!(matches!(back(&officer, " ").await, Err(MarkRefundedError::Proof(_))));
    back(&officer, "TRX-9").await.unwrap();
    assert!(matches!(back(&officer, "TRX-9").await, Err(MarkRefundedError::Nothing)), "once");
    assert!(list_surplus(&w.deps, &officer).await.unwrap().is_empty());
    let inbox = list_notices(&w.deps, &budi, PageRequest::new(None, 50)).await.unwrap().items;
    assert_eq!(inbox.iter().filter(|n| n.notice.code() == "paid_back").count(), 1);
    assert_eq!(say(&w, &first, Paid).await, AttemptState::Surplus);
    // The one that paid stays where it is.
    assert!(matches!(return_surplus(&w.deps, &officer, paid_attempt(&w).await, "TRX-1").await, Err(MarkRefundedError::Nothing)));
    w.assert_nothing_lost().await;
});

both_engines!(money_after_the_end_is_owed_back, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 9).await;
    let budi = w.person("Budi", &[]).await;
    let placed = w.order(&budi, &[(&goods, 2)], PaymentMethod::Card).await;
    w.pass(DAY);
    run_order_timers(&w.deps).await.unwrap();
    assert_eq!(say(&w, &reference(&placed.next), Paid).await, AttemptState::Paid);
    let order = read(&w, &placed).await;
    let sub = &order.subs[0];
    assert_eq!((sub.state, sub.payment, order.refund_due()), (OrderState::Expired, PaymentState::RefundDue, order.total));
    assert_eq!(sub.history.last().map(|r| r.kind), Some(RecordKind::PaidTooLate));
    assert_eq!(w.stock_of(&goods).await, 9);
    w.assert_nothing_lost().await;
});

both_engines!(webhook_return_and_timer_at_once, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 90).await;
    let guest = w.guest().await;
    for _ in 0..5 {
        let placed = w.order(&guest, &[(&goods, 2)], PaymentMethod::Card).await;
        let reference = reference(&placed.next);
        w.pass(DAY);
        let mut tasks = Vec::new();
        for i in 0..9 {
            let (deps, reference) = (w.deps.clone(), reference.clone());
            tasks.push(tokio::spawn(async move {
                match i % 3 {
                    0 => drop(run_order_timers(&deps).await.unwrap()),
                    1 => drop(settle_payment(&deps, "sandbox", &reference, Paid).await.unwrap()),
                    _ => drop(settle_payment(&deps, "sandbox", &reference, Failed).await.unwrap()),
                }
            }));
        }
        for t in tasks {
            t.await.unwrap();
        }
        let sub = &read(&w, &placed).await.subs[0];
        let both = [(OrderState::Placed, PaymentState::Paid), (OrderState::Expired, PaymentState::RefundDue)];
        assert!(both.contains(&(sub.state, sub.payment)), "{:?} {:?}", sub.state, sub.payment);
        w.assert_nothing_lost().await;
    }
});

/// What can happen to a card order, in any order and as often as it likes.
#[derive(Clone, Copy, Debug)]
enum Happens {
    Said(usize, PaymentOutcome),
    NewAttempt,
    Cancelled,
    TimePasses,
    ShopStep(OrderEvent),
}

fn happens() -> impl Strategy<Value = Vec<Happens>> {
    let outcome = prop_oneof![Just(Paid), Just(Failed)];
    let event = prop::sample::select(vec![
        OrderEvent::Accept,
        OrderEvent::Pack,
        OrderEvent::Dispatch,
        OrderEvent::HandOver,
        OrderEvent::Cancel,
        OrderEvent::Fail,
    ]);
    let one = prop_oneof![
        4 => (0..3_usize, outcome).prop_map(|(i, o)| Happens::Said(i, o)),
        2 => Just(Happens::NewAttempt),
        1 => Just(Happens::Cancelled),
        1 => Just(Happens::TimePasses),
        3 => event.prop_map(Happens::ShopStep),
    ];
    prop::collection::vec(one, 1..14)
}

both_engines!(whatever_happens_money_and_stock_add_up, |w| {
    let (one, two) = (w.stall("Satu").await, w.stall("Dua").await);
    let (a, b) = (w.goods(&one, "Keripik", 10_000, 900).await, w.goods(&two, "Opak", 7_000, 900).await);
    let guest = w.guest().await;
    let mut runner = TestRunner::deterministic();
    for _ in 0..40 {
        let story = happens().new_tree(&mut runner).unwrap().current();
        let placed = w.order(&guest, &[(&a, 1), (&b, 2)], PaymentMethod::Card).await;
        let mut references = vec![reference(&placed.next)];
        let mut ever_paid = false;
        let subs: Vec<_> = read(&w, &placed).await.subs.iter().map(|s| (s.id, s.shop.id)).collect();
        for h in &story {
            w.pass(MINUTE);
            match *h {
                Happens::Said(i, outcome) => {
                    say(&w, &references[i % references.len()], outcome).await;
                    ever_paid |= outcome == Paid;
                }
                Happens::NewAttempt => {
                    if let Ok(next) = pay_order(&w.deps, &guest, OrderKey::Secret(&placed.secret)).await {
                        references.push(reference(&next));
                    }
                }
                Happens::Cancelled => {
                    let _ = take_order_step(&w.deps, &guest, Side::Link(&placed.secret), subs[0].0, OrderEvent::Cancel, "").await;
                }
                Happens::TimePasses => {
                    w.pass(DAY);
                    run_order_timers(&w.deps).await.unwrap();
                }
                Happens::ShopStep(event) => {
                    let owner = if subs[0].1 == one.shop { &one.owner } else { &two.owner };
                    let _ = take_order_step(&w.deps, owner, Side::Merchant, subs[0].0, event, "karena").await;
                }
            }
        }
        w.assert_nothing_lost().await;
        let order = read(&w, &placed).await;
        assert!(order.subs.iter().all(|s| s.payment.is_received() == ever_paid), "{story:?}");
        let q = sql("SELECT COUNT(*) AS n FROM payment WHERE order_id = $1 AND state = 'paid'").bind(placed.order);
        let paid: i64 = w.deps.db.reader().fetch_one(q).await.unwrap().get("n").unwrap();
        assert_eq!(paid, i64::from(ever_paid), "{story:?}");
    }
});
