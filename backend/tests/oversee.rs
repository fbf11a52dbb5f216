//! The office's look at orders.
#![allow(clippy::unwrap_used)] // a test has nothing to recover

use backend::both_engines;
use backend::flows::sandbox_payment::press_sandbox;
use backend::market::mark_refunded::{MarkRefundedError, mark_refunded};
use backend::market::oversee_orders::{OverseeOrdersError, list_overseen, read_overseen};
use backend::market::place_order::Next;
use backend::market::read_order::{OrderKey, read_order};
use backend::market::run_order_timers::run_order_timers;
use backend::market::store::overseen_orders::Overseen;
use backend::market::take_order_step::{Side, TakeOrderStepError, take_order_step};
use backend::notices::list_notices::list_notices;
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::locale::Locale;
use domain::kernel::paging::PageRequest;
use domain::market::order::{OrderEvent, OrderState};
use domain::market::order_detail::RecordKind;
use domain::market::payment::{PaymentMethod, PaymentOutcome, PaymentState};

const PAGE: PageRequest = PageRequest { page: 1, per_page: 20 };

async fn numbers(w: &World, officer: &Actor, what: Overseen) -> Vec<String> {
    let found = list_overseen(&w.deps, officer, &what, PAGE).await.unwrap();
    assert_eq!(found.total, found.items.len() as u64);
    found.items.into_iter().map(|o| o.number).collect()
}

both_engines!(the_office_finds_what_is_late_and_any_order_by_its_number, |w| {
    let (one, two) = (w.stall("Satu").await, w.stall("Dua").await);
    let (a, b) = (w.goods(&one, "Keripik", 10_000, 9).await, w.goods(&two, "Opak", 7_000, 9).await);
    let officer = w.person("Petugas", &[Role::Officer]).await;
    let guest = w.guest().await;
    let placed = w.order(&guest, &[(&a, 1), (&b, 1)], PaymentMethod::Cash).await;
    let parts = read_order(&w.deps, &guest, OrderKey::Secret(&placed.secret)).await.unwrap().subs;
    for event in [OrderEvent::Accept, OrderEvent::Pack, OrderEvent::Dispatch] {
        take_order_step(&w.deps, &one.owner, Side::Merchant, parts[0].id, event, "").await.unwrap();
    }
    assert!(numbers(&w, &officer, Overseen::Overdue).await.is_empty());
    w.pass(w.deps.settings().await.unwrap().order_rules.delivery_window);
    run_order_timers(&w.deps).await.unwrap();
    assert_eq!(numbers(&w, &officer, Overseen::Overdue).await, [parts[0].number.clone()]);
    assert!(numbers(&w, &officer, Overseen::RefundDue).await.is_empty());
    let both = [parts[0].number.clone(), parts[1].number.clone()];
    let mut found = numbers(&w, &officer, Overseen::Number(placed.number.to_lowercase())).await;
    found.sort_unstable();
    assert_eq!(found, both);
    assert_eq!(numbers(&w, &officer, Overseen::Number(parts[1].number.clone())).await, both[1..]);
    for nothing in ["%", "_", "'; --", "SN-000000"] {
        assert!(numbers(&w, &officer, Overseen::Number(nothing.to_owned())).await.is_empty(), "{nothing}");
    }
    let order = read_overseen(&w.deps, &officer, &parts[0].number).await.unwrap();
    assert_eq!((order.subs.len(), order.subs[0].state), (1, OrderState::Overdue));
    assert!(matches!(read_overseen(&w.deps, &officer, "SN-1").await, Err(OverseeOrdersError::NotFound)));
    // Nobody decides between themselves and the other side.
    let both = w.person("Dua Topi", &[Role::Officer]).await;
    let own = w.order(&both, &[(&a, 1)], PaymentMethod::Cash).await;
    let sub = read_order(&w.deps, &both, OrderKey::Secret(&own.secret)).await.unwrap().subs[0].id;
    let refused = take_order_step(&w.deps, &both, Side::Officer, sub, OrderEvent::Cancel, "karena").await;
    assert!(matches!(refused, Err(TakeOrderStepError::OwnOrder)));
    take_order_step(&w.deps, &officer, Side::Officer, sub, OrderEvent::Cancel, "karena").await.unwrap();
    for stranger in [&one.owner, &guest, &Actor::GUEST] {
        assert!(matches!(list_overseen(&w.deps, stranger, &Overseen::Overdue, PAGE).await, Err(OverseeOrdersError::Forbidden(_))));
        assert!(matches!(read_overseen(&w.deps, stranger, &parts[0].number).await, Err(OverseeOrdersError::Forbidden(_))));
    }
});

both_engines!(money_goes_back_once_and_leaves_a_trace, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 9).await;
    let officer = w.person("Petugas", &[Role::Officer]).await;
    let shopper = w.person("Pembeli", &[Role::Officer]).await;
    let placed = w.order(&shopper, &[(&goods, 1)], PaymentMethod::Card).await;
    let Next::Pay { url } = &placed.next else { panic!("a card") };
    press_sandbox(&w.deps, url.rsplit('/').next().unwrap(), PaymentOutcome::Paid).await.unwrap();
    let read = async || read_order(&w.deps, &shopper, OrderKey::Secret(&placed.secret)).await.unwrap().subs.remove(0);
    let part = read().await;
    let mark = async |actor: &Actor, proof| mark_refunded(&w.deps, actor, part.id, proof).await;
    assert!(matches!(mark(&officer, "TRX-1").await, Err(MarkRefundedError::Nothing)), "nothing is owed yet");
    take_order_step(&w.deps, &officer, Side::Officer, part.id, OrderEvent::Cancel, "habis").await.unwrap();
    assert_eq!(numbers(&w, &officer, Overseen::RefundDue).await, std::slice::from_ref(&part.number));
    assert!(matches!(mark(&stall.owner, "TRX-1").await, Err(MarkRefundedError::Forbidden(_))));
    assert!(matches!(mark(&shopper, "TRX-1").await, Err(MarkRefundedError::Own)));
    assert!(matches!(mark(&officer, "").await, Err(MarkRefundedError::Proof(_))));
    mark(&officer, "TRX-1").await.unwrap();
    assert!(matches!(mark(&officer, "TRX-2").await, Err(MarkRefundedError::Nothing)), "once");
    let after = read().await;
    let told = after.history.iter().find(|r| r.kind == RecordKind::Refunded).unwrap();
    assert_eq!((after.payment, told.reason.as_str(), told.by_name.as_deref()), (PaymentState::Refunded, "TRX-1", Some("Petugas")));
    assert!(numbers(&w, &officer, Overseen::RefundDue).await.is_empty());
    let inbox = list_notices(&w.deps, &shopper, PAGE).await.unwrap().items;
    let told: Vec<_> = inbox.iter().filter(|n| n.notice.code() == "paid_back").map(|n| n.notice.text(Locale::En)).collect();
    assert_eq!(told.len(), 1, "told once");
    assert_eq!(told[0].title, format!("{} of order {} has been paid back", part.total, part.number));
    assert!(told[0].body.ends_with("Reference: TRX-1"), "{told:?}");
});
