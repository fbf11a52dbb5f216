use backend::market::read_own_products::{OwnProduct, list_own_products, read_own_product};
use backend::market::store::products::OwnProductsFilter;
use backend::testing::market::Stall;
use backend::testing::world::World;
use domain::kernel::ids::ProductId;
use domain::kernel::paging::PageRequest;
use domain::market::product::ProductState;

use crate::visitor::merchant;

const CRISPS: &[(&str, &str)] = &[
    ("name_id", "Keripik Singkong"),
    ("description_id", "Renyah."),
    ("category", "keripik"),
    ("unit", "bungkus"),
    ("kbli", "10391"),
    ("price", "15.000"),
    ("stock", "20"),
    ("stock_was", ""),
    ("weight", "250"),
    ("sku", ""),
];

fn with<'a>(base: &[(&'a str, &'a str)], changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = base.iter().filter(|(n, _)| changes.iter().all(|(c, _)| c != n));
    kept.chain(changes).copied().collect()
}

async fn only(w: &World, stall: &Stall) -> OwnProduct {
    let all = list_own_products(&w.deps, &stall.owner, stall.shop, &OwnProductsFilter::default(), PageRequest::new(None, 9)).await.unwrap();
    read_own_product(&w.deps, &stall.owner, all.products.items[0].id).await.unwrap()
}

