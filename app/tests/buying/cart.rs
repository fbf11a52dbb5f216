use backend::testing::world::World;
use domain::kernel::ids::VariantId;

use crate::browser::{BAROS, Browser, CIGUGUR, CIPAGERAN, change};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn goods_are_grouped_by_shop_in_both_languages() {
    let w = World::sqlite().await;
    let (one, two) = (w.stall("Kebun").await, w.stall("Dapur").await);
    let (a, b) = (w.goods(&one, "Opak", 12_000, 9).await, w.goods(&two, "Dodol", 7_000, 9).await);
    let v = Browser::stranger(&w);
    v.get("/keranjang").await.is(200).has("Keranjang masih kosong");
    v.add(&a, "2").await.leads_to("/keranjang");
    w.pass(1);
    v.add(&b, "1").await.leads_to("/keranjang");
    v.get("/keranjang").await.is(200).has("alert-success").has("Opak").has("Rp24.000").has("Dodol").has("Rp31.000");
    v.get("/en/keranjang").await.is(200).has("/en/checkout").has("Rp31.000").has_not("alert-success");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_than_there_is_becomes_what_there_is_and_warns() {
    let w = World::sqlite().await;
    let stall = w.stall("Kebun").await;
    let goods = w.goods(&stall, "Opak", 12_000, 3).await;
    let v = Browser::stranger(&w);
    v.add(&goods, "7").await.leads_to("/keranjang");
    let page = v.get("/keranjang").await.is(200).has("alert-warn").has_not("alert-success").has("value=\"3\"");
    let line = page.form("quantity");
    v.submit(&line, &[("quantity", "99")]).await.leads_to("/keranjang");
    v.get("/keranjang").await.is(200).has("alert-warn").has("value=\"3\"");
    v.submit(&line, &[("quantity", "9223372036854775808")]).await.is(422);
    v.submit(&line, &[("quantity", "-1")]).await.is(422).has("alert-danger");
    v.submit(&line, &[("quantity", "2")]).await.leads_to("/keranjang");
    v.get("/keranjang").await.has("alert-success").has("value=\"2\"");
    v.submit(&line, &[("quantity", "2"), ("remove", "1")]).await.leads_to("/keranjang");
    v.get("/keranjang").await.has("Keranjang masih kosong");
    for (quantity, mood) in [("0", "alert-warn"), ("x", "alert-warn"), ("", "alert-warn")] {
        v.add(&goods, quantity).await.leads_to("/keranjang");
        v.get("/keranjang").await.has(mood);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forged_ids_do_nothing() {
    let w = World::sqlite().await;
    let stall = w.stall("Kebun").await;
    let goods = w.goods(&stall, "Opak", 12_000, 3).await;
    let (mine, theirs) = (Browser::stranger(&w), Browser::stranger(&w));
    let unknown: VariantId = w.deps.id();
    mine.post("/keranjang/tambah", &[("variant", &unknown.to_string()), ("quantity", "1")]).await.leads_to("/keranjang");
    mine.get("/keranjang").await.has("alert-warn").has("Keranjang masih kosong");
    mine.post("/keranjang/tambah", &[("variant", "1 OR 1=1"), ("quantity", "1")]).await.is(404);
    mine.add(&goods, "2").await.leads_to("/keranjang");
    let line = mine.get("/keranjang").await.form("quantity");
    theirs.submit(&line, &[("quantity", "3")]).await.is(404);
    theirs.add(&goods, "1").await.leads_to("/keranjang");
    theirs.submit(&line, &[("remove", "1")]).await.is(404);
    mine.get("/keranjang").await.is(200).has("value=\"2\"");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_shop_is_told_how_it_shall_come() {
    let w = World::sqlite().await;
    let (one, two) = (w.stall("Kebun").await, w.stall("Dapur").await);
    let (a, b) = (w.goods(&one, "Opak", 12_000, 9).await, w.goods(&two, "Dodol", 7_000, 9).await);
    let v = Browser::stranger(&w);
    v.add(&a, "2").await;
    w.pass(1);
    v.add(&b, "1").await;
    // Without a place: from the nearest to the farthest zone, and a courier by weight.
    let page = v.get("/keranjang").await.is(200).has("Rp5.000–Rp7.000").has("Rp9.000");
    let place = page.form("kelurahan");
    v.submit(&place, &[("kelurahan", CIGUGUR)]).await.leads_to("/keranjang");
    let page = v.get("/keranjang").await.has_not("Rp5.000–Rp7.000").has("Rp7.000");
    let (kebun, dapur) = (page.form_with("shop", &one.shop.to_string()), page.form_with("shop", &two.shop.to_string()));
    let delivery = format!("delivery-{}", one.shop);
    let note = format!("note-{}", one.shop);
    v.submit(&kebun, &[(&delivery, "own_courier"), (&note, "Titip di pos <satpam>")]).await.leads_to("/keranjang");
    // Goods 24.000 + courier 7.000 for the first shop; 7.000 and fetched for the second.
    v.get("/keranjang").await.has("Rp31.000").has("Rp38.000").has("Titip di pos &lt;satpam&gt;");

    // Said beside the choice, and what was typed stays.
    let long = "x".repeat(301);
    v.submit(&kebun, &[(&delivery, "flat_courier"), (&note, &long)]).await.is(422).has(&long).has(&format!("f-{note}-err"));
    v.submit(&kebun, &[(&delivery, "drone")]).await.is(422).has(&format!("f-{delivery}-err"));
    v.submit(&dapur, &[(&format!("delivery-{}", two.shop), ""), (&delivery, "pickup")]).await.is(422);
    v.submit(&kebun, &[("shop", &w.deps.id::<domain::kernel::ids::ShopId>().to_string())]).await.is(404);
    v.submit(&place, &[("kelurahan", "32.73.01.1001")]).await.is(422).has("f-kelurahan-err");
    change(&w, "UPDATE shop SET flat_courier = FALSE WHERE id = $1", one.shop).await;
    v.submit(&kebun, &[(&delivery, "flat_courier")]).await.is(422).has(&format!("f-{delivery}-err"));
    v.get("/keranjang").await.has("Rp38.000");
    // Where the shop's courier does not go, and back.
    v.submit(&place, &[("kelurahan", CIPAGERAN)]).await.leads_to("/keranjang");
    v.get("/keranjang").await.has("Kurir toko ini tidak sampai ke Cipageran");
    v.submit(&place, &[("kelurahan", "")]).await.leads_to("/keranjang");
    v.get("/en/keranjang").await.has("Rp5.000–Rp7.000");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shop_of_another_cart_is_not_there() {
    let w = World::sqlite().await;
    let (one, two) = (w.stall("Kebun").await, w.stall("Dapur").await);
    let (a, b) = (w.goods(&one, "Opak", 12_000, 9).await, w.goods(&two, "Dodol", 7_000, 9).await);
    let (mine, theirs) = (Browser::stranger(&w), Browser::stranger(&w));
    mine.add(&a, "1").await;
    theirs.add(&b, "1").await;
    let form = theirs.get("/keranjang").await.form("shop");
    mine.submit(&form, &[]).await.is(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn new_prices_are_acknowledged_as_they_were_shown() {
    let w = World::sqlite().await;
    let stall = w.stall("Kebun").await;
    let goods = w.goods(&stall, "Opak", 12_000, 3).await;
    let v = Browser::stranger(&w);
    v.add(&goods, "1").await;
    v.get("/keranjang").await;
    change(&w, "UPDATE variant SET price = 15000 WHERE id = $1", goods.variant).await;
    let shown = v.get("/keranjang").await.has("alert-warn").has("Rp12.000").form_with("go", "prices");
    change(&w, "UPDATE variant SET price = 18000 WHERE id = $1", goods.variant).await;
    v.submit(&shown, &[]).await.leads_to("/keranjang");
    let shown = v.get("/keranjang").await.has("alert-warn").has("Rp15.000").has("Rp18.000").form_with("go", "prices");
    v.submit(&shown, &[]).await.leads_to("/keranjang");
    v.get("/keranjang").await.has_not("alert-warn");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guests_cart_goes_along_at_log_in() {
    let w = World::sqlite().await;
    let stall = w.stall("Kebun").await;
    let (a, b) = (w.goods(&stall, "Opak", 12_000, 9).await, w.goods(&stall, "Dodol", 7_000, 9).await);
    let account = [("name", "Budi"), ("login", "budi@example.id"), ("password", "kuda-lumping-sore-7")];
    let known = Browser::stranger(&w);
    known.post("/daftar", &account).await.leads_to("/akun");
    known.add(&a, "1").await;

    let guest = Browser::stranger(&w);
    guest.add(&a, "2").await;
    w.pass(1);
    guest.add(&b, "1").await;
    let place = guest.get("/keranjang").await.form("kelurahan");
    guest.submit(&place, &[("kelurahan", BAROS)]).await.leads_to("/keranjang");
    guest.post("/masuk", &account[1..]).await.leads_to("/akun");
    guest.get("/keranjang").await.has("value=\"3\"").has("Dodol").has("Rp43.000").has_not("Rp5.000–Rp7.000");
    known.get("/keranjang").await.has("value=\"3\"").has("Dodol");
}
