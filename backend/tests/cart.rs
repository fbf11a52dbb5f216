//! Carts: whose, how full, and what has changed since.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test has nothing to recover

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::merge_cart::merge_cart;
use backend::market::acknowledge_prices::acknowledge_prices;
use backend::market::add_to_cart::{AddToCartError, AddedToCart, add_to_cart};
use backend::market::change_cart_line::{ChangeCartLineError, change_cart_line, remove_cart_line};
use backend::market::choose_delivery::{ChooseDeliveryError, choose_delivery, choose_place, keep_choices};
use backend::market::place_order::ShopChoice;
use backend::market::read_cart::read_cart;
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::kernel::ids::{CartLineId, VariantId};
use domain::kernel::money::Rupiah;
use domain::kernel::wilayah::Kelurahan;
use domain::market::cart::CartIssue;
use domain::market::delivery::DeliveryKind;
use domain::market::product::MAX_QUANTITY;
use uuid::Uuid;

async fn change(w: &World, statement: &'static str, id: Uuid) {
    let mut tx = w.deps.db.begin().await.unwrap();
    assert_eq!(tx.execute(sql(statement).bind(id)).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

both_engines!(a_cart_is_grouped_by_shop_and_tells_what_changed, |w| {
    let (one, two) = (w.stall("Satu").await, w.stall("Dua").await);
    let (a, b, c) =
        (w.goods(&one, "Keripik", 10_000, 5).await, w.goods(&two, "Opak", 7_000, 9).await, w.goods(&one, "Dodol", 3_000, 2).await);
    let guest = w.guest().await;
    for (g, n) in [(&a, 2), (&b, 1), (&c, 1)] {
        w.pass(1); // ids of one millisecond are in no order
        assert_eq!(add_to_cart(&w.deps, &guest, g.variant, n).await.unwrap(), AddedToCart { quantity: n, capped: false });
    }
    assert_eq!(add_to_cart(&w.deps, &guest, a.variant, 40).await.unwrap(), AddedToCart { quantity: 5, capped: true });
    let cart = read_cart(&w.deps, &guest).await.unwrap();
    assert_eq!(cart.shops.iter().map(|s| s.lines.len()).collect::<Vec<_>>(), [2, 1]);
    assert_eq!((cart.goods(), cart.count()), (Rupiah(60_000), 7));
    assert_eq!(cart.shops[0].terms.zones.len(), 2);
    assert!(cart.can_buy() && cart.lines().all(|l| l.issue().is_none()));

    change(&w, "UPDATE variant SET price = 12000 WHERE id = $1", a.variant.0).await;
    change(&w, "UPDATE variant SET stock = 0 WHERE id = $1", b.variant.0).await;
    change(&w, "UPDATE product SET state = 'archived' WHERE id = $1", c.product.0).await;
    let cart = read_cart(&w.deps, &guest).await.unwrap();
    let issue = |v: VariantId| cart.lines().find(|l| l.variant == v).unwrap().issue();
    assert_eq!(issue(a.variant), Some(CartIssue::PriceChanged { was: Rupiah(10_000), now: Rupiah(12_000) }));
    assert_eq!(issue(b.variant), Some(CartIssue::StockShort { left: 0 }));
    assert_eq!(issue(c.variant), Some(CartIssue::Gone));
    assert!(!cart.can_buy());
    let line = cart.lines().find(|l| l.variant == a.variant).unwrap().id;
    // What was shown, and not what it costs by now; and nobody else's.
    acknowledge_prices(&w.deps, &guest, &[(line, Rupiah(11_000)), (w.deps.id(), Rupiah(1))]).await.unwrap();
    let issue = read_cart(&w.deps, &guest).await.unwrap().shops[0].lines[0].issue();
    assert_eq!(issue, Some(CartIssue::PriceChanged { was: Rupiah(11_000), now: Rupiah(12_000) }));
    acknowledge_prices(&w.deps, &w.guest().await, &[(line, Rupiah(12_000))]).await.unwrap();
    assert!(read_cart(&w.deps, &guest).await.unwrap().has_new_prices());
    acknowledge_prices(&w.deps, &guest, &[(line, Rupiah(12_000))]).await.unwrap();
    assert_eq!(read_cart(&w.deps, &guest).await.unwrap().shops[0].lines[0].issue(), None);
});

both_engines!(only_what_is_for_sale_can_be_put_in, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 5).await;
    let guest = w.guest().await;
    let add = async |n| add_to_cart(&w.deps, &guest, goods.variant, n).await;
    for n in [0, -1, i64::MIN] {
        assert!(matches!(add(n).await, Err(AddToCartError::Quantity)));
    }
    assert_eq!(add(i64::MAX).await.unwrap(), AddedToCart { quantity: 5, capped: true });
    assert!(matches!(add_to_cart(&w.deps, &guest, w.deps.id(), 1).await, Err(AddToCartError::NotForSale)));
    assert!(matches!(add_to_cart(&w.deps, &Actor::GUEST, goods.variant, 1).await, Err(AddToCartError::NoSession)));
    assert!(matches!(add_to_cart(&w.deps, &Actor::System, goods.variant, 1).await, Err(AddToCartError::NoSession)));
    change(&w, "UPDATE shop SET state = 'draft' WHERE id = $1", stall.shop.0).await;
    assert!(matches!(add(1).await, Err(AddToCartError::NotForSale)));
    change(&w, "UPDATE shop SET state = 'approved' WHERE id = $1", stall.shop.0).await;
    change(&w, "UPDATE variant SET stock = 0 WHERE id = $1", goods.variant.0).await;
    assert!(matches!(add(1).await, Err(AddToCartError::SoldOut)));
    change(&w, "UPDATE variant SET stock = 1000000 WHERE id = $1", goods.variant.0).await;
    assert_eq!(add(i64::MAX).await.unwrap(), AddedToCart { quantity: MAX_QUANTITY, capped: true });
});

