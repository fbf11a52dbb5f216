//! The same form again: sent twice, out of the history, after other goods were put in.

use backend::testing::world::World;

use crate::browser::{Browser, count};

async fn filled() -> (World, backend::testing::market::Goods, Browser) {
    let w = World::sqlite().await;
    let stall = w.stall("Kebun").await;
    let goods = w.goods(&stall, "Opak", 12_000, 30).await;
    let v = Browser::stranger(&w);
    v.add(&goods, "2").await;
    (w, goods, v)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_double_click_is_one_order() {
    let (w, goods, v) = filled().await;
    let form = v.checkout().await;
    let other = v.also();
    let (a, b) = tokio::join!(v.place(&form, &[]), other.place(&form, &[]));
    let first = a.is(303).to;
    assert!(first.starts_with("/pesanan/"), "{first}");
    b.leads_to(&first);
    v.place(&form, &[]).await.leads_to(&first);
    assert_eq!((count(&w, "market_order").await, w.stock_of(&goods).await), (1, 28));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_from_the_history_does_not_pass_for_a_new_order() {
    let (w, goods, v) = filled().await;
    let form = v.checkout().await;
    let first = v.place(&form, &[]).await.is(303).to;
    v.add(&goods, "2").await;
    // Sent again as it was: the order that it made.
    v.place(&form, &[]).await.leads_to(&first);
    // Drawn anew for the goods of now, still with the key of then: the very same sum, and yet another order.
    let drawn = v.submit(&form, &[("go", "update")]).await.is(200).form("key");
    assert_eq!(drawn.get("key"), form.get("key"));
    let refused = v.place(&drawn, &[]).await.is(422).has("alert-warn").has(&first).has("Neng Siti");
    assert_eq!(count(&w, "market_order").await, 1);
    let fresh = refused.form("key");
    assert_ne!(fresh.get("key"), form.get("key"));
    let second = v.place(&fresh, &[]).await.is(303).to;
    assert_ne!(second, first);
    assert_eq!((count(&w, "market_order").await, w.stock_of(&goods).await), (2, 26));
    // Nothing is left to order: whatever else is changed, the old form leads to its order.
    v.place(&form, &[("name", "Orang Lain")]).await.leads_to(&first);
    w.assert_nothing_lost().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cart_that_changed_in_another_window_is_shown_first() {
    let (w, goods, v) = filled().await;
    let form = v.checkout().await;
    let line = v.get("/keranjang").await.form("quantity");
    v.submit(&line, &[("quantity", "5")]).await.is(303);
    let shown = v.place(&form, &[]).await.is(422).has("Rp60.000");
    assert_eq!(count(&w, "market_order").await, 0);
    v.place(&shown.form("key"), &[]).await.is(303);
    assert_eq!(w.stock_of(&goods).await, 25);
}
