//! Orders that end before their time, and the stock that comes back.

use backend::both_engines;
use backend::market::add_to_cart::add_to_cart;
use backend::market::ask_to_cancel::{Answer, CancelError, answer_cancel, ask_to_cancel};
use backend::market::place_order::{PlaceOrderError, place_order};
use backend::market::run_order_timers::run_order_timers;
use backend::market::take_order_step::{Side, TakeOrderStepError, take_order_step};
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::{DAY, HOUR};
use domain::market::delivery::DeliveryKind;
use domain::market::order::{OrderEvent, OrderState};
use domain::market::order_detail::{RecordKind, Rings, SubOrder};
use domain::market::order_end::EndCause;
use domain::market::payment::PaymentMethod;

use super::{part, shop_step};

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
