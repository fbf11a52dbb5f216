//! Placing orders: all or nothing, once, at the price that was shown, never more than there is.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test has nothing to recover

use std::sync::Arc;

use backend::both_engines;
use backend::db::{Run, sql};
use backend::market::acknowledge_prices::acknowledge_prices;
use backend::market::add_to_cart::add_to_cart;
use backend::market::place_order::{Next, PlaceOrderError, Placed, place_order};
use backend::market::read_cart::read_cart;
use backend::market::read_order::{ListOrdersError, OrderKey, ReadOrderError, list_my_orders, read_order, read_shop_order};
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::kernel::money::Rupiah;
use domain::kernel::paging::PageRequest;
use domain::kernel::wilayah::Kelurahan;
use domain::market::delivery::{DeliveryError, DeliveryKind};
use domain::market::order::OrderState;
use domain::market::order_detail::RecordKind;
use domain::market::payment::{PaymentMethod, PaymentState};

async fn change(w: &World, statement: &'static str, id: uuid::Uuid) {
    let mut tx = w.deps.db.begin().await.unwrap();
    assert_eq!(tx.execute(sql(statement).bind(id)).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

async fn count(w: &World, table: &str) -> i64 {
    w.deps.db.reader().fetch_one(sql(format!("SELECT COUNT(*) AS n FROM {table}"))).await.unwrap().get("n").unwrap()
}

both_engines!(an_order_has_a_part_per_shop_and_reads_back_whole, |w| {
    let (one, two) = (w.stall("Satu").await, w.stall("Dua").await);
    let (a, b) = (w.goods(&one, "Keripik <i>pedas</i>", 10_000, 5).await, w.goods(&two, "Opak", 7_000, 2).await);
    let guest = w.guest().await;
    let placed = w.order(&guest, &[(&a, 2), (&b, 2)], PaymentMethod::Cash).await;
    assert_eq!(placed.next, Next::Done);
    let order = read_order(&w.deps, &Actor::GUEST, OrderKey::Secret(&placed.secret)).await.unwrap();
    assert_eq!(
        (order.number.as_str(), order.goods, order.delivery, order.total),
        (placed.number.as_str(), Rupiah(34_000), Rupiah(10_000), Rupiah(44_000))
    );
    assert_eq!(order.subs.len(), 2);
    for (sub, (stall, total)) in order.subs.iter().zip([(&one, 25_000), (&two, 19_000)]) {
        assert_eq!((sub.shop.id, sub.total, sub.state, sub.payment), (stall.shop, Rupiah(total), OrderState::Placed, PaymentState::Due));
        assert_eq!(sub.history.iter().map(|r| r.kind).collect::<Vec<_>>(), [RecordKind::Ordered]);
        assert!(sub.countdown().is_some());
        // The shop sees its own part, and nothing of the other's.
        let seen = read_shop_order(&w.deps, &stall.owner, &sub.number).await.unwrap();
        assert_eq!(seen.subs, std::slice::from_ref(sub));
        let other = if stall.shop == one.shop { &two.owner } else { &one.owner };
        for stranger in [other, &guest, &Actor::System, &Actor::GUEST] {
            assert!(matches!(read_shop_order(&w.deps, stranger, &sub.number).await, Err(ReadOrderError::NotFound)));
        }
    }
    assert_eq!((w.stock_of(&a).await, w.stock_of(&b).await), (3, 0));
    assert!(read_cart(&w.deps, &guest).await.unwrap().is_empty());
    w.assert_nothing_lost().await;
    // Sold out is told to lists and the index, fewer left only to the product's page.
    let tags = w.deps.db.reader().fetch_all(sql("SELECT tag FROM page_change ORDER BY tag")).await.unwrap();
    let tags: Vec<String> = tags.iter().map(|r| r.get("tag").unwrap()).collect();
    let mut expected = vec![format!("product:{}", b.product), format!("stock:{}", a.product), format!("stock:{}", b.product)];
    expected.sort();
    assert_eq!(tags, expected);
});

both_engines!(only_the_link_or_its_person_opens_an_order, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 50).await;
    let (mine, other) = (w.person("Budi", &[]).await, w.person("Siti", &[]).await);
    let placed = w.order(&mine, &[(&goods, 1)], PaymentMethod::Cash).await;
    assert!(read_order(&w.deps, &mine, OrderKey::Number(&placed.number)).await.is_ok());
    for stranger in [&other, &stall.owner, &Actor::GUEST, &w.guest().await, &Actor::System] {
        assert!(matches!(read_order(&w.deps, stranger, OrderKey::Number(&placed.number)).await, Err(ReadOrderError::NotFound)));
    }
    assert!(matches!(read_order(&w.deps, &mine, OrderKey::Secret("x' OR '1'='1")).await, Err(ReadOrderError::NotFound)));
    let page = PageRequest::new(None, 10);
    let list = list_my_orders(&w.deps, &mine, page).await.unwrap();
    assert_eq!((list.total, list.items[0].number.as_str(), list.items[0].subs.len()), (1, placed.number.as_str(), 1));
    assert_eq!(list_my_orders(&w.deps, &other, page).await.unwrap().total, 0);
    assert!(matches!(list_my_orders(&w.deps, &Actor::GUEST, page).await, Err(ListOrdersError::Forbidden(_))));
});