/// A PNG of one pixel.
fn png() -> Vec<u8> {
    let hex = "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100\
               c9fe92ef0000000049454e44ae426082";
    let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
    digits.chunks(2).map(|d| u8::from_str_radix(std::str::from_utf8(d).unwrap(), 16).unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_product_is_made_pictured_and_published() {
    let w = World::sqlite().await;
    let (stall, v) = merchant(&w, "Kebun").await;
    v.get("/dagang/produk").await.is(200).has("/dagang/produk/baru");
    v.get("/dagang/produk/baru").await.is(200).has("10391").has("value=\"keripik\"");
    let made = v.post("/dagang/produk/baru", CRISPS).await.is(303);
    let product = only(&w, &stall).await.product;
    assert_eq!(made.to, format!("/dagang/produk/{}/foto", product.id));
    assert_eq!((product.state, product.variants[0].price.0, product.variants[0].stock), (ProductState::Draft, 15_000, 20));

    let at = |part: &str| format!("/dagang/produk/{}{part}", product.id);
    v.upload(&at("/foto"), "photos", &[("a.png", &png())]).await.leads_to(&at("/foto"));
    v.get(&at("/foto")).await.is(200).has("thumb");
    let photo = only(&w, &stall).await.photos[0].id.to_string();
    v.post(&at("/foto/atur"), &[("photo", &photo), ("do", "later")]).await.leads_to(&at("/foto"));
    v.post(&at("/foto/atur"), &[("photo", &photo), ("do", "delete")]).await.leads_to(&at("/foto"));

    v.post(&at("/status"), &[("to", "published")]).await.leads_to(&at(""));
    assert_eq!(only(&w, &stall).await.product.state, ProductState::Published);
    v.get("/dagang/produk?status=published&q=singkong").await.is(200).has("Keripik Singkong");
    v.get("/en/dagang/produk?q=tidak-ada").await.is(200).has("Nothing fits");
    v.post(&at("/status"), &[("to", "archived")]).await.leads_to(&at(""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn options_make_a_table_of_variants() {
    let w = World::sqlite().await;
    let (stall, v) = merchant(&w, "Kebun").await;
    let form = with(CRISPS, &[("option1_id", "Rasa"), ("values1_id", "Asin, Pedas")]);
    let made = v.post("/dagang/produk/baru", &form).await.is(303);
    let product = only(&w, &stall).await.product;
    assert_eq!((made.to, product.variants.len()), (format!("/dagang/produk/{}/varian", product.id), 2));
    let table = format!("/dagang/produk/{}/varian", product.id);
    v.get(&table).await.is(200).has("Asin").has("Pedas");
    let keys: Vec<String> = product.variants.iter().zip(["Asin", "Pedas"]).map(|(v, words)| format!("{} {words}", v.id)).collect();
    let rows = [
        ("row", keys[0].as_str()),
        ("row", &keys[1]),
        ("active", "0"),
        ("active", "1"),
        ("price", "10000"),
        ("stock", "5"),
        ("stock_was", "20"),
        ("weight", "100"),
        ("sku", "AS"),
        ("price", "0"),
        ("stock", "-1"),
        ("stock_was", "20"),
        ("weight", "x"),
        ("sku", "as"),
    ];
    v.post(&table, &rows).await.is(422).has("value=\"-1\"").has("v1-price-err").has("v1-stock-err").has("v1-weight-err").has("v1-sku-err");
    let one = [
        ("row", keys[0].as_str()),
        ("row", &keys[1]),
        ("active", "0"),
        ("price", "10000"),
        ("stock", "5"),
        ("stock_was", "20"),
        ("weight", "100"),
        ("sku", "AS"),
        ("price", ""),
        ("stock", ""),
        ("stock_was", "20"),
        ("weight", ""),
        ("sku", ""),
    ];
    v.post(&table, &one).await.leads_to(&table);
    let after = only(&w, &stall).await.product;
    assert_eq!(after.active_variants().map(|v| (v.price.0, v.stock)).collect::<Vec<_>>(), [(10_000, 5)]);

    // Another value: what is known keeps its price, the new one begins with an empty shelf.
    let facts = with(&form, &[("values1_id", "Asin, Keju")]);
    v.post(&format!("/dagang/produk/{}", product.id), &facts).await.leads_to(&table);
    let after = only(&w, &stall).await.product;
    let mut stocks: Vec<i64> = after.active_variants().map(|v| v.stock).collect();
    stocks.sort_unstable();
    assert_eq!(stocks, [0, 5]);

    // A form from before: the second row was Pedas, which is gone. Nothing lands on Keju.
    let mut late = one.to_vec();
    late.retain(|(n, v)| (*n, *v) != ("active", "0"));
    late.push(("active", "1"));
    v.post(&table, &late).await.is(422).has("Pilihan produk ini berubah").has("Keju");
    v.post(&table, &one[2..]).await.is(422).has("Pilihan produk ini berubah");
    assert_eq!(only(&w, &stall).await.product, after);
    // Rows that come in another order are still themselves.
    let now: Vec<String> = after.active_variants().zip(["Asin", "Keju"]).map(|(v, words)| format!("{} {words}", v.id)).collect();
    let turned = [
        ("row", now[1].as_str()),
        ("row", &now[0]),
        ("active", "0"),
        ("active", "1"),
        ("price", "12000"),
        ("price", "10000"),
        ("stock", "7"),
        ("stock", "5"),
        ("stock_was", "0"),
        ("stock_was", "5"),
        ("weight", "100"),
        ("weight", "100"),
        ("sku", "KEJU"),
        ("sku", "AS"),
    ];
    v.post(&table, &turned).await.leads_to(&table);
    let after = only(&w, &stall).await.product;
    assert_eq!(after.active_variants().map(|v| (v.price.0, v.stock)).collect::<Vec<_>>(), [(10_000, 5), (12_000, 7)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_numbers_and_texts_are_said_beside_their_fields() {
    let w = World::sqlite().await;
    let (_, v) = merchant(&w, "Kebun").await;
    let long = "n".repeat(121);
    for (change, mark) in [
        (("price", "0"), "v0-price-err"),
        (("price", "-5"), "v0-price-err"),
        (("price", "9223372036854775808"), "v0-price-err"),
        (("stock", "1000001"), "v0-stock-err"),
        (("weight", "0"), "v0-weight-err"),
        (("weight", "1000001"), "v0-weight-err"),
        (("sku", "ä ö"), "v0-sku-err"),
        (("name_id", ""), "f-name_id-err"),
        (("name_id", long.as_str()), "f-name_id-err"),
        (("category", "tidak-ada"), "f-category-err"),
        (("unit", ""), "f-unit-err"),
        (("kbli", "12"), "f-kbli-err"),
        (("kbli", "99999"), "f-kbli-err"),
        (("values1_id", "Asin"), "f-option1_id-err"),
    ] {
        let page = v.post("/dagang/produk/baru", &with(CRISPS, &[change])).await.is(422).has(mark).has("Renyah.");
        // A list of choices shows none that does not exist.
        if change.0 != "category" {
            page.has(change.1);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_stock_is_corrected_from_the_list() {
    let w = World::sqlite().await;
    let (stall, v) = merchant(&w, "Kebun").await;
    let goods = w.goods(&stall, "Opak", 12_000, 3).await;
    let stock = format!("/dagang/produk/{}/stok", goods.product);
    v.get("/dagang/produk").await.is(200).has(&stock);
    v.post(&stock, &[("was", "3"), ("stock", "9")]).await.leads_to("/dagang/produk");
    assert_eq!(w.stock_of(&goods).await, 9);
    v.post(&stock, &[("was", "3"), ("stock", "1")]).await.is(422).has("value=\"1\"");
    v.post(&stock, &[("was", "9"), ("stock", "banyak")]).await.is(422).has("value=\"banyak\"");
    assert_eq!(w.stock_of(&goods).await, 9);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_that_are_no_photos_are_refused_kindly() {
    let w = World::sqlite().await;
    let (stall, v) = merchant(&w, "Kebun").await;
    let goods = w.goods(&stall, "Opak", 12_000, 3).await;
    let photos = format!("/dagang/produk/{}/foto", goods.product);
    v.upload(&photos, "photos", &[("foto.jpg", b"<html>")]).await.is(422).has("f-photos-err");
    v.upload(&photos, "photos", &[]).await.is(422).has("f-photos-err");
    v.upload(&photos, "photos", &[("a.png", &png()), ("b.png", b"GIF89a")]).await.is(422).has("thumb");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn licences_wait_for_the_officer() {
    let w = World::sqlite().await;
    let (stall, v) = merchant(&w, "Kebun").await;
    let goods = w.goods(&stall, "Opak", 12_000, 3).await;
    let page = format!("/dagang/produk/{}/izin", goods.product);
    v.get(&page).await.is(200);
    v.post(&page, &[("kind", "pirt"), ("pirt_number", "12"), ("pirt_expires", "2020-01-01")])
        .await
        .is(422)
        .has("f-pirt_number-err")
        .has("f-pirt_expires-err")
        .has("value=\"12\"");
    v.post(&page, &[("kind", "pirt"), ("pirt_number", "3063306010072-19"), ("pirt_expires", "2031-05-01")]).await.leads_to(&page);
    v.get(&page).await.is(200).has("3063306010072-19").has("2031-05-01");
    v.post(&page, &[("kind", "pirt"), ("delete", "1")]).await.leads_to(&page);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn anothers_products_are_not_there() {
    let w = World::sqlite().await;
    let (stall, _) = merchant(&w, "Kebun").await;
    let goods = w.goods(&stall, "Opak", 12_000, 3).await;
    let (_, other) = merchant(&w, "Tetangga").await;
    let of = |id: ProductId, part: &str| format!("/dagang/produk/{id}{part}");
    for part in ["", "/varian", "/foto", "/izin"] {
        other.get(&of(goods.product, part)).await.is(404);
    }
    for part in ["", "/varian", "/izin", "/stok", "/status", "/foto/atur"] {
        other.post(&of(goods.product, part), CRISPS).await.is(404);
    }
    other.upload(&of(goods.product, "/foto"), "photos", &[("a.png", &png())]).await.is(404);
    other.get("/dagang/produk/bukan-id").await.is(404);
    assert_eq!(w.stock_of(&goods).await, 3);
}
