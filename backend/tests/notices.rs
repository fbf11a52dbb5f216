//! Who is told what, where, in which language.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test has nothing to recover

use backend::both_engines;
use backend::market::add_to_cart::add_to_cart;
use backend::market::ask_to_cancel::{Answer, answer_cancel, ask_to_cancel};
use backend::market::place_order::place_order;
use backend::market::read_badges::read_badges;
use backend::market::read_order::{OrderKey, read_order};
use backend::market::run_order_timers::run_order_timers;
use backend::market::take_order_step::{Side, take_order_step};
use backend::market::whatsapp_link::{whatsapp_to_buyer, whatsapp_to_shop};
use backend::notices::list_notices::{NoticesError, list_notices};
use backend::notices::mark_read::mark_read;
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::identity::email::Email;
use domain::kernel::clock::{HOUR, MINUTE};
use domain::kernel::locale::Locale;
use domain::kernel::paging::PageRequest;
use domain::market::delivery::DeliveryKind;
use domain::market::order::OrderEvent;
use domain::market::payment::PaymentMethod;

const PAGE: PageRequest = PageRequest { page: 1, per_page: 50 };

async fn inbox(w: &World, who: &Actor) -> Vec<&'static str> {
    list_notices(&w.deps, who, PAGE).await.unwrap().items.iter().rev().map(|n| n.notice.code()).collect()
}

both_engines!(everybody_is_told_of_each_step_once, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 9).await;
    let budi = w.person("Budi", &[]).await;
    let placed = w.order(&budi, &[(&goods, 1)], PaymentMethod::Cash).await;
    let sub = read_order(&w.deps, &budi, OrderKey::Number(&placed.number)).await.unwrap().subs.remove(0);
    for event in [OrderEvent::Accept, OrderEvent::Pack] {
        w.pass(MINUTE);
        take_order_step(&w.deps, &stall.owner, Side::Merchant, sub.id, event, "").await.unwrap();
    }
    w.pass(2 * HOUR);
    ask_to_cancel(&w.deps, &budi, Side::Shopper, sub.id, "Salah <b>pilih</b>").await.unwrap();
    w.pass(MINUTE);
    answer_cancel(&w.deps, &stall.owner, sub.id, Answer::Refuse("Sudah jadi")).await.unwrap();
    for event in [OrderEvent::Dispatch, OrderEvent::HandOver] {
        w.pass(MINUTE);
        take_order_step(&w.deps, &stall.owner, Side::Merchant, sub.id, event, "").await.unwrap();
    }
    w.pass(w.deps.settings().await.unwrap().order_rules.completion_window);
    run_order_timers(&w.deps).await.unwrap();
    assert_eq!(
        inbox(&w, &budi).await,
        ["order_placed", "accepted", "packed", "cancel_ask_sent", "cancel_refused", "on_the_way", "handed_over", "completed"]
    );
    assert_eq!(inbox(&w, &stall.owner).await, ["new_order", "cancel_asked", "completed"]);
    w.run_jobs().await;
    let mails = w.mails();
    let to = |address: &str| mails.iter().filter(|m| m.to == address).count();
    assert_eq!((mails.len(), to("budi@example.id"), to("pemilik.satu@example.id")), (11, 8, 3));
    // Several are sent at once, in no order.
    let first = mails.iter().find(|m| m.to == "budi@example.id" && m.body.contains("Rp15.000")).unwrap();
    assert!(first.body.contains(&format!("http://localhost:3000/pesanan/{}", placed.secret)), "{}", first.body);
    assert!(first.subject.contains(&placed.number), "{}", first.subject);

    assert_eq!(read_badges(&w.deps, &budi).await.unwrap().unread, 8);
    let one = list_notices(&w.deps, &budi, PAGE).await.unwrap().items.remove(0);
    mark_read(&w.deps, &stall.owner, Some(one.id)).await.unwrap();
    assert_eq!(read_badges(&w.deps, &budi).await.unwrap().unread, 8, "another's notice stays unread");
    mark_read(&w.deps, &budi, Some(one.id)).await.unwrap();
    assert_eq!(read_badges(&w.deps, &budi).await.unwrap().unread, 7);
    mark_read(&w.deps, &budi, None).await.unwrap();
    assert_eq!(read_badges(&w.deps, &budi).await.unwrap().unread, 0);
    for nobody in [&Actor::GUEST, &Actor::System] {
        assert!(matches!(list_notices(&w.deps, nobody, PAGE).await, Err(NoticesError::Forbidden(_))));
        assert!(matches!(mark_read(&w.deps, nobody, None).await, Err(NoticesError::Forbidden(_))));
    }
});