both_engines!(the_same_form_is_the_same_order, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 50).await;
    let (guest, other) = (w.guest().await, w.guest().await);
    for g in [&guest, &other] {
        add_to_cart(&w.deps, g, goods.variant, 2).await.unwrap();
    }
    let form = w.checkout(&guest, "kunci", DeliveryKind::OwnCourier, PaymentMethod::Cash).await;
    let first = place_order(&w.deps, &guest, &form).await.unwrap();
    let mut changed = form.clone();
    changed.expected_total = Rupiah(1);
    // Nothing else could be meant.
    assert_eq!(place_order(&w.deps, &guest, &changed).await.unwrap(), first);
    // Whatever else has changed: the cart, the price.
    add_to_cart(&w.deps, &guest, goods.variant, 5).await.unwrap();
    change(&w, "UPDATE variant SET price = 99000 WHERE id = $1", goods.variant.0).await;
    assert_eq!(place_order(&w.deps, &guest, &form).await.unwrap(), first);
    // Another form with the old key, over other goods, is not that order.
    let mut note = form.clone();
    "Yang pedas".clone_into(&mut note.shops[0].note);
    let mut name = form.clone();
    "Orang Lain".clone_into(&mut name.contact.name);
    let again = w.checkout(&guest, "kunci", DeliveryKind::OwnCourier, PaymentMethod::Cash).await;
    for other in [&changed, &note, &name, &again] {
        let refused = place_order(&w.deps, &guest, other).await;
        assert!(matches!(refused, Err(PlaceOrderError::KeyUsed { number, secret }) if number == first.number && secret == first.secret));
    }
    change(&w, "UPDATE variant SET price = 10000 WHERE id = $1", goods.variant.0).await;
    // Another's key is of no use to anybody else.
    let theirs = w.checkout(&other, "kunci", DeliveryKind::OwnCourier, PaymentMethod::Cash).await;
    let second = place_order(&w.deps, &other, &theirs).await.unwrap();
    assert_ne!((second.order, &second.secret), (first.order, &first.secret));
    for bad in ["", "  ", &"k".repeat(101)] {
        let mut form = form.clone();
        form.idempotency_key = bad.to_owned();
        assert!(matches!(place_order(&w.deps, &guest, &form).await, Err(PlaceOrderError::Key)));
    }
    assert_eq!((count(&w, "market_order").await, w.stock_of(&goods).await), (2, 46));
    w.assert_nothing_lost().await;
});

both_engines!(twenty_submissions_at_once_are_one_order, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 50).await;
    let guest = w.guest().await;
    add_to_cart(&w.deps, &guest, goods.variant, 2).await.unwrap();
    let form = Arc::new(w.checkout(&guest, "sekali", DeliveryKind::OwnCourier, PaymentMethod::Card).await);
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let (deps, guest, form) = (w.deps.clone(), guest.clone(), form.clone());
            tokio::spawn(async move { place_order(&deps, &guest, &form).await.unwrap() })
        })
        .collect();
    let mut placed: Vec<Placed> = Vec::new();
    for t in tasks {
        placed.push(t.await.unwrap());
    }
    assert!(placed.iter().all(|p| *p == placed[0] && matches!(p.next, Next::Pay { .. })));
    assert_eq!((count(&w, "market_order").await, count(&w, "payment").await, w.stock_of(&goods).await), (1, 1, 48));
});

both_engines!(one_cart_makes_one_order_from_two_windows, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 50).await;
    let guest = w.guest().await;
    add_to_cart(&w.deps, &guest, goods.variant, 2).await.unwrap();
    let forms = [
        w.checkout(&guest, "a", DeliveryKind::Pickup, PaymentMethod::Cash).await,
        w.checkout(&guest, "b", DeliveryKind::Pickup, PaymentMethod::Cash).await,
    ];
    let (a, b) = tokio::join!(place_order(&w.deps, &guest, &forms[0]), place_order(&w.deps, &guest, &forms[1]));
    assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1);
    assert_eq!((count(&w, "market_order").await, w.stock_of(&goods).await), (1, 48));
});

