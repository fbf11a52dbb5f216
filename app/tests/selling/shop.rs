use backend::market::read_own_shops::read_own_shops;
use backend::market::review_shop::{ShopVerdict, review_shop};
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::market::shop::ShopState;

use crate::visitor::{Visitor, merchant};

const ABOUT: &[(&str, &str)] =
    &[("name", "Dapur Ambu"), ("phone", "0812 3456 7890"), ("story_id", "Kami menggoreng sejak 1998."), ("story_en", ""), ("nib", "")];
const ADDRESS: &[(&str, &str)] = &[("street", "Jl. Baros 12"), ("kelurahan", "32.77.02.1001"), ("lat", ""), ("lon", "")];
const HOURS: &[(&str, &str)] = &[("mon_from", "08:00"), ("mon_to", "17:00")];
const DELIVERY: &[(&str, &str)] =
    &[("pickup", "on"), ("own_courier", "on"), ("fee_5", "5.000"), ("cod", "on"), ("pay_at_pickup", "on"), ("flat_fee", "")];
const BANK: &[(&str, &str)] = &[("bank", "BRI"), ("number", "1234-5678-90"), ("holder", "Ambu Siti")];

/// Everything but sending it.
async fn fill(v: &Visitor) {
    v.post("/buka-toko/cerita", ABOUT).await.leads_to("/buka-toko/alamat");
    v.post("/buka-toko/alamat", ADDRESS).await.leads_to("/buka-toko/jam-buka");
    v.post("/buka-toko/jam-buka", HOURS).await.leads_to("/buka-toko/pengiriman");
    v.post("/buka-toko/pengiriman", DELIVERY).await.leads_to("/buka-toko/rekening");
    v.post("/buka-toko/rekening", BANK).await.leads_to("/buka-toko/periksa");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shop_is_opened_step_by_step_and_reviewed() {
    let w = World::sqlite().await;
    let ambu = w.person("Ambu", &[]).await;
    let officer = w.person("Petugas", &[Role::Officer]).await;
    let v = Visitor::new(&w, &ambu);
    v.get("/buka-toko").await.is(200).has("/buka-toko/cerita");
    v.get("/buka-toko/rekening").await.leads_to("/buka-toko");
    v.get("/dagang").await.leads_to("/buka-toko");
    v.post("/buka-toko/cerita", ABOUT).await.leads_to("/buka-toko/alamat");
    v.get("/buka-toko/periksa").await.is(200).has("disabled").has("/buka-toko/jam-buka");
    v.post("/buka-toko/periksa", &[]).await.is(422).has("/buka-toko/jam-buka");
    fill(&v).await;
    v.get("/buka-toko/cerita").await.is(200).has("value=\"Dapur Ambu\"").has("name=\"low_stock\"").has("value=\"5\"");
    v.get("/en/buka-toko/periksa").await.is(200).has("Bank account");
    v.post("/buka-toko/periksa", &[]).await.leads_to("/buka-toko");
    assert_eq!(state(&w, &ambu).await, ShopState::Submitted);
    v.get("/buka-toko/cerita").await.leads_to("/buka-toko");

    let shop = read_own_shops(&w.deps, &ambu).await.unwrap()[0].id;
    let reason = "Alamat belum jelas".to_owned();
    review_shop(&w.deps, &officer, shop, ShopVerdict::RequestChanges { reason: reason.clone() }).await.unwrap();
    v.get("/buka-toko").await.is(200).has(&reason);
    v.get("/buka-toko/alamat").await.is(200).has(&reason);
    v.post("/buka-toko/alamat", ADDRESS).await.leads_to("/buka-toko/jam-buka");
    v.post("/buka-toko/periksa", &[]).await.leads_to("/buka-toko");
    review_shop(&w.deps, &officer, shop, ShopVerdict::Approve).await.unwrap();
    v.get("/buka-toko").await.is(200).has("/dagang/produk/baru");
    v.get("/dagang").await.is(200).has("Dapur Ambu");
}

async fn state(w: &World, owner: &Actor) -> ShopState {
    read_own_shops(&w.deps, owner).await.unwrap()[0].state
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rejected_shop_says_why() {
    let w = World::sqlite().await;
    let ambu = w.person("Ambu", &[]).await;
    let officer = w.person("Petugas", &[Role::Officer]).await;
    let v = Visitor::new(&w, &ambu);
    fill(&v).await;
    v.post("/buka-toko/periksa", &[]).await.leads_to("/buka-toko");
    let shop = read_own_shops(&w.deps, &ambu).await.unwrap()[0].id;
    review_shop(&w.deps, &officer, shop, ShopVerdict::Reject { reason: "Di luar Cimahi".to_owned() }).await.unwrap();
    v.get("/buka-toko").await.is(200).has("Di luar Cimahi");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_is_said_and_what_was_typed_is_kept() {
    let w = World::sqlite().await;
    let v = Visitor::new(&w, &w.person("Ambu", &[]).await);
    let long = "a".repeat(61);
    let about = [("name", long.as_str()), ("phone", "12345"), ("story_id", ""), ("nib", "123"), ("low_stock", "1001")];
    v.post("/buka-toko/cerita", &about)
        .await
        .is(422)
        .has(&long)
        .has("value=\"12345\"")
        .has("f-name-err")
        .has("f-nib-err")
        .has("f-low_stock-err")
        .has("value=\"1001\"")
        .has("f-story_id-err");
    v.post("/buka-toko/cerita", ABOUT).await.leads_to("/buka-toko/alamat");
    let address = [("street", "Jl. X"), ("kelurahan", "32.73.01.1001"), ("lat", "1"), ("lon", "2")];
    v.post("/buka-toko/alamat", &address).await.is(422).has("Jl. X").has("f-kelurahan-err").has("f-lat-err");
    v.post("/buka-toko/jam-buka", &[("tue_from", "17:00"), ("tue_to", "08:00")]).await.is(422).has("value=\"17:00\"").has("f-tue_from-err");
    v.post("/buka-toko/jam-buka", &[("mon_from", "09:00"), ("mon_to", "15:00"), ("copy", "1")]).await.is(200).has("name=\"sun_to\"");
    let delivery = [("own_courier", "on"), ("fee_0", "-5"), ("flat_courier", "on"), ("flat_fee", "9223372036854775808")];
    v.post("/buka-toko/pengiriman", &delivery).await.is(422).has("f-fee_0-err").has("f-flat_fee-err").has("value=\"9223372036854775808\"");
    let bank = [("bank", ""), ("number", "12"), ("holder", "A")];
    v.post("/buka-toko/rekening", &bank).await.is(422).has("f-bank-err").has("f-number-err");
    v.get("/buka-toko/tidak-ada").await.is(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_log_in_first_and_shoppers_are_shown_the_way() {
    let w = World::sqlite().await;
    let stranger = Visitor::new(&w, &Actor::GUEST);
    stranger.get("/buka-toko").await.leads_to("/masuk?kembali=%2Fbuka%2Dtoko");
    stranger.post("/buka-toko/cerita", ABOUT).await.is(401);
    let shopper = Visitor::new(&w, &w.person("Pembeli", &[]).await);
    shopper.get("/dagang").await.leads_to("/buka-toko");
    for path in ["/dagang/produk", "/dagang/pesanan", "/dagang/toko", "/dagang/produk/baru"] {
        shopper.get(path).await.is(403);
        stranger.get(path).await.is(303);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_open_shop_is_changed_in_the_same_forms() {
    let w = World::sqlite().await;
    let (_, v) = merchant(&w, "Kebun").await;
    v.get("/dagang/toko").await.is(200).has("/dagang/toko/jam-buka");
    for part in ["cerita", "alamat", "jam-buka", "pengiriman", "rekening"] {
        v.get(&format!("/dagang/toko/{part}")).await.is(200);
    }
    v.get("/dagang/toko/periksa").await.is(404);
    v.post("/dagang/toko/cerita", &[("name", ""), ("phone", ""), ("story_id", "")]).await.is(422);
}
