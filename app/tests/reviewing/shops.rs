use backend::db::{Run, sql};
use backend::market::read_own_shops::read_own_shops;
use backend::testing::market::Stall;
use backend::testing::world::World;
use domain::market::shop::ShopState;

use crate::officer;
use crate::visitor::merchant;

async fn submitted(w: &World, name: &str) -> Stall {
    let (stall, _) = merchant(w, name).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    let q = "UPDATE shop SET state = 'submitted', submitted_at = $2 WHERE id = $1";
    tx.execute(sql(q).bind(stall.shop).bind(w.deps.now())).await.unwrap();
    tx.commit().await.unwrap();
    stall
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shop_is_sent_back_with_a_reason_and_approved() {
    let w = World::sqlite().await;
    let stall = submitted(&w, "Kebun").await;
    let officer = officer(&w).await;
    let page = format!("/petugas/toko/{}", stall.shop);
    officer.get("/petugas").await.is(200).has("Kebun").has(&page);
    officer.get(&page).await.is(200).has("Pemilik Kebun").has("value=\"approve\"");
    officer.post(&page, &[("go", "changes"), ("reason", " ")]).await.is(422).has("f-reason-err");
    let long = "a".repeat(2_000);
    officer.post(&page, &[("go", "reject"), ("reason", &long)]).await.is(422).has(&long);
    officer.post(&page, &[("go", "entah")]).await.is(400);
    let reason = "Alamat <b>belum</b> jelas";
    officer.post(&page, &[("go", "changes"), ("reason", reason)]).await.leads_to("/petugas");
    let shop = read_own_shops(&w.deps, &stall.owner).await.unwrap().remove(0);
    assert_eq!((shop.state, shop.review_reason.as_str()), (ShopState::ChangesRequested, reason));
    officer.post(&page, &[("go", "approve")]).await.is(422);
    officer.get("/petugas?keadaan=changes_requested").await.is(200).has("Kebun");

    let other = submitted(&w, "Dapur").await;
    officer.post(&format!("/petugas/toko/{}", other.shop), &[("go", "approve")]).await.leads_to("/petugas");
    assert_eq!(read_own_shops(&w.deps, &other.owner).await.unwrap()[0].state, ShopState::Approved);
    officer.get("/en/petugas/toko/0190a1b2c3d47e5f8a9b0c1d2e3f4a5b").await.is(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_business_number_has_its_badge_once_an_officer_has_looked() {
    let w = World::sqlite().await;
    let (stall, _) = merchant(&w, "Kebun").await;
    let write = async |nib: &'static str| {
        let mut tx = w.deps.db.begin().await.unwrap();
        tx.execute(sql("UPDATE shop SET nib = $2 WHERE id = $1").bind(stall.shop).bind(nib)).await.unwrap();
        tx.commit().await.unwrap();
    };
    let officer = officer(&w).await;
    let (page, public) = (format!("/petugas/toko/{}", stall.shop), "/toko/toko-kebun");
    officer.get("/petugas").await.is(200).has_not("NIB yang belum diperiksa");
    write("1234567890123").await;
    officer.get(public).await.is(200).has_not("NIB terdaftar");
    officer.get("/petugas").await.is(200).has("NIB yang belum diperiksa").has(&page);
    officer.get(&page).await.is(200).has("NIB belum diperiksa").has("value=\"1234567890123\"");
    write("3210987654321").await;
    officer.post(&page, &[("go", "nib"), ("nib", "1234567890123")]).await.is(422).has("baru saja mengganti NIB-nya");
    officer.post(&page, &[("go", "nib"), ("nib", "12")]).await.is(400);
    officer.post(&page, &[("go", "nib"), ("nib", "3210987654321")]).await.leads_to("/petugas");
    officer.get(&page).await.is(200).has_not("NIB belum diperiksa");
    officer.get(public).await.is(200).has("NIB terdaftar");
    officer.get("/petugas").await.is(200).has_not("NIB yang belum diperiksa");
}