both_engines!(anothers_line_does_not_exist, |w| {
    let stall = w.stall("Satu").await;
    let goods = w.goods(&stall, "Keripik", 10_000, 5).await;
    let (mine, theirs) = (w.guest().await, w.person("Budi", &[]).await);
    add_to_cart(&w.deps, &mine, goods.variant, 2).await.unwrap();
    let line = read_cart(&w.deps, &mine).await.unwrap().shops[0].lines[0].id;
    let forged: CartLineId = w.deps.id();
    for (actor, line) in [(&theirs, line), (&mine, forged), (&Actor::GUEST, line), (&Actor::System, line)] {
        assert!(matches!(change_cart_line(&w.deps, actor, line, 1).await, Err(ChangeCartLineError::NotFound)));
        assert!(matches!(remove_cart_line(&w.deps, actor, line).await, Err(ChangeCartLineError::NotFound)));
    }
    assert!(matches!(change_cart_line(&w.deps, &mine, line, -3).await, Err(ChangeCartLineError::Quantity)));
    assert_eq!(change_cart_line(&w.deps, &mine, line, i64::MAX).await.unwrap(), AddedToCart { quantity: 5, capped: true });
    assert_eq!(change_cart_line(&w.deps, &mine, line, 3).await.unwrap(), AddedToCart { quantity: 3, capped: false });
    remove_cart_line(&w.deps, &mine, line).await.unwrap();
    assert!(read_cart(&w.deps, &mine).await.unwrap().is_empty());
});

both_engines!(delivery_is_chosen_per_shop_of_the_cart, |w| {
    let (one, two) = (w.stall("Satu").await, w.stall("Dua").await);
    let goods = w.goods(&one, "Keripik", 10_000, 5).await;
    let guest = w.guest().await;
    let choose = async |shop, kind, note: &str| choose_delivery(&w.deps, &guest, shop, kind, note).await;
    assert!(matches!(choose(one.shop, DeliveryKind::Pickup, "").await, Err(ChooseDeliveryError::NotFound)));
    add_to_cart(&w.deps, &guest, goods.variant, 1).await.unwrap();
    assert_eq!(read_cart(&w.deps, &guest).await.unwrap().shops[0].delivery, Some(DeliveryKind::Pickup));
    choose(one.shop, DeliveryKind::OwnCourier, " Jangan <b>pedas</b>'; DROP TABLE cart; -- ").await.unwrap();
    assert!(matches!(choose(two.shop, DeliveryKind::Pickup, "").await, Err(ChooseDeliveryError::NotFound)));
    assert!(matches!(choose(one.shop, DeliveryKind::Pickup, &"x".repeat(301)).await, Err(ChooseDeliveryError::Note(_))));
    let shop = read_cart(&w.deps, &guest).await.unwrap().shops.remove(0);
    assert_eq!((shop.delivery, shop.note.as_str()), (Some(DeliveryKind::OwnCourier), "Jangan <b>pedas</b>'; DROP TABLE cart; --"));
    change(&w, "UPDATE shop SET own_courier = FALSE WHERE id = $1", one.shop.0).await;
    assert!(matches!(choose(one.shop, DeliveryKind::OwnCourier, "").await, Err(ChooseDeliveryError::NotOffered)));
    assert_eq!(
        read_cart(&w.deps, &guest).await.unwrap().shops[0].delivery,
        Some(DeliveryKind::Pickup),
        "no longer offered: the first that is"
    );
});