both_engines!(two_hundred_shoppers_get_the_last_twenty, |w| {
    let (one, two) = (w.stall("Satu").await, w.stall("Dua").await);
    let (scarce, plenty) = (w.goods(&one, "Keripik", 10_000, 20).await, w.goods(&two, "Opak", 5_000, 1_000).await);
    let mut forms = Vec::new();
    for i in 0..200_i64 {
        let guest = w.guest().await;
        // Put in by turns, so that locks would be taken crosswise if their order were not fixed.
        for g in if i % 2 == 0 { [&scarce, &plenty] } else { [&plenty, &scarce] } {
            add_to_cart(&w.deps, &guest, g.variant, 1).await.unwrap();
        }
        let form = w.checkout(&guest, "k", DeliveryKind::OwnCourier, PaymentMethod::Cash).await;
        forms.push((guest, form));
    }
    let submit = |(guest, form)| {
        let deps = w.deps.clone();
        tokio::spawn(async move { place_order(&deps, &guest, &form).await })
    };
    let tasks: Vec<_> = forms.into_iter().map(submit).collect();
    let mut sold = 0;
    for t in tasks {
        match t.await.unwrap() {
            Ok(_) => sold += 1,
            Err(PlaceOrderError::NotAvailable) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((sold, w.stock_of(&scarce).await, w.stock_of(&plenty).await), (20, 0, 980));
    assert_eq!(count(&w, "market_order").await, 20);
    w.assert_nothing_lost().await;
});

both_engines!(nothing_is_bought_at_another_price_or_without_delivery, |w| {
    let (one, two) = (w.stall("Satu").await, w.stall("Dua").await);
    let (a, b) = (w.goods(&one, "Keripik", 10_000, 5).await, w.goods(&two, "Opak", 7_000, 5).await);
    let guest = w.guest().await;
    let empty = w.checkout(&guest, "k", DeliveryKind::OwnCourier, PaymentMethod::Cash).await;
    assert!(matches!(place_order(&w.deps, &guest, &empty).await, Err(PlaceOrderError::EmptyCart)));
    assert!(matches!(place_order(&w.deps, &Actor::System, &empty).await, Err(PlaceOrderError::EmptyCart)));
    for g in [&a, &b] {
        add_to_cart(&w.deps, &guest, g.variant, 2).await.unwrap();
    }
    let good = w.checkout(&guest, "k", DeliveryKind::OwnCourier, PaymentMethod::Cash).await;
    assert_eq!(good.expected_total, Rupiah(44_000));

    let mut f = good.clone();
    f.expected_total = Rupiah(1);
    assert!(matches!(place_order(&w.deps, &guest, &f).await, Err(PlaceOrderError::TotalChanged { now: Rupiah(44_000) })));
    let mut f = good.clone();
    f.shops.pop();
    assert!(matches!(place_order(&w.deps, &guest, &f).await, Err(PlaceOrderError::DeliveryMissing { shop }) if shop == two.shop));
    let mut f = good.clone();
    f.contact.kelurahan = None;
    assert!(matches!(place_order(&w.deps, &guest, &f).await, Err(PlaceOrderError::Delivery { why: DeliveryError::NoAddress, .. })));
    let mut f = good.clone();
    f.contact.kelurahan = Some(Kelurahan::parse("32.77.03.1004").unwrap());
    assert!(matches!(place_order(&w.deps, &guest, &f).await, Err(PlaceOrderError::Delivery { why: DeliveryError::OutsideZones, .. })));
    let mut f = good.clone();
    f.shops[0].note = "x".repeat(301);
    assert!(matches!(place_order(&w.deps, &guest, &f).await, Err(PlaceOrderError::Note { .. })));

    change(&w, "UPDATE shop SET cod = FALSE WHERE id = $1", two.shop.0).await;
    assert!(matches!(place_order(&w.deps, &guest, &good).await, Err(PlaceOrderError::NoCash { shop }) if shop == two.shop));
    change(&w, "UPDATE shop SET cod = TRUE WHERE id = $1", two.shop.0).await;
    change(&w, "UPDATE variant SET price = 11000 WHERE id = $1", a.variant.0).await;
    assert!(matches!(place_order(&w.deps, &guest, &good).await, Err(PlaceOrderError::PricesChanged)));
    let line = read_cart(&w.deps, &guest).await.unwrap().lines().find(|l| l.variant == a.variant).unwrap().id;
    acknowledge_prices(&w.deps, &guest, &[(line, Rupiah(11_000))]).await.unwrap();
    assert!(matches!(place_order(&w.deps, &guest, &good).await, Err(PlaceOrderError::TotalChanged { now: Rupiah(46_000) })));
    let mut f = good.clone();
    f.cart.clear();
    assert!(matches!(place_order(&w.deps, &guest, &f).await, Err(PlaceOrderError::CartChanged)));
    change(&w, "UPDATE variant SET stock = 1 WHERE id = $1", b.variant.0).await;
    assert!(matches!(place_order(&w.deps, &guest, &good).await, Err(PlaceOrderError::NotAvailable)));
    change(&w, "UPDATE variant SET stock = 5 WHERE id = $1", b.variant.0).await;
    change(&w, "UPDATE shop SET state = 'rejected' WHERE id = $1", two.shop.0).await;
    assert!(matches!(place_order(&w.deps, &guest, &good).await, Err(PlaceOrderError::NotAvailable)));
    assert_eq!((count(&w, "market_order").await, w.stock_of(&a).await, read_cart(&w.deps, &guest).await.unwrap().count()), (0, 5, 4));
});