both_engines!(who_ordered_hears_of_what_is_done_with_the_link, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 9).await;
    let (budi, somebody) = (w.person("Budi", &[]).await, w.guest().await);
    let placed = w.order(&budi, &[(&goods, 1)], PaymentMethod::Cash).await;
    let sub = read_order(&w.deps, &budi, OrderKey::Number(&placed.number)).await.unwrap().subs.remove(0);
    take_order_step(&w.deps, &somebody, Side::Link(&placed.secret), sub.id, OrderEvent::Cancel, "").await.unwrap();
    assert_eq!(inbox(&w, &budi).await, ["order_placed", "cancelled_by_you"]);
    assert_eq!(inbox(&w, &stall.owner).await, ["new_order", "ended"]);
    // A card order of two shops ends whole, and is told once.
    let other = w.stall("Dua").await;
    let more = w.goods(&other, "Opak", 7_000, 9).await;
    w.pass(MINUTE);
    let placed = w.order(&budi, &[(&goods, 1), (&more, 1)], PaymentMethod::Card).await;
    let sub = read_order(&w.deps, &budi, OrderKey::Number(&placed.number)).await.unwrap().subs.remove(0);
    w.pass(MINUTE);
    take_order_step(&w.deps, &budi, Side::Shopper, sub.id, OrderEvent::Cancel, "").await.unwrap();
    assert_eq!(inbox(&w, &budi).await[2..], ["order_awaits_payment", "cancelled_by_you"]);
    assert!(inbox(&w, &other.owner).await.is_empty(), "never the shop's");
});

both_engines!(both_sides_hear_of_a_late_delivery, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 9).await;
    let budi = w.person("Budi", &[]).await;
    let placed = w.order(&budi, &[(&goods, 1)], PaymentMethod::Cash).await;
    let sub = read_order(&w.deps, &budi, OrderKey::Number(&placed.number)).await.unwrap().subs.remove(0);
    for event in [OrderEvent::Accept, OrderEvent::Pack, OrderEvent::Dispatch] {
        w.pass(MINUTE);
        take_order_step(&w.deps, &stall.owner, Side::Merchant, sub.id, event, "").await.unwrap();
    }
    w.pass(w.deps.settings().await.unwrap().order_rules.delivery_window);
    run_order_timers(&w.deps).await.unwrap();
    w.pass(MINUTE);
    take_order_step(&w.deps, &budi, Side::Shopper, sub.id, OrderEvent::Complete, "").await.unwrap();
    assert_eq!(inbox(&w, &budi).await[4..], ["ask_arrival", "completed"]);
    assert_eq!(inbox(&w, &stall.owner).await, ["new_order", "delivery_overdue", "completed"]);
});

both_engines!(a_guest_reads_mail_in_the_language_of_the_order, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 9).await;
    let guest = w.guest().await;
    add_to_cart(&w.deps, &guest, goods.variant, 1).await.unwrap();
    let mut form = w.checkout(&guest, "k", DeliveryKind::Pickup, PaymentMethod::Cash).await;
    form.locale = Locale::En;
    form.contact.email = Some(Email::parse("tamu@example.id").unwrap());
    let placed = place_order(&w.deps, &guest, &form).await.unwrap();
    w.run_jobs().await;
    let mail = w.mails().into_iter().find(|m| m.to == "tamu@example.id").unwrap();
    assert!(mail.subject.starts_with("We have your order"), "{}", mail.subject);
    assert!(mail.body.contains(&format!("/en/pesanan/{}", placed.secret)));
    let order = read_order(&w.deps, &guest, OrderKey::Secret(&placed.secret)).await.unwrap();
    for event in [OrderEvent::Accept, OrderEvent::Pack, OrderEvent::MakeReady] {
        w.pass(MINUTE);
        take_order_step(&w.deps, &stall.owner, Side::Merchant, order.subs[0].id, event, "").await.unwrap();
    }
    w.pass(MINUTE);
    take_order_step(&w.deps, &guest, Side::Link(&placed.secret), order.subs[0].id, OrderEvent::Complete, "").await.unwrap();
    w.run_jobs().await;
    let subjects: Vec<String> = w.mails().into_iter().filter(|m| m.to == "tamu@example.id").map(|m| m.subject).collect();
    let expected = ["We have your order", "has accepted order", "is packed", "is ready for pick-up", "is completed"];
    assert_eq!(subjects.len(), expected.len(), "{subjects:?}");
    assert!(expected.iter().all(|e| subjects.iter().any(|s| s.contains(e))), "{subjects:?}");
    let to_shop = whatsapp_to_shop(&order, &order.subs[0], Locale::Id).unwrap();
    assert!(to_shop.starts_with("https://wa.me/6281234567890?text=Halo%20Satu") && to_shop.contains(&order.subs[0].number), "{to_shop}");
    let to_buyer = whatsapp_to_buyer(&order, &order.subs[0]);
    assert!(to_buyer.starts_with("https://wa.me/6281322110099?text=Hello%20Neng%20Siti"), "{to_buyer}");
});