both_engines!(the_cart_keeps_where_it_shall_go_and_what_a_checkout_says, |w| {
    let (one, two) = (w.stall("Satu").await, w.stall("Dua").await);
    let (a, b) = (w.goods(&one, "Keripik", 10_000, 5).await, w.goods(&two, "Opak", 7_000, 9).await);
    let (guest, person) = (w.guest().await, w.person("Budi", &[]).await);
    let (home, far) = (Kelurahan::parse("32.77.02.1001").ok(), Kelurahan::parse("32.77.03.1004").ok());
    assert!(matches!(choose_place(&w.deps, &guest, home).await, Err(ChooseDeliveryError::NotFound)));
    add_to_cart(&w.deps, &guest, a.variant, 1).await.unwrap();
    change(&w, "UPDATE shop SET pickup = FALSE WHERE id = $1", one.shop.0).await;
    let first = async || read_cart(&w.deps, &guest).await.unwrap().shops.remove(0);
    assert_eq!(first().await.delivery, Some(DeliveryKind::OwnCourier));
    choose_place(&w.deps, &guest, far).await.unwrap();
    assert_eq!(first().await.delivery, Some(DeliveryKind::FlatCourier), "the one that goes there");

    let said = |shop, delivery, note: &str| ShopChoice { shop, delivery, note: note.to_owned() };
    let own = DeliveryKind::OwnCourier;
    keep_choices(&w.deps, &guest, home, &[said(two.shop, own, "tidak di keranjang"), said(one.shop, own, "renyah")]).await.unwrap();
    assert_eq!(read_cart(&w.deps, &guest).await.unwrap().to, home);
    assert_eq!((first().await.delivery, first().await.note), (Some(own), "renyah".to_owned()));
    // What cannot be kept changes nothing.
    let long = "x".repeat(301);
    for bad in [said(one.shop, DeliveryKind::Pickup, "y"), said(one.shop, own, &long)] {
        keep_choices(&w.deps, &guest, home, &[bad]).await.unwrap();
        assert_eq!(first().await.note, "renyah");
    }
    keep_choices(&w.deps, &Actor::GUEST, home, &[said(one.shop, own, "siapa")]).await.unwrap();

    // At log-in the guest's word on where counts; without one the person's stays.
    add_to_cart(&w.deps, &person, b.variant, 1).await.unwrap();
    choose_place(&w.deps, &person, far).await.unwrap();
    let silent = w.guest().await;
    add_to_cart(&w.deps, &silent, b.variant, 1).await.unwrap();
    for (from, expected) in [(&silent, far), (&guest, home)] {
        let mut tx = w.deps.db.begin().await.unwrap();
        merge_cart(&mut tx, &w.deps, from.session().unwrap(), person.person().unwrap()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(read_cart(&w.deps, &person).await.unwrap().to, expected);
    }
});

both_engines!(a_guests_cart_goes_along_at_log_in, |w| {
    let (one, two) = (w.stall("Satu").await, w.stall("Dua").await);
    let (a, b) = (w.goods(&one, "Keripik", 10_000, 5).await, w.goods(&two, "Opak", 7_000, 9).await);
    let (guest, person) = (w.guest().await, w.person("Budi", &[]).await);
    add_to_cart(&w.deps, &person, a.variant, 3).await.unwrap();
    add_to_cart(&w.deps, &guest, a.variant, 4).await.unwrap();
    w.pass(1);
    add_to_cart(&w.deps, &guest, b.variant, 2).await.unwrap();
    choose_delivery(&w.deps, &person, one.shop, DeliveryKind::FlatCourier, "punya saya").await.unwrap();
    choose_delivery(&w.deps, &guest, one.shop, DeliveryKind::Pickup, "punya tamu").await.unwrap();
    choose_delivery(&w.deps, &guest, two.shop, DeliveryKind::OwnCourier, "dua").await.unwrap();
    for _ in 0..2 {
        // The second time nothing is left to merge.
        let mut tx = w.deps.db.begin().await.unwrap();
        merge_cart(&mut tx, &w.deps, guest.session().unwrap(), person.person().unwrap()).await.unwrap();
        tx.commit().await.unwrap();
    }
    let cart = read_cart(&w.deps, &person).await.unwrap();
    let held: Vec<(VariantId, i64)> = cart.lines().map(|l| (l.variant, l.quantity)).collect();
    assert_eq!(held, [(a.variant, 5), (b.variant, 2)], "added up as far as the stock goes");
    let chosen: Vec<_> = cart.shops.iter().map(|s| (s.delivery, s.note.as_str())).collect();
    assert_eq!(chosen, [(Some(DeliveryKind::FlatCourier), "punya saya"), (Some(DeliveryKind::OwnCourier), "dua")]);
    assert!(read_cart(&w.deps, &guest).await.unwrap().is_empty());
});
