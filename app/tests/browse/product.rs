//! The page of a product.

use std::time::Duration;

use backend::db::{Run, sql};

use crate::{PRODUCT, demo, run};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_product_can_be_read_and_put_into_the_cart_without_a_script() {
    let (_w, c) = demo().await;
    let page = c.get(&format!("/produk/{PRODUCT}")).await;
    page.has("Rasi Beras Singkong 500 g").has("action=\"/keranjang/tambah\"").has("name=\"variant\"").has("name=\"quantity\"");
    page.has("\"@type\":\"Product\"").has("\"priceCurrency\":\"IDR\"").has("https://wa.me/").has("/toko/saung-sampeu");
    c.get(&format!("/en/produk/{PRODUCT}")).await.has("Rasi Cassava Rice 500 g").has("action=\"/en/keranjang/tambah\"");
    c.get("/toko/saung-sampeu").await.has("\"@type\":\"Store\"").has("Jam buka");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn photos_are_offered_in_both_kinds_and_in_widths_that_exist() {
    let (w, c) = demo().await;
    c.get(&format!("/produk/{PRODUCT}")).await.has_not("<picture");
    run(
        &w,
        "INSERT INTO photo (id, product_id, position, state, width, height, widths, created_at) \
             SELECT id, id, 0, 'ready', 500, 400, '[320,500]', 0 FROM product WHERE slug = 'rasi-beras-singkong-500-g'",
    )
    .await;
    for path in ["/kategori/olahan-singkong", "/toko/saung-sampeu", &format!("/produk/{PRODUCT}")] {
        let page = c.get(path).await;
        page.has("<picture><source type=\"image/webp\"").has("-320.webp 320w").has("-500.webp 500w").has(".jpg\"").has_not("-640.");
    }
    backend::market::index_products::reindex(&w.deps, |_, _| {}).await.unwrap();
    c.get("/cari?q=rasi").await.has("-500.webp 500w").has_not("-640.");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_article_number_and_trade_is_said() {
    let (w, c) = demo().await;
    run(&w, "UPDATE product SET kbli = '99999', options = '[{\"name_id\":\"Rasa\",\"name_en\":\"\",\"values\":[{\"id\":\"Asin\",\"en\":\"\"},{\"id\":\"Pedas\",\"en\":\"\"}]}]' \
             WHERE slug = 'rasi-beras-singkong-500-g'").await;
    run(&w, "UPDATE variant SET sku = 'AS-1', choices = '[0]' WHERE product_id = (SELECT id FROM product WHERE slug = 'rasi-beras-singkong-500-g')").await;
    run(
        &w,
        "INSERT INTO variant (id, product_id, sku, choices, price, stock, weight_g, position) \
             SELECT id, id, 'PD-1', '[1]', 9000, 3, 100, 1 FROM product WHERE slug = 'rasi-beras-singkong-500-g'",
    )
    .await;
    let page = c.get(&format!("/produk/{PRODUCT}")).await;
    page.has("AS-1 (Asin)").has("PD-1 (Pedas)").has("99999");
    run(&w, "UPDATE product SET kbli = '01111' WHERE slug = 'rasi-beras-singkong-500-g'").await;
    c.get(&format!("/produk/{PRODUCT}")).await.has("01111 · Pertanian jagung");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_clock_changes_is_kept_no_longer_than_it_is_true() {
    let (w, c) = demo().await;
    let page = format!("/produk/{PRODUCT}");
    // A Monday, 10 in the morning; closing at 10:03.
    run(&w, "UPDATE shop SET opening_hours = '[{\"from\":480,\"to\":603},null,null,null,null,null,null]' WHERE slug = 'saung-sampeu'")
        .await;
    for path in [page.as_str(), "/toko/saung-sampeu"] {
        assert_eq!(c.get(path).await.fresh_for, Some(Duration::from_mins(3)), "{path}");
    }
    let until = w.deps.now().plus(20_000);
    let mut tx = w.deps.db.begin().await.unwrap();
    let q = "INSERT INTO licence (id, product_id, kind, number, expires_at, state, created_at) \
             SELECT id, id, 'halal', 'ID32110000123456789', $1, 'verified', 0 FROM product WHERE slug = $2 \
             ON CONFLICT (product_id, kind) DO UPDATE SET number = excluded.number, expires_at = excluded.expires_at, state = excluded.state";
    tx.execute(sql(q).bind(until).bind(PRODUCT)).await.unwrap();
    tx.commit().await.unwrap();
    let before = c.get(&page).await;
    before.has("ID32110000123456789");
    assert_eq!(before.fresh_for, Some(Duration::from_secs(20)));
    w.pass(20_000);
    c.get(&page).await.has_not("ID32110000123456789");
}
