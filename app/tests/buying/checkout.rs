use backend::testing::market::{Goods, Stall};
use backend::testing::world::World;

use crate::browser::{BAROS, Browser, CIGUGUR, CIPAGERAN, change, count};

struct Scene {
    w: World,
    stalls: [Stall; 2],
    goods: [Goods; 2],
    v: Browser,
}

/// Two of one shop, one of another.
async fn filled() -> Scene {
    let w = World::sqlite().await;
    let stalls = [w.stall("Kebun").await, w.stall("Dapur").await];
    let goods = [w.goods(&stalls[0], "Opak", 12_000, 9).await, w.goods(&stalls[1], "Dodol", 7_000, 9).await];
    let v = Browser::stranger(&w);
    v.add(&goods[0], "2").await;
    w.pass(1);
    v.add(&goods[1], "1").await;
    Scene { w, stalls, goods, v }
}

impl Scene {
    fn delivery(&self, at: usize) -> String {
        format!("delivery-{}", self.stalls[at].shop)
    }
    fn note(&self, at: usize) -> String {
        format!("note-{}", self.stalls[at].shop)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guest_orders_from_two_shops_and_follows_the_link() {
    let s = filled().await;
    let form = s.v.checkout().await;
    let (d, n) = (s.delivery(0), s.note(0));
    let chosen = s.v.submit(&form, &[("kelurahan", BAROS), (&d, "own_courier"), (&n, "Yang renyah"), ("go", "update")]).await;
    let form = chosen.is(200).has("Rp36.000").form("key");
    let link = s.v.place(&form, &[]).await.is(303).to;
    s.v.get(&link).await.is(200).has("alert-success").has("Rp36.000").has("Yang renyah").has("Simpan alamat halaman ini");
    // Whoever has the link, on whatever device, in either language.
    Browser::stranger(&s.w).get(&format!("/en{link}")).await.is(200).has("Neng Siti").has("Keep the address of this page");
    s.v.get("/keranjang").await.has("Keranjang masih kosong");
    s.w.assert_nothing_lost().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cart_and_checkout_know_of_each_other() {
    let s = filled().await;
    let (d, n) = (s.delivery(0), s.note(0));
    let cart = s.v.get("/keranjang").await;
    s.v.submit(&cart.form("kelurahan"), &[("kelurahan", CIGUGUR)]).await.is(303);
    let kebun = cart.form_with("shop", &s.stalls[0].shop.to_string());
    s.v.submit(&kebun, &[(&d, "own_courier"), (&n, "Pedas")]).await.is(303);
    // From the cart …
    let page = s.v.get("/checkout").await.is(200).has("Rp38.000");
    let form = page.form("key");
    assert_eq!((form.get("kelurahan"), form.get(&d), form.get(&n)), (Some(CIGUGUR), Some("own_courier"), Some("Pedas")));
    // … and back, by "count again" …
    let (d2, n2) = (s.delivery(1), s.note(1));
    let update =
        [("kelurahan", BAROS), (&d as &str, "flat_courier"), (&n as &str, "Sedang"), (&d2 as &str, "own_courier"), ("go", "update")];
    s.v.submit(&form, &update).await.is(200);
    let cart = s.v.get("/keranjang").await.has("Sedang");
    let kebun = cart.form_with("shop", &s.stalls[0].shop.to_string());
    assert_eq!((kebun.get(&d), cart.form("kelurahan").get("kelurahan")), (Some("flat_courier"), Some(BAROS)));
    assert_eq!(cart.form_with("shop", &s.stalls[1].shop.to_string()).get(&d2), Some("own_courier"));
    // … and by an order that was refused.
    s.v.place(&form, &[("name", ""), (&d, "pickup"), (&n2, "Untuk Dapur")]).await.is(422);
    s.v.get("/keranjang").await.has("Untuk Dapur");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_price_is_told_and_agreed_to_before_it_is_paid() {
    let s = filled().await;
    s.v.get("/keranjang").await;
    change(&s.w, "UPDATE variant SET price = 15000 WHERE id = $1", s.goods[0].variant).await;
    let page = s.v.get("/checkout").await.is(200).has("alert-warn").has("Opak").has("Rp12.000").has("Rp15.000");
    let form = page.form("key");
    let refused = s.v.place(&form, &[("street", "Jl. Yang Diketik")]).await.is(422).has("Rp12.000").has("Jl. Yang Diketik");
    assert_eq!(count(&s.w, "market_order").await, 0);
    let agreed = s.v.submit(&refused.form("key"), &[("go", "prices")]).await.is(200).has("Jl. Yang Diketik").has_not("Rp12.000");
    // It changes once more under the shopper's thumb: told once more.
    change(&s.w, "UPDATE variant SET price = 16000 WHERE id = $1", s.goods[0].variant).await;
    let again = s.v.place(&agreed.form("key"), &[]).await.is(422).has("Rp15.000").has("Rp16.000");
    let agreed = s.v.submit(&again.form("key"), &[("go", "prices")]).await.is(200).form("key");
    let link = s.v.place(&agreed, &[]).await.is(303).to;
    s.v.get(&link).await.has("Rp39.000");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_total_is_shown_before_it_is_charged() {
    let s = filled().await;
    let d = s.delivery(0);
    let form = s.v.checkout().await;
    // The fee was not known when the page was drawn.
    let shown = s.v.place(&form, &[(&d, "own_courier")]).await.is(422).has("Rp36.000");
    change(&s.w, "UPDATE courier_fee SET fee = 6000 WHERE shop_id = $1 AND kelurahan = '32.77.02.1001'", s.stalls[0].shop).await;
    let shown = s.v.place(&shown.form("key"), &[]).await.is(422).has("Rp37.000");
    s.v.place(&shown.form("key"), &[("total", "1")]).await.is(422);
    s.v.place(&shown.form("key"), &[("total", "x")]).await.is(422);
    assert_eq!(count(&s.w, "market_order").await, 0);
    s.v.place(&shown.form("key"), &[]).await.is(303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_ran_out_meanwhile_is_said_and_put_right_by_one_button() {
    let s = filled().await;
    let form = s.v.checkout().await;
    change(&s.w, "UPDATE variant SET stock = 1 WHERE id = $1", s.goods[0].variant).await;
    change(&s.w, "UPDATE product SET state = 'archived' WHERE id = $1", s.goods[1].product).await;
    let refused = s.v.place(&form, &[]).await.is(422).has("tinggal 1").has("tidak dijual lagi").has("Jl. Cihanjuang 7");
    assert_eq!(count(&s.w, "market_order").await, 0);
    let fixed = s.v.submit(&refused.form("key"), &[("go", "fix")]).await.is(200).has("Rp12.000").has("Neng Siti").has_not("Dodol");
    s.v.place(&fixed.form("key"), &[]).await.is(303);
    assert_eq!((count(&s.w, "market_order").await, s.w.stock_of(&s.goods[0]).await), (1, 0));
    // Nothing is left at all.
    s.v.add(&s.goods[0], "1").await.is(303);
    s.v.get("/keranjang").await.has("alert-warn").has("Keranjang masih kosong");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_is_one_of_cimahi_and_the_courier_goes_there() {
    let s = filled().await;
    let (d, other) = (s.delivery(0), w_other(&s.w));
    let form = s.v.checkout().await;
    for bad in ["32.73.01.1001", "", "x' OR 1=1"] {
        s.v.place(&form, &[("kelurahan", bad), (&d, "own_courier")]).await.is(422).has("f-kelurahan-err").has("Jl. Cihanjuang 7");
    }
    s.v.place(&form, &[("kelurahan", CIPAGERAN), (&d, "own_courier")]).await.is(422).has(&format!("f-{d}-err"));
    // What a form says of a shop that is not in the cart is of no interest.
    s.v.place(&form, &[(&other, "own_courier")]).await.is(303);
    assert_eq!(count(&s.w, "sub_order").await, 2);
}

fn w_other(w: &World) -> String {
    format!("delivery-{}", w.deps.id::<domain::kernel::ids::ShopId>())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fields_are_checked_and_kept_in_english_too() {
    let s = filled().await;
    let form = s.v.get("/en/checkout").await.is(200).form("key");
    let bad = [("name", " "), ("phone", "12"), ("email", "siti@"), ("street", "Jl. Tetap"), ("method", "gold"), ("go", "place")];
    let page = s.v.submit(&form, &bad).await.is(422).has("Jl. Tetap").has("value=\"siti@\"").has("Something needs fixing");
    for field in ["name", "phone", "email", "method"] {
        assert!(page.body.contains(&format!("f-{field}-err")), "{field}");
    }
    s.v.submit(&form, &[("go", "place"), ("key", &"k".repeat(101)), ("name", "N"), ("phone", "081322110099"), ("method", "cash")])
        .await
        .is(422);
    assert_eq!(count(&s.w, "market_order").await, 0);
}
